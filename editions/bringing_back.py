"""What was deleted comes back as itself, with its keys, its addresses and its history; readers see nothing of it before it is published."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction
from django.db import models as db
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from editions import deletions, revisions, working
from editions.deletions import Place, columns, items_at, owner_of
from editions.models import (
    Address,
    Deletion,
    DocumentFile,
    Photo,
    Publishable,
    Revision,
    ShareLink,
    Slugged,
    Status,
    WorkingDraft,
)
from editions.snapshots import PARTS


@dataclass(frozen=True, slots=True)
class Back:
    """The item, and in words what came with it, what is linked to it again, what changed on the way and what stays away."""

    item: db.Model
    along: list[tuple[str, list[str]]] = field(default_factory=list)
    linked: list[tuple[str, int, bool]] = field(
        default_factory=list
    )  # kind, how many, whether readers lose them till it is published
    changed: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def kinds(deletion: Deletion) -> set[str]:
    """The names of the models of all items in it."""
    names = {model._meta.model_name for model in PARTS}
    return {name for name, _values in deletion.rows if name in names}


def looked_over(deletion: Deletion) -> Back:
    """What bringing it back would do. Raises ``ValidationError`` where it cannot come back."""
    with transaction.atomic():
        try:
            return bring_back(deletion, by=None, is_tried=True)
        finally:
            transaction.set_rollback(True)


@transaction.atomic
def bring_back(deletion: Deletion, *, by: User | None, is_tried: bool = False) -> Back:
    """Put the rows back, what was public as a draft. ``is_tried`` writes no history: it is undone anyway.

    Raises ``ValidationError`` where the item itself cannot come back; nothing is changed then.
    """
    kept = Deletion.objects.select_for_update().filter(pk=deletion.pk).first()
    if kept is None:
        raise ValidationError(_("It is there again already."))
    coming = _Coming(kept)
    before = {} if is_tried else deletions.documents_of(coming.touched())
    coming.insert()
    linked = coming.link_again()
    items = [coming.first, *(row for row in coming.there if type(row) in PARTS and row is not coming.first)]
    items = [type(row)._base_manager.get(pk=row.pk) for row in items]
    for item in [] if is_tried else items:
        revisions.write(item, working.document_of(item), by, Revision.What.BROUGHT_BACK)
        links = ShareLink.objects.filter(content_type=working.type_of(item), object_id=item.pk, revoked_at=None)
        links.update(revoked_at=timezone.now())  # they were given for what it was then
    deletions.tell(before, by, Revision.What.LINKED_AGAIN)
    kept.delete()
    names: dict[str, list[str]] = defaultdict(list)
    for item in items[1:]:
        names[_kind(item)].append(str(item))
    return Back(items[0], list(names.items()), linked, coming.changed, coming.told_left(kept.lost))


class _Coming:
    """The rows of a deletion on their way back."""

    def __init__(self, deletion: Deletion) -> None:
        self.links = deletion.links
        self.waiting = [row for name, values in deletion.rows if (row := _row(name, values)) is not None]
        self.first = next(row for row in self.waiting if _is_of(row, deletion))
        self.there: list[db.Model] = []
        self.changed: list[str] = []
        self.left: Counter[tuple[str, str]] = Counter()
        self.emptied: Counter[tuple[str, str]] = Counter()
        self.known = self._what_is_there()

    def _what_is_there(self) -> dict[type[db.Model], set[Any]]:
        """The keys that rows point to and that exist; one query for each model."""
        asked = defaultdict(set)
        for row in self.waiting:
            for _field, (model, key) in _targets(row):
                asked[model].add(key)
        return {model: _existing(model, keys) for model, keys in asked.items()}

    def touched(self) -> dict[Place, Any]:
        """Items that stayed, and whose document changes when what they pointed to is there again."""
        coming = {(type(row), row.pk) for row in self.waiting}
        places = {(apps.get_model("editions", name), key) for name, _column, key, _target in self.links}
        for row in self.waiting:
            if owning := owner_of(type(row)):
                places.add((owning[0], getattr(row, owning[1])))
        return items_at(places - coming)

    def insert(self) -> None:
        """Rows after those that they point to."""
        while self.waiting:
            waiting = {(type(row), row.pk) for row in self.waiting}
            ready = [row for row in self.waiting if not any(place in waiting for _f, place in _targets(row))]
            for row in ready or self.waiting:
                self._insert(row)
            self.waiting = [row for row in self.waiting if row not in ready] if ready else []

    def _insert(self, row: Any) -> None:
        for column, (model, key) in _targets(row):
            if key in self.known[model]:
                continue
            if not column.null:
                return self._leave(row, _("%(kind)s (%(count)d): what they hang on is not there any more."), column)
            setattr(row, column.attname, None)
            self.emptied[_kind(row), str(column.verbose_name)] += 1
        if isinstance(row, (Photo, DocumentFile)) and not all(map(default_storage.exists, row.stored_files())):
            return self._leave(row, _("%(kind)s (%(count)d): their files went for good; choose them anew."))
        if isinstance(row, Publishable) and row.status in (Status.PUBLISHED, Status.WITHDRAWN):
            row.status = Status.DRAFT
            row.date_its_state()
        if isinstance(row, WorkingDraft):
            row.files = {}  # files chosen and not taken in went with it
        if isinstance(row, Slugged):
            self._find_address(row)
        try:
            with transaction.atomic():
                row.save_base(raw=True, force_insert=True)
        except IntegrityError:
            return self._leave(row, _("%(kind)s (%(count)d): others stand in their place."))
        self.there.append(row)
        self.known.setdefault(type(row), set()).add(row.pk)
        return None

    def _find_address(self, row: Any) -> None:
        """Its own, where it is still free; else the next."""
        old = row.slug
        for number in count(2):
            if not (row.slug_rivals().filter(slug=row.slug).exists() or Address.objects.belongs_to_another(row)):
                break
            row.slug = f"{old[:90]}-{number}"
        if row.slug != old:
            said = {"name": row, "old": old, "new": row.slug}
            self.changed.append(_("“%(name)s”: the address “%(old)s” is another's now; it gets “%(new)s”.") % said)

    def _leave(self, row: Any, why: str, column: Any = None) -> None:
        if row is self.first:
            raise ValidationError(_why_not(row, column))
        self.left[_kind(row), why] += 1

    def link_again(self) -> list[tuple[str, int, bool]]:
        """Point rows that stayed to what is there again, unless they were pointed elsewhere since."""
        groups = defaultdict(list)
        for name, column, key, target in self.links:
            groups[name, column, target].append(key)
        linked: Counter[tuple[str, bool]] = Counter()
        for (name, column, target), keys in groups.items():
            model: Any = apps.get_model("editions", name)
            if target not in self.known.get(model._meta.get_field(column).remote_field.model, ()):
                continue
            free = model._default_manager.filter(pk__in=keys, **{f"{column}__isnull": True})
            hangs = column in getattr(model, "public_through", ()) and isinstance(self.first, Publishable)
            linked[_kind(model), hangs] += free.update(**{column: target})
        return [(kind, number, hangs) for (kind, hangs), number in linked.items() if number]

    def told_left(self, lost: dict[str, int]) -> list[str]:
        """What stays away, and why."""
        found = {(kind, why): number for (kind, why), number in self.left.items()}
        for name, number in lost.items():
            kind = _kind(apps.get_model("editions", name))
            found[kind, _("%(kind)s (%(count)d): what readers write goes for good.")] = number
        told = [why % {"kind": kind, "count": number} for (kind, why), number in found.items()]
        empty = _("%(kind)s (%(count)d): “%(field)s” is left empty, since it is not there any more.")
        told += [
            empty % {"kind": kind, "count": number, "field": name} for (kind, name), number in self.emptied.items()
        ]
        return told


def _kind(of: Any) -> str:
    return capfirst(str(of._meta.verbose_name_plural))


def _why_not(row: Any, column: Any) -> Any:
    if column is not None:
        said = {"field": column.verbose_name}
        return ValidationError(_("It hangs on something that is not there any more (%(field)s). Bring that back first.") % said)  # fmt: skip
    if isinstance(row, Photo):
        return _("Its file went for good.")
    try:
        row._state.adding = True
        row.validate_unique()
        row.validate_constraints()
    except ValidationError as error:
        return error.messages
    return _("Something else stands in its place.")


def _row(name: str, values: dict[str, Any]) -> Any:
    """A row as it was; a column that is new since has its default. None where the model is no longer there."""
    try:
        model = apps.get_model("editions", name)
    except LookupError:
        return None
    found = columns(model)
    taken = [one.to_python(values[one.attname]) if one.attname in values else one.get_default() for one in found]
    return model.from_db(connection.alias, [one.attname for one in found], taken)


def _is_of(row: Any, deletion: Deletion) -> bool:
    return row.pk == deletion.object_id and working.type_of(row).pk == deletion.content_type_id


def _targets(row: Any) -> Iterator[tuple[Any, Place]]:
    """What a row points to: the column, and the place."""
    for column in row._meta.concrete_fields:
        if isinstance(column, db.ForeignKey) and (key := getattr(row, column.attname)) is not None:
            yield column, (column.remote_field.model, key)


def _existing(model: Any, keys: set[Any]) -> set[Any]:
    return set(model._base_manager.filter(pk__in=keys).values_list("pk", flat=True))
