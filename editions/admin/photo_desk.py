"""The photo desk: an edition's photographs as rows, each taken in, changed and published by small requests of its own."""

import json
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from editions import drafts, images, photo_desk, strips, wording
from editions.models import Appearance, Edition, Photo, Session, Speaker, Status, language_codes
from editions.photo_desk import AlreadyThere, Batch, NotReady

from .photo_desk_words import words

MAX_ROWS = 500  # on one page of the strip
MAX_BATCH = 25  # rows in one filling or shift: each may write eight files
MAX_IDS = 1000
MAX_TEXT = 1000


class Unreadable(Exception):
    """A request that no page of ours sends."""


class PhotoDesk:
    """Adds the desk's addresses to the admin of photographs."""

    change_list_template = "admin/editions/photo/change_list.html"

    def get_urls(self):
        here = "desk/<int:edition_id>/"
        return [
            path("desk/", self.admin_site.admin_view(self.latest_desk), name="editions_photo_latest_desk"),
            path(here, self._at(desk, "change", require_safe), name="editions_photo_desk"),
            path(f"{here}take-in/", self._at(take_in, "add", require_POST), name="editions_photo_take_in"),
            path(f"{here}rows/<int:key>/", self._at(save_row, "change", require_POST), name="editions_photo_row"),
            path(f"{here}fill/", self._at(fill, "change", require_POST), name="editions_photo_fill"),
            path(f"{here}shift/", self._at(shift, "change", require_POST), name="editions_photo_shift"),
            path(f"{here}publish/", self._at(publish, "change", require_POST), name="editions_photo_publish"),
            *super().get_urls(),
        ]

    def _at(self, view: Callable[..., HttpResponse], permission: str, method: Callable) -> Callable:
        """The view for an editor who may do this, on an edition that is there; what is wrong comes as a sentence."""

        @method
        def answer(request, edition_id, **kwargs):
            if not getattr(self, f"has_{permission}_permission")(request):
                raise PermissionDenied
            edition = get_object_or_404(Edition.objects.with_venues(), pk=edition_id)
            try:
                return view(self, request, edition, **kwargs)
            except Unreadable:
                return refusal(_("This request cannot be read. Please load the page again."), 400)
            except Photo.DoesNotExist:
                return refusal(_("This photograph is no longer there."), 404)
            except ValidationError as error:
                return refusal(" ".join(error.messages), 422)

        return self.admin_site.admin_view(answer)

    def latest_desk(self, request):
        """The desk of the edition chosen in the page's own list; else that of the latest."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        asked = request.GET.get("edition", "")
        editions = Edition.objects.order_by("-number")
        known = editions.filter(pk=asked) if asked.isdecimal() and len(asked) < 19 else editions
        edition = known.first() or editions.first()
        if edition is None:
            return redirect("admin:editions_edition_add")
        return redirect("admin:editions_photo_desk", edition_id=edition.pk)


# The page


def desk(model_admin, request: HttpRequest, edition: Edition) -> HttpResponse:
    photos = Photo.objects.filter(edition=edition)
    shows_all = "all" in request.GET
    if not shows_all:
        photos = photos.to_do()
    total = photos.count()
    context = model_admin.admin_site.each_context(request) | {
        "opts": model_admin.opts,
        "title": _("Photo desk"),
        "edition": edition,
        "editions": Edition.objects.order_by("-number"),
        "may_add": model_admin.has_add_permission(request),
        "languages": [(code, wording.html_lang(code), name) for code, name in settings.LANGUAGES],
        "rights": Photo.Rights.choices,
        "speakers": speakers_of(edition),
        "shows_all": shows_all,
        "left_out": max(0, total - MAX_ROWS),
        "desk": {
            "edition": edition.pk,
            "maxBytes": images.MAX_BYTES,
            "maxBatch": MAX_BATCH,
            "languages": language_codes(),
            "language": get_language(),
            "sessions": sessions_of(edition),
            "speakers": dict(speakers_of(edition)),
            "addresses": {
                "takeIn": reverse("admin:editions_photo_take_in", args=[edition.pk]),
                "row": reverse("admin:editions_photo_row", args=[edition.pk, 0]),
                "fill": reverse("admin:editions_photo_fill", args=[edition.pk]),
                "shift": reverse("admin:editions_photo_shift", args=[edition.pk]),
                "publish": reverse("admin:editions_photo_publish", args=[edition.pk]),
            },
            "rows": rows(edition, photos.in_order().prefetch_related("speakers")[:MAX_ROWS]),
            "words": words(),
        },
    }
    return TemplateResponse(request, "admin/photos/desk.html", context)


def sessions_of(edition: Edition) -> list[dict]:
    """For the list of sessions in each row."""
    found = Session.objects.filter(edition=edition).in_programme_order()
    asked = get_language() or ""
    return [
        {
            "id": one.pk,
            "label": " ".join(filter(None, [wording.time(one.start_time, asked), str(one.text("title"))])),
        }
        for one in found
    ]


def speakers_of(edition: Edition) -> list[tuple[int, str]]:
    """Those who appeared, each once."""
    appearing = Appearance.objects.filter(edition=edition).values("speaker")
    return [(one.pk, str(one.text("name"))) for one in Speaker.objects.filter(pk__in=appearing)]


def rows(edition: Edition, photos) -> list[dict]:
    """The rows of the strip as the page reads them; a constant number of queries."""
    photos = list(photos)
    spans, zone = photo_desk.spans_of(edition), zone_of(edition)
    held = drafts.held_fields(photos)
    for photo in photos:
        drafts.fill_in(photo, held.get(photo.pk, {}))
    return [row(photo, spans, zone) for photo in photos]


def row(photo: Photo, spans: list[strips.Span], zone: ZoneInfo) -> dict:
    taken = photo.taken_at.astimezone(zone) if photo.taken_at else None
    small = photo.rendition("small") or {}
    return {
        "id": photo.pk,
        "version": photo_desk.version_of(photo),
        "name": photo.original_name or photo.permanent_id,
        "address": reverse("admin:editions_photo_change", args=[photo.pk]),
        "picture": {
            "small": photo.rendition_url("small"),
            "large": photo.rendition_url("large"),
            "width": small.get("width", 0),
            "height": small.get("height", 0),
        },
        "order": photo.order,
        "taken": taken.timestamp() if taken else None,
        "clock": clock(taken),
        "language": photo.source_language,
        "public": photo.status == Status.PUBLISHED,
        "boilerplate": strips.is_boilerplate(str(photo.text("caption", photo.source_language)), photo.original_name),
        "candidates": strips.sessions_at(photo.taken_at, spans),
        "missing": photo_desk.reasons_against(photo),
        "speakers": {speaker.pk: str(speaker.text("name")) for speaker in photo.speakers.all()},
        "values": photo_desk.values_of(photo),
    }


def zone_of(edition: Edition) -> ZoneInfo:
    return ZoneInfo(edition.time_zone or settings.TIME_ZONE)


def clock(taken: datetime | None) -> str:
    return f"{wording.day(taken.date(), get_language() or '')}, {taken:%H:%M:%S}" if taken else ""


# What the page asks for


def take_in(model_admin, request: HttpRequest, edition: Edition) -> HttpResponse:
    """One file. 201 with its row; 409 with the photographs that are this file already; 422 with the reason."""
    file = request.FILES.get("file")
    language, known = request.POST.get("language"), request.POST.get("known", "0")
    if file is None or language not in language_codes() or not known.isdecimal() or len(known) > 4:
        raise Unreadable
    copies = photo_desk.copies_of(file, images.MAX_BYTES)
    if len(copies) != int(known):
        return already_there(edition, copies)
    try:
        photo = photo_desk.take_in(edition=edition, file=file, language=language, known_copies=int(known))
    except AlreadyThere:
        return already_there(edition, photo_desk.copies_of(file, images.MAX_BYTES))
    model_admin.log_addition(request, photo, [{"added": {}}])
    return JsonResponse({"row": rows(edition, [photo])[0]}, status=201)


def already_there(edition: Edition, copies: list[Photo]) -> JsonResponse:
    asked = get_language() or ""
    shown = [
        {
            "label": str(one),
            "name": one.original_name,
            "address": reverse("admin:editions_photo_change", args=[one.pk]),
            "picture": one.rendition_url("small"),
            "edition": wording.edition_label(one.edition.number, asked) if one.edition else "",
            "row": rows(edition, [one])[0] if one.edition_id == edition.pk else None,
        }
        for one in copies
    ]
    return JsonResponse({"copies": shown}, status=409)


def save_row(model_admin, request: HttpRequest, edition: Edition, key: int) -> HttpResponse:
    """Some fields of one row. 200 with the row as it is; 409 as well where somebody else was there first."""
    sent = read(request).get("changes")
    if not isinstance(sent, dict) or not sent:
        raise Unreadable
    changes = {}
    for name, pair in sent.items():
        if name not in photo_desk.columns() or not isinstance(pair, list) or len(pair) != 2:
            raise Unreadable
        changes[name] = (value(name, pair[0]), value(name, pair[1]))
    change = photo_desk.change_row(edition=edition, key=key, changes=changes, user=editor(request))
    answer = {"row": rows(edition, [change.photo])[0], "clashes": change.clashes}
    return JsonResponse(answer, status=409 if change.clashes else 200)


def fill(model_admin, request: HttpRequest, edition: Edition) -> HttpResponse:
    sent = read(request)
    patterns = sent.get("patterns")
    if not isinstance(patterns, dict) or not all(
        name in [*photo_desk.text_columns(), "credit", "rights"] and isinstance(text, str)
        for name, text in patterns.items()
    ):
        raise Unreadable
    batch = photo_desk.fill(
        edition=edition,
        versions=versions(sent, MAX_BATCH),
        patterns={name: value(name, text) for name, text in patterns.items() if text.strip()},
        speakers=value("speakers", sent.get("speakers", [])),
        overwrite=sent.get("overwrite") is True,
        user=editor(request),
    )
    return batch_answer(edition, batch)


def shift(model_admin, request: HttpRequest, edition: Edition) -> HttpResponse:
    sent = read(request)
    minutes = sent.get("minutes")
    if not isinstance(minutes, int) or isinstance(minutes, bool):
        raise Unreadable
    batch = photo_desk.shift(edition=edition, versions=versions(sent, MAX_IDS), minutes=minutes)
    return batch_answer(edition, batch)


def publish(model_admin, request: HttpRequest, edition: Edition) -> HttpResponse:
    """All of them, or none: then each that is not ready is named with its reasons."""
    keys = read(request).get("ids")
    if not isinstance(keys, list) or not 0 < len(keys) <= MAX_IDS or not all(map(is_key, keys)):
        raise Unreadable
    try:
        published = photo_desk.publish(edition=edition, keys=keys)
    except NotReady as refused:
        named = [f"{photo.original_name or photo}: {', '.join(reasons)}" for photo, reasons in refused.found]
        return JsonResponse({"error": _("Nothing was published. These are not ready:"), "named": named}, status=409)
    for photo in published:
        model_admin.log_change(request, photo, _("Published."))
    count = len(published)
    said = ngettext("%(count)d photograph is published.", "%(count)d photographs are published.", count)
    shown = Photo.objects.filter(pk__in=[photo.pk for photo in published]).prefetch_related("speakers")
    return JsonResponse({"said": said % {"count": count}, "rows": rows(edition, shown)})


def batch_answer(edition: Edition, batch: Batch) -> JsonResponse:
    shown = Photo.objects.filter(pk__in=[photo.pk for photo in batch.photos]).prefetch_related("speakers")
    return JsonResponse({"rows": rows(edition, shown), "newer": batch.newer, "incomplete": batch.incomplete})


# Reading a request


def read(request: HttpRequest) -> dict:
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError):
        raise Unreadable from None
    if not isinstance(sent, dict):
        raise Unreadable
    return sent


def value(name: str, sent):
    """A value of a row as it is compared; ``Unreadable`` for one that no page sends."""
    if name == "session" and (sent is None or is_key(sent)):
        return sent
    if name == "speakers" and isinstance(sent, list) and len(sent) <= 100 and all(map(is_key, sent)):
        return sorted(set(sent))
    if name == "focal" and isinstance(sent, list) and len(sent) == 2 and all(map(is_share, sent)):
        return [float(one) for one in sent]
    if name not in ("session", "speakers", "focal") and isinstance(sent, str):
        if len(sent) > MAX_TEXT:
            raise ValidationError(
                ngettext(
                    "A text has at most %(count)d character.", "A text has at most %(count)d characters.", MAX_TEXT
                ),
                params={"count": MAX_TEXT},
            )
        return " ".join(sent.split())
    raise Unreadable


def is_key(sent) -> bool:
    return isinstance(sent, int) and not isinstance(sent, bool) and 0 < sent < 2**63


def is_share(sent) -> bool:
    return isinstance(sent, (int, float)) and not isinstance(sent, bool) and 0 <= sent <= 1


def versions(sent: dict, limit: int) -> dict[int, str]:
    """The rows chosen, each with the moment of change that the page shows."""
    pairs = sent.get("versions")
    if not isinstance(pairs, list) or not 0 < len(pairs) <= limit:
        raise Unreadable
    for pair in pairs:
        if not (isinstance(pair, list) and len(pair) == 2 and is_key(pair[0]) and isinstance(pair[1], str)):
            raise Unreadable
    return dict(pairs)


def editor(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def refusal(sentence: str, status: int) -> JsonResponse:
    return JsonResponse({"error": sentence}, status=status)
