"""The survey: each year's poll, the questions over the years, and the results."""

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy

from editions import models, survey_sums

from .base import ItemAdmin, PublishableAdmin, desk_notes, publication
from .previewing import Previewing
from .rows import StackedRows, TabularRows


class FieldworkRows(StackedRows):
    model = models.Fieldwork
    fields = [
        ("order", "side", "population"),
        ("starts_on", "ends_on", "sample", "places_count"),
        "dates_note",
        "method",
        "places",
        ("agency", "agency_language"),
        "note",
        ("sources", "editor_note"),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("side")


class WordingRows(StackedRows):
    model = models.Wording
    fields = [("question", "breaks_line"), "text_line", "note"]
    autocomplete_fields = ["question"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("question")


@admin.register(models.Survey)
class SurveyAdmin(PublishableAdmin):
    list_display = ["year", *PublishableAdmin.list_display, "edition", "released_on"]
    list_select_related = ["edition"]
    list_filter = ["status"]
    search_fields = ["year"]
    tables = {"results": "survey", "fieldwork": "survey", "wordings": "survey"}
    autocomplete_fields = ["papers"]
    inlines = [FieldworkRows, WordingRows]
    fieldsets = [
        (None, {"fields": [("year", "number", "edition")]}),
        (gettext_lazy("Texts"), {"fields": ["title", "note"]}),
        (gettext_lazy("When and where"), {"fields": ["released_on", "released_at"]}),
        (gettext_lazy("What belongs to it"), {"fields": ["papers"]}),
        publication(),
        desk_notes(),
    ]


class AnswerRows(TabularRows):
    model = models.Answer
    fields = ["order", "code", "label", "part_of"]
    autocomplete_fields = ["part_of"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("part_of")


@admin.register(models.Question)
class QuestionAdmin(PublishableAdmin):
    list_display = [*PublishableAdmin.list_display, "order"]
    list_filter = ["status"]
    search_fields = ["slug"]
    inlines = [AnswerRows]
    fieldsets = [
        (None, {"fields": ["slug", "order"]}),
        (gettext_lazy("Texts"), {"fields": ["text_line", "note"]}),
        publication(),
    ]


@admin.register(models.Answer)
class AnswerAdmin(admin.ModelAdmin):
    """Only for the search box of results: answers are edited with their question."""

    search_fields = ["code", "label_en", "label_zh_hans", "label_ja", "question__text_line_en"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("question")

    def has_module_permission(self, request):
        return False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(models.Result)
class ResultAdmin(Previewing, ItemAdmin):
    list_display = ["__str__", "survey", "side", "population", "value"]
    list_select_related = ["survey", "side", "answer"]
    list_filter = ["survey", "side", "population", "answer__question"]
    search_fields = ["answer__label_en", "answer__label_zh_hans", "answer__label_ja", "answer__question__text_line_en"]
    tables = {"results": "pk"}
    autocomplete_fields = ["answer"]
    fieldsets = [
        (None, {"fields": [("survey", "side", "population"), "answer", ("value", "is_rounded")]}),
        (gettext_lazy("Texts"), {"fields": ["note"]}),
        desk_notes(),
    ]

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        for sentence in survey_sums.of_result(form.instance):
            messages.warning(request, sentence)
