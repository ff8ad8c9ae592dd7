"""Asking the search entries: the same hits in the same order on both databases, and nothing that is not public.

What a reader types never reaches an engine: ``tokens.ask`` makes words of it, and only words are put between quotes.
"""

import sqlite3
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from django.core import checks
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from editions import engines, entries, tokens
from editions.engines import OTHER_LANGUAGES, Hit, Question
from editions.entry_kinds import KINDS
from editions.models import MissedSearch, language_codes
from editions.tokens import Group

MOST = 1_000  # hits that are counted and can be paged through
MOST_ELSEWHERE = 100  # hits that are counted in another language
MOST_MISSED = 5_000  # different searches without result that are remembered

_NOTHING: dict[str, Any] = {"kind": "", "edition": None, "year": None}


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a search is narrowed to; what is empty narrows nothing."""

    kind: str = ""
    edition: int | None = None
    year: int | None = None

    def __bool__(self) -> bool:
        return self != Narrowed()

    def holds(self, hit: Hit) -> bool:
        key, kind, edition = hit
        return self.kind in ("", kind) and self.edition in (None, edition) and self.year in (None, entries.year_of(key))


EVERYTHING = Narrowed()


@dataclass(frozen=True, slots=True)
class Found:
    """Keys of entries, best first: hits in the title, then the newest.

    ``kinds``, ``editions`` and ``years`` count what each would leave beside the other two. ``is_more`` tells that there are
    more than are counted here; where ``is_counted`` is false the counts are those of the first ones only.
    """

    keys: list[int]
    is_more: bool
    kinds: Counter[str]
    editions: Counter[int]
    years: Counter[int]
    is_counted: bool


def find(groups: list[Group], language: str, narrowed: Narrowed = EVERYTHING) -> Found:
    """At most ``MOST`` entries in one language, counted by kind, edition and year."""
    hits, is_more = _best(groups, language, narrowed)
    around, is_counted = hits, not is_more
    if narrowed and is_counted:
        around, is_more_around = _best(groups, language)
        is_counted = not is_more_around
    but_kind, but_edition, but_year = (
        _held(around, replace(narrowed, **{name: value})) for name, value in _NOTHING.items()
    )
    kinds = Counter(kind for _key, kind, _edition in but_kind)
    editions = Counter(edition for _key, _kind, edition in but_edition if edition is not None)
    years = entries.years_of(key for key, _kind, _edition in but_year)
    return Found([hit[0] for hit in hits], is_more, kinds, editions, years, is_counted)


def _held(hits: list[Hit], narrowed: Narrowed) -> list[Hit]:
    return [hit for hit in hits if narrowed.holds(hit)] if narrowed else hits


def elsewhere(groups: list[Group], language: str) -> dict[str, int]:
    """How many entries there are in the languages that were not asked, up to one more than ``MOST_ELSEWHERE``."""
    codes = _but(language, OTHER_LANGUAGES)
    found = engines.any_of([Question(tuple(groups), code) for code in codes], MOST_ELSEWHERE + 1)
    return {code: len(hits) for code, hits in zip(codes, found, strict=True) if hits}


def uncounted(language: str) -> dict[str, None]:
    """The languages of the site that were not asked."""
    return dict.fromkeys(_but(language))


def _but(language: str, *more: str) -> list[str]:
    return [code for code in [*language_codes(), *more] if code != language]


def _best(groups: list[Group], language: str, narrowed: Narrowed = EVERYTHING) -> tuple[list[Hit], bool]:
    kind = narrowed.kind if narrowed.kind in KINDS else ""
    question = Question(tuple(groups), language, kind, narrowed.edition, narrowed.year)
    hits = engines.best(question, MOST + 1)
    return hits[:MOST], len(hits) > MOST


def remember_missed(question: str, language: str) -> None:
    """Count a search that found nothing, by its words only."""
    words = " ".join(tokens.plain(question[: tokens.LONGEST_ASKED]).split())[:100]
    today = timezone.now().date()
    with transaction.atomic():
        same = MissedSearch.objects.filter(words=words, language=language)
        if not same.update(count=F("count") + 1, last_on=today) and MissedSearch.objects.count() < MOST_MISSED:
            MissedSearch.objects.get_or_create(words=words, language=language, defaults={"last_on": today})


def check_engine(app_configs: Any = None, **_options: Any) -> list[checks.CheckMessage]:
    """Say at the start that this SQLite cannot search, rather than with the first migration."""
    if connection.vendor != "sqlite":
        return []
    with sqlite3.connect(":memory:") as memory:
        try:
            memory.execute("CREATE VIRTUAL TABLE probe USING fts5(words, tokenize='ascii')")
        except sqlite3.OperationalError as error:
            return [
                checks.Error(
                    f"The SQLite of this Python ({sqlite3.sqlite_version}) has no full-text search, FTS5: {error}.",
                    hint="Use a Python whose SQLite has FTS5, as Debian's and python.org's do, or PostgreSQL.",
                    id="editions.E001",
                )
            ]
    return []
