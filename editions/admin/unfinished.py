"""Drafts of items that were never saved: each is its editor's own."""

from django.apps import apps
from django.utils.translation import get_language
from modeltranslation.utils import build_localized_fieldname

from editions import working
from editions.keys import row_at
from editions.languages import fallback_order
from editions.models import WorkingDraft, language_codes

UNFINISHED = "_unfinished"


def name_in(document) -> str:
    """What a draft of something not saved yet calls itself: its leading text, in the editor's language if it is there."""
    model = apps.get_model("editions", document["model"])
    fields, lead = document["fields"], getattr(model, "lead_field", "title")
    codes = fallback_order(get_language() or "", fields.get("source_language", ""), language_codes())
    names = [*(build_localized_fieldname(lead, code) for code in codes), lead, "family_name"]
    return next((str(fields[name]) for name in names if fields.get(name)), "")[:80]


def unfinished_of(request, model, key) -> WorkingDraft | None:
    """The editor's own draft of an item that is not saved yet."""
    mine = WorkingDraft.objects.filter(owner=request.user, content_type=working.type_of(model), object_id=None)
    return row_at(mine, str(key or ""))
