"""Pages before their time: the readers' own view, with a reader's eyes for everything except the item."""

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from io import BytesIO
from typing import Any
from wsgiref.util import FileWrapper

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.handlers.wsgi import WSGIRequest
from django.db import models as db
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import resolve, reverse
from django.utils.translation import get_language, override

from editions import public_files, sharing, wording
from editions.models import Contact, Forum, Notice, Promise, Publishable, Result, ShareLink, Side, shown_early
from editions.public_files import PublicFile
from editions.rehearsal import rehearsed
from editions.snapshots import Snapshot

MEDIA = re.compile(r"/media/[\w-]+/[\w.-]+")
LINKS = re.compile(r'((?:href|src)=")(/[^"?#]*)(?=["#])')


# By a link


def asked(request: HttpRequest) -> tuple[ShareLink, str] | None:
    """The link whose key stands in the address, and the key; None for nearly everybody, without a query."""
    for kind in ShareLink.Kind.values:
        key = request.GET.get(kind, "")
        if key and len(key) <= 64 and (link := ShareLink.objects.opened_by(kind, key)):
            return link, key
    return None


def shared(request: HttpRequest, view: Callable[[HttpRequest], HttpResponseBase]) -> HttpResponseBase:
    """The page that a link opens. A key that was never given out changes nothing of the answer but that nobody keeps it."""
    found = asked(request)
    if found is None:
        return unkept(view(request))
    link, key = found
    item = link.item
    if sharing.is_over(link, item):
        return unkept(view(request))
    if item is None or not sharing.is_open(link, item):
        sharing.note_use(link, request.path, was_open=False)
        return unkept(render(request, "pages/link_ended.html", {"noindex": True, "card_id": ""}, status=410))
    request.user = AnonymousUser()
    places = sharing.addresses(sharing.shown_by(item, link.kind))
    if not sharing.is_among(request.path, places):
        return unkept(view(request))
    sharing.note_use(link, request.path, was_open=True)  # before the rehearsal, which is undone
    with (
        as_shown(item, link.kind) as changed,
        shown_early([*sharing.shown_by(changed, link.kind), *sharing.rows_shown_by(changed)]),
    ):
        request.shared = banner(link, changed)  # type: ignore[attr-defined]
        response = whole(view(request))
    return unkept(with_key(response, f"{link.kind}={key}", places))


@contextmanager
def as_shown(item: Publishable, kind: str) -> Iterator[Publishable]:
    """To the press what is scheduled. Else the draft where it can become rows; what is saved where it has holes.

    At the address that was given out, whichever the draft has chosen meanwhile.
    """
    with ExitStack() as stack:
        if kind == ShareLink.Kind.PRESS:
            yield item
            return
        try:
            changed = stack.enter_context(rehearsed(item))
        except ValidationError:
            changed = item
        if changed is not item:
            at_home = {name: getattr(item, name) for name in ("slug", "year", "number") if hasattr(item, name)}
            type(item)._base_manager.filter(pk=item.pk).update(**at_home)
            for name, value in at_home.items():
                setattr(changed, name, value)
        yield changed


def banner(link: ShareLink, item: Publishable) -> dict:
    """For the head of a page behind a link: for whom, and until when it is under embargo, on every capital's clock."""
    zones = [(str(side.text("capital")), side.time_zone) for side in Side.objects.all()]
    until = item.publish_at if item.is_embargoed else None
    return {
        "name": link.name,
        "is_press": link.kind == ShareLink.Kind.PRESS,
        "is_public": item.is_itself_public(),
        "embargo": wording.moment(until, zones or [("UTC", "UTC")], get_language() or "en") if until else "",
    }


