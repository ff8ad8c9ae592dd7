"""Editions with what is said of them, and the promises made to readers."""

from django.contrib import admin
from django.db.models import BooleanField, ExpressionWrapper, F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editions import models

from .base import PublishableAdmin, desk_notes, publication
from .cloning import Cloning
from .forms import TranslatedItemForm
from .lists import missing_languages
from .programme import ProgrammeTable
from .rows import PlainRows, StackedRows


class VenueRows(StackedRows):
    model = models.Venue
    fields = [("order", "side", "kind", "is_planned"), "city", "name", "time_zone"]


class PlanRows(StackedRows):
    model = models.Plan
    fields = [("order", "announced_on", "announced_in"), ("starts_on", "ends_on"), "wording", "note", "sources"]


class PrintedNameRows(PlainRows):
    model = models.EditionName
    fields = ["order", "side", "name", "language", "note"]


class FigureRows(StackedRows):
    model = models.Figure
    fields = [
        ("order", "counts", "precision", "value", "is_planned"),
        "according_to",
        "note",
        ("sources", "editor_note"),
    ]


class PartnershipRows(PlainRows):
    model = models.Partnership
    fields = ["order", "organisation", "role", "note", "sources"]
    autocomplete_fields = ["organisation"]

    def get_queryset(self, request):
        return super().get_queryset(request).with_organisations()


class PromiseRows(StackedRows):
    model = models.Promise
    fields = [("expected_on", "kept_on", "owner"), "text_line", ("status", "publish_at"), "kept_by"]
    show_change_link = True


class EditionForm(TranslatedItemForm):
    needs_text = False


@admin.register(models.Edition)
class EditionAdmin(Cloning, ProgrammeTable, PublishableAdmin):
    form = EditionForm
    list_display = ["__str__", *PublishableAdmin.list_display, "state", "starts_on"]
    list_filter = ["status", "state", "mode"]
    search_fields = ["number", "year"]
    list_heavy = ()  # the summary says in which languages an edition without a theme stands
    autocomplete_fields = ["cover"]
    inlines = [VenueRows, PlanRows, PrintedNameRows, FigureRows, PartnershipRows, PromiseRows]
    fieldsets = [
        (None, {"fields": [("number", "year"), ("state", "mode")]}),
        (gettext_lazy("Texts"), {"fields": ["theme", "theme_is_official", "summary"]}),
        (gettext_lazy("When"), {"fields": [("starts_on", "ends_on"), "dates_note"]}),
        (gettext_lazy("What belongs to it"), {"fields": ["cover"]}),
        publication(),
        desk_notes(),
    ]

    def attention_notes(self, item):
        notes = missing_languages(item) if item.languages_of("theme") else [_("No theme")]
        if item.state == models.Edition.State.HELD and not item.starts_on:
            notes.append(_("Held, but no first day"))
        return notes


@admin.register(models.Promise)
class PromiseAdmin(PublishableAdmin):
    list_display = [*PublishableAdmin.list_display, "edition", "owner", "expected_on", "kept_on"]
    list_select_related = ["edition"]
    list_filter = ["status", ("kept_on", admin.EmptyFieldListFilter), "edition"]
    search_fields = ["text_line_en", "text_line_zh_hans", "text_line_ja", "owner"]
    fieldsets = [
        (None, {"fields": ["edition", "owner"]}),
        (gettext_lazy("Texts"), {"fields": ["text_line"]}),
        (gettext_lazy("When"), {"fields": ["expected_on", "kept_on", "kept_by"]}),
        publication(),
        desk_notes(),
    ]

    def get_ordering(self, request):
        return [F("expected_on").asc(nulls_last=True), "id"]

    def get_queryset(self, request):
        is_open = ExpressionWrapper(models.Promise.open_condition(timezone.now()), BooleanField())
        return super().get_queryset(request).annotate(is_open=is_open)

    def attention_notes(self, item):
        notes = missing_languages(item)
        if item.expected_on and item.is_open and item.expected_on < timezone.localdate():
            notes.insert(0, _("Overdue"))
        return notes
