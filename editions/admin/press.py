"""Press releases with photographs, documents and corrections; coverage by others."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editions import models, proposing, wording
from editions.keys import is_key
from editions.languages import language_name

from .base import PlainItemAdmin, PublishableAdmin, desk_notes, publication
from .copying import Copying
from .lists import missing_languages
from .publish import Publishing
from .release_photos import ReleasePhotos
from .release_remarks import ReleaseRemarks
from .rows import PlainRows, StackedRows
from .term_remarks import TermRemarks
from .wire_desk import WireDesk

REPORT = "report"  # the note of a reader whose words are quoted over the form


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

    def get_formset(self, request, obj=None, **kwargs):
        """A reader's report that the form was opened from stands there as a correction nobody has saved yet."""
        formset = super().get_formset(request, obj, **kwargs)
        note = getattr(request, "reported", None)
        if note and obj is not None and formset.in_hand is not None and self.has_add_permission(request, obj):
            formset.in_hand = [*formset.in_hand, proposing.reported_row(obj, note)]
            formset.extra += 1
        return formset


class YearFilter(admin.SimpleListFilter):
    """From the first year to the last: to ask which of them there are is to read every release."""

    title = gettext_lazy("year")
    parameter_name = "year"

    def lookups(self, request, model_admin):
        years = models.PressRelease.objects.order_by("year").values_list("year", flat=True)
        first, last = years.first(), years.last()
        return [(str(year), str(year)) for year in range(first, last + 1)] if first else []

    def queryset(self, request, queryset):
        return queryset.filter(year=self.value()) if self.value() in dict(self.lookup_choices) else queryset


@admin.register(models.PressRelease)
class PressReleaseAdmin(Copying, ReleasePhotos, ReleaseRemarks, WireDesk, PublishableAdmin):
    list_display = [*PublishableAdmin.list_display, "edition", "dateline_date"]
    list_select_related = ["edition"]
    list_filter = ["status", "kind", "edition", YearFilter]
    sortable_by = ["dateline_date"]  # what an index has the order of
    search_fields = ["slug"]
    copied = (
        "kind",
        "headline",
        "standfirst",
        "body",
        "boilerplate",
        "dateline_city",
        "wire",
        "source_line",
        "byline",
        "contacts",
    )
    autocomplete_fields = ["contacts", "speakers"]
    inlines = [PhotoRows, DocumentRows, CorrectionRows]
    fieldsets = [
        (None, {"fields": [("kind", "edition")]}),
        (gettext_lazy("Texts"), {"fields": ["headline", "standfirst", "body", "boilerplate"]}),
        (
            gettext_lazy("When and where"),
            {"fields": ["dateline_city", ("dateline_date", "wire"), "source_line", "byline"]},
        ),
        (gettext_lazy("What belongs to it"), {"fields": ["contacts", "speakers", "slug", "comments_open"]}),
        publication(),
        desk_notes("received_text"),
    ]

    def get_urls(self):
        view = self.admin_site.admin_view(self.propose_view)
        return [
            path("<int:key>/propose-correction/", view, name="editions_pressrelease_propose"),
            *super().get_urls(),
        ]

    def may_propose(self, request, release) -> bool:
        """A correction is a new row in every language: nothing for who is held to one."""
        return self.has_change_permission(request, release) and self.own_columns(request) is None

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["may_propose"] = obj is not None and obj.is_itself_public() and self.may_propose(request, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def propose_view(self, request, key):
        """A correction into the draft, with a note proposed from what the draft says differently. Editors edit it there."""
        release = get_object_or_404(models.PressRelease, pk=key)
        if not self.may_propose(request, release):
            raise PermissionDenied
        if request.method == "POST":
            if proposing.propose(release, request.user):
                words = _("A correction with a proposed note stands in the draft. Read the note before you publish.")
                self.message_user(request, words, messages.SUCCESS)
            else:
                words = _(
                    "The draft says nothing else than what readers have. Change the text and save the draft first."
                )
                self.message_user(request, words, messages.WARNING)
        return redirect("admin:editions_pressrelease_change", key)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "GET" and is_key(key := request.GET.get(REPORT, "")):
            self._tell_report(request, object_id, key)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _tell_report(self, request, object_id, key) -> None:
        """What a reader reported, on top of the form."""
        note = models.ReaderNote.objects.filter(pk=key).first()
        if note is None or not request.user.has_perm("editions.view_readernote"):
            return
        if note.passage:
            words = _("A reader reports, on %(passage)s: %(message)s")
            said = {"passage": wording.quote(note.passage, note.language), "message": note.message}
        else:
            words, said = _("A reader reports: %(message)s"), {"message": note.message}
        self.message_user(request, words % said)
        release = models.PressRelease.objects.filter(pk=object_id, permanent_id=note.page_id).first()
        if release and release.is_itself_public() and self.may_propose(request, release):
            request.reported = note

    def get_changeform_initial_data(self, request):
        """A new release names whom the last one named, until an editor says otherwise."""
        initial = super().get_changeform_initial_data(request)
        if "contacts" not in initial and (latest := models.PressRelease.objects.order_by("-pk").first()):
            initial["contacts"] = [contact.pk for contact in latest.contacts.all()]
        return initial

    def attention_notes(self, item):
        notes = missing_languages(item)
        if item.dateline_date is None:
            notes.append(_("No date in the dateline"))
        return notes


class LanguageFilter(admin.AllValuesFieldListFilter):
    """By the names of languages, where the rows hold codes."""

    def choices(self, changelist):
        everything, *languages = super().choices(changelist)
        return [everything, *(choice | {"display": language_name(choice["display"])} for choice in languages)]


@admin.register(models.Coverage)
class CoverageAdmin(TermRemarks, Publishing, PlainItemAdmin):
    list_display = ["title", "state_in_words", "publisher", "language_in_words", "published_on", "edition", "attention"]
    list_select_related = ["edition"]
    sortable_by = ["published_on"]
    list_filter = ["status", "kind", ("language", LanguageFilter), "edition"]
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

    @admin.display(description=gettext_lazy("language"), ordering="language")
    def language_in_words(self, item):
        return language_name(item.language)

    def view_on_site(self, item):
        return item.link if item.pk else None

    def attention_notes(self, item):
        return [_("No date")] if item.published_on is None else []
