"""A place that is being filled says so in a table of its own, so that a restoration cut short can be begun again in it.

The word that all rows are back is written with the rows, in one transaction. What is done after it may be done twice.
"""

from dataclasses import dataclass

from django.db import connection

TABLE = "unfinished_restoration"


@dataclass(frozen=True)
class Unfinished:
    """Which backup (the SHA-256 of its manifest), whether its rows are all back, whether every table is of our making."""

    digest: str
    has_rows: bool
    made_tables: bool


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
