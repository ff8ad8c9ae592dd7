"""What each database is asked for search entries: SQLite its FTS5, PostgreSQL its tsvector; no engine's syntax comes from readers.

Both give keys backwards, the newest first, and read no more than is wanted. FTS5 does so by itself. PostgreSQL's index knows no
order, and its planner, left alone, fetches every hit or passes over every row; so it is asked period by period, the newest
first, each by a mark that the index holds, and stops when there is enough.
"""

import datetime
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
from editions.models import language_codes, shows_early
from editions.tokens import Group

Hit = tuple[int, str, int | None]  # key, kind, number of the edition
Row = tuple[int, str, int, int | None]  # with the item's own key before the edition
_MOMENT = datetime.datetime(9000, 1, 1, tzinfo=datetime.UTC)  # stands in a rule for the moment it is asked at
OTHER_LANGUAGES = "other"  # of what others wrote in none of the site's
IN_ORDER = (2, 2, 4, 8)  # years that are asked at once; what is rarer than to be found enough by then is read whole
IN_NO_ORDER = (4,)  # each reads the places of a common word again
ALL_ROWS = 2**31 - 1  # a limit that limits nothing, but keeps a part of a statement a part


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for: words in one language; what is empty narrows nothing."""

    groups: tuple[Group, ...]
    language: str
    kind: str = ""
    edition: int | None = None
    year: int | None = None

    @property
    def marks(self) -> list[str]:
        return entries.marks(self.kind, self.edition)

    @property
    def keys(self) -> tuple[int, int]:
        """The first and the last key there may be of what is looked for."""
        return entries.key_range(self.language, self.year)


def best(question: Question, limit: int) -> list[Hit]:
    """At most ``limit`` public entries: those whose title has the words before all others, and the newest first."""
    rows_of = _best_of_sqlite if connection.vendor == "sqlite" else _best_of_postgresql
    most = limit
    while question.groups:
        rows = rows_of(question, most)
        found = _public_of(rows)
        if len(found) >= limit or len(rows) < most:
            return found[:limit]
        most *= 4  # most of what is found is not public
    return []


def any_of(questions: list[Question], limit: int) -> list[list[Hit]]:
    """At most ``limit`` public entries for each question, in no order."""
    asked = [question for question in questions if question.groups]
    rows_of = _any_of_sqlite if connection.vendor == "sqlite" else _any_of_postgresql
    rows = rows_of(asked, limit) if asked else []
    public = _public_of(rows)
    return [_enough(question, rows, public, limit) for question in questions]


def _enough(question: Question, rows: list[Row], public: list[Hit], limit: int) -> list[Hit]:
    first, last = question.keys
    found = [hit for hit in public if first <= hit[0] <= last]
    is_cut = len(found) < limit <= sum(first <= row[0] <= last for row in rows)
    return best(question, limit) if is_cut else found


def _public_of(rows: list[Row]) -> list[Hit]:
    """Those whose item is public: each kind's one rule, asked once of the keys that were found and of no other."""
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
        listed = ",".join(map(str, keys))
        parameters.append(f"[{listed}]" if connection.vendor == "sqlite" else f"{{{listed}}}")
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), parameters)
        public = set(cursor.fetchall())
    return [(key, kind, edition) for key, kind, item, edition in rows if (kind, item) in public]


def _rule(kind: str) -> tuple[str, tuple[Any, ...], Any]:
    """Kind and key of the public items of a kind among keys, and which parameter is the moment."""
    model = KINDS[kind].model
    items = model.objects.published(_MOMENT).order_by().values_list(db.Value(kind), "pk")
    statement, parameters = items.query.sql_with_params()
    among = "IN (SELECT value FROM json_each(%s))" if connection.vendor == "sqlite" else "= ANY(%s::bigint[])"
    key = f'"{model._meta.db_table}"."id"'
    return f"{statement} AND {key} {among}", parameters, connection.ops.adapt_datetimefield_value(_MOMENT)


_rule_of_everybody = cache(_rule)  # writing it down takes longer than its answer


# SQLite


def _best_of_sqlite(question: Question, limit: int) -> list[Row]:
    rows = _rows_of_sqlite("editions_searchtitles", question, limit)
    if len(rows) < limit:
        rows = list(dict.fromkeys([*rows, *_rows_of_sqlite("editions_searchindex", question, limit)]))
    return rows[:limit]


def _any_of_sqlite(questions: list[Question], limit: int) -> list[Row]:
    return [row for question in questions for row in _rows_of_sqlite("editions_searchindex", question, limit)]


def _rows_of_sqlite(table: str, question: Question, limit: int) -> list[Row]:
    statement = f"""SELECT entry.id, entry.kind, entry.object_id, entry.edition_number
        FROM {table} JOIN editions_searchentry AS entry ON entry.id = {table}.rowid
        WHERE {table} MATCH %s AND {table}.rowid BETWEEN %s AND %s ORDER BY {table}.rowid DESC LIMIT %s"""  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, [fts5(question.groups, question.marks), *question.keys, limit])
        return cursor.fetchall()


