"""The form of an item that somebody deleted meanwhile: what was typed in it is kept as its editor's own."""

import re

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _

from editions.keys import is_key

from . import chosen_files, merging, unfinished
from .rows import related_name


def kept_as_new(desk, request, object_id: str, opened_on: str) -> HttpResponseRedirect | None:
    """Keep the words, rows and files of the form as its editor's own draft of something not saved yet, and lead there.

    None where no form of ours was opened on such an item, or its editor may change none.
    """
    before = merging.opened_on(opened_on, desk.model(pk=int(object_id))) if is_key(object_id) else None
    may_add = desk.has_add_permission(request)
    if before is None or not (may_add or desk.has_change_permission(request)):
        return None
    request.POST = request.POST.copy()
    for inline in desk.get_inline_instances(request):
        _make_rows_new(request.POST, related_name(inline), has_names=not may_add)
    chosen_files.take(request, None)
    # Who may add none is shown the words alone: what others wrote there was deleted.
    draft = unfinished.keep(desk, request, None if may_add else before)
    request.item_is_saved = True
    if may_add:
        text = _("This was deleted meanwhile. What you typed is kept here: saving it makes a new one.")
    else:
        text = _(
            "This was deleted meanwhile. What you typed is kept for you on this page, which today's list leads to."
        )
    desk.message_user(request, text, messages.WARNING)
    return HttpResponseRedirect(unfinished.address_of(desk, draft))


def _make_rows_new(posted, prefix: str, *, has_names: bool) -> None:
    """They were deleted with their item. With their names they are found in what the form was opened on."""
    posted[f"{prefix}-INITIAL_FORMS"] = "0"
    for name in [name for name in posted if re.fullmatch(rf"{re.escape(prefix)}-\d+-id", name)]:
        posted[name] = posted[name] if has_names else ""
