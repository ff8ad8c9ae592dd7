"""Sessions with who appeared and what was recorded, and the topics they continue."""

from django import forms
from django.contrib import admin
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from js_asset import Script

from editions import asked_once, models, programme_findings, wording

from .base import PublishableAdmin, desk_notes, publication
from .copying import Copying
from .forms import RowFormSet, TranslatedItemForm
from .lists import missing_languages
from .rows import PlainRows, StackedRows
from .speakers import AppearanceRows
from .titles import ProposingTitles


class AppearancesFormSet(RowFormSet):
    """Who appears in a session appears in its edition: nobody has to say so twice."""

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        form.instance.session = self.instance
        form.instance.edition_id = self.instance.edition_id
        return form


class AppearancesOfSession(AppearanceRows):
    formset = AppearancesFormSet
    fields = [
        ("order", "speaker", "part"),
        "title",
        "stands_on",
        "roles",
        ("mode", "read_by", "is_confirmed"),
        ("sources", "editor_note"),
    ]


class RecordRows(StackedRows):
    model = models.Record
    fields = [("order", "kind", "basis", "quoting", "language"), "title", "description", ("link", "document")]
    autocomplete_fields = ["document"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("document")


def _venues() -> list[tuple[int, str]]:
    """The choices of a venue, those of the newest edition first."""
    venues = models.Venue.objects.select_related("edition").order_by("-edition__number", "order")
    return [(one.pk, wording.heading(str(one.edition), str(one), get_language() or "")) for one in venues]


def _warnings_of(session) -> list[str]:
    return asked_once.for_this_content(
        ("programme", session.pk, session.edition_id, get_language()), lambda: programme_findings.of_session(session)
    )


class SessionForm(TranslatedItemForm):
    """An end before the beginning is mostly a slip: whoever means the next day says so."""

    ends_next_day = forms.BooleanField(label=gettext_lazy("It ends on the next day"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        start, end = self.instance.start_time, self.instance.end_time
        self.initial.setdefault("ends_next_day", bool(start and end and end < start))

    def clean(self):
        cleaned = super().clean()
        start, end = cleaned.get("start_time"), cleaned.get("end_time")
        if start and end and end < start and not cleaned.get("ends_next_day"):
            self.add_error(
                "end_time", _("This is before the beginning. Tick the box beside it if it ends on the next day.")
            )
        return cleaned


@admin.register(models.Session)
class SessionAdmin(Copying, ProposingTitles, PublishableAdmin):
    form = SessionForm
    list_display = [*PublishableAdmin.list_display, "edition", "kind", "day", "start_time"]
    list_select_related = ["edition"]
    list_filter = ["status", "kind", "edition", "topic"]
    search_fields = ["slug"]
    copied = ("kind", "topic", "title", "description", "spoken", "interpreted")
    tables = {"sessions": "pk", "appearances": "session"}
    autocomplete_fields = ["topic"]
    inlines = [AppearancesOfSession, RecordRows]
    fieldsets = [
        (None, {"fields": [("edition", "kind", "state"), "topic"]}),
        (gettext_lazy("Texts"), {"fields": ["title", "title_is_official", "description", "announced_as"]}),
        (
            gettext_lazy("When and where"),
            {
                "fields": [
                    ("day", "start_time", "end_time", "ends_next_day"),
                    ("time_zone", "times_are_planned"),
                    "venue",
                    "room",
                    "order",
                ]
            },
        ),
        (gettext_lazy("Languages spoken there"), {"fields": ["spoken", "interpreted"]}),
        (gettext_lazy("What belongs to it"), {"fields": ["slug"]}),
        publication(),
        desk_notes(),
    ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= {"programme_warnings": _warnings_of(obj) if change and obj else []}
        return super().render_change_form(request, context, add, change, form_url, obj)

    class Media:
        js = [Script("js/admin-titles.js", type="module")]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "venue":
            field.choices = [("", field.empty_label), *asked_once.for_this_content(("venues", get_language()), _venues)]
        return field

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        form.instance.appearances.exclude(edition=form.instance.edition_id).update(edition=form.instance.edition_id)

    def attention_notes(self, item):
        notes = missing_languages(item)
        if item.day is None:
            notes.append(_("No day"))
        return notes


class OriginRows(PlainRows):
    model = models.TopicOrigin
    fk_name = "topic"
    fields = ["kind", "earlier", "edition"]
    autocomplete_fields = ["earlier"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("earlier", "edition")


@admin.register(models.Topic)
class TopicAdmin(PublishableAdmin):
    list_display = [*PublishableAdmin.list_display, "order"]
    list_filter = ["status"]
    search_fields = ["slug", "name_en", "name_zh_hans", "name_ja"]
    inlines = [OriginRows]
    fieldsets = [
        (None, {"fields": ["name", "slug", "order"]}),
        (gettext_lazy("Texts"), {"fields": ["description"]}),
        publication(),
    ]