def fts5(groups: Iterable[Group], marks: Iterable[str] = ()) -> str:
    """What SQLite is asked: phrases in double quotes, which no token contains. Titles have a table of their own."""
    phrases = (f'"{" ".join(group.tokens)}"{" *" if group.is_prefix else ""}' for group in groups)
    return " AND ".join([f"({' AND '.join(phrases)})", *(f'{{title_tokens}} : "{mark}"' for mark in marks)])


# PostgreSQL


def _best_of_postgresql(question: Question, limit: int) -> list[Row]:
    periods = _periods(question, newest_year(), IN_ORDER)
    parts = [_IN_TITLE] * len(periods) + [_BUT_IN_TITLE] * len(periods)
    parameters: list[Any] = [value for period in periods for value in period]
    parameters += [value for words, first, last in periods for value in (words, words, first, last)]
    return fetched(limited(parts), [*parameters, limit])


def _any_of_postgresql(questions: list[Question], limit: int) -> list[Row]:
    newest, parts, parameters = newest_year(), [], []
    for question in questions:
        periods = _periods(question, newest, IN_NO_ORDER)
        parts.append(f"({limited([_ANYWHERE] * len(periods))})")
        parameters += [*(value for period in periods for value in period), limit]
    return fetched(" UNION ALL ".join(parts), parameters)


def fetched(statement: str, parameters: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


def part(found: str, order: str = "ORDER BY id + 0 DESC") -> str:
    """``id + 0`` keeps the planner from the primary key; behind a limit a part is run when those before it were not enough."""
    return f"""(SELECT id, kind, object_id, edition_number FROM editions_searchentry
        WHERE {found} AND id + 0 BETWEEN %s AND %s {order} LIMIT {ALL_ROWS})"""  # noqa: S608


_IN_TITLE = part("title_words @@ to_tsquery('simple', %s)")
_BUT_IN_TITLE = part("words @@ to_tsquery('simple', %s) AND NOT title_words @@ to_tsquery('simple', %s)")
_ANYWHERE = part("words @@ to_tsquery('simple', %s)", "")


def limited(parts: list[str]) -> str:
    return f"SELECT * FROM ({' UNION ALL '.join(parts)}) AS parts LIMIT %s"  # noqa: S608 - constants


def _periods(question: Question, newest: int, lengths: Iterable[int]) -> list[tuple[str, int, int]]:
    """Parts of the entries of a language, newest first: what is asked of each, and between which keys.

    What has no day and the years to come are in the first, and in the last all that is older.
    """
    words = " & ".join([tsquery(question.groups), *(f"'{mark}'" for mark in question.marks)])
    language, (first, last) = question.language, question.keys
    if question.year is not None:
        return [(f"{words} & '{entries.year_mark(language, question.year)}'", first, last)]
    all_of_it = f"{words} & '{entries.language_mark(language)}'"
    if question.edition is not None:
        return [(all_of_it, first, last)]
    this_year = timezone.now().year
    # Only years there are: each mark more makes the index look at the places of the words again.
    years: list[int | None] = [None, *range(newest, this_year, -1)]
    periods, year = [], this_year
    for length in lengths:
        years += range(year, year - length, -1)
        marks = " | ".join(f"'{entries.year_mark(language, one)}'" for one in years)
        periods.append((f"{words} & ({marks})", first, last))
        years, year = [], year - length
    return [*periods, (all_of_it, first, entries.key_range(language, year)[1])]


def newest_year() -> int:
    """The last year of which there are entries in any language; 0 where none has a day."""
    ranges = [entries.key_range_of_days(language) for language in [*language_codes(), OTHER_LANGUAGES]]
    newest = "(SELECT id FROM editions_searchentry WHERE id BETWEEN %s AND %s ORDER BY id DESC LIMIT 1)"
    rows = fetched(" UNION ALL ".join([newest] * len(ranges)), [key for one in ranges for key in one])
    return max((min(entries.year_of(key) or 0, entries.YEARS[-1]) for (key,) in rows), default=0)


def tsquery(groups: Iterable[Group]) -> str:
    """What PostgreSQL is asked: words in single quotes, which no token contains. Titles have a column of their own."""
    phrases = []
    for group in groups:
        *before, last = group.tokens
        words = [*(f"'{token}'" for token in before), f"'{last}'{':*' if group.is_prefix else ''}"]
        phrases.append(" <-> ".join(words))
    return " & ".join(f"({phrase})" for phrase in phrases)


def expression(groups: Iterable[Group]) -> str:
    """The groups as the engine of this database wants them."""
    return fts5(groups) if connection.vendor == "sqlite" else tsquery(groups)
