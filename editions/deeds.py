"""Who did what: what happened to an account outside the desk's forms, and everything in its order, to be read.

The history (`Revision`) holds every state of every item with its editor, the log of the desk (`LogEntry`) what was pressed. Neither
is registered at the desk, so nothing there changes or deletes them.
"""

import datetime as dt
import heapq
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType

from editions.models import Revision, roles
from editions.snapshots import differences, opened

logger = logging.getLogger(__name__)


def note_of_account(user: User, what: str) -> None:
    """Write into the log of the desk, and into the server's, what was done to an account by its owner or at the terminal."""
    LogEntry.objects.create(
        user_id=user.pk,
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(user.pk),
        object_repr=user.get_username()[:200],
        action_flag=CHANGE,
        change_message=what,
    )
    logger.warning("An account was changed", extra={"event": {"user": user.pk, "what": what}})


@dataclass(frozen=True, slots=True)
class Deed:
    """``what`` in words; ``item`` as ``pressrelease 5``; ``changes`` are path, before, after."""

    at: dt.datetime
    who: str
    what: str
    item: str
    changes: list[tuple[str, Any, Any]] = field(default_factory=list)


def done(since: dt.datetime, until: dt.datetime) -> Iterator[Deed]:
    """Everything from ``since`` on and before ``until``, the earliest first; items that were deleted since included."""
    return heapq.merge(_states(since, until), _entries(since, until), key=lambda deed: deed.at)


def _states(since: dt.datetime, until: dt.datetime) -> Iterator[Deed]:
    states = Revision.objects.filter(made_at__gte=since, made_at__lt=until).select_related("content_type")
    for state in states.order_by("made_at", "pk").iterator(chunk_size=100):
        earlier = Revision.objects.filter(
            content_type=state.content_type_id, object_id=state.object_id, pk__lt=state.pk
        )
        before = earlier.order_by("-pk").first()
        found = differences(opened(before.document), opened(state.document)) if before else []
        yield Deed(
            state.made_at,
            state.author,
            state.get_what_display(),
            f"{state.content_type.model} {state.object_id}",
            [(one.path, one.before, one.after) for one in found],
        )


def _entries(since: dt.datetime, until: dt.datetime) -> Iterator[Deed]:
    entries = LogEntry.objects.filter(action_time__gte=since, action_time__lt=until)
    entries = entries.select_related("user", "content_type").order_by("action_time", "pk")
    for entry in entries.iterator(chunk_size=500):
        kind = entry.content_type.model if entry.content_type else ""
        who = roles.name_of(entry.user)
        words = entry.get_change_message()
        what = f"{entry.get_action_flag_display()}: {words}" if words else entry.get_action_flag_display()
        yield Deed(entry.action_time, who, what, f"{kind} {entry.object_id}".strip())
