"""Why a form is not saved: each field with its reason and the way to it, those that are out of sight too."""

from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from editions import wording


def reasons(context) -> list[dict]:
    """What stands in the way of a form that is shown again. What is about the whole of it, Django says above."""
    found = list(_of_fields(context["adminform"].form))
    for inline in context["inline_admin_formsets"]:
        formset = inline.formset
        rows = str(capfirst(inline.opts.verbose_name_plural))
        found += [_reason(rows, error, f"{formset.prefix}-group") for error in formset.non_form_errors()]
        for number, form in enumerate(formset.forms):
            if formset.can_delete and formset._should_delete_form(form):
                continue
            row = wording.with_note(rows, str(number + 1), get_language() or "")
            found += [_reason(row, error, form.prefix) for error in form.non_field_errors()]
            found += _of_fields(form, row)
    return found


def _of_fields(form, row=""):
    for name in form.errors:
        if name not in form.fields:
            continue
        field = form[name]
        label = wording.heading(row, "" if row and field.is_hidden else str(field.label), get_language() or "")
        place = form.prefix if field.is_hidden else field.id_for_label or f"id_{field.html_name}"
        for error in form.errors.as_data()[name]:
            for message in error.messages:
                yield _reason(label, _short(error, message), place)


def _short(error, message):
    """Two versions of one text stand beside each other at their field."""
    return _("Changed by somebody else meanwhile: both versions stand there.") if error.code == "clash" else message


def _reason(label, message, place) -> dict:
    return {"label": label, "reason": message, "place": place}
