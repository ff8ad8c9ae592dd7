"""One record made of two: what belongs to the other moves to the one that is kept, whose address it leads to; and the way back."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models as db
from django.db import transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override
from modeltranslation.utils import build_localized_fieldname

from editions import publication, revisions, working
from editions.drafts import held_texts
from editions.folding import fold
from editions.models import (
    Distinction,
    Joining,
    Organisation,
    Publishable,
    Revision,
    SourcesField,
    Speaker,
    Status,
    Withdrawal,
    language_codes,
)
from editions.snapshots import columns

# What a record says of itself is not filled in from another one: its state, its address, how sure it is.
ITS_OWN = {"status", "publish_at", "source_language", "slug", "is_certain", "name_order", "editor_note"}
# Rows that stay where they are; the names themselves become other forms of the one that is kept.
STAY = {("organisationname", "organisation")}


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one model that point to the other record in one column, by their keys; ``stay`` have their like there already."""

    model: type[db.Model]
    column: str
    is_many: bool
    keys: tuple[int, ...]
    stay: tuple[int, ...] = ()

    @property
    def label(self) -> str:
        """What the rows are called; where two columns of one kind may point to the item, the second says which."""
        opts: Any = self.model._meta
        names = capfirst(str(opts.verbose_name_plural))
        return f"{names} ({opts.get_field(self.column).verbose_name})" if self.column == "read_by" else names


@dataclass(frozen=True, slots=True)
class Plan:
    """What joining ``other`` to ``kept`` changes. ``filled`` are the kept record's empty columns, with what they get."""

    kept: Any
    other: Any
    rows: list[Rows]
    names: list[str]
    filled: dict[str, Any] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """Equal as long as the same would be done."""
        said = [self.kept.pk, self.other.pk, self.names, sorted(self.filled)]
        said += [[one.model._meta.model_name, one.column, one.keys, one.stay] for one in self.rows]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def forms_of(item: Any) -> list[str]:
    """Every name a record has, as printed; its other forms apart."""
    if isinstance(item, Speaker):
        names = [getattr(item, build_localized_fieldname("name", code)) for code in language_codes()]
        return [name for name in (item.latin_name(), *names, item.name_zh_hant_form) if name]
    rows = item.names.all()
    columns = [build_localized_fieldname(name, code) for name in ("name", "short_name") for code in language_codes()]
    return [name for row in rows for column in columns if (name := getattr(row, column))]


JOINABLE: tuple[type[Publishable], ...] = (Speaker, Organisation)


def plan(kept: Any, other: Any) -> Plan:
    """What would be done, without doing it. Raises ``ValidationError`` where the two cannot be joined."""
    must_be_two_of_a_kind(kept, other)
    if other.status == Status.WITHDRAWN:
        raise ValidationError(_("“%(other)s” is withdrawn already."), params={"other": other})
    _must_have_no_draft(kept, other)
    if other.is_itself_public() and not kept.is_itself_public():
        raise ValidationError(_("Readers have “%(other)s” and not the record you keep: publish that one first."), params={"other": other})  # fmt: skip
    rows = list(_rows_of(kept, other))
    there = {fold(name) for name in (*forms_of(kept), *kept.aliases.values_list("name", flat=True))}
    taken = {fold(alias.name) for alias in other.aliases.all()}
    names = {fold(name): name for name in forms_of(other) if fold(name) not in there | taken}
    return Plan(kept, other, rows, list(names.values()), _fillings(kept, other))


def must_be_two_of_a_kind(one: Any, other: Any) -> None:
    """Raises ``ValidationError`` for one record, or two of different kinds, or of a kind that is never joined."""
    if type(one) is not type(other) or type(one) not in JOINABLE or one.pk == other.pk:
        raise ValidationError(_("Choose another record of the same kind."))


def _must_have_no_draft(*items: Any) -> None:
    for item in items:
        if working.draft_of(item):
            message = _("“%(item)s” has a draft that is not published. Publish it or give it up first.")
            raise ValidationError(message, params={"item": item})


