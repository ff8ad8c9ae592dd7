"""What the log of the desk says of accounts, roles and their addresses: each field from what to what."""

import contextlib

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist
from django.db import models as db
from django.utils.text import capfirst

NEVER = {"password", "last_login"}  # the one is a secret, the other happens by itself
NOTHING = "–"


class TellsChanges:
    """Adds to Django's words, which name the fields alone. ``told_apart`` are fields that the log tells otherwise."""

    told_apart: tuple[str, ...] = ()

    def save_model(self, request, obj, form, change):
        request.stood_before = state_of(obj) if change else {}
        super().save_model(request, obj, form, change)

    def log_addition(self, request, obj, message):
        entry = super().log_addition(request, obj, message)
        self._tell(entry, obj, {}, state_of(obj))
        return entry

    def log_change(self, request, obj, message):
        entry = super().log_change(request, obj, message)
        if hasattr(request, "stood_before"):  # else nothing but a password was changed
            self._tell(entry, obj, request.stood_before, state_of(obj))
        return entry

    def log_deletions(self, request, queryset):
        stood = {item.pk: state_of(item) for item in queryset}
        entries = super().log_deletions(request, queryset)
        for item in queryset:
            entry = LogEntry.objects.filter(user=request.user, object_id=str(item.pk)).order_by("-pk").first()
            self._tell(entry, item, stood[item.pk], {})
        return entries

    def _tell(self, entry, item, before, now) -> None:
        words = [
            f"{label_of(item, name)}: {before.get(name) or NOTHING} → {now.get(name) or NOTHING}"
            for name in {**before, **now}
            if name not in self.told_apart and (before.get(name) or "") != (now.get(name) or "")
        ]
        if words:
            entry.change_message = f"{entry.get_change_message()} {'; '.join(words)}".strip()
            entry.save(update_fields=["change_message"])


def state_of(item) -> dict[str, str]:
    """What is stored of an item, in words that stay when what they name is gone."""
    row = type(item)._base_manager.filter(pk=item.pk).first()
    if row is None:
        return {}
    columns = [field for field in row._meta.concrete_fields if not field.primary_key and field.name not in NEVER]
    state = {field.name: in_words(getattr(row, field.name)) for field in columns}
    for field in row._meta.many_to_many:
        state[field.name] = ", ".join(sorted(map(in_words, getattr(row, field.name).all())))
    with contextlib.suppress(AttributeError, ObjectDoesNotExist):  # only an account has a house, and not each
        state["editor"] = in_words(row.editor.side)
    return state


def in_words(value) -> str:
    if isinstance(value, Permission):
        return f"{value.content_type.app_label}.{value.codename}"
    return "" if value is None else str(value)


def label_of(item, name) -> str:
    try:
        field = item._meta.get_field(name)
    except FieldDoesNotExist:
        return name
    about = field if isinstance(field, db.Field) else field.related_model._meta
    return str(capfirst(about.verbose_name))
