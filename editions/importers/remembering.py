"""A table from the terminal: what it changes enters the history of the items it belongs to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db import models as db

from editions import revisions, working
from editions.models import Photo, Revision, Session
from editions.snapshots import PARTS, row_model

from .cells import References
from .kinds import KINDS
from .loading import Load, kept_or_undone
from .refusing import Refused
from .reports import Report
from .rows import Row, Source

# For each model whose rows stand in the form of another item: that item's model, and the field that leads to it.
Owners = dict[type[db.Model], list[tuple[type[db.Model], str]]]


def owners() -> Owners:
    found: Owners = {}
    for model, parts in PARTS.items():
        for name in parts.inlines:
            rows, parent = row_model(model, name)
            found.setdefault(rows, []).append((model, parent))
    for models in found.values():
        models.sort(key=lambda one: one[0] is not Session)  # where an appearance is looked for first
    return found


def owner_of(row: Any, known: Owners) -> Any:
    """The item in whose form the row stands, as it is saved; None for a new item."""
    if type(row) in PARTS:
        return anew(row) if row.pk else None
    for model, parent in known.get(type(row), []):
        if (key := getattr(row, f"{parent}_id")) is not None:
            return model._base_manager.get(pk=key)
    return None


def has_still(item: db.Model, row: Any, known: Owners) -> bool:
    """Whether a row that stood in this item's form stands there now."""
    return any(type(item) is model and getattr(row, f"{parent}_id") == item.pk for model, parent in known[type(row)])


def anew(item: db.Model) -> Any:
    return type(item)._base_manager.get(pk=item.pk)


def import_table(kind: str, path: Path, *, dry_run: bool = False) -> Report:
    """Load one file of a kind. Nothing of it is kept when one of its rows is refused, or on a dry run."""
    report = Report(kind, path.name)
    with kept_or_undone() as undo:
        try:
            load = RememberedLoad(kind, Source.of(path), report, undo.pictures)
            load.run()
            load.remember()
        except Refused as refused:
            report.refusals += refused.refusals
        if report.refusals or dry_run:
            raise undo
    return report


class RememberedLoad(Load):
    """Looks at each item before it, or a row of it, is changed for the first time."""

    def __init__(self, kind: str, source: Source, report: Report, pictures: list[Photo]) -> None:
        super().__init__(KINDS[kind], source, report, References(), pictures)
        self.owners = owners()
        self.touched: dict[tuple[type[db.Model], int], Any] = {}

    def _add(self, row: Row, fresh: Any, relations: dict[str, list[db.Model]]) -> None:
        self._look_at(owner_of(fresh, self.owners))
        super()._add(row, fresh, relations)
        if type(fresh) in PARTS:
            self.touched.setdefault((type(fresh), fresh.pk), fresh)

    def _change(self, row: Row, found: Any, relations: dict[str, list[db.Model]]) -> None:
        self._look_at(owner_of(found, self.owners))
        super()._change(row, found, relations)

    def _look_at(self, item: Any) -> None:
        if item is not None and (type(item), item.pk) not in self.touched:
            revisions.catch_up(item, working.document_of(item))
            self.touched[type(item), item.pk] = item

    def remember(self) -> None:
        for item in self.touched.values():
            revisions.write(item, working.document_of(anew(item)), None, Revision.What.IMPORTED)