def _rows_of(kept: Any, other: Any) -> Iterator[Rows]:
    for relation in type(other)._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and not relation.concrete and relation.is_relation):
            continue
        model: Any = relation.related_model
        column = relation.field.name
        if model._meta.auto_created or (model._meta.model_name, column) in STAY:
            continue
        found = model._base_manager.filter(**{column: other}).order_by("pk")
        keys: list[int] = []
        stay: list[int] = []
        for row in found:
            into = keys if relation.many_to_many or not _is_there(row, column, kept) else stay
            into.append(row.pk)
        if keys or stay:
            yield Rows(model, column, bool(relation.many_to_many), tuple(keys), tuple(stay))


def _is_there(row: Any, column: str, kept: Any) -> bool:
    """Whether the kept record has such a row already. Raises ``ValidationError`` for one that it can never have."""
    setattr(row, column, kept)
    for constraint in row._meta.constraints:
        try:
            constraint.validate(type(row), row)
        except ValidationError:
            if isinstance(constraint, db.UniqueConstraint):
                return True
            raise ValidationError(_("They met: one has done something for the other. They are not the same.")) from None
    return False


def _fillings(kept: Any, other: Any) -> dict[str, Any]:
    held = {code.replace("-", "_") for code in held_texts(kept).languages}
    found: dict[str, Any] = {}
    for column in columns(type(kept)):
        mine, theirs = getattr(kept, column.attname), getattr(other, column.attname)
        if column.name in ITS_OWN or column.name.startswith("withdrawal") or not theirs or mine == theirs:
            continue
        if isinstance(column, SourcesField):
            lines = dict.fromkeys([*kept.source_list, *other.source_list])
            if len(lines) > len(kept.source_list):
                found[column.attname] = "\n".join(lines)
        elif not mine and not any(column.name.endswith(f"_{code}") for code in held):
            found[column.attname] = theirs
    return found


@transaction.atomic
def join(kept: Any, other: Any, *, by: User | None, seen: str | None = None) -> Joining:
    """Do it. ``seen`` is the digest of the plan somebody agreed to. Raises ``ValidationError``; nothing is changed then."""
    kept, other = _locked(kept), _locked(other)
    todo = plan(kept, other)
    if seen is not None and seen != todo.digest:
        raise ValidationError(_("Something was changed meanwhile. Look at it again."), code="changed")
    before = working.document_of(kept), working.document_of(other)
    columns = ("status", "publish_at", "withdrawn_at", "withdrawal", "moved_to")
    document: dict[str, Any] = {
        "rows": [],
        "filled": {name: [_plain(kept, name), _plain_value(kept, name, value)] for name, value in todo.filled.items()},
        "other": {name: _plain(other, name) for name in (*columns, *_note_columns())},
        "names": [],
    }
    for one in todo.rows:
        already = _move(one, other, kept)
        document["rows"].append([one.model._meta.model_name, one.column, one.is_many, list(one.keys), already])
    for name, value in todo.filled.items():
        setattr(kept, name, value)
    kept.save()
    document["names"] = [kept.aliases.create(name=name).pk for name in todo.names]
    working.changed(kept, before[0], working.document_of(kept), by, Revision.What.JOINED)
    revisions.catch_up(other, before[1])
    publication.withdraw(other, by=by, withdrawal=Withdrawal.MOVED, moved_to=_address(kept), notes=_notes(kept))
    first, second = sorted([kept.pk, other.pk])
    Distinction.objects.filter(content_type=working.type_of(kept), one_id=first, other_id=second).delete()
    return Joining.objects.create(
        content_type=working.type_of(kept), kept_id=kept.pk, other_id=other.pk, document=document, made_by=by
    )


def _locked(item: Any) -> Any:
    return type(item).objects.select_for_update().get(pk=item.pk)


def _address(item: Any) -> str:
    """Its path without the language: readers of each are led on in theirs."""
    return "/" + item.get_absolute_url().split("/", 2)[2]


