"""One item as one JSON object: base of a merge, working draft and revision. See docs/decisions/0002."""

import datetime as dt
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db import connection
from django.db import models as db
from modeltranslation.utils import build_localized_fieldname

from editions import models

FORMAT = 3
READY = "ready_languages"

Snapshot = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Parts:
    """What belongs to an item besides its columns: sets of related items, and rows of its own by their related name."""

    relations: tuple[str, ...] = ()
    inlines: tuple[str, ...] = ()


PARTS: dict[type[db.Model], Parts] = {
    models.Forum: Parts(),
    models.Side: Parts(),
    models.Contact: Parts(),
    models.Page: Parts(),
    models.Notice: Parts(),
    models.Edition: Parts(inlines=("venues", "plans", "printed_names", "figures", "partnerships", "promises")),
    models.Promise: Parts(),
    models.Photo: Parts(relations=("speakers",)),
    models.Organisation: Parts(inlines=("names", "aliases")),
    models.Speaker: Parts(inlines=("aliases", "appearances")),
    models.Topic: Parts(inlines=("origins",)),
    models.Session: Parts(inlines=("appearances", "records")),
    models.PressRelease: Parts(
        relations=("contacts", "speakers"), inlines=("release_photos", "release_documents", "corrections")
    ),
    models.Coverage: Parts(relations=("speakers",)),
    models.Document: Parts(relations=("adopted_by", "signatories", "reaffirms"), inlines=("clauses", "files")),
    models.Survey: Parts(relations=("papers",), inlines=("fieldwork", "wordings")),
    models.Question: Parts(inlines=("answers",)),
    models.Result: Parts(),
    models.ReaderNote: Parts(),
    models.Term: Parts(),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where two snapshots differ.

    ``path`` is a column (``title_en``), a relation (``speakers``), a column of a row (``clauses/3/number``), or a
    whole row that only one of them has (``clauses/3``; its other side is None).
    """

    path: str
    before: Any
    after: Any


def columns(model: type[db.Model], without: str = "") -> list[db.Field]:
    """The columns editors fill in: each language of a translated one, none that the site fills by itself."""
    names = {*getattr(model, "translated", ()), without}
    return [f for f in model._meta.concrete_fields if f.editable and not f.primary_key and f.name not in names]


def snapshot(item: db.Model, lock: bool = False) -> Snapshot:
    """The item with its rows and relations as one JSON object; one query for each that is not prefetched.

    ``lock`` keeps the rows from being changed until the transaction ends. Raises KeyError for a model that is
    not an item of its own.
    """
    parts = PARTS[type(item)]
    return {
        "model": item._meta.model_name,
        "format": FORMAT,
        "fields": {field.name: plain(field, item) for field in columns(type(item))},
        "relations": {name: sorted(_keys(item, name)) for name in parts.relations},
        "inlines": {name: [_row(row, parent) for row in rows] for name, parent, rows in _inlines(item, lock)},
    }


def _keys(item: db.Model, name: str) -> list[int]:
    if name in getattr(item, "_prefetched_objects_cache", {}):
        return [one.pk for one in getattr(item, name).all()]
    return list(getattr(item, name).order_by("pk").values_list("pk", flat=True))


def rows_of(item: db.Model, name: str, lock: bool = False) -> db.QuerySet[Any]:
    """The rows of the item behind a related name, in their order; locked in the order in which everybody locks rows."""
    rows = getattr(item, name).all()
    if lock and connection.features.has_select_for_update:
        list(rows.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    return rows.all() if lock else rows


def _inlines(item: db.Model, lock: bool) -> Iterator[tuple[str, str, db.QuerySet[Any]]]:
    for name in PARTS[type(item)].inlines:
        yield name, row_model(type(item), name)[1], rows_of(item, name, lock)


def row_model(model: type[db.Model], name: str) -> tuple[type[db.Model], str]:
    """The model behind a related name, and its field that points back to the item."""
    relation: Any = model._meta.get_field(name)
    return relation.related_model, relation.field.name


def _row(row: db.Model, parent: str) -> dict[str, Any]:
    return {"id": row.pk} | {field.name: plain(field, row) for field in columns(type(row), parent)}


def plain(field: db.Field, item: db.Model) -> Any:
    """What an item holds in a column, as JSON holds it."""
    return plain_value(field, getattr(item, field.attname))


def plain_value(field: db.Field, value: Any) -> Any:
    """A column's value as JSON holds it: moments in UTC to the second, decimals as text, no text as ``""``."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="seconds")
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(field, db.FileField):
        return value.name or "" if value else ""
    if value is None and isinstance(field, (db.CharField, db.TextField)):
        return ""
    return list(value) if isinstance(value, (list, tuple)) else value


def value_of(model: type[db.Model], name: str, value: Any) -> Any:
    """The way back: what a column or relation of ``model`` holds, from a snapshot's value."""
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return value
    if isinstance(field, db.ManyToManyField) or not isinstance(field, db.Field):
        return value
    return field.to_python(value)


def opened(document: Snapshot) -> Snapshot:
    """A snapshot of any age in today's format. Raises ValueError for one from a later version of the site."""
    if document.get("format", 0) > FORMAT:
        raise ValueError(f"A snapshot of format {document['format']} is newer than this site, which reads {FORMAT}.")
    for age in range(document.get("format", 1), FORMAT):
        document = _YOUNGER[age](document)
    return document


def _with_named_rows(document: Snapshot) -> Snapshot:
    """Format 1 knew rows not saved yet by their place alone."""
    inlines = {
        name: [row | {"id": f"new-{place}" if row["id"] is None else row["id"]} for place, row in enumerate(rows)]
        for name, rows in document["inlines"].items()
    }
    return document | {"format": 2, "inlines": inlines}


def _with_source_in_its_language(document: Snapshot) -> Snapshot:
    """Format 2 had one line for who issued a release, in the language the release was written in."""
    fields = dict(document["fields"])
    if document["model"] == "pressrelease" and "source_line" in fields:
        code = fields.get("source_language") or settings.LANGUAGE_CODE
        fields[build_localized_fieldname("source_line", code)] = fields.pop("source_line")
    return document | {"format": 3, "fields": fields}


_YOUNGER = {1: _with_named_rows, 2: _with_source_in_its_language}


def differences(a: Snapshot, b: Snapshot) -> list[Difference]:
    """Where two snapshots of one item differ, in the order of the item's columns.

    What only one of them knows of, since the model changed between them, is no difference.
    """
    a, b = opened(a), opened(b)
    found = [*_between(a["fields"], b["fields"]), *_between(a["relations"], b["relations"])]
    for name in a["inlines"]:
        if name in b["inlines"]:
            found += _between_rows(name, a["inlines"][name], b["inlines"][name])
    return found


def _between(a: dict[str, Any], b: dict[str, Any], prefix: str = "") -> Iterator[Difference]:
    for name in a:
        if name in b and a[name] != b[name]:
            yield Difference(prefix + name, a[name], b[name])


def _between_rows(name: str, a: list[dict[str, Any]], b: list[dict[str, Any]]) -> Iterator[Difference]:
    before, after = by_id(a), by_id(b)
    for key, row in before.items():
        if key not in after:
            yield Difference(f"{name}/{key}", row, None)
        else:
            yield from _between(row, after[key], f"{name}/{key}/")
    for key, row in after.items():
        if key not in before:
            yield Difference(f"{name}/{key}", None, row)


def by_id(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Rows by their id as text; one not saved yet has a name in its place: ``new-…``."""
    return {str(row["id"]): row for row in rows}


def new_row_id() -> str:
    """The name of a row until it is saved, so that every later state of the draft knows it again."""
    return f"new-{secrets.token_hex(6)}"


def is_new(key: str | int | None) -> bool:
    return isinstance(key, str) and key.startswith("new-")
