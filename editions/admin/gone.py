"""The form of an item that somebody deleted meanwhile: what was typed in it goes on as something new."""

import re

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from editions import working
from editions.keys import is_key
from editions.models import WorkingDraft

from . import chosen_files, merging
from .rows import related_name
from .typed import blank, typed_document


def kept_as_new(desk, request, object_id: str, opened_on: str) -> HttpResponseRedirect | None:
    """Keep the words, rows and files of the form as its editor's own draft of something not saved yet, and lead there.

    None where no form of ours was opened on such an item, or its editor may add none.
    """
    was_there = is_key(object_id) and merging.opened_on(opened_on, desk.model(pk=int(object_id)))
    if not was_there or not desk.has_add_permission(request):
        return None
    request.POST = request.POST.copy()
    for inline in desk.get_inline_instances(request):
        _make_rows_new(request.POST, related_name(inline))
    chosen_files.take(request, None)
    chosen_files.name_new_rows(request)
    typed = typed_document(desk, request, None, blank(desk.model))
    draft = WorkingDraft.objects.create(
        content_type=working.type_of(desk.model),
        owner=request.user,
        document=typed.document,
        unread=typed.unread,
        files=chosen_files.by_path(request, chosen_files.keep(request)),
        changed_at=timezone.now(),
        changed_by=request.user,
    )
    request.item_is_saved = True
    text = _("This was deleted meanwhile. What you typed is kept here: saving it makes a new one.")
    desk.message_user(request, text, messages.WARNING)
    address = reverse(f"admin:{desk.opts.app_label}_{desk.opts.model_name}_add")
    return HttpResponseRedirect(f"{address}?_unfinished={draft.pk}")


def _make_rows_new(posted, prefix: str) -> None:
    """They were deleted with their item."""
    posted[f"{prefix}-INITIAL_FORMS"] = "0"
    for name in [name for name in posted if re.fullmatch(rf"{re.escape(prefix)}-\d+-id", name)]:
        posted[name] = ""
