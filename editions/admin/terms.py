"""The term base: official names in every language."""

from django.conf import settings
from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import get_language
from modeltranslation.utils import build_localized_fieldname

from editions import models, wording

from .base import ItemAdmin


def named_in(code: str, language: str):
    """The column of the official names in one language, called as that language calls itself."""
    column = build_localized_fieldname("name", code)

    @admin.display(description=language, ordering=column, empty_value="–")
    def name(term):
        text = getattr(term, column)
        return format_html('<span lang="{}">{}</span>', wording.html_lang(code), text) if text else None

    name.__name__ = column
    return name


NAMES = {code: named_in(code, language) for code, language in settings.LANGUAGES}


@admin.register(models.Term)
class TermAdmin(ItemAdmin):
    list_display = ["named", "kind"]
    list_filter = ["kind"]
    search_fields = [
        build_localized_fieldname(name, code) for name in models.Term.translated for code in models.language_codes()
    ]
    tables = {"terms": "pk"}
    fieldsets = [
        (None, {"fields": ["kind", "name", "also", "wrong", "note"]}),
    ]

    def get_list_display(self, request):
        """The name in the language of the desk, then in each of the others."""
        first, *more = super().get_list_display(request)
        return [first, *(name for code, name in NAMES.items() if code != get_language()), *more]
