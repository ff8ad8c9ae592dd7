"""The history of an item: every state it has been in, who made it, when, and by doing what."""

import getpass
import hashlib
import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import models as db
from django.utils import timezone

from editions import publication_log, staleness
from editions.models import Deletion, Editor, Publishable, Revision, Side, roles
from editions.snapshots import Snapshot, by_id, new_row_id, opened

# Who writes without an account: a command, and the machine's user who gave it.
_at_terminal: ContextVar[str] = ContextVar("_at_terminal", default="")


@contextmanager
def at_terminal(command: str) -> Iterator[str]:
    """What is written meanwhile, and by no editor, is told to be this command's; yields how that is told."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # a user without a name, as in a container
        user = "?"
    told = f"{command} ({user}@{socket.gethostname()})"[:200]
    before = _at_terminal.set(told)
    try:
        yield told
    finally:
        _at_terminal.reset(before)


def side_of(user: User) -> Side | None:
    """The house of an editor; None for one who has none."""
    editor = Editor.objects.filter(user=user).select_related("side").first()
    return editor.side if editor else None


def digest(document: Snapshot) -> str:
    """Equal for equal states, whatever the order of their keys."""
    said = {name: document[name] for name in ("fields", "relations", "inlines")}
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def of(item: db.Model) -> db.QuerySet[Revision]:
    """The revisions of an item, the latest first."""
    content_type = ContentType.objects.get_for_model(item, for_concrete_model=True)
    return Revision.objects.filter(content_type=content_type, object_id=item.pk)


def write(
    item: db.Model,
    document: Snapshot,
    by: User | None,
    what: str,
    before: Snapshot | None = None,
    deletion: Deletion | None = None,
) -> Revision | None:
    """Add a state to the history; None where it is the latest already, made by doing the same.

    ``before`` is the state of the rows that the history ends with, where the caller has it at hand.
    """
    marked = digest(document)
    latest = of(item).values("digest", "what").first()
    if latest and latest["digest"] == marked and latest["what"] in (what, *_SAME.get(what, ())):
        return None
    if not _is_of_draft(what):
        _leave_behind(item, before, document)
        publication_log.by_hand(item, what, by.pk if by else None)
    revision = Revision.objects.create(
        content_type=ContentType.objects.get_for_model(item, for_concrete_model=True),
        object_id=item.pk,
        document=document,
        digest=marked,
        what=what,
        made_by=by,
        author=_author(by, what),
        side=side_of(by) if by else None,
        deletion=deletion,
    )
    if isinstance(item, Publishable):
        item.last_change = revision.pk
        # As Django writes it: what readers see is the same, and nobody is to be told.
        db.QuerySet(type(item)).filter(pk=item.pk).update(last_change=revision.pk)
    return revision


def _author(by: User | None, what: str) -> str:
    if by:
        return roles.name_of(by)
    return "" if what in (Revision.What.FOUND, Revision.What.ELSEWHERE) else _at_terminal.get()


def _leave_behind(item: db.Model, before: Snapshot | None, document: Snapshot) -> None:
    """Note which translations the change from the state before leaves behind."""
    before = before or _of_rows(item).values_list("document", flat=True).first()
    if before:
        staleness.follow(item, opened(before), document, timezone.now())


def _of_rows(item: db.Model) -> db.QuerySet[Revision]:
    """The states the rows were in, the latest first."""
    return of(item).exclude(what__in=[what for what in Revision.What if _is_of_draft(what)])


_SAME: dict[str, tuple[str, ...]] = {
    Revision.What.SAVED: (Revision.What.CREATED, Revision.What.SAVED, Revision.What.CHANGED, Revision.What.PUBLISHED),
    Revision.What.CHANGED: (Revision.What.PUBLISHED, Revision.What.CHANGED),
}


def catch_up(item: db.Model, saved: Snapshot) -> None:
    """Add the saved state where the history does not know it: found before the first change, or changed elsewhere."""
    latest = _of_rows(item).values_list("digest", flat=True).first()
    if latest != digest(saved):
        write(item, saved, None, Revision.What.FOUND if latest is None else Revision.What.ELSEWHERE)


def _is_of_draft(what: Any) -> bool:
    return Revision(what=what).is_of_draft


# What becomes of an item is decided on pages of its own; putting back its words does not undo it.
STATE = {"status", "publish_at", "withdrawal", "moved_to"}


def put_back(document: Snapshot, earlier: Snapshot, path: str = "", saved: Snapshot | None = None) -> Snapshot:
    """``document`` with what ``earlier`` says at ``path``: a column, a relation, a row or its column; "" for all of it.

    A row that is not there any more, neither in ``saved``, comes back as a new one; one that ``earlier`` does not know is
    taken out.
    """
    earlier, stored = opened(earlier), opened(saved or document)["inlines"]
    if not path:
        known = {
            part: {n: v for n, v in earlier[part].items() if n in document[part]} for part in ("fields", "relations")
        }
        now = document | {
            "fields": document["fields"]
            | {name: value for name, value in known["fields"].items() if name not in STATE},
            "relations": document["relations"] | known["relations"],
        }
        for name in document["inlines"]:
            if name in earlier["inlines"]:
                there = by_id(stored.get(name, [])) | by_id(document["inlines"][name])
                rows = [_coming_back(row, there) for row in earlier["inlines"][name]]
                now = now | {"inlines": now["inlines"] | {name: rows}}
        return now
    name, *place = path.split("/")
    if not place:
        part = "fields" if name in document["fields"] else "relations"
        if name in STATE or name not in document[part]:  # publishing and withdrawing have pages of their own
            raise KeyError(name)
        return document | {part: document[part] | {name: earlier[part][name]}}
    key, *columns = place
    rows, was = list(document["inlines"][name]), by_id(earlier["inlines"][name]).get(key)
    there = by_id(rows)
    if was is None:
        rows = [row for row in rows if str(row["id"]) != key]
    elif key not in there:
        if not any(row | {"id": key} == was | {"id": key} for row in rows):  # it came back under another name
            rows.append(_coming_back(was, by_id(stored.get(name, []))))
    else:
        values = {columns[0]: was[columns[0]]} if columns else was
        rows = [row | values if str(row["id"]) == key else row for row in rows]
    return document | {"inlines": document["inlines"] | {name: rows}}


def _coming_back(row: dict[str, Any], there: dict[str, Any]) -> dict[str, Any]:
    return row if str(row["id"]) in there else row | {"id": new_row_id()}
