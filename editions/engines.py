"""What each database is asked for search entries: SQLite its FTS5, PostgreSQL its tsvector; no engine's syntax comes from readers.

Both give keys backwards, the newest first, and read no more than is wanted. FTS5 does so by itself. PostgreSQL's index knows no
order, and its planner, left alone, fetches every hit or passes over every row; so it is asked period by period, the newest
first, each by a mark that the index holds, and stops when there is enough.
"""

import datetime
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection
from django.db import models as db
from django.utils import timezone

from editions import entries
from editions.entry_kinds import KINDS
from editions.models import SearchEntry, shows_early
from editions.tokens import Group

Hit = tuple[int, str, int | None]  # key, kind, number of the edition
Row = tuple[int, str, int, int | None]  # with the item's own key before the edition
_MOMENT = datetime.datetime(9000, 1, 1, tzinfo=datetime.UTC)  # stands in a rule for the moment it is asked at
LONGEST_PERIOD = 8  # years that are asked at once; what is rarer than to be found enough by then is read whole
FIRST_PERIOD = 4  # years that are asked first where no order is wanted
ALL_ROWS = 2**31 - 1  # a limit that limits nothing, but keeps a part of a statement a part


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for: words in one language, in titles alone or anywhere; what is empty narrows nothing."""

    groups: tuple[Group, ...]
    language: str
    kind: str = ""
    edition: int | None = None
    year: int | None = None
    in_title: bool = False

    @property
    def marks(self) -> list[str]:
        return entries.marks(self.kind, self.edition)


def hits(question: Question, limit: int, *, in_order: bool = True) -> list[Hit]:
    """At most ``limit`` public entries, the newest first; in any order where none is wanted.

    In rounds, of which the second is only needed where most of what is found is not public.
    """
    if not question.groups:
        return []
    rows_of = _rows_of_sqlite if connection.vendor == "sqlite" else _rows_of_postgresql
    first, last = entries.key_range(question.language, question.year)
    found: list[Hit] = []
    most = limit
    while True:
        rows = rows_of(question, first, last, most, in_order)
        found += _public_of(rows)
        if len(found) >= limit or len(rows) < most:
            return found[:limit]
        if not in_order:
            return hits(question, limit)
        last = rows[-1][0] - 1
        most *= 2


def _public_of(rows: list[Row]) -> list[Hit]:
    """Those whose item is public: each kind's one rule, asked of the keys that were found and of no other."""
    by_kind: defaultdict[str, list[int]] = defaultdict(list)
    for _key, kind, item, _edition in rows:
        by_kind[kind].append(item)
    if not by_kind:
        return []
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    parts, parameters = [], []
    for kind, keys in by_kind.items():
        part, of_rule, moment = (_rule if shows_early() else _rule_of_everybody)(kind)
        parts.append(part)
        parameters += [now if value == moment else value for value in of_rule]
        parameters.append(json.dumps(keys) if connection.vendor == "sqlite" else keys)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), parameters)
        public = set(cursor.fetchall())
    return [(key, kind, edition) for key, kind, item, edition in rows if (kind, item) in public]


def _rule(kind: str) -> tuple[str, tuple[Any, ...], Any]:
    """Kind and key of the public items of a kind among keys, and which parameter is the moment."""
    model = KINDS[kind].model
    items = model.objects.published(_MOMENT).order_by().values_list(db.Value(kind), "pk")
    statement, parameters = items.query.sql_with_params()
    among = "IN (SELECT value FROM json_each(%s))" if connection.vendor == "sqlite" else "= ANY(%s)"
    key = f'"{model._meta.db_table}"."id"'
    return f"{statement} AND {key} {among}", parameters, connection.ops.adapt_datetimefield_value(_MOMENT)


_rule_of_everybody = cache(_rule)  # writing it down takes longer than its answer


# SQLite


def _rows_of_sqlite(question: Question, first: int, last: int, limit: int, _in_order: bool) -> list[Row]:
    table = "editions_searchtitles" if question.in_title else "editions_searchindex"
    statement = f"""SELECT entry.id, entry.kind, entry.object_id, entry.edition_number
        FROM {table} JOIN editions_searchentry AS entry ON entry.id = {table}.rowid
        WHERE {table} MATCH %s AND {table}.rowid BETWEEN %s AND %s ORDER BY {table}.rowid DESC LIMIT %s"""  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, [fts5(question.groups, question.marks), first, last, limit])
        return cursor.fetchall()


def fts5(groups: Iterable[Group], marks: Iterable[str] = ()) -> str:
    """What SQLite is asked: phrases in double quotes, which no token contains. Titles have a table of their own."""
    phrases = (f'"{" ".join(group.tokens)}"{" *" if group.is_prefix else ""}' for group in groups)
    return " AND ".join([f"({' AND '.join(phrases)})", *(f'{{title_tokens}} : "{mark}"' for mark in marks)])


