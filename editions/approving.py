"""Whose second look at an item counts, and of which state of it."""

from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import models as db

from editions import models, revisions, working
from editions.models import SecondEyes


def of_item(model: Any, item: db.Model) -> Any:
    return model.objects.filter(content_type=working.type_of(item), object_id=item.pk).select_related("by", "side")


def rule_of_second_eyes() -> str:
    return models.Forum.objects.values_list("second_eyes", flat=True).first() or SecondEyes.NONE


def is_second(editor: User, author: User | None, rule: str) -> bool:
    if editor == author:
        return False
    if rule != SecondEyes.OTHER_HOUSE:
        return True
    sides = revisions.side_of(editor), revisions.side_of(author) if author else None
    return None not in sides and sides[0] != sides[1]


def digest_of(item: db.Model) -> str:
    """Of the state that would be published: what is approved is this state and no other. State and moment are not part of it."""
    document = working.document_of(item)
    fields = {name: value for name, value in document["fields"].items() if name not in ("status", "publish_at")}
    rows = {
        name: [{**row, "id": None} for row in of_name] for name, of_name in document["inlines"].items()
    }  # a rehearsal gives new rows other numbers every time
    return revisions.digest(document | {"fields": fields, "inlines": rows})


def last_author(item: db.Model) -> User | None:
    """Who changed it last, by the working draft, the history, or the log of the desk."""
    if (draft := working.draft_of(item)) and draft.changed_by:
        return draft.changed_by
    if latest := revisions.of(item).filter(made_by__isnull=False).select_related("made_by").first():
        return latest.made_by
    entries = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(item), object_id=str(item.pk))
    entry = entries.select_related("user").first()
    return entry.user if entry else None
