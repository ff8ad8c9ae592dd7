"""A snapshot's values on their way into a form: as its initial ones, as posted ones, and as an editor reads them."""

from django import forms
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.http import QueryDict
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from editions import prose, wording
from editions.models import ProseField
from editions.snapshots import value_of

READY = "ready_languages"


def initial_value(form_field, model, name, value):
    """A snapshot's value as a form field takes its initial one."""
    value = value_of(model, name, value)
    if getattr(form_field.widget, "supports_microseconds", True) or not hasattr(value, "microsecond"):
        return value
    return value.replace(microsecond=0)


def write_posted(data: QueryDict, form_field, name: str, value) -> None:
    """Write a value into posted data as its widget would have sent it."""
    widget = form_field.widget
    widget = widget.widget if isinstance(widget, RelatedFieldWidgetWrapper) else widget
    value = form_field.prepare_value(value)
    if isinstance(widget, forms.FileInput):
        return
    if isinstance(widget, forms.MultiWidget):
        parts = widget.decompress(value)
        for part, suffix, part_value in zip(widget.widgets, widget.widgets_names, parts, strict=True):
            data[name + suffix] = part.format_value(part_value) or ""
    elif isinstance(widget, forms.CheckboxInput):
        data.pop(name, None)
        if value:
            data[name] = "on"
    elif isinstance(value, (list, tuple, set)):
        data.setlist(name, [str(one) for one in value])
    elif isinstance(widget, forms.Select):
        data[name] = "" if value is None else str(value)
    else:
        data[name] = widget.format_value(value) or ""


def their_version(author, form_field, model, name, value) -> SafeString:
    """The note beside a field that two changed: who and when, and the other version in full."""
    shown = readable(form_field, model, name, value)
    language = form_field.widget.attrs.get("lang", "")
    return format_html(
        '<span class="clash"><strong>{}</strong> <span class="clash__text"{}>{}</span> {}</span>',
        _("%(who)s changed this meanwhile. Their version:") % {"who": author},
        format_html(' lang="{}"', language) if language else "",
        shown,
        _("Yours is still in the field. Nothing was saved; saving again puts yours in place of theirs."),
    )


def other_file(author) -> SafeString:
    """The note beside a file that another replaced: no browser lets a form keep the one that was chosen."""
    return format_html(
        '<span class="clash"><strong>{}</strong> {}</span>',
        _("%(who)s changed this file meanwhile.") % {"who": author},
        _("Nothing was saved. Choose your file again to put it in place of theirs."),
    )


def readable(form_field, model, name, value) -> str | SafeString:
    """A value as an editor reads it."""
    if value in (None, "", []):
        return _("(empty)")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(form_field, forms.ModelChoiceField):
        keys = value if isinstance(value, (list, tuple)) else [value]
        return wording.series(form_field.queryset.filter(pk__in=keys), get_language() or "")
    if isinstance(form_field, forms.ChoiceField):
        labels = {str(code): label for code, label in form_field.choices}
        codes = value if isinstance(value, (list, tuple)) else [value]
        return wording.series((labels.get(str(code), code) for code in codes), get_language() or "")
    column = model._meta.get_field(name) if name != READY else None
    if isinstance(column, ProseField):
        return prose.plain_text(value)
    return formats.localize(timezone.localtime(value) if hasattr(value, "tzinfo") and value.tzinfo else value)
