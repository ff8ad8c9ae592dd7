"""What a table of each kind may hold: its columns are the model's own fields, so they need not be listed twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Field, ForeignKey, ManyToManyField, Model
from django.utils.crypto import constant_time_compare, salted_hmac
from modeltranslation.utils import build_localized_fieldname

from editions.keys import is_key
from editions.models import Ordered, Publishable, language_codes

# What an editor decides, or the site itself; a file does not.
NEVER_READ = {
    "id",
    "second_eyes",
    "status",
    "withdrawn_at",
    "permanent_id",
    "created_at",
    "updated_at",
    "last_change",
    "single",
    "comments_open",
}


@dataclass(frozen=True)
class Table:
    """One kind of table: the model its rows become, and the columns by which an existing row is found again.

    ``also`` are columns read although their field is not editable, ``without`` fields that are not read;
    ``pictures`` tells that the column ``file`` names a picture lying beside the table. A new row without any of
    ``filled`` is a line of a sheet that nobody has filled in yet.
    """

    kind: str
    model: type[Model]
    key: tuple[str, ...]
    also: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    created: Callable[[Any], None] | None = None
    pictures: bool = False
    filled: tuple[str, ...] = ()

    def mark(self, row: Model) -> str:
        """Says in a table that was given out which row a line is, and of this site."""
        return f"r{row.pk}.{self._seal(row.pk)}"

    def marked_row(self, mark: str) -> int | None:
        """The primary key that a mark of ours names; None for any other."""
        key, _dot, seal = mark.strip().removeprefix("r").partition(".")
        if not is_key(key) or not constant_time_compare(seal, self._seal(int(key))):
            return None
        return int(key)

    def _seal(self, key: Any) -> str:
        return salted_hmac("row of a table", f"{self.kind} {key}").hexdigest()[:8]

    def is_blank(self, cells: dict[str, str]) -> bool:
        return bool(self.filled) and not cells.get("row") and not any(cells.get(name) for name in self.filled)

    @property
    def is_publishable(self) -> bool:
        return issubclass(self.model, Publishable)

    @property
    def is_ordered(self) -> bool:
        return issubclass(self.model, Ordered)

    def fields(self) -> dict[str, Field[Any, Any] | ManyToManyField[Any, Any]]:
        """The model's field for each column, translated ones by language, in the order of the model."""
        translated = set(getattr(self.model, "translated", ()))
        found: dict[str, Field[Any, Any] | ManyToManyField[Any, Any]] = {}
        for field in (*self.model._meta.concrete_fields, *self.model._meta.many_to_many):
            is_read = field.editable or field.name in self.also
            if field.name in NEVER_READ or field.name in self.without or field.name.startswith("withdrawal_note"):
                continue
            if not is_read or field.name in translated or _may_have_a_picture(field):
                continue
            if not isinstance(field, ManyToManyField) or _is_plain(field):
                found[field.name] = field
        return found

    def column_of(self, field: str, columns: list[str]) -> str:
        """The column that a complaint about ``field`` belongs to."""
        if field in columns:
            return field
        localized = [build_localized_fieldname(field, code) for code in language_codes()]
        return next((name for name in localized if name in columns), "")


def _may_have_a_picture(field: Any) -> bool:
    """A cover, a portrait or a logo: pictures come last, so editors give them."""
    return isinstance(field, ForeignKey) and field.null and field.related_model._meta.model_name == "photo"


def _is_plain(field: Any) -> bool:
    """Whether the relation's own rows hold nothing but the two ends."""
    return bool(field.remote_field.through._meta.auto_created)
