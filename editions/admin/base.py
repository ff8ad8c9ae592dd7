"""What every item's admin has in common: three languages, both clocks, no overwriting, lists without extra queries."""

from django.contrib import admin
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from js_asset import Script
from modeltranslation.admin import TranslationAdmin

from editions import deletions, drafts, wording, working
from editions.keys import is_key
from editions.models import PlainTextField, ProseField, Publishable, ReaderNote, Status, Term, language_codes

from . import clocks, merging, page_media, refused, without_scripts
from .autosaving import AutosavingMixin
from .deleted import Deleted
from .drafting import DraftingMixin
from .fields import FieldsMixin
from .forms import ItemForm, TranslatedItemForm
from .history import HistoryMixin
from .lists import ItemListMixin
from .own_languages import OwnLanguages
from .pasting import Pasting
from .previewing import Previewing
from .publish import Publishing
from .rows import RowsOnAPage
from .tables import Tables
from .term_remarks import TermRemarks
from .translations import Translating
from .values import READY


def publication(translated=True) -> tuple:
    """The fieldset with which an item becomes public."""
    fields = ["status", "source_language", "ready_languages"]
    if not translated:
        fields.remove("ready_languages")
    return (gettext_lazy("Publication"), {"fields": fields, "classes": ["publication"]})


def desk_notes(*fields) -> tuple:
    """The fieldset with what only editors see."""
    return (gettext_lazy("Notes for editors"), {"fields": [*fields, "sources", "editor_note"]})


class ItemAdminMixin(
    OwnLanguages, Translating, Deleted, HistoryMixin, AutosavingMixin, DraftingMixin, FieldsMixin, ItemListMixin, Tables
):
    """An item that is edited as a whole, with its rows."""

    form = ItemForm
    list_heavy: tuple[str, ...] | None = None  # columns no list needs; None: all long texts

    class Media:
        js = [
            Script(f"js/admin-{name}.js", type="module")
            for name in ("languages", "labels", "order", "signed-in", "went-back", "autosave", "paste", "save-key")
        ]

    # Lists

    def get_list_queryset(self, queryset):
        """What a list needs beside the item's own columns, without its long texts."""
        names = self.list_heavy
        if names is None:
            names = [f.name for f in self.opts.concrete_fields if isinstance(f, (ProseField, PlainTextField))]
        return queryset.defer(*names) if names else queryset

    @clocks.on_the_desks_clock
    def changelist_view(self, request, extra_context=None):
        if any("\x00" in value for values in request.GET.lists() for value in [values[0], *values[1]]):
            return HttpResponseRedirect(request.path)
        return super().changelist_view(
            request, self.with_tables(request) | self.with_deleted(request) | (extra_context or {})
        )

    def message_user(self, request, message, *args, **kwargs):
        """Django parts its sentences by a blank, which Chinese and Japanese do not."""
        text = wording.unparted(str(message))
        super().message_user(request, SafeString(text) if isinstance(message, SafeString) else text, *args, **kwargs)

    # The form

    def view_on_site(self, item):
        return item.get_absolute_url() if item.pk and hasattr(item, "get_absolute_url") else None

    def get_view_on_site_url(self, obj=None):
        return self.view_on_site(obj) if obj is not None else None

    def get_object(self, request, object_id, from_field=None):
        item, _document = getattr(request, "opened_on", (None, None)) if request.method == "GET" else (None, None)
        if item is None or from_field:
            item = super().get_object(request, object_id, from_field)
        if item is None:
            return None
        if request.method != "GET":
            item.held = getattr(request, "held", [])
        elif saved := getattr(request, "saved", None):
            item.held = [code for code in language_codes() if code not in saved["fields"].get(READY, language_codes())]
            drafts.fill_in(item, {name: saved["fields"][name] for name in text_columns(type(item))})
        else:
            held = drafts.held_texts(item)
            item.held = held.languages
            drafts.fill_in(item, held.fields)
        return item

    def get_inline_formsets(self, request, formsets, inline_instances, obj=None):
        """Asked for when a form is drawn. One that is refused leads to the item as readers find it, not as it was typed."""
        if request.method == "POST" and obj is not None and obj.pk:
            keep_address(obj)
        found = super().get_inline_formsets(request, formsets, inline_instances, obj)
        for rows in found:
            rows.__class__ = RowsOnAPage  # Django names the class itself
        return found

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        merge = getattr(request, "merge", None)
        form.clashes = merge.clashes if merge else {}
        form.notes = self.notes_on_translations(request)
        if request.method == "GET" and getattr(request, "in_hand", None):
            form.in_hand = request.in_hand["fields"] | request.in_hand["relations"]
            form.unread = request.draft.unread if request.draft else {}
            form.chosen = request.chosen
        return form

    def get_changeform_initial_data(self, request):
        """Proposals from the address; what does not fit a field is left out."""
        initial = super().get_changeform_initial_data(request)
        return {name: value for name, value in initial.items() if self._fits(name, value)}

    def _fits(self, name, value) -> bool:
        values = value if isinstance(value, list) else [value]
        try:
            field = self.opts.get_field(name)
            if field.is_relation:
                return all(map(is_key, values))
            field.to_python(value)
        except (FieldDoesNotExist, ValidationError, TypeError, ValueError, AttributeError):
            return False
        return not any("\x00" in one for one in values)

    def delete_model(self, request, obj):
        with deletions.deleting([obj], request.user):
            super().delete_model(request, obj)

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        with deletions.deleting(queryset, request.user):
            super().delete_queryset(request, queryset)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        opened = getattr(request, "opened_on", None)
        if opened and self.has_change_permission(request, obj):
            context["opened_on"] = merging.signed(*opened)
        if isinstance(obj, Publishable) and obj.status == Status.PUBLISHED:
            context["publish_moment"] = clocks.in_words(obj.publish_at, clocks.zones(request))
        context["languages"] = self.languages_in_words(request)
        context["rows_behind"] = self.rows_that_are_behind(request)
        context["refused"] = refused.reasons(context) if request.method == "POST" and "adminform" in context else []
        context["is_out"] = change and obj is not None and working.is_out(obj)
        context["at_once"] = at_once(self.model, context["is_out"]) if self.has_change_permission(request, obj) else ""
        context["draft"] = self.draft_in_words(request, obj)
        context["plain_address"] = without_scripts.address_of_plain(request)
        context["autosave"] = self.autosave_in_words(request, obj)
        context["number"] = self.number_of_form(request, obj)
        context["media"] = page_media.drawn(context["media"], str(getattr(request, "csp_nonce", "")))
        return super().render_change_form(request, context, add, change, form_url, obj)


