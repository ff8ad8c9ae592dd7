"""The title somebody held last, proposed for a new appearance. Each appearance keeps its own: no other edition changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from modeltranslation.utils import build_localized_fieldname

from editions import working
from editions.models import Appearance, Edition, Revision, Session, Speaker, language_codes


@dataclass(frozen=True, slots=True)
class Held:
    """A title by column (``title_en``), and the number and year of the edition at which it was held."""

    title: dict[str, str]
    number: int
    year: int


def columns() -> list[str]:
    return [build_localized_fieldname("title", code) for code in language_codes()]


def held_last(speakers: Iterable[int], number: int | None = None) -> dict[int, Held]:
    """By speaker, the title of the latest edition before the one of this ``number``; of the latest at all without one.

    Who has none before it gets that of the first edition after it: nearer than nothing. One query.
    """
    rows = Appearance.objects.filter(speaker__in=set(speakers)).select_related("edition")
    if number is not None:
        rows = rows.exclude(edition__number=number)
    found: dict[int, Held] = {}
    for one in rows.order_by("-edition__number", "order", "id"):
        title = {column: getattr(one, column) or "" for column in columns()}
        known = found.get(one.speaker_id)
        is_later = number is not None and known is not None and known.number > number
        if any(title.values()) and (known is None or (is_later and one.edition.number != known.number)):
            found[one.speaker_id] = Held(title, one.edition.number, one.edition.year)
    return found


def propose(item: Speaker | Session, by: User | None) -> int:
    """Put titles into the item's draft where an appearance has none in any language; how many."""
    saved = working.document_of(item)
    draft = working.draft_of(item)
    document = working.document_in_hand(draft, saved)
    rows = document["inlines"]["appearances"]
    without = [row for row in rows if not any(row.get(column) for column in columns())]
    numbers = _numbers(item, without)
    filled = 0
    for number in set(numbers.values()):
        of_edition = [row for row in without if numbers[row["id"]] == number]
        known = held_last([_speaker(item, row) for row in of_edition], number)
        for row in of_edition:
            if held := known.get(_speaker(item, row)):
                rows = [one | held.title if one["id"] == row["id"] else one for one in rows]
                filled += 1
    if filled:
        document = document | {"inlines": document["inlines"] | {"appearances": rows}}
        unread, files = (draft.unread, draft.files) if draft else ({}, {})
        working.save(item, document, by, unread=unread, files=files, what=Revision.What.DRAFT)
    return filled


def _speaker(item: Speaker | Session, row: dict[str, Any]) -> int:
    return item.pk if isinstance(item, Speaker) else row["speaker"] or 0


def _numbers(item: Speaker | Session, rows: list[dict[str, Any]]) -> dict[Any, int | None]:
    """By row, the number of its edition."""
    if isinstance(item, Session):
        return {row["id"]: item.edition.number for row in rows}
    editions = Edition.objects.in_bulk([row["edition"] for row in rows if row.get("edition")])
    return {row["id"]: editions[row["edition"]].number if row.get("edition") in editions else None for row in rows}
