"""What the photo desk writes into the history of each photograph: which field, from what, to what."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from editions import wording
from editions.languages import field_label
from editions.models import Edition, Photo, Session, Speaker
from editions.photo_desk import Edited, text_columns

from .photo_desk_rows import clock, zone_of


def record(request: HttpRequest, edition: Edition | None, edited: Iterable[tuple[Photo, Edited]]) -> None:
    """One entry for each photograph that was changed, in the words of the editor's language; three queries at most."""
    edited = [(photo, values) for photo, values in edited if values]
    named = names_in(values for _photo, values in edited)
    entries = []
    for photo, values in edited:
        told = [
            _("%(field)s: from “%(before)s” to “%(after)s”.")
            % {
                "field": label(name),
                "before": said(edition, name, before, named),
                "after": said(edition, name, after, named),
            }
            for name, (before, after) in values.items()
        ]
        entries.append(entry(request, photo, " ".join(told)))
    LogEntry.objects.bulk_create(entries)


def record_publication(request: HttpRequest, photos: Iterable[Photo]) -> None:
    LogEntry.objects.bulk_create([entry(request, photo, _("Published.")) for photo in photos])


def entry(request: HttpRequest, photo: Photo, message: str) -> LogEntry:
    return LogEntry(
        user_id=request.user.pk,
        content_type_id=ContentType.objects.get_for_model(Photo).pk,
        object_id=str(photo.pk),
        object_repr=str(photo)[:200],
        action_flag=CHANGE,
        change_message=message,
    )


def names_in(edited: Iterable[Edited]) -> dict[str, dict[int, str]]:
    """The sessions and speakers that the changes name, by their keys."""
    keys: dict[str, set[int]] = {"session": set(), "speakers": set()}
    for values in edited:
        keys["session"].update(key for key in values.get("session", ()) if key)
        keys["speakers"].update(key for side in values.get("speakers", ()) for key in side)
    return {
        "session": {one.pk: str(one.text("title")) for one in Session.objects.filter(pk__in=keys["session"])},
        "speakers": {one.pk: str(one.text("name")) for one in Speaker.objects.filter(pk__in=keys["speakers"])},
    }


def label(name: str) -> str:
    """What the desk calls a field; a text with its language."""
    for code, _language in settings.LANGUAGES:
        if name in text_columns() and name.endswith(f"_{code.replace('-', '_')}"):
            field = Photo._meta.get_field(name.removesuffix(f"_{code.replace('-', '_')}"))
            return field_label(capfirst(field.verbose_name), code)
    return _("Focal point") if name == "focal" else str(capfirst(Photo._meta.get_field(name).verbose_name))


def said(edition: Edition | None, name: str, value: Any, named: Mapping[str, Mapping[int, str]]) -> str:
    """A value as an editor reads it."""
    if name == "focal":
        return _("%(across)d%% from the left, %(down)d%% from the top") % {
            "across": round(value[0] * 100),
            "down": round(value[1] * 100),
        }
    if name == "taken_at":
        return clock(value.astimezone(zone_of(edition)))
    if not value:
        return _("(empty)")
    if name == "rights":
        return str(Photo.Rights(value).label)
    if name == "session":
        return named["session"].get(value, str(value))
    if name == "speakers":
        return wording.series([named["speakers"].get(key, str(key)) for key in value], get_language() or "")
    return str(value)
