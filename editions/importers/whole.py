"""All that is public as tables of every kind, and such a folder into an installation that has no forum yet: the same rows again."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.db import models as db
from django.db import transaction

from editions import models
from editions.models import PublicByParents

from . import loading
from .cells import References, cell_of
from .formulas import harmless
from .kinds import TABLES
from .reports import Report
from .tables import Table

FOLDER, MANIFEST = "tables", "manifest.json"
ID = "permanent_id"
# What readers do not see, though it may come in by a table.
KEPT_BACK = {"editor_note", "owner", "received_text", "is_certain"}
KEPT_BACK_OF = {"speaker_aliases": {"note"}, "organisation_aliases": {"note"}}
# Pictures are files that belong to those named with them; terms are words for the desk.
NOT_GIVEN = {"photos", "release_photos", "terms"}

Progress = Callable[[Report], None]


class NotTheSame(Exception):
    """What came out of the database after the import is not what went in: the names of the tables that differ."""


@dataclass(frozen=True, slots=True)
class Given:
    """One table given out: its kind, the number of its rows, and the file."""

    kind: str
    rows: int
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def tables() -> Iterator[Given]:
    """Every kind with its public rows, in the order in which one needs the other. The same content gives the same bytes."""
    references, visible = References(), cache(_visible_keys)
    for table in TABLES:
        if table.kind not in NOT_GIVEN:
            yield _given(table, references, visible)


def manifest(given: list[Given]) -> bytes:
    """Rows and SHA-256 of each table."""
    told = {one.kind: {"rows": one.rows, "sha256": one.sha256} for one in given}
    return json.dumps({"tables": told}, indent=1).encode() + b"\n"


def take_in(folder: Path, progress: Progress = lambda _report: None) -> tuple[list[Report], list[Given]]:
    """Load the tables of a folder and give them out again: all is kept only when they are the same to the byte.

    Reports with refusals mean that nothing was kept. Raises NotTheSame.
    """
    with transaction.atomic():
        reports = loading.load_folder(folder, progress=progress, anew=True)
        if any(report.refusals for report in reports):
            return reports, []
        given = list(tables())
        files = ((one, folder / f"{one.kind}.csv") for one in given)
        other = [one.kind for one, path in files if path.exists() and path.read_bytes() != one.content]
        if other:
            raise NotTheSame(", ".join(other))
    return reports, given


def columns(table: Table) -> list[str]:
    without = KEPT_BACK | KEPT_BACK_OF.get(table.kind, set())
    return [*([ID] if table.is_publishable else []), *(name for name in table.fields() if name not in without)]


def public_rows(model: type[db.Model]) -> db.QuerySet[Any]:
    """What readers may see of a model, in the order in which it was made."""
    if issubclass(model, PublicByParents):
        return model.objects.listed().order_by("pk")
    if model is models.Contact:
        return models.Contact.objects.filter(is_public=True).order_by("pk")
    return model._default_manager.order_by("pk")


def _visible_keys(model: type[db.Model]) -> frozenset[Any]:
    return frozenset(public_rows(model).values_list("pk", flat=True))


def _given(table: Table, references: References, visible: Callable[[type[db.Model]], frozenset[Any]]) -> Given:
    names, fields = columns(table), table.fields()
    many = [name for name in names if isinstance(fields.get(name), db.ManyToManyField)]
    rows = _each_after_what_it_names(list(public_rows(table.model).prefetch_related(*many)), table, many)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        cells = [row.permanent_id if name == ID else _cell(fields[name], row, references, visible) for name in names]
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in cells])
    return Given(table.kind, len(rows), b"\xef\xbb\xbf" + out.getvalue().encode())


def _cell(field: Any, row: Any, references: References, visible: Callable[[type[db.Model]], frozenset[Any]]) -> Any:
    """As the importer reads it; what is named is named only when it is public itself."""
    if isinstance(field, db.ManyToManyField):
        keys = visible(field.related_model)
        named = (
            references.called(field.related_model, one.pk) for one in getattr(row, field.name).all() if one.pk in keys
        )
        return " | ".join(sorted(named))
    if field.name == "kept_by" and row.kept_by and models.Promise.objects.open().filter(pk=row.pk):
        return ""  # what keeps it is not public yet
    if isinstance(field, db.ForeignKey):
        key = getattr(row, field.attname)
        return cell_of(field, row, references) if key in visible(field.related_model) else ""
    return cell_of(field, row, references)


def _each_after_what_it_names(rows: list[Any], table: Table, many: list[str]) -> list[Any]:
    """A document stands after those it reaffirms, an answer after the one it is a part of."""
    by_key = {row.pk: row for row in rows}
    own = [field for field in table.fields().values() if field.related_model is table.model]
    placed: dict[Any, Any] = {}

    def place(row: Any, on_the_way: frozenset[Any]) -> None:
        if row.pk in placed or row.pk in on_the_way:
            return
        for field in own:
            named = getattr(row, field.name).all() if field.name in many else [by_key.get(getattr(row, field.attname))]
            for other in named:
                if other is not None and other.pk in by_key:
                    place(by_key[other.pk], on_the_way | {row.pk})
        placed[row.pk] = row

    for row in rows:
        place(row, frozenset())
    return list(placed.values())
