"""A snapshot made true: the rows of an item become what its document says."""

from collections.abc import Mapping
from typing import Any, BinaryIO

from django.contrib.auth.models import User
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models as db
from django.db import transaction

from editions import drafts
from editions.models import Appearance, Clause, DocumentFile, Photo, Session, language_codes
from editions.snapshots import (
    PARTS,
    READY,
    Snapshot,
    by_id,
    columns,
    is_new,
    opened,
    plain,
    row_model,
    rows_of,
    value_of,
)
from editions.uploads import remake, take_in_document, take_in_photo, write_rights

Files = Mapping[str, BinaryIO]  # by path: "upload", "files/new-1/upload"


@transaction.atomic
def project(
    item: db.Model,
    document: Snapshot,
    by: User | None = None,
    files: Files | None = None,
    with_files: bool = True,
) -> None:
    """Write a document into the rows of ``item``; ``by`` is who holds back the languages that are not ready.

    Without ``with_files`` stored files are left as they are: for a rehearsal that is undone.

    Raises ``ValidationError`` with the messages of each path (``title_en``, ``clauses/3/number``); nothing is written then.
    """
    document, files = opened(document), files or {}
    drafts.release(item)
    errors: dict[str, list[str]] = {}
    changed = fill(item, document["fields"])
    _check(item, "", errors)
    if not errors:
        if with_files:
            store(item, changed, files.get("upload"))
        else:
            item.save()
        for name in PARTS[type(item)].relations:
            if name in document["relations"]:
                getattr(item, name).set(document["relations"][name])
    if errors and item.pk is None:
        raise ValidationError(errors)  # nothing for its rows to hang on
    for name in PARTS[type(item)].inlines:
        if name in document["inlines"]:
            _project_rows(item, name, document["inlines"][name], files if with_files else None, errors)
    if errors:
        raise ValidationError(errors)
    if READY in document["fields"]:
        held = [code for code in language_codes() if code not in document["fields"][READY]]
        drafts.hold_back(item, held, by)


def fill(row: db.Model, values: dict[str, Any], parent: str = "") -> list[str]:
    """Set the columns of a row in memory, and name those that changed. Files come in by a way of their own."""
    changed = []
    for column in columns(type(row), parent):
        if column.name in values and not isinstance(column, db.FileField) and plain(column, row) != values[column.name]:
            setattr(row, column.attname, value_of(type(row), column.name, values[column.name]))
            changed.append(column.name)
    return changed


def store(row: db.Model, changed: list[str], upload: BinaryIO | None = None) -> None:
    """Save a row; what its files hold, or how they are cut, follows."""
    if isinstance(row, Photo) and upload:
        take_in_photo(row, upload)
    elif isinstance(row, DocumentFile) and upload:
        take_in_document(row, upload)
    elif isinstance(row, Photo) and {"focal_x", "focal_y"} & set(changed) and _has_its_original(row):
        remake(row)
    elif isinstance(row, Photo) and row.pk and any(n == "credit" or n.startswith("caption") for n in changed):
        write_rights(row)
    else:
        row.save()


def _has_its_original(photo: Photo) -> bool:
    name = photo.original.name
    return bool(name) and photo.original.storage.exists(str(name))


# Rows whose number is theirs alone.
COUNTED: dict[type[db.Model], str] = {Clause: "number"}
OUT_OF_THE_WAY = 10_000


def make_room(model: type[db.Model], keys: list[int]) -> None:
    """Rows that are about to change their number leave it, so that another can take it."""
    number = COUNTED[model]
    if keys:
        model._default_manager.filter(pk__in=keys).update(**{number: db.F(number) + OUT_OF_THE_WAY})


def _project_rows(
    item: db.Model, name: str, wanted: list[dict[str, Any]], files: Files | None, errors: dict[str, list[str]]
) -> None:
    model, parent = row_model(type(item), name)
    there = {str(row.pk): row for row in rows_of(item, name, lock=True)}
    kept = by_id(wanted)
    for key, row in there.items():
        if key not in kept:
            row.delete()
    if number := COUNTED.get(model):
        make_room(
            model, [row.pk for key, row in there.items() if key in kept and kept[key][number] != getattr(row, number)]
        )
    for key, values in kept.items():
        row = there.get(key)
        if row is None:
            row = model()
            setattr(row, parent, item)
        changed = fill(row, values, parent)
        if isinstance(row, Appearance) and isinstance(item, Session):
            row.edition_id = item.edition_id
        upload = files.get(f"{name}/{key}/upload") if files else None
        if not (changed or upload or is_new(key) or row.pk is None):
            continue
        if _check(row, f"{name}/{key}/", errors) and not errors:
            if files is None:
                row.save()
            else:
                store(row, changed, upload)


def _check(row: db.Model, prefix: str, errors: dict[str, list[str]]) -> bool:
    try:
        row.full_clean(exclude=[f.name for f in row._meta.concrete_fields if isinstance(f, db.FileField)])
    except ValidationError as error:
        for field, messages in error.message_dict.items():
            errors.setdefault(prefix + field if _is_column(row, field) else prefix, []).extend(messages)
        return False
    return True


def _is_column(row: db.Model, name: str) -> bool:
    try:
        row._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True
