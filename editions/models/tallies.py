"""How many releases are public, by everything that their list is narrowed by: one question instead of one for each filter.

SQLite keeps these numbers as rows are written (migration 0030), because it would take a second to count a hundred thousand;
PostgreSQL counts. Readers of tallies see what ``published()`` says, which the tests hold them to.
"""

from collections import Counter
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection, models
from modeltranslation.utils import build_localized_fieldname

from .editions import Edition
from .press import PressRelease
from .rows import language_codes


class Tally(NamedTuple):
    """``number`` releases that are alike: of one edition, of which ``edition`` is the number, or of none. Named as their filters are."""

    edition: int | None
    edition_year: int | None
    year: int
    month: int
    kind: str
    language: tuple[str, ...]
    number: int


def releases_tallied(at: datetime) -> list[Tally]:
    """The releases that are public at a moment."""
    if connection.vendor == "sqlite":
        found = kept_by_the_database()
        # What has not come yet is among them, and is not much.
        found.subtract(counted(PressRelease.objects.scheduled(at)))
    else:
        found = counted(PressRelease.objects.published(at))
    readable = Edition.objects.readable(at).values_list("pk", "number", "year")
    editions: dict[int, tuple[int | None, int | None]] = {0: (None, None)}
    editions |= {key: (number, year) for key, number, year in readable}
    languages = {ready: languages_in(ready) for ready in {alike[-1] for alike in found}}
    return [
        Tally(*editions[edition], year, month, kind, languages[ready], number)
        for (edition, year, month, kind, ready), number in found.items()
        if number and edition in editions
    ]


def kept_by_the_database() -> Counter[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT edition_id, year, month, kind, ready, number FROM editions_releasetally WHERE number")
        return Counter({row[:5]: row[5] for row in cursor.fetchall()})


def counted(releases: Any) -> Counter[tuple[Any, ...]]:
    """The same of some releases, by counting: edition's key or 0, year, month, kind, and a 1 for each language that is ready."""
    codes = language_codes()
    ready = {
        f"in_{n}": models.ExpressionWrapper(
            models.Q(**{f"{build_localized_fieldname(PressRelease.lead_field, code)}__gt": ""}), models.BooleanField()
        )
        for n, code in enumerate(codes)
    }
    alike = (
        releases.with_month().annotate(**ready).order_by().values_list("edition_id", "year", "month", "kind", *ready)
    )
    found: Counter[tuple[Any, ...]] = Counter()
    for edition, year, month, kind, *rest in alike.annotate(number=models.Count("pk")):
        found[edition or 0, year, month, kind, "".join("1" if one else "0" for one in rest[:-1])] += rest[-1]
    return found


def languages_in(ready: str) -> tuple[str, ...]:
    return tuple(code for code, one in zip(language_codes(), ready, strict=True) if one == "1")
