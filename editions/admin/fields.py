"""How the columns of items and of their rows become fields of a form."""

from django import forms
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models as db
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from modeltranslation.fields import TranslationField

from editions import asked_once, content_version, wording
from editions.languages import field_label
from editions.models import CodesField, PlainTextField, ProseField

from . import clocks
from .autocompletes import LabelledAutocomplete, SeveralAutocomplete
from .form_fields import CodeListField, ProseFormField, ProseWidget
from .without_scripts import KeyInput, KeysInput, is_plain


class FieldsMixin:
    """How the fields of items and of their rows are shown."""

    formfield_overrides = {
        ProseField: {"form_class": ProseFormField, "widget": ProseWidget},
        CodesField: {"widget": forms.CheckboxSelectMultiple},
        db.URLField: {"assume_scheme": "https"},
        PlainTextField: {"widget": forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"})},
    }

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, CodesField) and not db_field.code_choices():
            label = capfirst(db_field.verbose_name)
            return CodeListField(label=label, help_text=db_field.help_text, required=not db_field.blank)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is None:
            return None
        if isinstance(field, forms.TypedChoiceField):
            field.choices = [(code, words if code or code == 0 else _("Not recorded")) for code, words in field.choices]
        if isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False  # too near to "choose another"
        if isinstance(db_field, TranslationField):
            widget = getattr(field.widget, "widget", field.widget)
            field.label = field_label(capfirst(db_field.translated_field.verbose_name), db_field.language)
            widget.attrs |= {"lang": wording.html_lang(db_field.language), "data-language": db_field.language}
        if isinstance(db_field, db.DateTimeField) and (capital := next(iter(clocks.zones(request)), None)):
            on_the_clock = _("On the clock of %(capital)s.") % {"capital": capital[0]}
            field.help_text = wording.sentences([field.help_text, on_the_clock], get_language() or "")
        if isinstance(field.widget, forms.SplitDateTimeWidget):
            for part, label in zip(field.widget.widgets, (_("%(field)s: day"), _("%(field)s: hour")), strict=True):
                part.attrs["aria-label"] = label % {"field": field.label}
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request) and "widget" not in kwargs:
            kwargs["widget"] = (
                KeyInput(db_field.related_model)
                if is_plain(request)
                else LabelledAutocomplete(db_field, self.admin_site, using=kwargs.get("using"))
            )
            kwargs.setdefault("queryset", db_field.remote_field.model._default_manager.all())
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if not isinstance(field.widget, (KeyInput, LabelledAutocomplete)):
            if field.empty_label is not None:
                field.empty_label = _("None chosen")
            field.choices = self._choices_once(request, db_field, field)
        return field

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request) and "widget" not in kwargs:
            kwargs["widget"] = (
                KeysInput(db_field.related_model)
                if is_plain(request)
                else SeveralAutocomplete(db_field, self.admin_site, using=kwargs.get("using"))
            )
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        field.help_text = wording.unparted(str(field.help_text))  # Django adds a sentence, behind a blank
        return field

    def _choices_once(self, request, db_field, field):
        """The choices of a select, asked for when it is drawn, and once a request however many rows show it."""
        choices: list = []

        def asked() -> list:
            if not choices:
                empty = [("", field.empty_label)] if field.empty_label is not None else []
                choices.extend([*empty, *self._rows_to_choose(request, db_field, field.queryset)])
            return choices

        return asked

    def _rows_to_choose(self, request, db_field, queryset) -> list:
        known = request.__dict__.setdefault("desk_choices", {})
        key = (db_field.remote_field.model, str(queryset.query), get_language())
        if key not in known:
            known[key] = self._asked(queryset, key)
        return known[key]

    def _asked(self, queryset, key) -> list:
        def ask() -> list:
            return [(row.pk, str(row)) for row in queryset]

        return asked_once.for_this_content(key, ask) if content_version.follows(queryset.model) else ask()
