"""What the photo desk's page is told: each photograph as a row, and the lists to choose from."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from editions import drafts, photo_desk, places, strips, terms, wording
from editions.models import Appearance, Edition, Photo, Session, Speaker, Status
from editions.wire.knowledge import KnownTerm


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


def rows(edition: Edition | None, photos) -> list[dict]:
    """The rows of the strip as the page reads them; a constant number of queries."""
    photos = list(photos)
    spans, zone = photo_desk.spans_of(edition) if edition else [], zone_of(edition)
    held = drafts.held_fields(photos)
    for photo in photos:
        drafts.fill_in(photo, held.get(photo.pk, {}))
    known = terms.known() if photos else ()
    return [row(photo, spans, zone, known) for photo in photos]


def row(photo: Photo, spans: list[strips.Span], zone: ZoneInfo, known: tuple[KnownTerm, ...]) -> dict:
    taken = photo.taken_at.astimezone(zone) if photo.taken_at else None
    small, reasons = photo.rendition("small") or {}, photo_desk.reasons_against(photo)
    return {
        "id": photo.pk,
        "edition": photo.edition_id or 0,
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
        "day": f"{taken:%Y-%m-%d}" if taken else "",
        "time": f"{taken:%H:%M:%S}" if taken else "",
        "language": photo.source_language,
        "public": photo.status == Status.PUBLISHED,
        "boilerplate": strips.is_boilerplate(str(photo.text("caption", photo.source_language)), photo.original_name),
        "candidates": strips.sessions_at(photo.taken_at, spans),
        "missing": reasons,
        "remarks": [places.told(one) for one in terms.of_photo(photo, known)],
        "lacks": wording.series(reasons, get_language() or ""),
        "speakers": {speaker.pk: str(speaker.text("name")) for speaker in photo.speakers.all()},
        "values": photo_desk.values_of(photo),
    }


def zone_of(edition: Edition | None) -> ZoneInfo:
    return ZoneInfo((edition.time_zone if edition else "") or settings.TIME_ZONE)


def clock(taken: datetime | None) -> str:
    """As the camera's clock showed it, to the second."""
    if taken is None:
        return ""
    day = wording.day(taken.date(), get_language() or "")
    return _("%(day)s, %(time)s") % {"day": day, "time": f"{taken:%H:%M:%S}"}