# PostgreSQL


def _rows_of_postgresql(question: Question, first: int, last: int, limit: int, in_order: bool) -> list[Row]:
    words = tsquery(question.groups)
    periods = _periods(question, in_order)
    asked: list[Any] = []
    for period in periods:
        wanted = [words, *(f"'{mark}'" for mark in question.marks), f"({' | '.join(period.marks)})"]
        asked += [" & ".join(wanted), first, min(last, period.last)]
    with connection.cursor() as cursor:
        cursor.execute(_postgresql_statement(question.in_title, len(periods), in_order), [*asked, limit])
        return cursor.fetchall()


@dataclass(frozen=True, slots=True)
class _Period:
    marks: tuple[str, ...]
    last: int = ALL_ROWS << 32


def _periods(question: Question, in_order: bool) -> list[_Period]:
    """Parts of the entries of a language, newest first: a few years each, ever more of them, and the rest.

    Where no order is wanted there are two: each reads the places of a common word again.
    """
    language, all_of_it = question.language, f"'{entries.language_mark(question.language)}'"
    if question.year is not None:
        return [_Period((f"'{entries.year_mark(language, question.year)}'",))]
    if question.edition is not None:
        return [_Period((all_of_it,))]
    year, length = timezone.now().year - (1 if in_order else FIRST_PERIOD), 1
    # Only years there are: each mark more makes the index look at the places of the words again.
    parts: list[Iterable[int | None]] = [[None, *range(_newest_year(language), year, -1)]]
    while in_order and year >= entries.YEARS[0] and length <= LONGEST_PERIOD:
        parts.append(range(year, max(year - length, entries.YEARS[0] - 1), -1))
        year, length = year - length, 2 * length
    return [
        *(_Period(tuple(f"'{entries.year_mark(language, one)}'" for one in part)) for part in parts),
        _Period((all_of_it,), entries.key_range(language, year)[1]),
    ]


def _newest_year(language: str) -> int:
    """The last year of which there are entries in a language; 0 where none has a day."""
    dated = SearchEntry.objects.filter(pk__range=entries.key_range_of_days(language))
    newest = dated.order_by("-pk").values_list("pk", flat=True).first()
    return min(entries.year_of(newest) or 0, entries.YEARS[-1]) if newest is not None else 0


@cache
def _postgresql_statement(in_title: bool, periods: int, in_order: bool) -> str:
    """Parts that are run one after the other until there are enough.

    ``id + 0`` keeps the planner from the primary key. It stops between the parts since each is behind a limit.
    """
    column, order = "title_words" if in_title else "words", "ORDER BY id + 0 DESC" if in_order else ""
    part = f"""(SELECT id, kind, object_id, edition_number FROM editions_searchentry
        WHERE {column} @@ to_tsquery('simple', %s) AND id + 0 BETWEEN %s AND %s {order} LIMIT {ALL_ROWS})"""  # noqa: S608
    return f"SELECT * FROM ({' UNION ALL '.join([part] * periods)}) AS parts LIMIT %s"  # noqa: S608 - constants


def tsquery(groups: Iterable[Group]) -> str:
    """What PostgreSQL is asked: words in single quotes, which no token contains. Titles have a column of their own."""
    phrases = []
    for group in groups:
        *before, last = group.tokens
        words = [*(f"'{token}'" for token in before), f"'{last}'{':*' if group.is_prefix else ''}"]
        phrases.append(" <-> ".join(words))
    return " & ".join(f"({phrase})" for phrase in phrases)


# Both, for who reads rows and not keys


def expression(groups: Iterable[Group]) -> str:
    """The groups as the engine of this database wants them."""
    return fts5(groups) if connection.vendor == "sqlite" else tsquery(groups)


def of_kind(words: str, kind: str) -> str:
    """The same, of one kind alone."""
    both = " AND " if connection.vendor == "sqlite" else " & "
    mark = entries.marks(kind)[0]
    return f'({words}){both}"{mark}"' if connection.vendor == "sqlite" else f"({words}){both}'{mark}'"


def matching(words: str, first: Any, last: Any) -> db.QuerySet[SearchEntry]:
    """Entries with a key from ``first`` to ``last`` that the engine finds, the newest first, public or not."""
    if connection.vendor == "sqlite":
        key = "editions_searchindex.rowid"
        where = [f"{key} = editions_searchentry.id", "editions_searchindex MATCH %s", f"{key} BETWEEN %s AND %s"]
        return SearchEntry.objects.extra(  # noqa: S610 - constants; what was asked is a parameter
            tables=["editions_searchindex"], where=where, params=[words, first, last], order_by=[f"-{key}"]
        )
    return SearchEntry.objects.extra(
        where=["editions_searchentry.words @@ to_tsquery('simple', %s)", "editions_searchentry.id BETWEEN %s AND %s"],
        params=[words, first, last],
    ).order_by("-pk")
