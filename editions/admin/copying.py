"""A copy as a starting point: the words of an item in the form of a new one. Nothing of it is saved but this editor's own draft."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models as db
from django.http import Http404, HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext as _
from modeltranslation.fields import TranslationField

from editions import working
from editions.snapshots import Snapshot, columns

from . import unfinished
from .typed import blank
from .values import READY


class Copying:
    """Adds the button and its address to the admin of an item."""

    copied: tuple[str, ...] = ()  # fields and relations that a copy begins with; a field in all its languages

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_copy"
        view = self.admin_site.admin_view(self.copy_view)
        return [path("<int:object_id>/copy/", view, name=name), *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["copy_address"] = self._address(obj, "copy") if obj and self.has_add_permission(request) else ""
        return super().render_change_form(request, context, add, change, form_url, obj=obj)

    def copy_view(self, request, object_id):
        item = self._find(str(object_id))
        if not (self.has_add_permission(request) and self.has_view_permission(request, item)):
            raise PermissionDenied
        if item is None:
            raise Http404
        if request.method != "POST":
            return HttpResponseRedirect(self._address(item, "change"))
        document = begun_like(
            self.model, working.document_in_hand(working.draft_of(item), working.document_of(item)), self.copied
        )
        draft = unfinished.begin(self.model, request.user, document)
        text = _(
            "A copy stands in this form: its texts, without address, edition, dates and what belongs to it. The translations are held back until you say that they are ready."
        )
        self.message_user(request, text, messages.SUCCESS)
        return HttpResponseRedirect(unfinished.address_of(self, draft))


def begun_like(model: type[db.Model], source: Snapshot, names: tuple[str, ...]) -> Snapshot:
    """The document of something new with what ``source`` says in these fields and relations.

    Only the language it is written in first is ready: the others say what was true of another year.
    """
    document = blank(model)
    for column in columns(model):
        name = column.translated_field.name if isinstance(column, TranslationField) else column.name
        if name in (*names, "source_language"):
            document["fields"][column.name] = source["fields"][column.name]
    document["relations"] |= {name: source["relations"][name] for name in document["relations"] if name in names}
    document["fields"][READY] = [source["fields"]["source_language"]]
    working.drop_dangling(model, document, blank(model))
    return document