def _notes(kept: Any) -> dict[str, str]:
    found = {}
    for code in language_codes():
        with override(code):
            found[code] = _("This record is part of that of %(name)s now.") % {"name": _named(kept)}
    return found


def _named(item: Any) -> str:
    return str(item.text("name")) if isinstance(item, Speaker) else str(item)


def _note_columns() -> list[str]:
    return [build_localized_fieldname("withdrawal_note", code) for code in language_codes()]


def _plain(item: Any, name: str) -> Any:
    return _plain_value(item, name, getattr(item, name))


def _plain_value(item: Any, name: str, value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _move(rows: Rows, source: Any, target: Any) -> list[int]:
    """Point rows to another record. Of a set of related records those are named that had the target in it already."""
    model: Any = rows.model
    if not rows.is_many:
        model._default_manager.filter(pk__in=rows.keys).update(**{rows.column: target})
        return []
    already = []
    for row in model._base_manager.filter(pk__in=rows.keys):
        related = getattr(row, rows.column)
        if related.filter(pk=target.pk).exists():
            already.append(row.pk)
        related.add(target)
        related.remove(source)
    return already


@transaction.atomic
def part(joining: Joining, *, by: User | None) -> list[str]:
    """Undo a joining: everything that still stands as it left it goes back. Returns, in words, what did not.

    Raises ``ValidationError`` where it was undone already, or one of the two is no longer there.
    """
    joining = Joining.objects.select_for_update().get(pk=joining.pk)
    model: Any = joining.content_type.model_class()
    found = {
        item.pk: item for item in model.objects.select_for_update().filter(pk__in=[joining.kept_id, joining.other_id])
    }
    if joining.undone_at or len(found) < 2:
        raise ValidationError(_("This was undone already, or one of the two records is no longer there."))
    kept, other = found[joining.kept_id], found[joining.other_id]
    _must_have_no_draft(kept, other)
    before, other_before = working.document_of(kept), working.document_of(other)
    left = []
    for name, column, is_many, keys, already in joining.document["rows"]:
        left += _put_back(name, column, is_many, keys, already, kept, other)
    for name, (was, became) in joining.document["filled"].items():
        if _plain(kept, name) == became:
            setattr(kept, name, was)
        else:
            left.append(str(_column_label(model, name)))
    kept.save()
    kept.aliases.filter(pk__in=joining.document["names"]).delete()
    _restore(other, joining.document["other"])
    joining.undone_at = timezone.now()
    joining.save(update_fields=["undone_at"])
    working.changed(kept, before, working.document_of(kept), by, Revision.What.PARTED)
    working.changed(other, other_before, working.document_of(other), by, Revision.What.PARTED)
    return left


def _put_back(
    name: str, column: str, is_many: bool, keys: list[int], already: list[int], kept: Any, other: Any
) -> list[str]:
    model: Any = apps.get_model("editions", name)
    there = list(model._base_manager.filter(pk__in=keys, **{column: kept}))
    if is_many:
        for row in there:
            related = getattr(row, column)
            related.add(other)
            if row.pk not in already:
                related.remove(kept)
    else:
        model._default_manager.filter(pk__in=[row.pk for row in there]).update(**{column: other})
    missing = len(keys) - len(there)
    label = capfirst(str(model._meta.verbose_name_plural))
    return [_("%(kind)s: %(count)d") % {"kind": label, "count": missing}] if missing else []


def _column_label(model: Any, name: str) -> Any:
    try:
        return model._meta.get_field(name).verbose_name
    except FieldDoesNotExist:
        return name


def _restore(other: Any, said: dict[str, Any]) -> None:
    for name, value in said.items():
        column = type(other)._meta.get_field(name)
        setattr(other, name, column.to_python(value))
    other.save()


def of(item: Any) -> Any:
    """The joinings by which the item took in others; the latest first."""
    return Joining.objects.filter(content_type=working.type_of(item), kept_id=item.pk).select_related("made_by")


def others_of(joinings: list[Joining], model: Any) -> dict[int, Any]:
    return model._base_manager.in_bulk([one.other_id for one in joinings])
