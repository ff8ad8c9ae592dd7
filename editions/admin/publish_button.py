"""“Publish changes” in the form of an item: past the gate, or kept as a draft with what is left to do."""

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.http import HttpResponseRedirect
from django.urls import reverse

from editions import gate, publication, working
from editions.findings import Finding, Severity
from editions.gate import Circumstances
from editions.models import Status
from editions.snapshots import differences

from . import outcomes
from .posted import without


class PublishingInTheForm:
    """The button beside the others that save."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """“Publish changes” goes past the gate; where it is shut the draft is kept, and its page says what is left."""
        posted = request.POST
        if request.method == "POST" and "_publish" in posted and not self.has_publish_permission(request):
            request.POST = without(posted, "_publish")
        request.knowledge = Circumstances().knowledge  # for what readers have, and for what is sent
        if "_publish" in request.POST and object_id and (item := self._find(object_id)):
            request.standing = gate.standing_of(item, request.knowledge)
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except publication.NotReady as not_ready:
            found = not_ready.found
            request.POST = without(posted, "_publish")
            response = super().changeform_view(request, object_id, form_url, extra_context)
        if getattr(request, "item_is_saved", False):
            self.message_user(request, outcomes.not_published(found), messages.WARNING)
            return HttpResponseRedirect(reverse(f"admin:editions_{self.opts.model_name}_publishing", args=[object_id]))
        return response

    def _merge(self, request, item, **how) -> None:
        """What others put into the draft since the form was opened is not published by whoever has not seen it."""
        super()._merge(request, item, **how)
        if "_publish" in request.POST and working.is_out(item) and _takes_over_a_draft(request):
            raise publication.NotReady([Finding("unseen", outcomes.unseen(), Severity.MUST)])

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if "_publish" in request.POST and form.instance.status == Status.PUBLISHED:
            request.item_is_saved = False
            at = form.instance.publish_at if form.instance.is_embargoed else None
            circumstances = Circumstances(at, request.user, knowledge=request.knowledge)
            verdict = gate.examine_rows(form.instance, circumstances, getattr(request, "standing", frozenset()))
            if found := verdict.open():
                raise publication.NotReady(found)
            request.item_is_saved = True

    def response_change(self, request, obj):
        """A draft that is saved with “Publish…” is published on the next page."""
        if "_publish" in request.POST and not working.is_out(obj):
            return HttpResponseRedirect(reverse(f"admin:editions_{self.opts.model_name}_publishing", args=[obj.pk]))
        if "_publish" in request.POST and IS_POPUP_VAR not in request.POST:
            self.message_user(request, outcomes.published(request, obj), messages.SUCCESS)
            return self.response_post_save_change(request, obj)
        return super().response_change(request, obj)

    def response_add(self, request, obj, post_url_continue=None):
        return (
            self.response_change(request, obj)
            if "_publish" in request.POST
            else super().response_add(request, obj, post_url_continue)
        )

    def render_change_form(self, request, context, *args, **kwargs):
        context |= {"has_publishing": True, "may_publish": self.has_publish_permission(request)}
        return super().render_change_form(request, context, *args, **kwargs)


def _takes_over_a_draft(request) -> bool:
    """Whether something changed since the form was opened that readers do not have, in fields where nothing clashes."""
    if request.draft is None or not request.merge.taken_over or request.merge.has_clashes:
        return False
    since = {one.path for one in differences(request.base, request.current)}
    return any(one.path in since for one in differences(request.saved, request.current))
