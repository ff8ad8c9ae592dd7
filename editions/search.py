"""Asking the search entries: the same hits in the same order on both databases, and nothing that is not public.

What a reader types never reaches an engine: ``tokens.ask`` makes words of it, and only words are put between quotes.
"""

import datetime
import difflib
import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.core import checks
from django.db import connection, transaction
from django.db import models as db
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from editions import entries, tokens
from editions.models import MissedSearch, Organisation, SearchEntry, Speaker, language_codes
from editions.tokens import Group

MOST = 1_000  # hits that are counted and can be paged through
MOST_ELSEWHERE = 100  # hits that are counted in another language
MOST_MISSED = 5_000  # different searches without result that are remembered
OTHER_LANGUAGES = "other"

Hit = tuple[int, str, int | None]


@dataclass(frozen=True, slots=True)
class Found:
    """Keys of entries, best first: hits in the title, then the newest. ``kinds`` and ``editions`` count before filters."""

    keys: list[int]
    is_more: bool
    kinds: Counter[str]
    editions: Counter[int]
    is_counted: bool


def find(groups: list[Group], language: str, *, kind: str = "", edition: int | None = None) -> Found:
    """At most ``MOST`` entries in one language, counted by kind and by edition; ``is_more`` tells that there are more."""
    hits, is_more = _best(groups, language)
    kinds = Counter(hit[1] for hit in hits if edition is None or hit[2] == edition)
    editions = Counter(hit[2] for hit in hits if hit[2] is not None and kind in ("", hit[1]))
    is_counted = not is_more
    if kind or edition is not None:
        if is_more:
            hits, is_more = _best(groups, language, kind, edition)
        else:
            hits = [hit for hit in hits if kind in ("", hit[1]) and edition in (None, hit[2])]
    return Found([hit[0] for hit in hits], is_more, kinds, editions, is_counted)


def elsewhere(groups: list[Group], language: str) -> dict[str, int]:
    """How many entries there are in the languages that were not asked, up to one more than ``MOST_ELSEWHERE``."""
    others = [code for code in [*language_codes(), OTHER_LANGUAGES] if code != language]
    counts = {code: len(_hits(groups, code, limit=MOST_ELSEWHERE + 1)) for code in others}
    return {code: count for code, count in counts.items() if count}


def _best(groups: list[Group], language: str, kind: str = "", edition: int | None = None) -> tuple[list[Hit], bool]:
    """Hits in the title before all others. Each part comes sorted and bounded from the engine, so none is sorted here."""
    hits = _hits(groups, language, kind, edition, in_title=True, limit=MOST + 1)
    if len(hits) <= MOST:
        hits = list(dict.fromkeys([*hits, *_hits(groups, language, kind, edition, limit=MOST + 1)]))
    return hits[:MOST], len(hits) > MOST


def _hits(
    groups: list[Group],
    language: str,
    kind: str = "",
    edition: int | None = None,
    *,
    limit: int,
    in_title: bool = False,
) -> list[Hit]:
    """The question put to the database: the statement is the same for every reader, what differs are its parameters."""
    if not groups:
        return []
    statement, parameters = _statement(connection.vendor, kind if kind in entries.KINDS else "", edition is not None)
    first, last = _range(language)
    values = {
        _WORDS: expression(groups, in_title=in_title),
        _FIRST: first,
        _LAST: last,
        _EDITION: edition,
        connection.ops.adapt_datetimefield_value(_MOMENT): connection.ops.adapt_datetimefield_value(timezone.now()),
    }
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} LIMIT %s", [*(values.get(value, value) for value in parameters), limit])
        return cursor.fetchall()


# Stand in a statement for what changes from question to question: writing it down takes longer than its answer.
_WORDS, _FIRST, _LAST, _EDITION = ":words", ":first", ":last", ":edition"
_MOMENT = datetime.datetime(9000, 1, 1, tzinfo=datetime.UTC)


@cache
def _statement(vendor: str, kind: str, is_of_edition: bool) -> tuple[str, tuple[Any, ...]]:
    rows = _matching(_WORDS, _FIRST, _LAST).filter(public(kind, _MOMENT))
    if is_of_edition:
        rows = rows.extra(where=["edition_number = %s"], params=[_EDITION])
    return rows.values_list("id", "kind", "edition_number").query.sql_with_params()


