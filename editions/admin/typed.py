"""What stands in a posted form, as the document of its item: whatever can be read, and the rest as it was typed."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models as db

from editions.models import Publishable, Translated, language_codes
from editions.snapshots import (
    FORMAT,
    PARTS,
    Snapshot,
    by_id,
    columns,
    is_new,
    new_row_id,
    plain_value,
    row_model,
)

from .values import READY, initial_value

MAX_ROWS = 1000


@dataclass
class Typed:
    """A form as a document; ``unread`` holds, by path, what cannot be read, as its widget sent it."""

    document: Snapshot
    unread: dict[str, Any] = field(default_factory=dict)


def blank(model: type[db.Model]) -> Snapshot:
    """The document of an item that does not exist yet."""
    item = model()
    parts = PARTS[model]
    ready = {READY: language_codes()} if issubclass(model, Publishable) and issubclass(model, Translated) else {}
    fields = {column.name: plain_value(column, getattr(item, column.attname)) for column in columns(model)}
    return {
        "model": model._meta.model_name,
        "format": FORMAT,
        "fields": fields | ready,
        "relations": {name: [] for name in parts.relations},
        "inlines": {name: [] for name in parts.inlines},
    }


def blank_row(model: type[db.Model], parent: str) -> dict[str, Any]:
    """What a row of an item says before anything is typed in it."""
    return values_of_row(model(), model, parent)


def values_of_row(row: db.Model, model: type[db.Model], parent: str) -> dict[str, Any]:
    return {column.name: plain_value(column, getattr(row, column.attname)) for column in columns(model, parent)}


def typed_document(model_admin, request, item, before: Snapshot) -> Typed:
    """The form in ``request`` as a document. What the form does not show, or leaves alone, stays as it was ``before``."""
    typed = Typed(before | {name: dict(before[name]) for name in ("fields", "relations", "inlines")})
    form = form_of(model_admin, request, item)
    for part in ("fields", "relations"):
        read_fields(form, type(form.instance), typed.document[part], "", typed.unread)
    for inline, formset in formsets_of(model_admin, request, item, form):
        name = formset.prefix
        if name in typed.document["inlines"]:
            model, parent = row_model(type(form.instance), name)
            rows = _Rows(formset, model, parent, before["inlines"][name], typed.unread)
            typed.document["inlines"][name] = rows.read(
                adds=inline.has_add_permission(request, item),
                changes=inline.has_change_permission(request, item),
                deletes=inline.has_delete_permission(request, item),
            )
    return typed


def form_of(model_admin, request, item):
    fieldsets = model_admin.get_fieldsets(request, item)
    form_class = model_admin.get_form(request, item, change=item is not None, fields=flatten_fieldsets(fieldsets))
    return form_class(request.POST, request.FILES, instance=item)


def formsets_of(model_admin, request, item, form):
    formsets, inlines = model_admin._create_formsets(request, form.instance, change=item is not None)
    return zip(inlines, formsets, strict=True)


def read_fields(form, model, values: dict[str, Any], path: str, unread: dict[str, Any]) -> None:
    """Put what was typed in place of the values the form changed."""
    for name, form_field in form.fields.items():
        if name not in values or name == "id" or form_field.disabled:
            continue
        raw = form_field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
        if not form_field.has_changed(initial_value(form_field, model, name, values[name]), raw):
            continue
        try:
            value = _plain(model, name, _cleaned(form_field, raw))
            values[name] = form_field.joined(values[name], value) if name == READY else value
        except ValidationError:
            unread[path + name] = raw


def _cleaned(form_field, raw):
    """The value of what was typed; none where a field must not be empty: a draft may have holes."""
    required, form_field.required = form_field.required, False
    parts = [(part, part.required) for part in getattr(form_field, "fields", [])]
    for part, _was in parts:
        part.required = False
    try:
        return form_field.clean(raw)
    finally:
        form_field.required = required
        for part, was in parts:
            part.required = was


def _plain(model, name, value):
    if name == READY:
        return list(value)
    if isinstance(value, (db.QuerySet, list, tuple)) and all(isinstance(one, db.Model) for one in value):
        return sorted(one.pk for one in value) if value or isinstance(value, db.QuerySet) else []
    if isinstance(value, db.Model):
        return value.pk
    try:
        column = model._meta.get_field(name)
    except FieldDoesNotExist:
        return value
    if isinstance(value, Decimal) and isinstance(column, db.DecimalField):
        value = round(value, column.decimal_places)
    if isinstance(value, str) and isinstance(column, (db.CharField, db.TextField)):
        value = column.get_prep_value(value)
    return plain_value(column, value)


class _Rows:
    """The posted rows of one inline."""

    def __init__(self, formset, model, parent, before, unread):
        self.formset, self.model, self.parent, self.unread = formset, model, parent, unread
        self.before = before
        self.known = by_id(before)
        self.last = max([0, *(row.get("order") or 0 for row in before)])

    def read(self, *, adds: bool, changes: bool, deletes: bool) -> list[dict[str, Any]]:
        rows, seen = [], set()
        for index, form in enumerate(self.formset.forms[:MAX_ROWS]):
            key = form.data.get(f"{form.prefix}-id", "")
            row = self.known.get(key)
            seen.add(key)
            if form.data.get(f"{form.prefix}-DELETE") and (deletes or not key or is_new(key)):
                continue
            if row is not None:
                rows.append(self._read_row(form, row) if changes else row)
            elif key and not is_new(key):
                if stored := self._stored(form, index):
                    rows.append(self._read_row(form, stored))
            elif adds and set(form.changed_data) - {"id"}:
                rows.append(self._read_row(form, self._fresh(form, key)))
        # What the form does not show of the item's own rows is not taken away by it.
        hidden = [row for key, row in self.known.items() if key not in seen and not is_new(key)]
        return rows + hidden

    def _read_row(self, form, row):
        row = dict(row)
        read_fields(form, self.model, row, f"{self.formset.prefix}/{row['id']}/", self.unread)
        return row

    def _fresh(self, form, key):
        self.last += 1
        row = {"id": key or new_row_id()} | self._values(self.model())
        return row | ({"order": self.last} if "order" in row and "order" not in form.changed_data else {})

    def _stored(self, form, index):
        """A row taken out of the draft before, and wanted again."""
        if index >= self.formset.initial_form_count() or form.instance.pk is None:
            return None
        return {"id": form.instance.pk} | self._values(form.instance)

    def _values(self, instance):
        return values_of_row(instance, self.model, self.parent)
