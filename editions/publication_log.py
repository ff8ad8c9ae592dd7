"""What became of an item before its readers, one line of the server's log for each: by an editor's hand, and by the clock.

No job publishes anything, so nobody is at work at the second of an embargo's end. Whoever first finds that a moment has passed, a worker
that is asked for a page or one that begins, tells what it changed. Until when that is told stands in the shared cache.
"""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import models as db
from django.db import transaction

from editions.models import PublicByParents, Revision

logger = logging.getLogger(__name__)

TOLD_UNTIL = "publication-told-until"
AT_IT = 60  # seconds: who was killed while telling is taken for gone, and its lines are told again
BY_HAND = {
    Revision.What.PUBLISHED: "Published by an editor",
    Revision.What.CHANGED: "Changed for readers by an editor",
    Revision.What.WITHDRAWN: "Withdrawn by an editor",
    Revision.What.TAKEN_BACK: "Taken back by an editor",
    Revision.What.DELETED: "Deleted by an editor",
    Revision.What.BROUGHT_BACK: "Brought back by an editor",
}


def by_hand(item: db.Model, what: str, by: int | None) -> None:
    """Tell once the transaction has ended well. ``by`` is the number of an account; None at the terminal."""
    if what in BY_HAND:
        moment = getattr(item, "publish_at", None)
        event = about(item) | {"by": by} | ({"public_from": moment.isoformat()} if moment else {})
        transaction.on_commit(partial(logger.info, BY_HAND[Revision.What(what)], extra={"event": event}))


def by_the_clock(now: datetime, at_least: datetime | None = None) -> int:
    """Tell of every item that became public or ceased to be since this was last asked, and of the hour that changed nothing.

    ``at_least`` is a moment the caller knows to have passed, for a cache that was emptied. Returns how many. A process that asks
    at the same time finds that somebody is at it. Twice is told what was cut off.
    """
    since = cache.get(TOLD_UNTIL) or (at_least and at_least - timedelta(seconds=1))
    if since is None:  # the first time: from now on
        cache.set(TOLD_UNTIL, now, None)
        return 0
    if now <= since or not cache.add(f"{TOLD_UNTIL}-{since.timestamp()}", True, AT_IT):
        return 0
    count = 0
    for words, item, moment in passed(since, now):
        event = about(item) | {"moment": moment.isoformat(), "told_after": round((now - moment).total_seconds(), 3)}
        logger.info(words, extra={"event": event})
        count += 1
    cache.set(TOLD_UNTIL, now, None)
    return count


def passed(since: datetime, now: datetime) -> Iterator[tuple[str, db.Model, datetime]]:
    """Items one of whose moments lies after ``since`` and not after ``now``, and what it changed; two queries for each kind of moment."""
    for model in apps.get_app_config("editions").get_models():
        if not issubclass(model, PublicByParents):
            continue
        for name in model.public_moments:
            rows = model._base_manager.filter(model.waiting_condition(), **{f"{name}__gt": since, f"{name}__lte": now})
            for item in rows.order_by(name, "pk"):
                moment = getattr(item, name)
                if name == "publish_at" and was_published_at_once(item, moment):
                    continue  # told when it was done
                is_public, was = item.is_public(moment), item.is_public(moment - timedelta(microseconds=1))
                if is_public and not was:
                    yield "Became public by the clock", item, moment
                elif was and not is_public:
                    yield "Ceased to be public by the clock", item, moment
                else:
                    yield "Its moment came and changed nothing for readers", item, moment


def was_published_at_once(item: db.Model, moment: datetime) -> bool:
    """Whether the moment is that of an editor's deed, and not one the clock was set to."""
    kind = ContentType.objects.get_for_model(item)
    states = Revision.objects.filter(content_type=kind, object_id=item.pk, what=Revision.What.PUBLISHED)
    return states.filter(made_at__gte=moment).exists()


def about(item: Any) -> dict[str, Any]:
    """Which item, without a word of it."""
    said = {"item": f"{item._meta.model_name} {item.pk}"}
    return said | ({"id": item.permanent_id} if hasattr(item, "permanent_id") else {})
