"""What was deleted of a kind: its last states, each of which can be brought back as something new."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from editions import revisions, working
from editions.keys import row_at
from editions.models import Revision, WorkingDraft

from . import clocks
from .history import heading_of
from .typed import blank
from .unfinished import UNFINISHED, name_in

SHOWN = 50


class Deleted:
    """Adds the page of what was deleted to the admin of an item."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path("deleted/", self.admin_site.admin_view(self.deleted_view), name=f"{name}_deleted"),
            *super().get_urls(),
        ]

    def with_deleted(self, request) -> dict:
        return {"deleted_address": self._address(None, "deleted")} if self.has_add_permission(request) else {}

    @clocks.on_the_desks_clock
    def deleted_view(self, request):
        if not self.has_add_permission(request):
            raise PermissionDenied
        states = Revision.objects.filter(content_type=working.type_of(self.model), what=Revision.What.DELETED)
        if request.method == "POST":
            state = row_at(states, request.POST.get("state", ""))
            if state is None:
                raise Http404
            return self._bring_back(request, state)
        zones = clocks.zones(request)
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": _("Deleted: %(kind)s") % {"kind": self.opts.verbose_name_plural},
            "rows": [
                {
                    "key": state.pk,
                    "name": name_in(state.document) or _("Without a name"),
                    "heading": heading_of(state),
                    "moment": clocks.in_words(state.made_at, zones),
                }
                for state in states.select_related("side")[:SHOWN]
            ],
        }
        return TemplateResponse(request, "admin/history/deleted.html", context)

    def _bring_back(self, request, state) -> HttpResponseRedirect:
        """Lead to the form of something new with all that the state says; nothing is saved but this editor's own draft."""
        none = blank(self.model)
        document = revisions.put_back(none, state.document)
        if "slug" in document["fields"]:
            document["fields"]["slug"] = ""  # an address is allotted once: the old one goes on telling of the deletion
        working.without_files(self.model, document)
        working.drop_dangling(self.model, document, none)
        draft = WorkingDraft.objects.create(
            content_type=working.type_of(self.model),
            owner=request.user,
            document=document,
            changed_at=timezone.now(),
            changed_by=request.user,
        )
        text = _(
            "What was deleted stands in this form again. Saving it makes a new one, at an address of its own; files are to be chosen anew."
        )
        self.message_user(request, text, messages.SUCCESS)
        return HttpResponseRedirect(f"{self._address(None, 'add')}?{UNFINISHED}={draft.pk}")
