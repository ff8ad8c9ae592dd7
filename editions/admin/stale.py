"""A plain form of the desk, such as an account's, that was opened before somebody else saved: refused once, and told.

The form carries a mark of each of its fields. It is kept as it was typed; what stands there now is shown beside it.
"""

import json
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import models as db
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from editions.snapshots import plain_value

from .values import their_version

OPENED_ON = "_opened_on"
SALT = "editions.admin.stale"
ROWS = "rows of "


class RefusingForm(forms.ModelForm):
    """A form that is not saved where somebody else changed one of its fields since it was opened."""

    clashes: dict[str, str] = {}

    def full_clean(self):
        super().full_clean()
        for name, note in self.clashes.items():
            self.add_error(name or None, ValidationError(note, code="clash"))


class RefusesStale:
    """Puts a mark of the saved state into the form, and looks whether it is still that one, with the row locked."""

    change_form_template = "admin/stale/change_form.html"

    def get_object(self, request, object_id, from_field=None):
        item = super().get_object(request, object_id, from_field)
        if item is None or request.method != "POST" or not transaction.get_connection().in_atomic_block:
            return item
        return type(item)._base_manager.select_for_update().filter(pk=item.pk).first()

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if not change or obj is None:
            return form
        now = self._values(request, obj, form)
        request.opened_on = signed(obj, now)
        if request.method != "POST":
            return form
        clashes = self._clashes(obj, form, now, request.POST.get(OPENED_ON, ""))
        return type(form.__name__, (RefusingForm, form), {"clashes": clashes}) if clashes else form

    def _values(self, request, obj, form) -> dict[str, Any]:
        """What stands in the fields of the form and in its rows, by name."""
        values = {}
        for name, form_field in form.base_fields.items():
            column = next((field for field in self.opts.get_fields() if field.name == name), None)
            if isinstance(column, db.ManyToManyField):
                values[name] = sorted(getattr(obj, name).values_list("pk", flat=True))
            elif isinstance(column, db.Field) and not form_field.disabled:
                values[name] = plain_value(column, getattr(obj, column.attname))
        for inline in self.get_inline_instances(request, obj):
            fk = inline.get_formset(request, obj).fk
            rows = inline.model._base_manager.filter(**{fk.name: obj}).order_by("pk")
            values[ROWS + str(inline.model._meta.verbose_name)] = list(rows.values_list())
        return values

    def _clashes(self, obj, form, now, opened_on) -> dict[str, str]:
        before = opened(obj, opened_on)
        if before is None:
            return {
                "": _(
                    "It cannot be told on which state of the item this form was opened. Nothing was saved; what you typed "
                    "is still here. Compare it with the item, then save again."
                )
            }
        marks, clashes = marks_of(obj, now), {}
        for name in now:
            if marks[name] == before.get(name):
                continue
            if name.startswith(ROWS):
                changed = {"who": _("Somebody"), "what": name.removeprefix(ROWS)}
                clashes[""] = _("%(who)s changed this meanwhile; their version was kept: %(what)s.") % changed
            else:
                clashes[name] = their_version(_("Somebody"), form.base_fields[name], type(obj), name, now[name])
        return clashes

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["opened_on"] = getattr(request, "opened_on", "")
        return super().render_change_form(request, context, add, change, form_url, obj)


def marks_of(obj, values: dict[str, Any]) -> dict[str, str]:
    """A short keyed mark of each value: it tells nothing of what stands there."""
    key = f"{obj._meta.label} {obj.pk}"
    return {
        name: salted_hmac(SALT, f"{key} {name} {json.dumps(value, default=str)}").hexdigest()[:16]
        for name, value in values.items()
    }


def signed(obj, values: dict[str, Any]) -> str:
    return signing.dumps([obj._meta.label, obj.pk, marks_of(obj, values)], salt=SALT, compress=True)


def opened(obj, text: str) -> dict[str, str] | None:
    """The marks a form was opened on; None where that cannot be told."""
    try:
        label, key, marks = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return marks if (label, key) == (obj._meta.label, obj.pk) else None
