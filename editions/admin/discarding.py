"""A draft that is given up; what it said stays in the history."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _

from editions import working

from .unfinished import UNFINISHED, unfinished_of


class Discarding:
    """The addresses at which drafts of an item, and of one that was never saved, are given up."""

    def discard_view(self, request, object_id):
        """Give the draft up: its state stays in the history."""
        item = self._find(object_id)
        if item is None or not self.has_change_permission(request, item):
            raise PermissionDenied
        if request.method == "POST" and not self._may_discard(request, item):
            raise PermissionDenied
        if request.method == "POST" and working.discard(item, request.user):
            self.message_user(
                request, _("The draft is given up. What it said is kept in the history."), messages.SUCCESS
            )
        return HttpResponseRedirect(self._address(item, "change"))

    def _may_discard(self, request, item) -> bool:
        """What others wrote into the draft is not given up by who is held to a language."""
        draft = working.draft_of(item)
        saved = working.document_of(item)
        return draft is None or self._may_put_back(request, saved, working.document_in_hand(draft, saved))

    def discard_new_view(self, request):
        """Give up one's own draft of something not saved yet."""
        draft = unfinished_of(request, self.model, request.POST.get(UNFINISHED))
        if draft is not None:
            working.give_up(draft)
        return HttpResponseRedirect(self._address(None, "changelist"))

    def _address(self, item, view) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{view}", args=[item.pk] if item else [])

    def get_urls(self):
        """Before Django's own, whose last address takes anything."""
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        wrap = self.admin_site.admin_view
        return [
            path("add/discard/", wrap(self.discard_new_view), name=f"{name}_discard_new"),
            path("<path:object_id>/discard/", wrap(self.discard_view), name=f"{name}_discard"),
            *super().get_urls(),
        ]
