"""The photo desk's work on rows: taking in, changing one, filling many, shifting a clock, and what a row lacks before the gate."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from editions import drafts, revisions, strips, wording, working
from editions.models import Edition, Photo, Revision, Session, Speaker, Status, language_codes
from editions.refusals import read_bounded
from editions.snapshots import Snapshot
from editions.uploads import AlreadyThere, remake, take_in_photo, write_rights

MAX_SHIFT = 26 * 60  # minutes: from one edge of the world's clocks to the other
DEFAULT_LENGTH = timedelta(minutes=90)  # of a session whose end is not recorded
TEXTS = ("caption", "alt")


def text_columns() -> list[str]:
    return [build_localized_fieldname(name, code) for name in TEXTS for code in language_codes()]


def columns() -> list[str]:
    """What a row of the strip can change."""
    return [*text_columns(), "credit", "rights", "session", "speakers", "focal"]


# Reading


def spans_of(edition: Edition) -> list[strips.Span]:
    """When the edition's sessions were on, one query; those without a time are left out."""
    sessions = Session.objects.filter(edition=edition, start_time__isnull=False)
    found = []
    for session in sessions.in_programme_order():
        if start := session.starts_at:
            found.append(strips.Span(session.pk, start, session.ends_at or start + DEFAULT_LENGTH))
    return found


def values_of(photo: Photo) -> dict[str, Any]:
    """A row's values as they are compared and sent; ``speakers`` are to be loaded."""
    return {
        **{name: getattr(photo, name) or "" for name in text_columns()},
        "credit": photo.credit,
        "rights": photo.rights,
        "session": photo.session_id,
        "speakers": sorted(speaker.pk for speaker in photo.speakers.all()),
        "focal": [photo.focal_x, photo.focal_y],
    }


def version_of(photo: Photo) -> str:
    return photo.updated_at.isoformat()


def reasons_against(photo: Photo) -> list[str]:
    """What a photograph lacks before it can be published; empty when it is ready."""
    return [reason for _column, reason in lacking(photo)]


def lacking(photo: Photo) -> list[tuple[str, str]]:
    """The same, each with the column in which it can be mended."""
    columns = [build_localized_fieldname(name, photo.source_language) for name in TEXTS]
    caption, alt = (getattr(photo, column) for column in columns)
    is_the_cameras = strips.is_boilerplate(caption, photo.original_name) if caption else False
    reasons = [
        (columns[0], _("no caption"), not caption),
        (columns[0], _("the caption is the camera’s"), is_the_cameras),
        (columns[1], _("no alternative text"), not alt),
        ("credit", _("no credit"), not photo.credit),
        ("rights", _("rights not cleared"), photo.rights == Photo.Rights.UNKNOWN),
        ("", _("withdrawn"), photo.status == Status.WITHDRAWN),
    ]
    return [(column, reason) for column, reason, is_so in reasons if is_so]


# Taking in


def copies_of(file: BinaryIO, max_bytes: int) -> list[Photo]:
    """The photographs that are this file, byte for byte. Raises ``Refused`` for one that is empty or too long."""
    fingerprint = hashlib.sha256(read_bounded(file, max_bytes)).hexdigest()
    return list(Photo.objects.filter(content_hash=fingerprint).select_related("edition").order_by("id")[:20])


def take_in(
    *, edition: Edition | None, file: BinaryIO, language: str, known_copies: int, user: User | None = None
) -> Photo:
    """A new row for a file, its session proposed by its moment. Raises ``Refused`` or ``AlreadyThere``."""
    photo = Photo(edition=edition, source_language=language)
    take_in_photo(photo, file, known_copies=known_copies)
    photo.session_id = strips.proposed_session(photo.taken_at, spans_of(edition) if edition else [])
    if photo.session_id:
        photo.save(update_fields=["session", "updated_at"])
    revisions.write(photo, working.document_of(photo), user, Revision.What.CREATED)
    return photo


# Changing


# What was changed of a row: each field with its value before and after.
Edited = dict[str, tuple[Any, Any]]


@dataclass(frozen=True)
class Change:
    """What became of a change: ``clashes`` are the fields somebody else changed meanwhile, with their value now."""

    photo: Photo
    clashes: dict[str, Any] = field(default_factory=dict)
    edited: Edited = field(default_factory=dict)


@transaction.atomic
def change_row(
    *, edition: Edition | None, key: int, changes: Mapping[str, tuple[Any, Any]], user: User | None = None
) -> Change:
    """Change fields of one row: for each its value when it was opened, and the new one.

    A field that somebody else changed since is left as it is. Raises ``Photo.DoesNotExist``, or ``ValidationError``.
    """
    photo = Photo.objects.select_for_update().get(pk=key, edition=edition)
    before = working.document_of(photo)
    held = drafts.release(photo)
    now = values_of(photo)
    clashes = {name: now[name] for name, (was, new) in changes.items() if now[name] not in (was, new)}
    wanted = {name: new for name, (_was, new) in changes.items() if name not in clashes and new != now[name]}
    if wanted:
        save_row(photo, wanted)
    if held:
        drafts.hold_back(photo, held, user)
    if wanted:
        remember(photo, before, user)
    return Change(photo, clashes, {name: (now[name], new) for name, new in wanted.items()})


def remember(photo: Photo, before: Snapshot, user: User | None) -> None:
    """Add what the desk made of a row to the photograph's history."""
    revisions.catch_up(photo, before)
    revisions.write(photo, working.document_of(photo), user, Revision.What.PHOTO_DESK)


