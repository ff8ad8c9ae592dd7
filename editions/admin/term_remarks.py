"""What the term base has to say of an item, told when its form was saved: a warning, never a change."""

from django.contrib import messages
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from editions import places, terms, working
from editions.models import Term
from editions.snapshots import PARTS

MOST_TOLD = 5


class TermRemarks:
    """Adds the warning to the admin of an item with texts."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        response = super().changeform_view(request, object_id, form_url, extra_context)
        is_read = self.model in PARTS and self.model is not Term
        if is_read and getattr(request, "item_is_saved", False):
            item = self._find(object_id) if object_id else getattr(request, "saved_item", None)
            if item is not None:
                self._tell_terms(request, item)
        return response

    def _tell_terms(self, request, item) -> None:
        document = request.kept or working.document_in_hand(working.draft_of(item), working.document_of(item))
        found = list(terms.remarks(item, document, terms.known()))
        if not found:
            return
        told = map(places.told, found[:MOST_TOLD])
        rows = format_html_join("", "<li>{}</li>", ((line,) for line in told))
        more = format_html("<li>…</li>") if len(found) > MOST_TOLD else ""
        text = format_html("{}<ul>{}{}</ul>", _("Worth another look in these texts:"), rows, more)
        self.message_user(request, text, messages.WARNING)
