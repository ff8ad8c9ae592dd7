"""The rows of an item, shown within its form."""

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import InlineAdminFormSet
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.forms.models import _get_foreign_key
from modeltranslation.admin import TranslationStackedInline, TranslationTabularInline

from editions.models import PlainTextField
from editions.snapshots import is_new

from .fields import FieldsMixin
from .forms import RowForm, RowFormSet
from .own_languages import OwnLanguages
from .without_scripts import EMPTY_ROWS, is_plain


def related_name(inline) -> str:
    """What the item calls these rows, which is the prefix of their fields too."""
    return str(_get_foreign_key(inline.parent_model, inline.model, inline.fk_name).remote_field.get_accessor_name())


class RowsOnAPage(InlineAdminFormSet):
    """Rows have one form: the scripts and styles of one are those of all, and are not put together for each."""

    @property
    def media(self):
        return self.opts.media + self.formset.media


class RowsMixin(OwnLanguages, FieldsMixin):
    """The rows of an item, shown within its form."""

    form = RowForm
    formset = RowFormSet
    formfield_overrides = FieldsMixin.formfield_overrides | {
        PlainTextField: {"widget": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"})},
    }
    extra = 0
    view_on_site = False
    sorted_by: str | None = "order"  # the number that says the place of a row: rows are dragged by it

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """What a row points to is edited in its own form: no buttons for it beside every row."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name == self.sorted_by:
            field.widget.attrs["data-order"] = ""
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_change_related = field.widget.can_view_related = False
            field.widget.can_add_related &= db_field.name in self.get_autocomplete_fields(request)
        return field

    def get_formset(self, request, obj=None, **kwargs):
        """Made once a request: a hundred fields stand in the rows of some items, and they are asked for at each step of a save."""
        made = request.__dict__.setdefault("desk_formsets", {})
        if type(self) not in made:
            made[type(self)] = super().get_formset(request, obj, **kwargs)
            self.with_own_fields(request, made[type(self)].form)
        formset = made[type(self)]
        prefix = formset.get_default_prefix()
        merge = getattr(request, "merge", None)
        formset.clashes = merge.row_clashes.get(prefix, {}) if merge else {}
        new = 0
        if request.method == "GET" and getattr(request, "in_hand", None):
            formset.in_hand = request.in_hand["inlines"].get(prefix, [])
            formset.unread = request.draft.unread if request.draft else {}
            formset.chosen = request.chosen
            new = sum(is_new(row["id"]) for row in formset.in_hand)
        formset.extra = new + (EMPTY_ROWS if is_plain(request) else 0)
        return formset


class StackedRows(RowsMixin, TranslationStackedInline):
    """Rows with translated texts, one above the other."""


class TabularRows(RowsMixin, TranslationTabularInline):
    """Rows with a few translated texts, in a table."""


class PlainRows(RowsMixin, admin.TabularInline):
    """Rows without translated texts, in a table."""
