"""A table given away as data: its columns, its rows a thousand at a time, as CSV, as JSON and as the JSON Schema of a row."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from modeltranslation.utils import build_localized_fieldname

from editions import models, prose, zipping

AT_ONCE = 1000
SCHEMA = "https://json-schema.org/draft/2020-12/schema"
LIST = "array"


@dataclass(frozen=True, slots=True)
class Column:
    """``type`` is one of JSON Schema's; ``read`` takes a row of the table's model to the value, None for none."""

    name: str
    type: str
    meaning: str
    read: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Table:
    """``rows`` gives the public rows in a fixed order; ``told`` loads what the columns need besides, for each reading."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    rows: Callable[[], QuerySet[Any]]
    told: Callable[[], Callable[[Any], Any]] = lambda: lambda row: row

    def values(self, **narrowed: Any) -> Iterator[dict[str, Any]]:
        """One dict a row, empty values as None. As many queries for a thousand rows as for one."""
        prepare = self.told()
        for row in self.rows().filter(**narrowed).iterator(chunk_size=AT_ONCE):
            prepared = prepare(row)
            yield {column.name: plain(column.read(prepared)) for column in self.columns}

    def schema(self) -> dict[str, Any]:
        """The JSON Schema of one row."""
        properties = {
            column.name: {"type": [column.type, "null"], "description": column.meaning}
            | ({"items": {"type": "string"}} if column.type == LIST else {})
            for column in self.columns
        }
        return {
            "$schema": SCHEMA,
            "title": self.name,
            "description": self.meaning,
            "type": "object",
            "properties": properties,
            "required": list(properties),
            "additionalProperties": False,
        }


def plain(value: Any) -> Any:
    """A value as JSON has it: days and moments as ISO 8601, numbers as numbers; nothing is None."""
    if value is None or value == "":
        return None
    if isinstance(value, bool | int | list):
        return value
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value.as_tuple().exponent == 0 else float(value)
    return str(value)


def as_csv(table: Table, rows: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """The same rows for a spreadsheet; several values of a cell are parted by `` | ``."""
    names = [column.name for column in table.columns]
    return zipping.table_pieces(names, ([cell(row[name]) for name in names] for row in rows))


def cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return " | ".join(value)
    return "" if value is None else str(value)


def as_json(about: dict[str, Any], rows: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """One object: what it is ``about``, and its ``rows``."""
    yield json.dumps(about, ensure_ascii=False, indent=1)[:-2].encode() + b',\n "rows": ['
    between = "\n  "
    for row in rows:
        yield (between + json.dumps(row, ensure_ascii=False)).encode()
        between = ",\n  "
    yield b"\n ]\n}\n"


def permanent_address(item: models.Publishable) -> str:
    return settings.SITE_URL + reverse("permalink", args=[item.permanent_id])


def column(name: str, meaning: str, kind: str = "string", path: str = "") -> Column:
    """A column read from the attribute of its name, or along ``path``; None where there is nothing on the way."""
    steps = (path or name).split(".")

    def read(row: Any) -> Any:
        for step in steps:
            row = getattr(row, step) if row is not None else None
        return row

    return Column(name, kind, meaning, read)


def said(name: str, meaning: str, path: str = "", kind: str = "string") -> list[Column]:
    """A column for each language of the site; a text that is not ready in one is empty there."""
    return [
        column(
            build_localized_fieldname(name, code),
            f"{meaning} ({code})",
            kind,
            build_localized_fieldname(path or name, code),
        )
        for code in models.language_codes()
    ]


def identity(what: str) -> list[Column]:
    return [
        column("id", f"Permanent id of {what}; it never changes", path="permanent_id"),
        Column("address", "string", "Address that always leads to it", permanent_address),
    ]


def sources() -> Column:
    return column("sources", "Addresses of the sources", LIST, "source_list")


def prose_in(name: str, meaning: str) -> list[Column]:
    """The same without its markup."""

    def words(field: str) -> Callable[[Any], str]:
        return lambda row: prose.plain_text(getattr(row, field) or "")

    fields = [build_localized_fieldname(name, code) for code in models.language_codes()]
    return [Column(field, "string", f"{meaning}, as plain text", words(field)) for field in fields]


def public(name: str, rows: QuerySet[Any]) -> Prefetch[str]:
    """What a row names, as far as it is public itself."""
    return Prefetch(name, rows.listed())  # type: ignore[attr-defined]
