"""Photographs: what they show, whose they are, where they belong."""

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editions import models
from editions.models import language_codes

from .base import PublishableAdmin, publication
from .lists import missing_languages


@admin.register(models.Photo)
class PhotoAdmin(PublishableAdmin):
    list_display = [*PublishableAdmin.list_display, "credit", "rights", "edition"]
    list_select_related = ["edition", "session__edition"]
    list_filter = ["status", "rights", "edition"]
    search_fields = ["caption_en", "caption_zh_hans", "caption_ja", "original_name", "permanent_id", "credit"]
    autocomplete_fields = ["session", "speakers"]
    fieldsets = [
        (None, {"fields": ["original", ("focal_x", "focal_y")]}),
        (gettext_lazy("Texts"), {"fields": ["caption", "alt"]}),
        (gettext_lazy("Rights"), {"fields": [("credit", "rights")]}),
        (gettext_lazy("When and where"), {"fields": ["taken_at", ("edition", "session", "order")]}),
        (gettext_lazy("What belongs to it"), {"fields": ["speakers"]}),
        publication(),
    ]

    def attention_notes(self, item):
        notes = missing_languages(item)
        if len(item.languages_of("alt")) < len(language_codes()) - len(item.held):
            notes.append(_("Alternative text missing"))
        if not item.credit:
            notes.append(_("No credit"))
        if item.rights == models.Photo.Rights.UNKNOWN:
            notes.append(_("Rights not cleared"))
        return notes
