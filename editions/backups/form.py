"""What a backup is: a tar of files, tables as lines of JSON, and last a manifest that knows size and hash of each.

The form knows no database: what was made on SQLite is restored on PostgreSQL as well. Without its manifest a file is no backup,
so one that was cut off is never taken for a whole one.
"""

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from hashlib import sha256
from typing import IO, Any

from django.db import connection, models

FORMAT = 1
MANIFEST = "manifest.json"
SUM = "forum.sha256"  # of the manifest, in its header: it knows all but itself
# Where files lie in storage: below a folder, each under a name of our own making.
STORED = re.compile(r"[a-z]+(?:/[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}){1,3}")
CHUNK = 1024 * 1024  # bytes held in memory at once
# Who is signed in ends with the place; what is searched is made anew from the items.
LEFT_OUT = {"sessions.session", "usersessions.usersession", "editions.searchentry", "editions.searchdebt"}


class Damaged(Exception):
    """Not a whole backup of ours; the words say what is wrong."""


@dataclass(frozen=True)
class Part:
    """A member of the archive: bytes, their SHA-256 in hexadecimal and, of a table, its columns and number of rows."""

    size: int
    digest: str
    rows: int = 0
    columns: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Manifest:
    """``tables`` by the name of their model, ``files`` by their path in storage; ``missing`` were lost when it was made."""

    made_at: str
    site: str
    migrations: list[list[str]]
    tables: dict[str, Part]
    files: dict[str, Part]
    missing: list[str]

    def written(self) -> bytes:
        return json.dumps({"format": FORMAT, **asdict(self)}, ensure_ascii=False, indent=1).encode()

    @property
    def digest(self) -> str:
        """By which a backup is known from another, in hexadecimal."""
        return sha256(self.written()).hexdigest()

    @classmethod
    def read(cls, text: bytes) -> "Manifest":
        """Raises Damaged."""
        try:
            told = json.loads(text)
            found = told.pop("format")
            tables, files = (
                {key: Part(**part) for key, part in told.pop(name).items()} for name in ("tables", "files")
            )
            manifest = cls(**told, tables=tables, files=files)
            if not manifest.is_sound():
                raise ValueError("kinds")
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as wrong:
            raise Damaged("Its manifest cannot be read.") from wrong
        outside = next((path for path in files if not STORED.fullmatch(path)), None)
        if outside is not None:
            raise Damaged(f"It names a file where none of ours lies: {outside!a}.")
        if found != FORMAT:
            raise Damaged(f"It is of another form ({found}) than this version of the site reads ({FORMAT}).")
        return manifest

    def is_sound(self) -> bool:
        """Whether each part is of its kind."""
        parts = [*self.tables.values(), *self.files.values()]
        return (
            dt.datetime.fromisoformat(self.made_at).tzinfo is not None
            and isinstance(self.site, str)
            and all(len(key) == 2 for key in self.migrations)
            and all(
                isinstance(path, str) for path in [*self.missing, *(name for key in self.migrations for name in key)]
            )
            and all(isinstance(part.size, int) and isinstance(part.rows, int) for part in parts)
            and all(isinstance(name, str) for part in parts for name in part.columns)
        )

    @property
    def members(self) -> dict[str, Part]:
        """All that must be in the archive beside the manifest, by the name it has there."""
        tables = {table_member(name): part for name, part in self.tables.items()}
        return tables | {file_member(path): part for path, part in self.files.items()}


def table_member(name: str) -> str:
    return f"tables/{name}.jsonl"


def file_member(path: str) -> str:
    return f"files/{path}"


class Counted:
    """A file being read, with its hash and size so far."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.size, self._hash = file, 0, sha256()

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(size)
        self.size += len(data)
        self._hash.update(data)
        return data

    def read_to_the_end(self) -> "Counted":
        while self.read(CHUNK):
            pass
        return self

    @property
    def part(self) -> Part:
        return Part(self.size, self._hash.hexdigest())


def columns(model: type[models.Model]) -> list[Any]:
    """The fields of a model that are columns of its table and not computed by the database."""
    return [one for one in model._meta.local_concrete_fields if not one.generated]


def encoded(row: tuple[Any, ...]) -> bytes:
    return json.dumps([_plain(value) for value in row], ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _plain(value: Any) -> Any:
    """Moments to the microsecond, decimals to the last digit; what JSON knows stays as it is."""
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def decoded(line: bytes, fields: list[Any]) -> list[Any]:
    """The values of a row as the database takes them. Raises Damaged."""
    try:
        values = json.loads(line)
        if len(values) != len(fields):
            raise ValueError("columns")
        return [
            one.get_db_prep_save(None if value is None else one.to_python(value), connection)
            for one, value in zip(fields, values, strict=True)
        ]
    except Exception as wrong:  # each kind of field refuses in its own way
        raise Damaged(f"A row cannot be read: {wrong}") from wrong


def lines(file: IO[bytes]) -> Iterator[bytes]:
    """Line by line, whatever is in them: only the line feed ends one."""
    yield from iter(file.readline, b"")
