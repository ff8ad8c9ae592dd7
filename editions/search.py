"""Asking the search entries: the same hits in the same order on both databases, and nothing that is not public.

What a reader types never reaches an engine: ``tokens.ask`` makes words of it, and only words are put between quotes.
"""

import datetime
import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.core import checks
from django.db import connection, transaction
from django.db import models as db
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from editions import entries, tokens
from editions.entry_kinds import KINDS
from editions.models import MissedSearch, SearchEntry, language_codes
from editions.tokens import Group

MOST = 1_000  # hits that are counted and can be paged through
MOST_ELSEWHERE = 100  # hits that are counted in another language
MOST_MISSED = 5_000  # different searches without result that are remembered
OTHER_LANGUAGES = "other"

Hit = tuple[int, str, int | None]
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
    hits, is_more = _best(groups, language)
    is_counted = not is_more
    but_kind, but_edition, but_year = (replace(narrowed, **{name: value}) for name, value in _NOTHING.items())
    kinds = Counter(hit[1] for hit in hits if but_kind.holds(hit))
    editions = Counter(hit[2] for hit in hits if hit[2] is not None and but_edition.holds(hit))
    years = Counter(year for hit in hits if (year := entries.year_of(hit[0])) and but_year.holds(hit))
    if narrowed:
        if is_more:
            hits, is_more = _best(groups, language, narrowed)
        else:
            hits = [hit for hit in hits if narrowed.holds(hit)]
    return Found([hit[0] for hit in hits], is_more, kinds, editions, years, is_counted)


def elsewhere(groups: list[Group], language: str) -> dict[str, int]:
    """How many entries there are in the languages that were not asked, up to one more than ``MOST_ELSEWHERE``."""
    others = [code for code in [*language_codes(), OTHER_LANGUAGES] if code != language]
    counts = {code: len(_hits(groups, code, limit=MOST_ELSEWHERE + 1)) for code in others}
    return {code: count for code, count in counts.items() if count}


def _best(groups: list[Group], language: str, narrowed: Narrowed = EVERYTHING) -> tuple[list[Hit], bool]:
    """Hits in the title before all others. Each part comes sorted and bounded from the engine, so none is sorted here."""
    hits = _hits(groups, language, narrowed, in_title=True, limit=MOST + 1)
    if len(hits) <= MOST:
        hits = list(dict.fromkeys([*hits, *_hits(groups, language, narrowed, limit=MOST + 1)]))
    return hits[:MOST], len(hits) > MOST


def _hits(
    groups: list[Group],
    language: str,
    narrowed: Narrowed = EVERYTHING,
    *,
    limit: int,
    in_title: bool = False,
) -> list[Hit]:
    """The question put to the database: the statement is the same for every reader, what differs are its parameters."""
    if not groups:
        return []
    kind = narrowed.kind if narrowed.kind in KINDS else ""
    statement, parameters = _statement(connection.vendor, kind, narrowed.edition is not None, in_title)
    first, last = entries.key_range(language, narrowed.year)
    values = {
        _WORDS: expression(groups, in_title=in_title),
        _FIRST: first,
        _LAST: last,
        _EDITION: narrowed.edition,
        connection.ops.adapt_datetimefield_value(_MOMENT): connection.ops.adapt_datetimefield_value(timezone.now()),
    }
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} LIMIT %s", [*(values.get(value, value) for value in parameters), limit])
        return cursor.fetchall()


# Stand in a statement for what changes from question to question: writing it down takes longer than its answer.
_WORDS, _FIRST, _LAST, _EDITION = ":words", ":first", ":last", ":edition"
_MOMENT = datetime.datetime(9000, 1, 1, tzinfo=datetime.UTC)


@cache
def _statement(vendor: str, kind: str, is_of_edition: bool, in_title: bool) -> tuple[str, tuple[Any, ...]]:
    rows = matching(_WORDS, _FIRST, _LAST, kind, in_title=in_title).filter(public(kind, _MOMENT))
    if is_of_edition:
        rows = rows.extra(where=["edition_number = %s"], params=[_EDITION])
    return rows.values_list("id", "kind", "edition_number").query.sql_with_params()


def public(kind: str, at: datetime.datetime) -> Q:
    """Entries whose item is public at this moment: asked of each kind's one rule, for the items that were found."""
    kinds = {kind: KINDS[kind]} if kind else KINDS
    condition = Q()
    for name, one in kinds.items():
        # The kind first: both engines look at it before they ask the rule.
        condition |= Q(kind=name) & Q(Exists(one.model.objects.published(at).filter(pk=OuterRef("object_id"))))
    return condition


def matching(words: str, first: Any, last: Any, kind: str = "", *, in_title: bool = False) -> db.QuerySet[SearchEntry]:
    """Entries with a key from ``first`` to ``last`` that the engine finds, the newest first, public or not."""
    index = "editions_searchindex.rowid" if connection.vendor == "sqlite" else "editions_searchentry.id"
    where, params = [f"{index} BETWEEN %s AND %s"], [first, last]
    if kind:
        # The kind is told by the key: the rows of others need not be read.
        where, params = [*where, f"({index} >> {entries.KIND_AT}) & 31 = %s"], [*params, KINDS[kind].slot]
    if connection.vendor == "sqlite":
        matches = [f"{index} = editions_searchentry.id", "editions_searchindex MATCH %s"]
        return SearchEntry.objects.extra(  # noqa: S610 - constants; what was asked is a parameter
            tables=["editions_searchindex"], where=[*matches, *where], params=[words, *params], order_by=[f"-{index}"]
        )
    column = "title_words" if in_title else "words"
    matches = [f"editions_searchentry.{column} @@ to_tsquery('simple', %s)"]
    return SearchEntry.objects.extra(  # noqa: S610 - constants; what was asked is a parameter
        where=[*matches, *where], params=[words, *params]
    ).order_by("-pk")


def expression(groups: Iterable[Group], *, in_title: bool = False) -> str:
    """The groups as the engine of this database wants them."""
    return (fts5 if connection.vendor == "sqlite" else tsquery)(groups, in_title=in_title)


def fts5(groups: Iterable[Group], *, in_title: bool = False) -> str:
    """What SQLite is asked: phrases in double quotes, which no token contains."""
    phrases = (f'"{" ".join(group.tokens)}"{" *" if group.is_prefix else ""}' for group in groups)
    expression = " AND ".join(phrases)
    return f"{{title_tokens}} : ({expression})" if in_title else expression


def tsquery(groups: Iterable[Group], *, in_title: bool = False) -> str:
    """What PostgreSQL is asked: words in single quotes, which no token contains. Titles have a column of their own."""
    phrases = []
    for group in groups:
        *before, last = group.tokens
        words = [*(f"'{token}'" for token in before), f"'{last}'{':*' if group.is_prefix else ''}"]
        phrases.append(" <-> ".join(words))
    return " & ".join(f"({phrase})" for phrase in phrases)


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
