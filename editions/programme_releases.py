"""Programmes given out: freezing the public sessions of an edition, and what moved between two of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max
from modeltranslation.utils import build_localized_fieldname

from editions.models import Edition, ProgrammeRelease, Session, language_codes

Frozen = dict[str, Any]


@dataclass(frozen=True)
class Moved:
    """One thing that became of a session, by its permanent id. ``what``: new, day, time, end, open, room, cancelled, back."""

    id: str
    what: str
    now: Frozen


def frozen(session: Session) -> Frozen:
    """When, where and whether, as it stands now."""
    return {
        "id": session.permanent_id,
        "day": session.day.isoformat() if session.day else "",
        "start": f"{session.start_time:%H:%M}" if session.start_time else "",
        "end": f"{session.end_time:%H:%M}" if session.end_time else "",
        "zone": session.time_zone,
        "room": {code: getattr(session, build_localized_fieldname("room", code)) or "" for code in language_codes()},
        "is_cancelled": session.state == Session.State.CANCELLED,
    }


@transaction.atomic
def release(*, edition: Edition, notes: Mapping[str, str], by: User | None) -> ProgrammeRelease:
    """Give the programme out: what is public of it now, with a note by language."""
    Edition.objects.select_for_update().get(pk=edition.pk)  # two at once get two numbers
    latest = ProgrammeRelease.objects.filter(edition=edition).aggregate(number=Max("number"))["number"] or 0
    sessions = Session.objects.published().filter(edition=edition).in_programme_order()
    return ProgrammeRelease.objects.create(
        edition=edition,
        number=latest + 1,
        made_by=by,
        document=[frozen(session) for session in sessions],
        **{build_localized_fieldname("note", code): notes.get(code, "") for code in language_codes()},
    )


def moved(before: list[Frozen], now: list[Frozen]) -> Iterator[Moved]:
    """What is different in ``now``, in its order; of a session that is new nothing else is told."""
    earlier = {one["id"]: one for one in before}
    for one in now:
        was = earlier.get(one["id"])
        if was is None:
            yield Moved(one["id"], "new", one)
        elif one["is_cancelled"] != was["is_cancelled"]:
            yield Moved(one["id"], "cancelled" if one["is_cancelled"] else "back", one)
        else:
            if one["day"] != was["day"]:
                yield Moved(one["id"], "day" if one["day"] else "open", one)
            elif (one["start"], one["zone"]) != (was["start"], was["zone"]):
                yield Moved(one["id"], "time" if one["start"] else "open", one)
            elif one["end"] != was["end"] and one["end"]:
                yield Moved(one["id"], "end", one)
            if one["room"] != was["room"] and any(one["room"].values()):
                yield Moved(one["id"], "room", one)
