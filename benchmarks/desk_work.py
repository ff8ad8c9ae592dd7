"""What a desk leaves behind while it makes that much: addresses, states, notes, drafts, links, promises, editors of every role.

    VAR=FOLDER python -m benchmarks.desk_work

Once on what ``make_content`` made, so many for a thousand releases wherever it is.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import cycle
from typing import Any

STATES = 12  # of the items whose history is asked for
DAY = date(2025, 6, 1)
NOTHING = {"model": "pressrelease", "fields": {}, "relations": {}, "inlines": {}}  # a state of an item nobody asks for


def leave() -> None:
    import django

    django.setup()
    from django.contrib.contenttypes.models import ContentType
    from django.db import connection, transaction
    from django.utils import timezone

    from editions import models

    if models.Revision.objects.exists():
        return
    editors, now = list(made_editors()), timezone.now()
    release = ContentType.objects.get_for_model(models.PressRelease)
    keys = list(models.PressRelease._base_manager.order_by("pk").values_list("pk", flat=True))
    with transaction.atomic():
        addresses()
        written(models.Revision, (
            {"content_type": release, "object_id": key, "document": NOTHING, "made_by": by, "author": str(by), "what": "saved"}
            for key, by in zip(keys, cycle(editors), strict=False)
        ))  # fmt: skip
        written(models.ReaderNote, (
            {"release_id": key, "language": "en", "message": f"A test of the economy, number {key}", "sent_at": now,
             "state": "done" if number % 10 else "new", "kind": "error" if number % 2 else "comment"}
            for number, key in enumerate(keys[::10])
        ))  # fmt: skip
        written(models.Link, (
            {"address": f"https://links.example/{key}", "said": "gone" if number % 10 == 0 else "fine",
             "is_dead": number % 10 == 0, "failing_since": now if number % 10 == 0 else None, "stood_in": [["pressrelease", key]]}
            for number, key in enumerate(keys[::10])
        ))  # fmt: skip
        written(models.WorkingDraft, (
            {"content_type": release, "object_id": key, "changed_by": by}
            for key, by in zip(keys[50::100], cycle(editors), strict=False)
        ))  # fmt: skip
        written(models.Draft, (
            {"content_type": release, "object_id": key, "held": ["ja"], "snapshot": {"fields": {"headline_ja": "試験"}}}
            for key in keys[50::100]
        ))  # fmt: skip
        written(models.TranslationSource, (
            {"content_type": release, "object_id": key, "name": "headline", "language": "ja", "source": "Test", "since": now}
            for key in keys[30::100]
        ))  # fmt: skip
        edition = models.Edition._base_manager.order_by("pk").first()
        written(models.Promise, (
            {"permanent_id": f"m{number:07}", "text_line_en": f"Test promise {number}", "edition": edition, "owner": "Test desk",
             "expected_on": DAY + timedelta(days=number % 900), "status": "published", "publish_at": now}
            for number in range(max(60, len(keys) // 100))
        ))  # fmt: skip
    for status, some in (("in-review", keys[10::200]), ("draft", keys[110::200])):
        for item in models.PressRelease._base_manager.filter(pk__in=some):
            item.status = status
            item.save()
    histories(editors)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def written(model: Any, rows: Iterable[dict[str, Any]]) -> None:
    """Past the listener, as made-up content is."""
    from django.db.models import QuerySet

    QuerySet(model).bulk_create([model(**row) for row in rows], batch_size=1_000)


def addresses() -> None:
    from django.core.paginator import Paginator

    from editions.models import Address
    from editions.views.permalinks import addressed_models

    for model in addressed_models():
        parents = [field.name for field in model._meta.fields if field.name in ("edition", "survey")]
        rows = model._base_manager.select_related(*parents).order_by("pk")
        for page in Paginator(rows, 2_000):
            Address.objects.record(page)


def histories(editors: list[Any]) -> None:
    """A dozen states of the item in the middle of each kind."""
    from editions import models, revisions, working

    for model in (models.PressRelease, models.Photo, models.Speaker, models.Session, models.Edition):
        item = middle(model)
        document = working.document_of(item)
        for number, by in zip(range(STATES), cycle(editors), strict=False):
            said = {"fields": document["fields"] | {"editor_note": f"Test {number}"}}
            revisions.write(item, document | said, by, "saved")  # type: ignore[typeddict-item]


def middle(model: Any) -> Any:
    """The item in the middle; of sessions and speakers the one with the fewest appearances, of which there are many more."""
    from django.db.models import Count

    rows = model._base_manager.order_by("pk")
    if model._meta.model_name in ("session", "speaker"):
        return rows.annotate(number=Count("appearances")).order_by("number", "pk").first()
    return rows[rows.count() // 2]


def made_editors() -> Iterator[Any]:
    """One of each role."""
    from django.contrib.auth.models import Group, User

    for group in Group.objects.order_by("name"):
        user, _made = User.objects.get_or_create(username=f"bench-{group.name}", is_staff=True)
        user.groups.add(group)
        yield user


if __name__ == "__main__":
    leave()