def at_once(model, is_out) -> str:
    """What an editor should know of a kind that passes no gate and waits for no moment."""
    if issubclass(model, Publishable | ReaderNote):
        return ""
    if issubclass(model, Term):
        return _("The term base is for the desk alone: readers do not see it.")
    if is_out:
        return _("It has no state of its own: “Publish changes” shows readers at once what is written here.")
    return _("It has no state of its own: once saved, it is shown to readers wherever it has its place.")


def text_columns(model):
    """The columns of a model that hold a text, in any language."""
    return [name for code in language_codes() for name in drafts.text_columns(model, code)]


def keep_address(item) -> None:
    """Put back the columns that an item's address is made of as they are stored; a form has put there what was typed."""
    columns = [field.name for field in item._meta.concrete_fields if field.name in ("slug", "number", "year")]
    stored = type(item)._base_manager.filter(pk=item.pk).values(*columns).first() if columns else None
    for name, value in (stored or {}).items():
        setattr(item, name, value)


class PlainItemAdmin(ItemAdminMixin, admin.ModelAdmin):
    """An item without translated columns."""


class ItemAdmin(TermRemarks, ItemAdminMixin, TranslationAdmin):
    """An item with translated columns."""


class PublishableAdmin(Pasting, Previewing, Publishing, ItemAdmin):
    """An item with a state, a moment and languages that are ready or not."""

    form = TranslatedItemForm
    list_display = ["named", "state_in_words", "languages", "attention"]
    actions = ["publish_now", "back_to_draft", "withdraw"]

    def get_changeform_initial_data(self, request):
        """Something new is written first in the language its editor works in, until the editor says otherwise."""
        return {"source_language": get_language()} | super().get_changeform_initial_data(request)