def shared_file(request: HttpRequest, token: str, name: str) -> PublicFile | None:
    """A file of what a link shows; never the original, nor a size that may not be passed on."""
    found = asked(request) if ShareLink.is_asked_for(request.GET) else None
    if found is None:
        return None
    link, item = found[0], found[0].item
    if item is None or not sharing.is_open(link, item):
        sharing.note_file(link, request.path, was_open=False)
        return None
    with as_shown(item, link.kind) as changed:
        items = sharing.shown_by(changed, link.kind)
        if not sharing.has_file(items, token):
            return None
        with shown_early(items):
            file = public_files.file_shown(token, name)
    if file is not None:
        sharing.note_file(link, request.path, was_open=True)  # after the rehearsal, which is undone
    return file


def whole(response: HttpResponseBase) -> HttpResponseBase:
    """A stream is read to its end while the item is still shown, into a file that goes with the answer."""
    if response.streaming:
        kept = tempfile.TemporaryFile()  # noqa: SIM115
        for part in response.streaming_content:  # type: ignore[attr-defined]
            kept.write(part)
        kept.seek(0)
        response.streaming_content = FileWrapper(kept, 65536)  # type: ignore[attr-defined]
    return response


def unkept(response: HttpResponseBase) -> HttpResponseBase:
    """Kept by no cache, found by no search engine, and its address told to no other site."""
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def with_key(response: HttpResponseBase, key: str, places: list[str]) -> HttpResponseBase:
    """The key goes along to the pictures and to the other pages of the item, and nowhere else."""
    if not isinstance(response, HttpResponse) or not response.headers.get("Content-Type", "").startswith("text/html"):
        return response

    def carried(link: re.Match[str]) -> str:
        return f"{link[0]}?{key}" if sharing.is_among(link[2], places) else link[0]

    text = MEDIA.sub(lambda file: f"{file[0]}?{key}", response.content.decode())
    response.content = LINKS.sub(carried, text).encode()
    return response


# At the desk


# Where readers see what has no page of its own.
PLACES: dict[type[db.Model], Callable[[Any], Any]] = {
    Promise: lambda promise: promise.edition,
    Notice: lambda notice: notice.session or notice.edition,
    Result: lambda result: result.answer.question,
    **dict.fromkeys((Contact, Forum, Side), lambda _item: None),
}


def has_page(model: type[db.Model]) -> bool:
    return hasattr(model, "get_absolute_url")


def can_be_shown(model: type[db.Model]) -> bool:
    """Whether there is a page to show the items of a model on: their own, or one they stand on."""
    return has_page(model) or model in PLACES


def place_of(item: Any) -> tuple[Any, str]:
    """The item on whose page readers see this one, itself for most, and the address of the page."""
    owner = item if has_page(type(item)) else PLACES[type(item)](item)
    if owner is not None:
        return owner, owner.get_absolute_url()
    return None, reverse("press-list" if isinstance(item, (Contact, Promise)) else "home")


def drawn(item: Any, document: Snapshot | None, languages: Iterable[str], environ: dict) -> dict[str, str]:
    """The page on which readers will see the item in each language, from a document that is saved nowhere.

    Raises ``ValidationError`` with messages by path for a document that cannot become rows.
    """
    pages = {}
    with rehearsed(item, document) as changed:
        hangs_on = [getattr(changed, name) for name in getattr(changed, "public_through", ())]
        owner, _address = place_of(changed)
        items = [*sharing.shown_by(changed), *(one for one in {*hangs_on, owner} if one is not None)]
        with shown_early(items):
            for language in languages:
                with override(language):
                    pages[language] = _page_at(place_of(changed)[1], environ)
    return pages


def _page_at(path: str, environ: dict) -> str:
    """A readers' page as a visitor gets it, without going out and coming in again."""
    kept = {name: value for name, value in environ.items() if name.startswith(("SERVER_", "wsgi.", "HTTP_HOST"))}
    request = WSGIRequest(
        {**kept, "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": "", "wsgi.input": BytesIO()}
    )
    request.user = AnonymousUser()
    request.LANGUAGE_CODE = get_language()
    found = resolve(path)
    request.resolver_match = found
    response = found.func(request, *found.args, **found.kwargs)
    return response.content.decode()
