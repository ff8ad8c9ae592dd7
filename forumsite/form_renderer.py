"""Draws the fields that forms have by the hundred in Python: as Django's templates do, which take ten times as long for it.

Every other field, and what is not known here, is drawn by Django's templates.
"""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.safestring import SafeData

Drawn = dict[str, Any]


class Renderer(DjangoTemplates):
    def render(self, template_name: str, context: Drawn, request: Any = None) -> str:
        draw = KNOWN.get(template_name)
        return draw(context) if draw else super().render(template_name, context, request)


def _escaped(value: Any) -> str:
    text = str(value)
    return text if isinstance(text, SafeData) else escape(text)


def _attributes(attrs: Mapping[str, Any] | None) -> str:
    return "".join(
        f" {name}" if value is True else f' {name}="{_escaped(value)}"'
        for name, value in (attrs or {}).items()
        if value is not False
    )


def _input(context: Drawn) -> str:
    widget = context["widget"]
    value = "" if widget["value"] is None else f' value="{_escaped(widget["value"])}"'
    return f'<input type="{widget["type"]}" name="{widget["name"]}"{value}{_attributes(widget["attrs"])}>'


def _textarea(context: Drawn) -> str:
    widget = context["widget"]
    text = _escaped(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{widget["name"]}"{_attributes(widget["attrs"])}>\n{text}</textarea>'


def _select(context: Drawn) -> str:
    widget = context["widget"]
    groups = []
    for name, options, _index in widget["optgroups"]:
        lines = "".join(f"\n  {_option(option)}" for option in options)
        groups.append(f'\n  <optgroup label="{_escaped(name)}">{lines}\n  </optgroup>' if name else lines)
    return f'<select name="{widget["name"]}"{_attributes(widget["attrs"])}>{"".join(groups)}\n</select>'


def _option(option: Drawn) -> str:
    value, label = _escaped(option["value"]), _escaped(option["label"])
    return f'<option value="{value}"{_attributes(option["attrs"])}>{label}</option>'


def _boxes(context: Drawn) -> str:
    widget = context["widget"]
    around = "".join(f' {name}="{_escaped(value)}"' for name in ("id", "class") if (value := widget["attrs"].get(name)))
    groups = []
    for name, options, _index in widget["optgroups"]:
        boxes = "".join(f"<div>{_box(option)}</div>" for option in options)
        groups.append(f"<div><label>{_escaped(name)}</label>{boxes}</div>" if name else boxes)
    return f"<div{around}>{''.join(groups)}</div>"


def _box(option: Drawn) -> str:
    if not option.get("wrap_label"):
        return _input({"widget": option})
    name = option["attrs"].get("id")
    about = f' for="{_escaped(name)}"' if name else ""
    return f"<label{about}>{_input({'widget': option})}\n {_escaped(option['label'])}</label>"


def _label(context: Drawn) -> str:
    label = _escaped(context["label"])
    return (
        f"<{context['tag']}{_attributes(context['attrs'])}>{label}</{context['tag']}>" if context["use_tag"] else label
    )


def _errors(context: Drawn) -> str:
    if not context["errors"]:
        return ""
    at = f' id="{context["errors"].field_id}_error"' if context["errors"].field_id else ""
    lines = "".join(f"<li>{_escaped(error)}</li>" for error in context["errors"])
    return f'<ul class="{context["error_class"]}"{at}>{lines}</ul>'


KNOWN: dict[str, Callable[[Drawn], str]] = {
    **{
        f"django/forms/widgets/{name}.html": _input
        for name in ("input", "text", "number", "hidden", "email", "checkbox")
    },
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/select.html": _select,
    "django/forms/widgets/checkbox_select.html": _boxes,
    "django/forms/label.html": _label,
    "django/forms/errors/list/default.html": _errors,
    "django/forms/errors/list/ul.html": _errors,
}
