"""Who has the form of an item open: told to the others, and forgotten a little after the last sign of life."""

from datetime import timedelta

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import models as db
from django.utils import timezone

from editions.models import Presence

ALIVE = timedelta(seconds=100)  # a form tells every half a minute that it is open
FORGOTTEN = timedelta(days=1)


def arrive(item: db.Model, user: User) -> list[Presence]:
    """Note that ``user`` has the item's form open, and return the others who have."""
    now = timezone.now()
    content_type = ContentType.objects.get_for_model(item, for_concrete_model=True)
    present = Presence.objects.filter(content_type=content_type, object_id=item.pk)
    mine = present.filter(user=user)
    if not mine.filter(seen_at__gt=now - ALIVE).update(seen_at=now):
        Presence.objects.filter(seen_at__lt=now - FORGOTTEN).delete()
        Presence.objects.bulk_create(
            [Presence(content_type=content_type, object_id=item.pk, user=user, opened_at=now, seen_at=now)],
            update_conflicts=True,
            unique_fields=["content_type", "object_id", "user"],
            update_fields=["opened_at", "seen_at"],
        )
    others = present.exclude(user=user).filter(seen_at__gt=now - ALIVE)
    return list(others.select_related("user__editor__side").order_by("opened_at"))


def leave(item: db.Model, user: User) -> None:
    content_type = ContentType.objects.get_for_model(item, for_concrete_model=True)
    Presence.objects.filter(content_type=content_type, object_id=item.pk, user=user).delete()
