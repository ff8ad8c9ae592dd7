"""A form for who has no scripts: with empty rows in it, and numbers in place of what completes as one types."""

import re

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from editions.keys import LONGEST

PLAIN = "plain"
EMPTY_ROWS = 3  # of each kind
_BETWEEN = re.compile(r"[\s,;，、；]+")


def is_plain(request) -> bool:
    return PLAIN in request.GET


def address_of_plain(request) -> str:
    """Where a form that was just opened stands like this; what was typed already would be lost on the way."""
    if request.method != "GET" or is_plain(request):
        return ""
    asked = request.GET.copy()
    asked[PLAIN] = "1"
    return f"?{asked.urlencode()}"


class KeyInput(forms.TextInput):
    """The number of one row of another kind, as the address of its form has it; the list of them is a click away."""

    choices = ()  # asked for by what Django puts around it
    size = 12

    def __init__(self, model, attrs=None):
        super().__init__({"size": self.size} | (attrs or {}))
        self.model = model

    def render(self, name, value, attrs=None, renderer=None):
        html = super().render(name, value, attrs, renderer)
        address = reverse(f"admin:{self.model._meta.app_label}_{self.model._meta.model_name}_changelist")
        words = _("The number that its address has: %(kind)s") % {"kind": self.model._meta.verbose_name_plural}
        return format_html('{} <a href="{}" target="_blank" rel="noopener">{}</a>', html, address, words)


class KeysInput(KeyInput):
    """Several of them, with commas or blanks between."""

    size = 40

    def value_from_datadict(self, data, files, name):
        sent = data.getlist(name) if hasattr(data, "getlist") else [data.get(name) or ""]
        return [one[:LONGEST] for one in _BETWEEN.split(" ".join(sent).strip()) if one]

    def format_value(self, value):
        return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else value
