"""What each database is asked for the desk: keys of items by their entries in any language, public or not."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection
from django.utils import timezone

from editions import entries
from editions.engines import OTHER_LANGUAGES, fetched, limited, newest_year, part
from editions.entry_kinds import KINDS
from editions.models import language_codes

ENTRIES = 3  # of an item at most, as a rule: one in each language


def of_kind(words: str, kind: str) -> str:
    """What is looked for, of one kind alone."""
    both = " AND " if connection.vendor == "sqlite" else " & "
    mark = entries.marks(kind)[0]
    return f'({words}){both}"{mark}"' if connection.vendor == "sqlite" else f"({words}){both}'{mark}'"


def items_of_kind(words: str, kind: str, limit: int) -> list[int]:
    """Keys of a kind's items with an entry that the engine finds; at most ``limit``.

    Those of the newest days first: on SQLite of each language after the other, on PostgreSQL those of the last two years.
    """
    words = of_kind(words, kind)
    if connection.vendor == "sqlite":
        statement = """SELECT entry.object_id FROM editions_searchindex JOIN editions_searchentry AS entry
            ON entry.id = editions_searchindex.rowid WHERE editions_searchindex MATCH %s
            ORDER BY editions_searchindex.rowid DESC LIMIT %s"""
        rows = fetched(statement, [words, ENTRIES * limit])
        return list(dict.fromkeys(key for (key,) in rows))[:limit]
    statement = limited([part("words @@ to_tsquery('simple', %s)", "")])
    found: dict[int, None] = {}
    for asked in (f"{words} & ({_latest_years()})", words):
        rows = fetched(statement, [asked, *entries.key_range(), ENTRIES * limit])
        found |= dict.fromkeys(row[2] for row in rows)
        if len(found) >= limit:
            break
    return list(found)[:limit]


def _latest_years() -> str:
    """The marks of the last two years there are, and of what has no day, in any language."""
    years = [None, *range(max(newest_year(), timezone.now().year), timezone.now().year - 2, -1)]
    languages = [*language_codes(), OTHER_LANGUAGES]
    return " | ".join(f"'{entries.year_mark(language, year)}'" for language in languages for year in years)


def items_of_kinds(words: str, in_titles: str, kinds: Iterable[str], limit: int) -> dict[str, list[int]]:
    """The same of several kinds at once, at most ``limit`` of each; those whose title has the words ``in_titles`` first."""
    found: dict[str, dict[int, None]] = {kind: {} for kind in kinds}
    keys_of = _keys_on_sqlite if connection.vendor == "sqlite" else _keys_on_postgresql
    for key in keys_of(words, in_titles, [*found], ENTRIES * limit):
        kind, item = entries.item_of(key)
        found[kind][item] = None
    return {kind: list(items)[:limit] for kind, items in found.items()}


_SHORT_BEGINNING = re.compile('"\\w{1,5}" \\*')
_OF_KIND = "SELECT * FROM (SELECT rowid FROM {0} WHERE {0} MATCH %s ORDER BY rowid DESC LIMIT %s)"
_TOGETHER = """WITH found AS MATERIALIZED (SELECT rowid AS id FROM editions_searchindex
    WHERE editions_searchindex MATCH %s ORDER BY rowid DESC) """
_OF_KIND_TOGETHER = (
    f"SELECT * FROM (SELECT id FROM found WHERE id >> {entries.KIND_AT} & {entries.KINDS_AT} = %s LIMIT %s)"  # noqa: S608 - numbers
)


def _keys_on_sqlite(words: str, in_titles: str, kinds: list[str], most: int) -> Iterator[int]:
    """All that begins with a few letters takes long to put together: it is done once, and not once for each kind."""
    values = [value for kind in kinds for value in (of_kind(in_titles, kind), most)]
    yield from _keys(_each(_OF_KIND.format("editions_searchtitles"), kinds), values)
    if _SHORT_BEGINNING.search(words):
        values = [words, *(value for kind in kinds for value in (KINDS[kind].slot, most))]
        yield from _keys(_TOGETHER + _each(_OF_KIND_TOGETHER, kinds), values)
    else:
        values = [value for kind in kinds for value in (of_kind(words, kind), most)]
        yield from _keys(_each(_OF_KIND.format("editions_searchindex"), kinds), values)


def _each(part: str, kinds: list[str]) -> str:
    return " UNION ALL ".join([part] * len(kinds))


def _keys_on_postgresql(words: str, in_titles: str, kinds: list[str], most: int) -> Iterator[int]:
    """The last two years first, so that they are shown first; then whatever there is of kinds that lack some."""
    latest = f" & ({_latest_years()})"
    for column, asked in (("title_words", in_titles), ("words", words)):
        of_one = part(f"{column} @@ to_tsquery('simple', %s)", "")
        statement = f"(SELECT id FROM {of_one} AS part LIMIT %s)"  # noqa: S608 - constants
        lacking = kinds
        for narrowed in (latest, ""):
            values = [v for kind in lacking for v in (of_kind(asked, kind) + narrowed, *entries.key_range(), most)]
            keys = _keys(_each(statement, lacking), values) if lacking else []
            yield from keys
            counts = Counter(entries.item_of(key)[0] for key in keys)
            lacking = [kind for kind in lacking if counts[kind] < most]


def _keys(statement: str, values: list[Any]) -> list[int]:
    return [key for (key,) in fetched(statement, values)]
