"""What goes when an item is deleted: found before it goes, told, and kept so that it can come back as it was."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import User
from django.db import models as db
from django.db import router
from django.db.models.deletion import Collector

from editions import drafts, revisions, staleness, working
from editions.models import (
    Deletion,
    Draft,
    ReaderNote,
    Revision,
    TranslationSource,
    WorkingDraft,
    leave_addresses,
)
from editions.snapshots import PARTS, Snapshot

Place = tuple[type[db.Model], Any]

# Rows that stand beside an item and name it by its kind and key.
BESIDE: tuple[type[db.Model], ...] = (Draft, WorkingDraft, TranslationSource)


@contextmanager
def deleting(items: Iterable[db.Model], by: User | None) -> Iterator[None]:
    """The block deletes the items. Their drafts go, their history stays and ends with what they were; that of items which are parted
    from them says so. See ``bringing_back``.
    """
    parted: dict[Place, Snapshot] = {}
    for item in items:
        going = Going(item)
        parted |= documents_of(going.changed_by_it())
        along = going.items()
        kept = keep(going, along)
        leave_addresses(along)  # the database, which deletes what goes along, does not ask it
        for one in along:
            if isinstance(one, ReaderNote):  # a reader's words and address go for good
                revisions.of(one).delete()
            else:
                revisions.write(one, working.document_of(one), by, Revision.What.DELETED, deletion=kept)
            working.end(one)
            staleness.forget(one)
            drafts.forget([one])
    yield
    tell(parted, by, Revision.What.PARTED)


def documents_of(items: Mapping[Place, db.Model]) -> dict[Place, Snapshot]:
    return {place: working.document_of(item) for place, item in items.items()}


def tell(before: Mapping[Place, Snapshot], by: User | None, what: str) -> None:
    """Write into the histories of items that something done to others changed, and how."""
    for (model, key), item in items_at(before).items():
        if (document := working.document_of(item)) != before[model, key]:
            working.changed(item, before[model, key], document, by, what)


class Going:
    """An item and what the database deletes with it; ``is_refused`` where something that stays needs it."""

    def __init__(self, item: db.Model) -> None:
        self.item = item
        self.is_refused = False
        self._collector = Collector(using=router.db_for_write(type(item), instance=item))
        try:
            self._collector.collect([item])
        except (db.ProtectedError, db.RestrictedError):
            self.is_refused = True
        self.keys: dict[type[db.Model], set[Any]] = {}
        for rows in (*self._collector.data.values(), *self._collector.fast_deletes):
            for row in rows:
                self.keys.setdefault(type(row), set()).add(row.pk)

    def items(self) -> list[db.Model]:
        """The item first, then those that have a history of their own."""
        along = [model for model in self.keys if model in PARTS]
        found = [row for model in along for row in model._base_manager.filter(pk__in=self.keys[model]).order_by("pk")]
        return [self.item, *(row for row in found if row != self.item)]

    def parted(self) -> Iterator[tuple[Any, Any]]:
        """Rows that stay and pointed to one that goes, each with the column that is emptied."""
        updates: Any = self._collector.field_updates
        for (column, _value), groups in updates.items():
            for row in (row for rows in groups for row in rows):
                if row.pk not in self.keys.get(type(row), ()):
                    yield row, column

    def let_go(self) -> dict[type[db.Model], set[Any]]:
        """The keys of items that stay and stood in its rows: the photographs of a release."""
        found: dict[type[db.Model], set[Any]] = {}
        for model, keys in self.keys.items():
            for column in () if model in PARTS else model._meta.concrete_fields:
                if column.related_model in PARTS:
                    there = model._base_manager.filter(pk__in=keys).values_list(column.attname, flat=True)
                    found.setdefault(column.related_model, set()).update(there)
        return {kind: stay for kind, keys in found.items() if (stay := keys - self.keys.get(kind, set()) - {None})}

    def links(self) -> list[tuple[str, str, Any, Any]]:
        """The same as model, column, key, and key of what it pointed to."""
        return [(row._meta.model_name, one.name, row.pk, getattr(row, one.attname)) for row, one in self.parted()]

    def changed_by_it(self) -> dict[Place, Any]:
        """Items that stay and say something else of themselves once it is gone: a photograph without its session."""
        places = {(type(row), row.pk) for row, _column in self.parted()}
        for model, keys in self.keys.items():
            if owning := owner_of(model):
                owners = model._base_manager.filter(pk__in=keys).values_list(owning[1], flat=True)
                places |= {(owning[0], key) for key in owners}
        return items_at(place for place in places if place[1] not in self.keys.get(place[0], ()))

    def shown_by_it(self) -> Iterator[Any]:
        """Rows that readers would see from now on: only what goes hides them."""
        for row, column in self.parted():
            if column.name in getattr(row, "public_through", ()) and not row.is_public():
                setattr(row, column.name, None)
                if row.is_public():
                    yield row


def keep(going: Going, items: Iterable[db.Model]) -> Deletion | None:
    """Keep every row that goes, but for readers' words. ``items`` are those whose drafts and notes go as well."""
    if going.is_refused or isinstance(going.item, ReaderNote):
        return None
    keys = dict(going.keys)
    lost = {ReaderNote._meta.model_name: len(keys.pop(ReaderNote))} if ReaderNote in keys else {}
    rows = [row for model, wanted in keys.items() for row in _plain(model, model._base_manager.filter(pk__in=wanted))]
    for model in BESIDE:
        for item in items:
            rows += _plain(model, model._base_manager.filter(content_type=working.type_of(item), object_id=item.pk))
    return Deletion.objects.create(
        content_type=working.type_of(going.item),
        object_id=going.item.pk,
        rows=rows,
        links=going.links(),
        lost=lost,
    )


def owner_of(model: type[db.Model]) -> tuple[type[db.Model], str] | None:
    """Of rows that only join two items: the model in whose documents they stand, and the column that leads there."""
    owner: Any = model._meta.auto_created
    if not owner:
        return None
    joins = next(one for one in owner._meta.local_many_to_many if one.remote_field.through is model)
    return owner, f"{joins.m2m_field_name()}_id"


def items_at(places: Iterable[Place]) -> dict[Place, Any]:
    """Those that have a history and are there; a query for each model."""
    wanted: dict[type[db.Model], set[Any]] = {}
    for model, key in places:
        if model in PARTS:
            wanted.setdefault(model, set()).add(key)
    return {
        (model, item.pk): item
        for model, keys in wanted.items()
        for item in model._base_manager.filter(pk__in=keys).order_by("pk")
    }


def columns(model: type[db.Model]) -> list[Any]:
    """The fields that are columns of the table."""
    return [field for field in model._meta.concrete_fields if not field.generated]


def _plain(model: type[db.Model], rows: db.QuerySet[Any]) -> list[Any]:
    names = [field.attname for field in columns(model)]
    found = rows.order_by("pk").values_list(*names)
    return [[model._meta.model_name, dict(zip(names, map(_plain_value, row), strict=True))] for row in found]


def _plain_value(value: Any) -> Any:
    """Moments to the microsecond, decimals to the last digit; what JSON knows stays as it is."""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
