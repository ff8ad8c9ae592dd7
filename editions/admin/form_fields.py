"""The fields and widgets of the desk: formatted text, codes, files that were chosen before, languages that are ready."""

import re

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django_prose_editor.widgets import AdminProseEditorWidget

from editions import prose
from editions.models import StashedFile, language_codes

# Each writes what the allow-list of prose.py lets through, and nothing else.
EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Subscript": True,
    "Superscript": True,
    "Heading": {"levels": [2, 3, 4]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HardBreak": True,
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
}


class ProseWidget(AdminProseEditorWidget):
    def __init__(self, attrs=None):
        super().__init__(attrs={"rows": 12, **(attrs or {})}, config={"extensions": EXTENSIONS}, preset="configurable")

    def get_config(self):
        """With our own module, which keeps what the editor alone would drop."""
        config = super().get_config()
        extensions = config["extensions"] | {"KeptAttributes": True, "NamedButtons": True, "Passage": True}
        return config | {"extensions": extensions, "js_modules": [static("js/admin-prose.js")]}


class ProseFormField(forms.CharField):
    """Formatted text, cleaned before it is compared: an editor that only opened it has not changed it."""

    widget = ProseWidget

    def to_python(self, value):
        value = super().to_python(value)
        MaxLengthValidator(prose.LONGEST)(value)  # before it is looked through
        return prose.clean_html(value) if value else value

    def has_changed(self, initial, data):
        if len(data or "") > prose.LONGEST:
            return True
        return prose.clean_html(initial or "") != prose.clean_html(data or "")


class CodeListField(forms.CharField):
    """A few codes of an open list, such as language codes, with commas between them."""

    def prepare_value(self, value):
        return ", ".join(value) if isinstance(value, (list, tuple)) else value

    def to_python(self, value):
        if isinstance(value, (list, tuple)):
            return list(value)
        codes = (code.strip() for code in super().to_python(value).split(","))
        return list(dict.fromkeys(code for code in codes if code))

    def clean(self, value):
        codes = self.to_python(value)
        if self.required and not codes:
            raise ValidationError(self.error_messages["required"], code="required")
        if wrong := next((code for code in codes if not re.fullmatch(r"[A-Za-z0-9-]{1,20}", code)), None):
            raise ValidationError(_("“%(code)s” is not a code."), params={"code": wrong}, code="code")
        return codes

    def has_changed(self, initial, data):
        return self.to_python(initial or "") != self.to_python(data or "")


class KeptFileInput(forms.FileInput):
    """A choice of a file that tells which one was chosen before and will be used."""

    kept: StashedFile | None = None

    def render(self, name, value, attrs=None, renderer=None):
        html = super().render(name, value, attrs, renderer)
        if self.kept is None:
            return html
        return format_html(
            '{}<span class="kept-file">{}</span><input type="hidden" name="{}_kept" value="{}">',
            html,
            _("Chosen: %(name)s. It will be used.") % {"name": self.kept.name},
            name,
            self.kept.token,
        )


class UploadField(forms.FileField):
    """A file that comes in by a field of its own; ``stands_for`` names the column it ends in."""

    def __init__(self, *, stands_for, accept, **kwargs):
        kwargs.setdefault("widget", KeptFileInput(attrs={"accept": accept}))
        super().__init__(required=False, **kwargs)
        self.stands_for = stands_for


class ReadyField(forms.MultipleChoiceField):
    """The languages that are ready. Who may decide on some of them alone is shown those, and leaves the others as they are."""

    def only(self, codes) -> None:
        self.choices = [choice for choice in settings.LANGUAGES if choice[0] in codes]

    @property
    def own(self) -> list[str]:
        return [code for code, _name in self.choices]

    def joined(self, before, chosen) -> list[str]:
        """What is ready when ``chosen`` was ticked of what one may decide on, and ``before`` was ready."""
        return [code for code in language_codes() if code in (chosen if code in self.own else before)]

    def prepare_value(self, value):
        return [code for code in value if code in self.own] if isinstance(value, (list, tuple)) else value

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)
