"""The rows of an item, shown within its form."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from modeltranslation.admin import TranslationStackedInline, TranslationTabularInline

from editions.models import PlainTextField

from .fields import FieldsMixin
from .forms import RowForm, RowFormSet


class RowsMixin(FieldsMixin):
    """The rows of an item, shown within its form."""

    form = RowForm
    formset = RowFormSet
    formfield_overrides = FieldsMixin.formfield_overrides | {
        PlainTextField: {"widget": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"})},
    }
    extra = 0
    view_on_site = False

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """What a row points to is edited in its own form: no buttons for it beside every row."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_change_related = field.widget.can_view_related = False
            field.widget.can_add_related &= db_field.name in self.get_autocomplete_fields(request)
        return field

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        prefix = formset.get_default_prefix()
        merge = getattr(request, "merge", None)
        formset.held = getattr(obj, "held_rows", {}).get(prefix, {})
        formset.clashes = merge.row_clashes.get(prefix, {}) if merge else {}
        return formset


class StackedRows(RowsMixin, TranslationStackedInline):
    """Rows with translated texts, one above the other."""


class TabularRows(RowsMixin, TranslationTabularInline):
    """Rows with a few translated texts, in a table."""


class PlainRows(RowsMixin, admin.TabularInline):
    """Rows without translated texts, in a table."""
