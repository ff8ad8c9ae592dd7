"""The rows of a list of the desk drawn in Python: what is the same for every row of a column is found out once."""

import datetime
from collections.abc import Callable
from typing import Any

from django import template
from django.contrib.admin.templatetags.admin_list import _coerce_field_name, result_headers
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.contrib.admin.utils import display_for_field, display_for_value, lookup_field
from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist
from django.db import models as db
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

register = template.Library()


@register.inclusion_tag("admin/includes/results.html")
def desk_result_list(cl: Any) -> dict[str, Any]:
    """A list as Django shows it. Lists of the desk are not edited in place."""
    headers = list(result_headers(cl))
    sorted_by = sum(bool(header["sortable"] and header["sorted"]) for header in headers)
    return {"result_headers": headers, "num_sorted_fields": sorted_by, "rows": drawn_rows(cl)}


def drawn_rows(cl: Any) -> SafeString:
    """The rows of a page, as Django draws them."""
    columns = [_Column(cl, place, name) for place, name in enumerate(cl.list_display)]
    first_link = next((column for column in columns if column.is_link), None)
    suffix = add_preserved_filters({"preserved_filters": cl.preserved_filters, "opts": cl.opts}, "")
    rows = []
    for item in cl.result_list:
        address = f"{cl.url_for_result(item)}{suffix}"
        opener = f' data-popup-opener="{conditional_escape(_key(cl, item))}"' if cl.is_popup else ""
        link = f'<a href="{conditional_escape(address)}"{opener}>'
        cells = "".join(column.cell(item, link, is_head=column is first_link) for column in columns)
        rows.append(f"<tr>{cells}</tr>\n")
    return SafeString("".join(rows))


def _key(cl: Any, item: Any) -> Any:
    return item.serializable_value(str(cl.to_field) if cl.to_field else cl.lookup_opts.pk.attname)


class _Column:
    """``told`` is the method of the desk that tells what stands in a cell; None where Django looks it up."""

    def __init__(self, cl: Any, place: int, name: Any) -> None:
        self.cl, self.name, self.admin = cl, name, cl.model_admin
        is_looked_up = _is_field(cl, name) or name == "__str__"
        self.told: Callable[[Any], Any] | None = None if is_looked_up else getattr(self.admin, str(name), None)
        self.is_boolean = bool(getattr(self.told, "boolean", False))
        self.empty = getattr(self.told, "empty_value_display", self.admin.get_empty_value_display())
        links = cl.list_display_links
        self.is_link = links is not None and (name in links or (not links and place == 0))
        self.classes = "action-checkbox" if name == "action_checkbox" else f"field-{_coerce_field_name(name, place)}"

    def cell(self, item: Any, link: str, *, is_head: bool) -> str:
        shown, classes = self._told(self.told(item)) if self.told else self._looked_up(item)
        text = conditional_escape(shown)
        inside = f"{link}{text}</a>" if self.is_link else text
        tag = "th" if is_head else "td"
        return f'<{tag} class="{self.classes}{classes}">{inside}</{tag}>'

    def _told(self, value: Any) -> tuple[Any, str]:
        if isinstance(value, str):
            return (value, "") if value.strip() else (self.empty, "")
        nowrap = " nowrap" if isinstance(value, (datetime.date, datetime.time)) else ""
        return display_for_value(value, self.empty, self.is_boolean), nowrap

    def _looked_up(self, item: Any) -> tuple[Any, str]:
        try:
            field, attribute, value = lookup_field(self.name, item, self.admin)
        except ObjectDoesNotExist:
            return self.empty, ""
        if field is None or field.auto_created:
            empty = getattr(attribute, "empty_value_display", self.empty)
            value = "" if isinstance(value, str) and not value.strip() else value
            return display_for_value(value, empty, getattr(attribute, "boolean", False)), ""
        nowrap = " nowrap" if isinstance(field, (db.DateField, db.TimeField, db.ForeignKey)) else ""
        if isinstance(field.remote_field, db.ManyToOneRel):
            return self.empty if (other := getattr(item, field.name)) is None else other, nowrap
        value = "" if isinstance(value, str) and not value.strip() else value
        return display_for_field(value, field, self.empty, avoid_link=self.is_link), nowrap


def _is_field(cl: Any, name: Any) -> bool:
    try:
        cl.lookup_opts.get_field(name)
    except (FieldDoesNotExist, TypeError):
        return False
    return True
