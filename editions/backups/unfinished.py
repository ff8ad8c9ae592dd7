"""A place that is being filled says so in a table of its own, so that a restoration cut short can be begun again in it.

The word that all rows are back is written with the rows, in one transaction. What is done after it may be done twice.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from django.db import Error, connection

TABLE = "unfinished_restoration"
LOCK = 0x7265_7374_6F72_65  # of PostgreSQL, known by a number; any that nobody else takes


@dataclass(frozen=True)
class Unfinished:
    """Which backup (the SHA-256 of its manifest), whether its rows are all back, whether every table is of our making."""

    digest: str
    has_rows: bool
    made_tables: bool


@contextmanager
def alone() -> Iterator[bool]:
    """Whether no other restoration is at work in this database; and none begins before this one ends, or is killed."""
    if connection.vendor == "sqlite":
        folder = os.open(Path(connection.settings_dict["NAME"]).parent, os.O_RDONLY)
        try:
            with suppress(BlockingIOError):
                fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
                yield True
                return
            yield False
        finally:
            os.close(folder)
    else:
        is_alone = _asked("pg_try_advisory_lock")
        try:
            yield is_alone
        finally:
            with suppress(Error):  # it ends with the connection at the latest
                if is_alone:
                    _asked("pg_advisory_unlock")


def _asked(function: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


def found() -> Unfinished | None:
    """What an earlier try left here; None where there was none, or it came to its end."""
    if TABLE not in connection.introspection.table_names():
        return None
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT digest, has_rows, made_tables FROM {TABLE}")  # noqa: S608 - a name of ours
        row = cursor.fetchone()
    return Unfinished(row[0], bool(row[1]), bool(row[2])) if row else None


def begin(digest: str, *, made_tables: bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE IF NOT EXISTS {TABLE} "
            "(digest varchar(64) NOT NULL, has_rows integer NOT NULL, made_tables integer NOT NULL)"
        )
        cursor.execute(f"INSERT INTO {TABLE} VALUES (%s, 0, %s)", [digest, int(made_tables)])  # noqa: S608 - ours


def rows_are_back() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {TABLE} SET has_rows = 1")  # noqa: S608 - a name of ours


def end() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {TABLE}")


def drop_tables() -> None:
    """Take away every table but our own: a killed migration may have made some and not have said so."""
    names = set(connection.introspection.table_names()) - {TABLE}
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA foreign_keys = OFF")
            cursor.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%%'")
            virtual = [name for (name,) in cursor.fetchall()]  # they take their own tables along
            names = {name for name in names if not any(name.startswith(f"{one}_") for one in virtual)}
            for name in [*virtual, *sorted(names.difference(virtual))]:
                cursor.execute(f"DROP TABLE {connection.ops.quote_name(name)}")
            cursor.execute("PRAGMA foreign_keys = ON")
        else:
            for name in sorted(names):
                cursor.execute(f"DROP TABLE {connection.ops.quote_name(name)} CASCADE")