def save_row(photo: Photo, values: Mapping[str, Any]) -> None:
    """Set, check and save; what the files say, or how they are cut, follows."""
    written = str(photo.text("caption", photo.source_language)), photo.credit
    for name, value in values.items():
        if name == "session":
            if value and not Session.objects.filter(pk=value, edition=photo.edition_id).exists():
                raise ValidationError({"session": _("This session is not of this edition.")})
            photo.session_id = value
        elif name == "focal":
            photo.focal_x, photo.focal_y = value
        elif name != "speakers":
            setattr(photo, name, value)
    photo.full_clean()
    if "speakers" in values:
        photo.speakers.set(Speaker.objects.filter(pk__in=values["speakers"]))
        photo.__dict__.pop("_prefetched_objects_cache", None)
    if "focal" in values:
        remake(photo)
    elif written != (str(photo.text("caption", photo.source_language)), photo.credit):
        write_rights(photo)
    else:
        photo.save()


@dataclass
class Batch:
    """What became of a change to many: the rows as they are, how many were newer, and how many lacked something."""

    photos: list[Photo] = field(default_factory=list)
    newer: int = 0
    incomplete: int = 0
    edited: list[tuple[Photo, Edited]] = field(default_factory=list)


def _rows(edition: Edition, versions: Mapping[int, str], batch: Batch) -> list[Photo]:
    """The rows that are as the editor saw them, locked; the others are counted and told as they are."""
    photos = Photo.objects.select_for_update().filter(edition=edition, pk__in=versions).order_by("pk")
    same = []
    for photo in photos:
        if version_of(photo) == versions[photo.pk]:
            same.append(photo)
        else:
            batch.newer += 1
            batch.photos.append(photo)
    return same


@transaction.atomic
def fill(
    *,
    edition: Edition,
    versions: Mapping[int, str],
    patterns: Mapping[str, str],
    speakers: Iterable[int] = (),
    overwrite: bool = False,
    user: User | None = None,
) -> Batch:
    """Fill the empty fields of a selection, or all of them, from patterns with ``{session}``, ``{speaker}``, ``{date}``."""
    batch, added = Batch(), set(speakers)
    for photo in _rows(edition, versions, batch):
        before = working.document_of(photo)
        held = drafts.release(photo)
        now = values_of(photo)
        wanted: dict[str, Any] = {}
        if added - set(now["speakers"]):
            wanted["speakers"] = sorted({*now["speakers"], *added})
        shown = list(Speaker.objects.filter(pk__in=wanted.get("speakers", now["speakers"])).order_by("pk"))
        lacking = False
        for name, pattern in patterns.items():
            says_nothing = not now[name] or (name == "rights" and now[name] == Photo.Rights.UNKNOWN)
            if name.startswith("caption"):
                says_nothing = says_nothing or strips.is_boilerplate(now[name], photo.original_name)
            if not (says_nothing or overwrite):
                continue
            text = strips.filled(pattern, _places(photo, shown, name)) if name in text_columns() else pattern
            lacking = lacking or not text
            if text and text != now[name]:
                wanted[name] = text
        batch.incomplete += lacking
        if wanted:
            save_row(photo, wanted)
            batch.edited.append((photo, {name: (now[name], new) for name, new in wanted.items()}))
        if held:
            drafts.hold_back(photo, held, user)
        if wanted:
            remember(photo, before, user)
        batch.photos.append(photo)
    return batch


def _places(photo: Photo, speakers: list[Speaker], column: str) -> dict[str, str]:
    """What can be put into a pattern of this column's language; only what there is in that language."""
    code = next(code for code in language_codes() if column.endswith(f"_{code.replace('-', '_')}"))
    title = photo.session.text("title", code) if photo.session else None
    names = [speaker.text("name", code) for speaker in speakers]
    zone = ZoneInfo((photo.edition.time_zone if photo.edition else "") or settings.TIME_ZONE)
    return {
        "session": str(title) if title and title.language == code else "",
        "speaker": wording.join_list([str(name) for name in names], code)
        if all(name.language == code for name in names)
        else "",
        "date": wording.date(photo.taken_at.astimezone(zone).date(), code) if photo.taken_at else "",
    }


@transaction.atomic
def shift(*, edition: Edition, versions: Mapping[int, str], minutes: int, user: User | None = None) -> Batch:
    """Put the clock of a selection forward or back; a session that the old moment proposed follows the new one."""
    if not 0 < abs(minutes) <= MAX_SHIFT:
        raise ValidationError(_("A clock is shifted by at most 26 hours."))
    batch, spans = Batch(), spans_of(edition)
    for photo in _rows(edition, versions, batch):
        if photo.taken_at is None:
            batch.incomplete += 1
        else:
            document, before, session = working.document_of(photo), photo.taken_at, photo.session_id
            photo.taken_at = before + timedelta(minutes=minutes)
            if session in (None, strips.proposed_session(before, spans)):
                photo.session_id = strips.proposed_session(photo.taken_at, spans)
            photo.save()
            remember(photo, document, user)
            edited: Edited = {"taken_at": (before, photo.taken_at)}
            if photo.session_id != session:
                edited["session"] = (session, photo.session_id)
            batch.edited.append((photo, edited))
        batch.photos.append(photo)
    return batch


__all__ = [
    "AlreadyThere",
    "Batch",
    "Change",
    "Edited",
    "change_row",
    "columns",
    "copies_of",
    "fill",
    "reasons_against",
    "shift",
    "spans_of",
    "take_in",
    "text_columns",
    "values_of",
    "version_of",
]
