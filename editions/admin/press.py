"""Press releases with photographs, documents and corrections; coverage by others."""

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editions import models

from .base import PlainItemAdmin, PublishableAdmin, desk_notes, publication
from .lists import missing_languages
from .publish import Publishing
from .rows import PlainRows, StackedRows
from .wire_desk import WireDesk


class PhotoRows(PlainRows):
    model = models.ReleasePhoto
    fields = ["order", "photo"]
    autocomplete_fields = ["photo"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("photo")


class DocumentRows(PlainRows):
    model = models.ReleaseDocument
    fields = ["order", "document"]
    autocomplete_fields = ["document"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("document")


class CorrectionRows(StackedRows):
    model = models.Correction
    fields = [("kind", "made_at"), "note"]


@admin.register(models.PressRelease)
class PressReleaseAdmin(WireDesk, PublishableAdmin):
    list_display = [*PublishableAdmin.list_display, "kind", "edition", "dateline_date"]
    list_select_related = ["edition"]
    list_filter = ["status", "kind", "edition", "year"]
    search_fields = ["slug"]
    autocomplete_fields = ["contacts", "speakers"]
    inlines = [PhotoRows, DocumentRows, CorrectionRows]
    fieldsets = [
        (None, {"fields": [("kind", "edition")]}),
        (gettext_lazy("Texts"), {"fields": ["headline", "standfirst", "body", "boilerplate"]}),
        (
            gettext_lazy("When and where"),
            {"fields": ["dateline_city", ("dateline_date", "wire"), ("source_line", "byline")]},
        ),
        (gettext_lazy("What belongs to it"), {"fields": ["contacts", "speakers", "slug", "comments_open"]}),
        publication(),
        desk_notes("received_text"),
    ]

    def attention_notes(self, item):
        notes = missing_languages(item)
        if item.dateline_date is None:
            notes.append(_("No date in the dateline"))
        return notes


@admin.register(models.Coverage)
class CoverageAdmin(Publishing, PlainItemAdmin):
    list_display = ["title", "state_in_words", "publisher", "language", "published_on", "edition", "attention"]
    list_select_related = ["edition"]
    list_filter = ["status", "kind", "language", "edition"]
    search_fields = ["link"]
    autocomplete_fields = ["speakers"]
    actions = ["publish_now", "back_to_draft", "withdraw"]
    fieldsets = [
        (None, {"fields": ["kind", "link", "publisher"]}),
        (gettext_lazy("Texts"), {"fields": ["title", "title_is_published", ("language", "title_language")]}),
        (gettext_lazy("When and where"), {"fields": [("published_on", "dateline_city")]}),
        (gettext_lazy("What belongs to it"), {"fields": ["edition", "speakers"]}),
        publication(translated=False),
        desk_notes(),
    ]

    def view_on_site(self, item):
        return item.link if item.pk else None

    def attention_notes(self, item):
        return [_("No date")] if item.published_on is None else []
