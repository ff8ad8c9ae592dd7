"""The term base: official names in every language."""

from django.contrib import admin
from modeltranslation.utils import build_localized_fieldname

from editions import models

from .base import ItemAdmin


@admin.register(models.Term)
class TermAdmin(ItemAdmin):
    list_display = ["named", "name_zh_hans", "name_ja", "kind"]
    list_filter = ["kind"]
    search_fields = [
        build_localized_fieldname(name, code) for name in models.Term.translated for code in models.language_codes()
    ]
    tables = {"terms": "pk"}
    fieldsets = [
        (None, {"fields": ["kind", "name", "also", "wrong", "note"]}),
    ]
