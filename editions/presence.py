"""Who has the form of an item open: told to the others, and forgotten a little after the last sign of life."""

from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import models as db
from django.utils import timezone

from editions.models import Presence

ALIVE = timedelta(seconds=100)  # a form tells every half a minute that it is open
NOTED_EVERY = timedelta(seconds=20)
FORGOTTEN = timedelta(days=1)


def arrive(item: db.Model, user: User) -> list[Presence]:
    """Note that ``user`` has the item's form open, and return the others who have."""
    now = timezone.now()
    content_type = ContentType.objects.get_for_model(item, for_concrete_model=True)
    present = Presence.objects.filter(content_type=content_type, object_id=item.pk, seen_at__gt=now - ALIVE)
    there = list(present.select_related("user__editor__side").order_by("opened_at"))
    mine = next((one for one in there if one.user_id == user.pk), None)
    if mine is None or mine.seen_at < now - NOTED_EVERY:  # whoever writes waits for others who write
        _note(
            Presence(content_type=content_type, object_id=item.pk, user=user, opened_at=now, seen_at=now), mine is None
        )
    return [one for one in there if one is not mine]


def _note(mine: Presence, is_new: bool) -> None:
    forgotten = Presence.objects.filter(seen_at__lt=mine.seen_at - FORGOTTEN)
    if is_new and forgotten.exists():
        forgotten.delete()
    Presence.objects.bulk_create(
        [mine],
        update_conflicts=True,
        unique_fields=["content_type", "object_id", "user"],
        update_fields=["opened_at", "seen_at"] if is_new else ["seen_at"],
    )


def others_since(item: db.Model, user: User, moment: datetime) -> bool:
    """Whether anybody else had the form open at this moment or later."""
    content_type = ContentType.objects.get_for_model(item, for_concrete_model=True)
    there = Presence.objects.filter(content_type=content_type, object_id=item.pk, seen_at__gte=moment)
    return there.exclude(user=user).exists()


def leave(item: db.Model, user: User) -> None:
    content_type = ContentType.objects.get_for_model(item, for_concrete_model=True)
    Presence.objects.filter(content_type=content_type, object_id=item.pk, user=user).delete()
