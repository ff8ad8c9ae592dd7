"""Addresses that are not found any more: the ledger says what stood there, and the item says what may be told of it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language_from_path

from editions.models import (
    Address,
    Document,
    Edition,
    Organisation,
    Page,
    Photo,
    PressRelease,
    Publishable,
    Question,
    Session,
    Speaker,
    Survey,
    Topic,
)

from . import pages
from .permalinks import addressed_models

LONGEST = 500
DEEPEST = 8
FILES = (".txt", ".bib", ".ris", ".ics", ".csv")
# Of what an address is, by the first word of its name.
MEANT: dict[str, type[Publishable]] = {
    "document": Document,
    "edition": Edition,
    "organisation": Organisation,
    "page": Page,
    "photo": Photo,
    "press": PressRelease,
    "programme": Edition,
    "question": Question,
    "session": Session,
    "speaker": Speaker,
    "survey": Survey,
    "topic": Topic,
}


def answer(request: HttpRequest) -> HttpResponse | None:
    """Where the reader is led on, or that it was withdrawn; None where nothing readers ever saw stood here."""
    if request.path_info.startswith("/media/"):
        return None  # a file's random name is no address to come back to
    language = get_language_from_path(request.path_info)
    wanted = below(request.path_info) if language else elsewhere(request)
    records = {record.path: record for record in Address.objects.filter(path__in=wanted)}
    record = next((records[path] for path in wanted if path in records), None)
    if record is None:
        return as_if_there_were(request)
    return for_item(request, record, wanted[record.path] if language else "", bool(language))


def below(path: str) -> dict[str, str]:
    """Addresses of items that one below a language may belong to, the longest first, each with what comes after it."""
    rest = path.removeprefix("/").partition("/")[2]
    parts = rest.split("/")
    if len(rest) > LONGEST or len(parts) > DEEPEST:
        return {}
    found = {}
    for ending in FILES:
        if rest.endswith(ending):
            found[f"{rest.removesuffix(ending)}/"] = ending
    for n in range(len(parts) - 1, 0, -1):
        start = "/".join(parts[:n]) + "/"
        found[start] = rest[len(start) :]
    return found


def elsewhere(request: HttpRequest) -> dict[str, str]:
    """Old addresses of other sites: with the host and what is asked for, then without the one, the other, and both."""
    whole, path = request.get_full_path(), request.path
    if len(whole) > LONGEST:
        return {}
    host = f"//{request.get_host().partition(':')[0].lower()}"
    return dict.fromkeys([host + whole, host + path, whole, path], "")


def as_if_there_were(request: HttpRequest) -> None:
    """Asks in vain what is asked of an item that is not public yet, whose address stands in the ledger: both take as long."""
    name = request.resolver_match.url_name if request.resolver_match else None
    if model := MEANT.get((name or "").partition("-")[0]):
        rows = model.objects.filter(permanent_id="")
        if rows.readable().first() is None:
            rows.withdrawn().first()


def for_item(request: HttpRequest, record: Address, rest: str, has_language: bool) -> HttpResponse | None:
    model = model_of(record)
    rows = model.objects.filter(permanent_id=record.permanent_id) if model else None
    item = rows.readable().first() if rows is not None else None
    if item is not None:
        return led_on(request, item, rest, has_language)
    withdrawn = rows.withdrawn().first() if rows is not None else None
    if withdrawn is not None:
        return tombstone(request, withdrawn)
    return told_gone(request, record) if record.gone_at else None  # deleted, and not brought back and public again


def model_of(record: Address) -> type[Publishable] | None:
    return next((model for model in addressed_models() if model._meta.model_name == record.kind), None)


def led_on(request: HttpRequest, item: Publishable, rest: str, has_language: bool) -> HttpResponse | None:
    """For ever to the item's address of today, in the language of the old one; one without a language goes by the permanent id."""
    if not has_language:
        return HttpResponsePermanentRedirect(reverse("permalink", args=[item.permanent_id]))
    target = item.get_absolute_url()
    target = target.rstrip("/") + rest if rest.startswith(".") else target + rest
    if target == request.path:
        return None
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{target}?{query}" if query else target)


@pages.public
def tombstone(request: HttpRequest, item: Publishable) -> HttpResponse:
    raise pages.Gone(item)


def told_gone(request: HttpRequest, record: Address) -> HttpResponse:
    """Of what was deleted nothing is left to say but when."""
    context = {
        "gone_on": record.gone_at,
        "noindex": True,
        "card_id": "",
        "canonical_url": settings.SITE_URL + request.path,
    }
    return render(request, "pages/deleted.html", context, status=410)
