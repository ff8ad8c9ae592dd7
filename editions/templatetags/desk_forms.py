"""The lines of a fieldset drawn in Python: as Django's template does, which takes three times as long for each."""

from typing import Any

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext

register = template.Library()


@register.filter
def drawn_lines(fieldset: Any) -> SafeString:
    """Every line of an admin's fieldset, with labels, fields, errors and help."""
    return SafeString("".join(_line(line) for line in fieldset))


def _line(line: Any) -> str:
    fields = list(line)
    is_alone = len(line.fields) == 1
    errors = _errors_of(fields[0]) if is_alone else ""
    classes = " errors" if errors else ""
    if not line.has_visible_field:
        classes += " hidden"
    classes += "".join(_class_of(field) for field in fields)
    parts = "".join(_field(field, is_alone) for field in fields)
    inside = f"{errors}{parts}" if is_alone else f'<div class="flex-container form-multiline">{parts}</div>'
    return f'<div class="form-row{classes}">{inside}</div>'


def _field(field: Any, is_alone: bool) -> str:
    errors = "" if is_alone else _errors_of(field)
    classes = "flex-container"
    if not is_alone:
        classes += (
            f" fieldBox{_class_of(field)}{' errors' if errors else ''}{' hidden' if _told(field, 'is_hidden') else ''}"
        )
    if field.is_checkbox:
        inside = f"{field.field}{_label(field)}"
        classes += " checkbox-row"
    elif field.is_readonly:
        inside = f'{field.label_tag()}<div class="readonly">{conditional_escape(field.contents())}</div>'
    else:
        inside = f"{_label(field)}{field.field}"
    return f'<div>{errors}<div class="{classes}">{inside}</div>{_help(field)}</div>'


def _label(field: Any) -> str:
    """As Django's ``label_tag`` of a field that can be written in."""
    bound, widget = field.field, field.field.field.widget
    words = conditional_escape(bound.label)
    if words and not field.is_checkbox and words[-1] not in gettext(":?.!"):
        words += conditional_escape(bound.form.label_suffix)
    classes = ["vCheckboxLabel"] if field.is_checkbox else []
    if bound.field.required:
        classes.append("required")
    if not field.is_first:
        classes.append("inline")
    attributes = f' class="{" ".join(classes)}"' if classes else ""
    if about := widget.id_for_label(widget.attrs.get("id") or bound.auto_id):
        attributes += f' for="{conditional_escape(about)}"'
    return f"<label{attributes}>{words}</label>"


def _help(field: Any) -> str:
    text = _told(field, "help_text")
    if not text:
        return ""
    name = "" if field.is_readonly else field.field.id_for_label
    hidden = " hidden" if _told(field, "is_hidden") else ""
    about = f' id="{conditional_escape(name)}_helptext"' if name else ""
    return f'<div class="help{hidden}"{about}><div>{text}</div></div>'


def _errors_of(field: Any) -> str:
    return "" if field.is_readonly or not field.field.errors else field.errors()


def _class_of(field: Any) -> str:
    name = _told(field, "name")
    return f" field-{conditional_escape(name)}" if name else ""


def _told(field: Any, name: str) -> Any:
    """Of a field, or of one that is only shown, which Django keeps in a dictionary."""
    return field.field[name] if field.is_readonly else getattr(field.field, name)
