"""The working draft of an item: what editors write while readers go on seeing what is published.

Every way to a draft comes through here: the form, its saving by itself, putting back an earlier state, commands.
"""

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models as db
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from editions import corrections, drafts, revisions, staleness, stashing
from editions.models import (
    PressRelease,
    Publishable,
    ReaderNote,
    Revision,
    Status,
    Term,
    Translated,
    WorkingDraft,
    language_codes,
)
from editions.projecting import READY, project
from editions.snapshots import Snapshot, by_id, columns, opened, row_model, snapshot

What = Revision.What


def is_out(item: db.Model) -> bool:
    """Readers have it, had it, or get it by the clock: its rows are changed by publishing alone."""
    if isinstance(item, Publishable):
        return item.status in (Status.PUBLISHED, Status.WITHDRAWN)
    return not isinstance(item, (ReaderNote, Term))


def type_of(item: db.Model | type[db.Model]) -> ContentType:
    return ContentType.objects.get_for_model(item, for_concrete_model=True)


def document_of(item: db.Model, held: list[str] | None = None, lock: bool = False) -> Snapshot:
    """The saved state as an editor sees it: held texts in their places, and which languages are ready.

    ``held`` names the languages whose texts stand in the columns for the time being and are not ready.
    """
    document = snapshot(item, lock)
    texts = drafts.held_texts(item) if held is None else drafts.HeldTexts(languages=held)
    for name, text in texts.fields.items():
        document["fields"][name] = document["fields"][name] or text
    for name, rows in texts.rows.items():
        for row in document["inlines"][name]:
            for column, text in rows.get(row["id"], {}).items():
                row[column] = row[column] or text
    if isinstance(item, Publishable) and isinstance(item, Translated):
        document["fields"][READY] = [code for code in language_codes() if code not in texts.languages]
    return document


def draft_of(item: db.Model, lock: bool = False) -> WorkingDraft | None:
    drafts_of_item = WorkingDraft.objects.filter(content_type=type_of(item), object_id=item.pk)
    return (
        drafts_of_item.select_for_update() if lock else drafts_of_item.select_related("changed_by__editor__side")
    ).first()


def of_many(model: type[db.Model], keys: list[int]) -> dict[int, WorkingDraft]:
    """The working drafts of some items of one model, without their documents; one query."""
    found = WorkingDraft.objects.filter(content_type=type_of(model), object_id__in=keys)
    return {draft.object_id: draft for draft in found.defer("base", "document") if draft.object_id}


def document_in_hand(draft: WorkingDraft | None, saved: Snapshot) -> Snapshot:
    """What the form opens on: the draft, with what changed in the rows since it was begun; else the rows."""
    if draft is None:
        return saved
    document, base = opened(draft.document), opened(draft.base)
    return document if base == saved else rebased(base, document, saved)


def rebased(base: Snapshot, draft: Snapshot, saved: Snapshot) -> Snapshot:
    """A draft begun on ``base``, on top of ``saved``: what the draft did not touch follows the saved state."""
    inlines = {}
    for name, rows in saved["inlines"].items():
        before, mine, now = (
            by_id(document["inlines"].get(name, [])) for document in (base, draft, {"inlines": {name: rows}})
        )
        kept: list[dict[str, Any]] = []
        for key, row in mine.items():
            if key in now:
                kept.append(_over(before.get(key, now[key]), row, now[key]))
            elif key not in before:
                kept.append(row)
            elif row != before[key]:
                kept.append(
                    row | {"id": f"new-{key}"}
                )  # removed elsewhere, changed here: it comes back, always by this name
        kept += [row for key, row in now.items() if key not in before and key not in mine]
        inlines[name] = kept
    return saved | {
        "fields": _over(base["fields"], draft["fields"], saved["fields"]),
        "relations": _over(base["relations"], draft["relations"], saved["relations"]),
        "inlines": inlines,
    }


