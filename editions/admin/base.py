"""What every item's admin has in common: three languages, both clocks, no overwriting, lists without extra queries."""

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import FieldDoesNotExist, PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from js_asset import Media, Script
from modeltranslation.admin import TranslationAdmin

from editions import drafts, wording
from editions.models import PlainTextField, ProseField, Publishable, Status

from . import clocks, merging
from .fields import FieldsMixin
from .forms import ItemForm, TranslatedItemForm
from .lists import ItemListMixin

OPENED_ON = "_opened_on"


def publication(translated=True) -> tuple:
    """The fieldset with which an item becomes public."""
    fields = ["status", "publish_at", "source_language", "ready_languages", "withdrawal_note"]
    if not translated:
        fields.remove("ready_languages")
    return (gettext_lazy("Publication"), {"fields": fields, "classes": ["publication"]})


def desk_notes(*fields) -> tuple:
    """The fieldset with what only editors see."""
    return (gettext_lazy("Notes for editors"), {"fields": [*fields, "sources", "editor_note"]})


class ItemAdminMixin(FieldsMixin, ItemListMixin):
    """An item that is edited as a whole, with its rows."""

    form = ItemForm
    list_heavy: tuple[str, ...] | None = None  # columns no list needs; None: all long texts

    class Media:
        js = [Script(f"js/admin-{name}.js", type="module") for name in ("languages", "signed-in", "went-back")]

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
        return super().changelist_view(request, extra_context)

    # The form

    def view_on_site(self, item):
        return item.get_absolute_url() if item.pk and hasattr(item, "get_absolute_url") else None

    def get_view_on_site_url(self, obj=None):
        return self.view_on_site(obj) if obj is not None else None

    def get_object(self, request, object_id, from_field=None):
        item = super().get_object(request, object_id, from_field)
        if item is not None:
            held = (
                drafts.held_texts(item) if request.method == "GET" else drafts.HeldTexts(getattr(request, "held", []))
            )
            item.held, item.held_rows = held.languages, held.rows
            drafts.fill_in(item, held.fields)
        return item

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        merge = getattr(request, "merge", None)
        form.clashes = merge.clashes if merge else {}
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
                return all(one.isdecimal() and len(one) < 19 for one in values)
            field.to_python(value)
        except (FieldDoesNotExist, ValidationError, TypeError, ValueError, AttributeError):
            return False
        return not any("\x00" in one for one in values)

    @clocks.on_the_desks_clock
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST" or object_id is None:
            if object_id is not None:
                request.opened_on = self._document_now(request, object_id)
            return self._within_form(request, object_id, form_url, extra_context)
        with transaction.atomic():
            self._merge(request, object_id)
            response = self._within_form(request, object_id, form_url, extra_context)
            if not getattr(request, "item_is_saved", False):
                transaction.set_rollback(True)
        return response

    def _within_form(self, request, object_id, form_url, extra_context):
        if request.method == "POST":
            request.POST = one_kind_of_line_end(request.POST)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _find(self, object_id, lock=False):
        rows = self.model._base_manager.all()
        try:
            return (rows.select_for_update() if lock else rows).filter(pk=unquote(object_id)).first()
        except (ValueError, ValidationError, OverflowError):
            return None

    def _document_now(self, request, object_id):
        """The document as it is before the form reads it: never newer than what the form shows."""
        item = self._find(object_id)
        return (item, merging.document_of(item)) if item else None

    def _merge(self, request, object_id) -> None:
        """Lock the item, put its held texts into place and bring what was typed up to date."""
        item = self._find(object_id, lock=True)
        if item is None or not self.has_change_permission(request, item):
            return  # the view itself says so
        request.held = drafts.release(item)
        current = merging.document_of(item, held=request.held, lock=True)
        request.opened_on = (item, current)
        request.POST = one_kind_of_line_end(request.POST)
        base = merging.opened_on(request.POST.get(OPENED_ON, ""), item)
        item.held, item.held_rows = request.held, {}
        merge = merging.merged(self, request, item, base, current)
        request.merge, request.POST = merge, merge.data
        request._files = merge.files
        if merge.taken_over:
            who, *what = merge.taken_over
            self.message_user(
                request,
                _("%(who)s changed this meanwhile; their version was kept: %(what)s.")
                % {"who": who, "what": wording.join_list(dict.fromkeys(what), request.LANGUAGE_CODE)},
                messages.WARNING,
            )

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if merging.READY in form.fields:
            ready = form.cleaned_data[merging.READY]
            held = [code for code, _name in form.fields[merging.READY].choices if code not in ready]
            drafts.hold_back(form.instance, held, request.user)
        request.item_is_saved = True

    def delete_model(self, request, obj):
        drafts.forget([obj])
        super().delete_model(request, obj)

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        drafts.forget(queryset)
        super().delete_queryset(request, queryset)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        opened = getattr(request, "opened_on", None)
        if opened and self.has_change_permission(request, obj):
            context["opened_on"] = merging.signed(*opened)
        if isinstance(obj, Publishable) and obj.status == Status.PUBLISHED:
            context["publish_moment"] = clocks.in_words(obj.publish_at, clocks.zones(request))
        context["languages"] = settings.LANGUAGES
        context["media"] = Media.from_media(context["media"]).with_nonce(str(getattr(request, "csp_nonce", "")))
        return super().render_change_form(request, context, add, change, form_url, obj)

    @clocks.on_the_desks_clock
    def history_view(self, request, object_id, extra_context=None):
        if not self.has_change_permission(request):
            raise PermissionDenied
        return super().history_view(request, object_id, extra_context)


def one_kind_of_line_end(data):
    """Posted text with line feeds only, as it is stored: else every text of two lines would look changed."""
    data = data.copy()
    for key, values in data.lists():
        data.setlist(key, [value.replace("\r\n", "\n") for value in values])
    return data


class PlainItemAdmin(ItemAdminMixin, admin.ModelAdmin):
    """An item without translated columns."""


class ItemAdmin(ItemAdminMixin, TranslationAdmin):
    """An item with translated columns."""


class PublishableAdmin(ItemAdmin):
    """An item with a state, a moment and languages that are ready or not."""

    form = TranslatedItemForm
    list_display = ["named", "state_in_words", "languages", "attention"]
    actions = ["publish_now", "back_to_draft", "withdraw"]
