"""Speakers with every form of their names and their appearances."""

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editions import models
from editions.templatetags.words import marked

from .base import PublishableAdmin, desk_notes, publication
from .joining import DoublesMixin
from .lists import missing_languages
from .rows import PlainRows, StackedRows
from .titles import LastTitle, ProposingTitles, pages_of_name, pages_of_title


class AliasRows(PlainRows):
    model = models.SpeakerAlias
    fields = ["name", "note"]


class AppearanceRows(StackedRows):
    """The same rows in a speaker and in a session."""

    model = models.Appearance
    autocomplete_fields = ["session", "speaker", "read_by"]
    classes = ["appearances"]
    readonly_fields = ["stands_on"]

    @admin.display(description=gettext_lazy("where the title stands"))
    def stands_on(self, appearance):
        return pages_of_title(appearance)

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.select_related("edition", "session__edition", "read_by", "speaker")


class AppearancesOfSpeaker(AppearanceRows):
    fk_name = "speaker"
    sorted_by = None  # theirs is the order within each session
    ordering = ["-edition__number", "order", "id"]
    fields = [
        ("edition", "session", "part", "order"),
        "title",
        "stands_on",
        "roles",
        ("mode", "read_by", "is_confirmed"),
        "session_label",
        ("sources", "editor_note"),
    ]


@admin.register(models.Speaker)
class SpeakerAdmin(DoublesMixin, LastTitle, ProposingTitles, PublishableAdmin):
    list_display = ["by_name", "native", *PublishableAdmin.list_display[1:], "delegation"]
    sortable_by = ["by_name"]
    list_select_related = ["delegation"]
    list_filter = ["status", "delegation", "is_certain"]
    search_fields = ["slug"]
    tables = {"speakers": "pk", "speaker_aliases": "speaker", "appearances": "speaker"}
    autocomplete_fields = ["portrait"]
    inlines = [AliasRows, AppearancesOfSpeaker]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("family_name", "given_name", "name_order"),
                    "name",
                    ("name_zh_hant_form", "reading"),
                    "is_certain",
                    "delegation",
                ]
            },
        ),
        (gettext_lazy("Texts"), {"fields": ["biography"]}),
        (gettext_lazy("What belongs to it"), {"fields": ["portrait", "slug"]}),
        publication(),
        desk_notes(),
    ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= {"pages_of_name": pages_of_name(obj) if change and obj else ""}
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.display(description=gettext_lazy("name"), ordering="family_name")
    def by_name(self, item):
        return self.named(item)

    @admin.display(description=gettext_lazy("in its own script"))
    def native(self, item):
        return marked(item.native_name())

    def attention_notes(self, item):
        notes = missing_languages(item)
        if not item.is_certain:
            notes.insert(0, _("Name is not certain"))
        if item.delegation_id is None:
            notes.append(_("No delegation"))
        return notes
