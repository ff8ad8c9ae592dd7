"""Hears every writing of what readers may see: on commit the version of the content grows and its search entries are renewed.

This is the only listener to signals. It does nothing else.

Whatever is kept of the public content is kept beside ``current()``, read before it was made, and is good while ``current()``
still says the same, and not past ``moments.next_moment()``::

    mark = content_version.current()
    if mark is None or self.mark != mark: ...  # ask the database; with None, keep nothing
"""

import logging
import threading
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, transaction
from django.db import models as db
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save

from editions import entries, marks
from editions.models import (
    Acknowledgement,
    Approval,
    ContentVersion,
    Deletion,
    Distinction,
    Draft,
    Editor,
    Joining,
    Link,
    MissedSearch,
    Presence,
    ReaderNote,
    Revision,
    RoleToFill,
    SearchDebt,
    SearchEntry,
    ShareLink,
    ShareLinkUse,
    StashedFile,
    Term,
    WorkingDraft,
    listen,
)

logger = logging.getLogger(__name__)

FEW = 20  # items whose entries are renewed in one transaction: some twenty milliseconds

# Of links readers are told by whoever finds one dead: most answers change nothing for them.
NOT_SHOWN = {
    *(ContentVersion, Draft, MissedSearch, Presence, Revision, SearchDebt, SearchEntry, StashedFile, WorkingDraft),
}
NOT_SHOWN |= {
    Deletion,
    Distinction,
    Joining,
    Term,
    Link,
    RoleToFill,
    Acknowledgement,
    Approval,
    Editor,
    ShareLink,
    ShareLinkUse,
}
# Columns that no entry is made of: state and clock are asked when somebody searches.
NOT_SEARCHED = {
    *(
        "status",
        "publish_at",
        "withdrawn_at",
        "updated_at",
        "last_change",
        "order",
        "renditions",
        "token",
        "comments_open",
    ),
    *("cover", "portrait", "logo", "focal_x", "focal_y", "folded_names", "editor_note", "sources"),
}


def current() -> int | None:
    """The mark of what readers may see, the same in all processes; to be compared, never counted.

    It costs a tenth of a microsecond and no query. None while it is not known, when the cache that carries it is away.
    """
    return _shared().current()


def settled() -> int | None:
    """The same for whoever may read what is not committed: None where this thread has written and not yet committed."""
    return None if _waiting.is_newer and transaction.get_connection().in_atomic_block else current()


def renew() -> None:
    """Say that everything may have changed: for what changes the content behind our back, a restored database for one."""
    try:
        _shared().move()
    except Exception:  # the change itself is saved
        logger.exception("What is kept for readers may be old: nobody could be told of a change")


@cache
def _shared() -> marks.Mark:
    """Where processes meet: on one machine in the data folder, on several in Redis."""
    shared = settings.CACHES["default"]
    if str(shared.get("LOCATION", "")).startswith(("redis://", "rediss://")):
        return marks.RedisMark(shared["LOCATION"], shared.get("KEY_PREFIX", ""))
    return marks.FileMark(settings.VAR / "content-mark")


class _Waiting(threading.local):
    """What this thread has written and not yet committed. What is undone stays: renewing it again does no harm."""

    def __init__(self) -> None:
        self.items: defaultdict[str, set[int]] = defaultdict(set)
        self.debts: list[int] = []
        self.is_newer = False  # readers are to be told
        self.is_counted = True  # so is the database


_waiting = _Waiting()


def follows(model: type[db.Model]) -> bool:
    """Whether every writing of the model moves the mark."""
    return model._meta.app_label == "editions" and model not in NOT_SHOWN


def connect() -> None:
    for model in apps.get_app_config("editions").get_models():
        if not follows(model):
            continue
        post_save.connect(_saved, sender=model, dispatch_uid=f"version-save-{model.__name__}")
        post_delete.connect(_saved, sender=model, dispatch_uid=f"version-delete-{model.__name__}")
        for field in model._meta.local_many_to_many:
            m2m_changed.connect(
                _linked, sender=field.remote_field.through, dispatch_uid=f"version-link-{model.__name__}-{field.name}"
            )
    post_migrate.connect(_remade, sender=apps.get_app_config("editions"), dispatch_uid="version-remade")
    listen(_wants, _written)


def _remade(**_kwargs: Any) -> None:
    """After ``flush`` and ``migrate``, which write without a signal for each row."""
    renew()


def _saved(sender: type[db.Model], instance: db.Model, **_kwargs: Any) -> None:
    if isinstance(instance, ReaderNote) and instance.was_never_shown:
        return  # or whoever sends notes would empty every cache
    _mark(entries.items_of(instance))


def _linked(**_kwargs: Any) -> None:
    _mark({})


def _wants(model: type[db.Model], columns: Iterable[str]) -> bool:
    return model not in NOT_SHOWN and entries.is_searched(model) and not set(columns) <= NOT_SEARCHED


def _written(model: type[db.Model], keys: list[int]) -> None:
    if model not in NOT_SHOWN:
        _mark(entries.items_of_rows(model, keys) if keys else {})


def _mark(items: dict[str, set[int]]) -> None:
    for kind, keys in items.items():
        _waiting.items[kind] |= keys
    if transaction.get_connection().in_atomic_block:
        debts = [SearchDebt(kind=kind, object_id=key) for kind, keys in items.items() for key in sorted(keys)]
        _waiting.debts += [debt.pk for debt in SearchDebt.objects.bulk_create(debts)]
    _waiting.is_newer, _waiting.is_counted = True, False
    transaction.on_commit(_committed, robust=True)


def follow_at_once() -> None:
    """What follows a change, in one transaction, or in the one that is open and about to end.

    Where there is one lock for all who write, it is waited for once, but not kept from others for long. Elsewhere items
    are locked one by one, and no longer than needed: after the commit.
    """
    is_one_lock = not transaction.get_connection().features.has_select_for_update
    if _waiting.is_counted or not is_one_lock or sum(map(len, _waiting.items.values())) > FEW:
        return
    waiting = _waiting.items, _waiting.debts, _waiting.is_counted
    try:
        with transaction.atomic():
            _follow()
    except DatabaseError:
        _waiting.items, _waiting.debts, _waiting.is_counted = waiting
        logger.exception("What follows a change is left for after it")


def _committed() -> None:
    """Once for all that a transaction wrote: the later calls find nothing waiting."""
    if not _waiting.is_newer:
        return
    _waiting.is_newer = False
    renew()  # first: what is kept has nothing to do with the search, and need not wait for it
    follow_at_once()
    _follow()


def _follow() -> None:
    """The search entries of what was written, and the number of the content."""
    items, _waiting.items = _waiting.items, defaultdict(set)
    debts, _waiting.debts = _waiting.debts, []
    for kind, keys in items.items():
        entries.renew(kind, keys)
    if debts:
        SearchDebt.objects.filter(pk__in=debts).delete()
    if _waiting.is_counted:
        return
    _waiting.is_counted = True
    if not ContentVersion.objects.filter(pk=1).update(number=db.F("number") + 1):
        ContentVersion.objects.get_or_create(pk=1, defaults={"number": 1})


def settle() -> None:
    """What a process left undone that was killed between a transaction and what follows it; asked by each that begins.

    Whoever is at it this moment does the same, and nothing twice does harm.
    """
    renew()
    owed = defaultdict(set)
    debts = list(SearchDebt.objects.all())
    for debt in debts:
        owed[debt.kind].add(debt.object_id)
    for kind, keys in owed.items():
        entries.renew(kind, keys)
    SearchDebt.objects.filter(pk__in=[debt.pk for debt in debts]).delete()