def public(kind: str, at: datetime.datetime) -> Q:
    """Entries whose item is public at this moment: asked of each kind's one rule, for the items that were found."""
    kinds = {kind: entries.KINDS[kind]} if kind else entries.KINDS
    condition = Q()
    for name, one in kinds.items():
        condition |= Q(Exists(one.model.objects.published(at).filter(pk=OuterRef("object_id"))), kind=name)
    return condition


def _matching(words: str, first: Any, last: Any) -> db.QuerySet[SearchEntry]:
    """Entries with a key from ``first`` to ``last`` that the engine finds, the newest first, public or not."""
    if connection.vendor == "sqlite":
        index = "editions_searchindex"
        return SearchEntry.objects.extra(  # noqa: S610 - constants; what was asked is a parameter
            tables=[index],
            where=[f"{index}.rowid = editions_searchentry.id", f"{index} MATCH %s", f"{index}.rowid BETWEEN %s AND %s"],
            params=[words, first, last],
            order_by=[f"-{index}.rowid"],
        )
    found = "editions_searchentry.words @@ to_tsquery('simple', %s)"
    return SearchEntry.objects.extra(  # noqa: S610 - constants; what was asked is a parameter
        where=[found, "editions_searchentry.id BETWEEN %s AND %s"], params=[words, first, last]
    ).order_by("-pk")


def _range(language: str) -> tuple[int, int]:
    """The keys of one language."""
    slot = entries.language_slot(language)
    return slot << 59, ((slot + 1) << 59) - 1


def expression(groups: Iterable[Group], *, in_title: bool = False) -> str:
    """The groups as the engine of this database wants them."""
    return (fts5 if connection.vendor == "sqlite" else tsquery)(groups, in_title=in_title)


def fts5(groups: Iterable[Group], *, in_title: bool = False) -> str:
    """What SQLite is asked: phrases in double quotes, which no token contains."""
    phrases = (f'"{" ".join(group.tokens)}"{" *" if group.is_prefix else ""}' for group in groups)
    expression = " AND ".join(phrases)
    return f"{{title_tokens}} : ({expression})" if in_title else expression


def tsquery(groups: Iterable[Group], *, in_title: bool = False) -> str:
    """What PostgreSQL is asked: words in single quotes, which no token contains."""
    weight = "A" if in_title else ""
    phrases = []
    for group in groups:
        *before, last = group.tokens
        marks = ("*" if group.is_prefix else "") + weight
        words = [f"'{token}'" + (f":{weight}" if weight else "") for token in before]
        phrases.append(" <-> ".join([*words, f"'{last}'" + (f":{marks}" if marks else "")]))
    return " & ".join(f"({phrase})" for phrase in phrases)


def keys_matching(kind: str, question: str, most: int = MOST) -> list[int]:
    """Keys of the items of a kind, public or not, that a question finds in any language: for the editors' desk."""
    groups = tokens.ask(question)
    if not groups:
        return []
    rows = _matching(expression(groups), 0, (1 << 62) - 1).filter(kind=kind)
    return list(dict.fromkeys(rows.values_list("object_id", flat=True)[: 3 * most]))[:most]


def similar(question: str) -> str:
    """The question with its Latin words put as names are spelled here; empty when nothing near is known."""
    words = tokens.plain(question[: tokens.LONGEST_ASKED]).split()[:8]
    nearest = [_nearest(word) for word in words]
    put = [near or word for near, word in zip(nearest, words, strict=True)]
    return " ".join(put) if put != words else ""


def _nearest(word: str) -> str:
    if not (word.isascii() and word.isalpha() and len(word) > 2):
        return ""
    speakers = Speaker.objects.published()
    begins_alike = Q(family_name__istartswith=word[0]) | Q(given_name__istartswith=word[0])
    names = [name for pair in speakers.filter(begins_alike).values_list("family_name", "given_name") for name in pair]
    bodies = Organisation.objects.published().filter(names__short_name_en__istartswith=word[0])
    names += bodies.values_list("names__short_name_en", flat=True)
    known = {part for name in names for part in tokens.plain(name).split() if part[:1] == word[:1] and len(part) > 2}
    if word in known:
        return ""
    return next(iter(difflib.get_close_matches(word, sorted(known), 1, 0.74)), "")


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