def _over(base: dict[str, Any], mine: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
    touched = {name: value for name, value in mine.items() if name not in base or base[name] != value}
    return now | {name: value for name, value in touched.items() if name in now}


@transaction.atomic
def save(
    item: db.Model,
    document: Snapshot,
    by: User | None,
    *,
    unread: dict[str, Any] | None = None,
    files: dict[str, str] | None = None,
    what: str = "",
) -> WorkingDraft | None:
    """Keep a document, holes and all, as the item's working draft; the rows stay as they are.

    ``what`` names the revision that is written of it; a draft that saves itself writes none. Where the document is
    what is saved already, there is no draft, and None is returned.
    """
    saved = document_of(item)
    document = _in_order_of(saved, document)
    if document == saved and not unread and not files:
        WorkingDraft.objects.filter(content_type=type_of(item), object_id=item.pk).delete()
        return None
    draft, _created = WorkingDraft.objects.update_or_create(
        content_type=type_of(item),
        object_id=item.pk,
        defaults={
            "base": saved,
            "document": document,
            "unread": unread or {},
            "files": files or {},
            "changed_at": timezone.now(),
            "changed_by": by,
            **({"is_kept": True} if what else {}),
        },
    )
    if what:
        revisions.catch_up(item, saved)
        revisions.write(item, document, by, what)
    return draft


def _in_order_of(saved: Snapshot, document: Snapshot) -> Snapshot:
    """The rows of a document in the order of those saved, the new ones last: forms list them in orders of their own."""
    inlines = {}
    for name, rows in document["inlines"].items():
        places = {row["id"]: place for place, row in enumerate(saved["inlines"].get(name, []))}
        inlines[name] = sorted(rows, key=lambda row: places.get(row["id"], len(places)))
    return document | {"inlines": inlines}


@transaction.atomic
def publish(item: db.Model, by: User | None, at: datetime | None = None) -> None:
    """Make the item's draft, or where it has none its saved state, what readers see from ``at`` (now when None).

    What is public already keeps its moment. Raises ``ValidationError`` with messages by path; nothing is changed then.
    Whether it may be published is asked before, of the gate.
    """
    item = type(item)._base_manager.select_for_update().get(pk=item.pk)
    draft = draft_of(item, lock=True)
    if draft and draft.unread:
        raise ValidationError({path: [_("This could not be read. Mend it first.")] for path in draft.unread})
    saved = document_of(item)
    document = document_in_hand(draft, saved)
    if isinstance(item, Publishable):
        document = document | {"fields": document["fields"] | _published(item, at)}
    with stashing.opened(draft.files if draft else {}) as files:
        project(item, document, by, files)
    first = isinstance(item, Publishable) and saved["fields"]["status"] != Status.PUBLISHED
    end(item)
    changed(item, saved, document_of(item), by, What.PUBLISHED if first else What.CHANGED)


def changed(item: db.Model, before: Snapshot, after: Snapshot, by: User | None, what: str) -> None:
    """What follows every change of the rows, whichever way it came: the history, and the texts that a correction replaced."""
    revisions.catch_up(item, before)
    if isinstance(item, PressRelease):
        corrections.keep_earlier(before, after)
    revisions.write(item, after, by, what, before)


def _published(item: Publishable, at: datetime | None) -> dict[str, Any]:
    if at is None and item.is_itself_public():
        return {"status": Status.PUBLISHED.value}
    moment = (at or timezone.now()).astimezone(UTC)
    return {"status": Status.PUBLISHED.value, "publish_at": moment.isoformat(timespec="seconds")}


@transaction.atomic
def discard(item: db.Model, by: User | None) -> bool:
    """Give the working draft up; its state stays in the history. False where there was none."""
    draft = draft_of(item, lock=True)
    if draft is None:
        return False
    saved = document_of(item)
    revisions.catch_up(item, saved)
    revisions.write(item, document_in_hand(draft, saved), by, What.DISCARDED)
    staleness.forget(item, of_draft_only=True)
    end(item)
    return True


def end(item: db.Model) -> None:
    """The draft has become the rows, or is given up: it goes, and the files chosen for it."""
    if draft := draft_of(item):
        give_up(draft)


def give_up(draft: WorkingDraft) -> None:
    stashing.remove(list(draft.files.values()))
    draft.delete()


def without_files(model: type[db.Model], document: Snapshot) -> None:
    """Take the names of stored files out of a document: the files went with what it was made of."""
    for values, _before, of, _prefix, parent in _places(model, document, {"fields": {}, "inlines": {}}):
        values |= {column.name: "" for column in columns(of, parent) if isinstance(column, db.FileField)}


def drop_dangling(model: type[db.Model], document: Snapshot, saved: Snapshot) -> list[str]:
    """Take references to what is not there any more out of a document, and name their paths."""
    asked: dict[Any, set[int]] = {}
    places: list[tuple[dict[str, Any], dict[str, Any], str, str, Any, str]] = []
    for values, before, of, prefix, parent in _places(model, document, saved):
        for column in columns(of, parent):
            key = values.get(column.name)
            if isinstance(column, db.ForeignKey) and key and before.get(column.name) != key:
                asked.setdefault(column.remote_field.model, set()).add(key)
                places.append((values, before, column.name, prefix, column.remote_field.model, "one"))
    for name, keys in document["relations"].items():
        target: Any = model._meta.get_field(name).related_model
        if new := set(keys) - set(saved["relations"].get(name, [])):
            asked.setdefault(target, set()).update(new)
            places.append((document["relations"], saved["relations"], name, "", target, "many"))
    there = {of: set(of._base_manager.filter(pk__in=keys).values_list("pk", flat=True)) for of, keys in asked.items()}
    dropped = []
    for values, before, name, prefix, target, kind in places:
        if kind == "one" and values[name] not in there[target]:
            values[name] = before.get(name)
            dropped.append(prefix + name)
        elif kind == "many" and (
            gone := [k for k in values[name] if k not in there[target] and k not in before.get(name, [])]
        ):
            values[name] = [key for key in values[name] if key not in gone]
            dropped.append(prefix + name)
    return dropped


def _places(model: type[db.Model], document: Snapshot, saved: Snapshot) -> Any:
    yield document["fields"], saved["fields"], model, "", ""
    for name, rows in document["inlines"].items():
        of, parent = row_model(model, name)
        before = by_id(saved["inlines"].get(name, []))
        for row in rows:
            yield row, before.get(str(row["id"]), {}), of, f"{name}/{row['id']}/", parent
