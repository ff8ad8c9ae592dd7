"""What goes when an item is deleted: found before it goes, and kept so that it can come back as it was."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models as db
from django.db import router
from django.db.models.deletion import Collector

from editions.models import Deletion, Draft, ReaderNote, TranslationSource, WithFiles, WorkingDraft
from editions.snapshots import PARTS

# Rows that stand beside an item and name it by its kind and key.
BESIDE: tuple[type[db.Model], ...] = (Draft, WorkingDraft, TranslationSource)


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

    def links(self) -> list[tuple[str, str, Any, Any]]:
        """The same as model, column, key, and key of what it pointed to."""
        return [(row._meta.model_name, one.name, row.pk, getattr(row, one.attname)) for row, one in self.parted()]

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
            rows += _plain(model, model._base_manager.filter(content_type=_type_of(item), object_id=item.pk))
    files = [
        path
        for model, wanted in keys.items()
        if issubclass(model, WithFiles)
        for row in model._base_manager.filter(pk__in=wanted)
        for path in row.stored_files()
    ]
    return Deletion.objects.create(
        content_type=_type_of(going.item),
        object_id=going.item.pk,
        rows=rows,
        links=going.links(),
        files=sorted({path for path in files if path}),
        lost=lost,
    )


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


def _type_of(item: db.Model) -> ContentType:
    return ContentType.objects.get_for_model(item, for_concrete_model=True)
