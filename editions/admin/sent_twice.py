"""A form to add something that is sent twice, by an impatient press or from the page one went back to: one item is made.

The form carries, signed, the permanent id that its item will have, so the database itself lets only one of two in. Items without
such an id are compared with what their editor added just now.
"""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.core import signing
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from editions import revisions, working
from editions.models import PERMANENT_ID_ALPHABET, Publishable, Revision, new_permanent_id
from editions.snapshots import opened

from . import unfinished
from .typed import blank, typed_document

NUMBER = "_number"
SALT = "editions.admin.number"
JUST_NOW = timedelta(minutes=10)


class SentTwice:
    """Adds the number to the form of something new, and looks whether it was used."""

    def number_of_form(self, request, obj) -> str:
        """A new one, or that of the form that is shown again."""
        if obj is not None or not issubclass(self.model, Publishable):
            return ""
        key = number_in(request, self.model) or new_permanent_id()
        return signing.dumps([self.opts.model_name, request.user.pk, key], salt=SALT)

    def save_form(self, request, form, change):
        item = super().save_form(request, form, change)
        if not change and (key := number_in(request, self.model)):
            item.permanent_id = key
        return item

    def answer_to_what_was_added(self, request) -> HttpResponse | None:
        """Lead to what this form added before. Where it says something else now, that is kept as its editor's draft."""
        item = self._numbered(request) if issubclass(self.model, Publishable) else self._the_same(request)
        if item is None:
            return None
        typed = typed_document(self, request, None, blank(self.model))
        if not typed.unread and says(first_state(item), typed.document, blank(self.model)):
            return self.response_add(request, item)
        draft = unfinished.keep(self, request)
        request.item_is_saved = True
        text = _(
            "“%(name)s” was added by this form already. What it says otherwise now is kept here: saving it adds another."
        )
        self.message_user(request, text % {"name": item}, messages.WARNING)
        return HttpResponseRedirect(unfinished.address_of(self, draft))

    def _numbered(self, request):
        key = number_in(request, self.model)
        return self.model._base_manager.filter(permanent_id=key).first() if key else None

    def _the_same(self, request):
        """Of two at once the second waits for the first, since both ask for the row of their editor."""
        User.objects.select_for_update(no_key=True).get(pk=request.user.pk)
        kind, since = working.type_of(self.model), timezone.now() - JUST_NOW
        added = Revision.objects.filter(content_type=kind, what=Revision.What.CREATED, made_by=request.user)
        typed = typed_document(self, request, None, blank(self.model)).document
        same = [one.object_id for one in added.filter(made_at__gte=since)[:20] if _is_same(opened(one.document), typed)]
        return self.model._base_manager.filter(pk__in=same).first()


def number_in(request, model) -> str:
    """The permanent id in the form that this editor was given; "" where there is none."""
    try:
        name, user, key = signing.loads(request.POST.get(NUMBER, ""), salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return key if (name, user) == (model._meta.model_name, request.user.pk) else ""


def id_of_sending(request) -> str:
    """A permanent id for what a page makes that is no form of an item: of this editor, this page as it was drawn, and these words.

    The token in a page is another each time it is drawn.
    """
    seal = salted_hmac(SALT, f"{request.user.pk} {request.path} {request.POST.urlencode()}").digest()
    return "".join(PERMANENT_ID_ALPHABET[byte % len(PERMANENT_ID_ALPHABET)] for byte in seal[:8])


def first_state(item) -> dict[str, Any]:
    """What was saved when the item was added, whatever has become of it since."""
    state = revisions.of(item).filter(what=Revision.What.CREATED).order_by("pk").first()
    return opened(state.document) if state else working.document_of(item)


def says(added: dict[str, Any], typed: dict[str, Any], none: dict[str, Any]) -> bool:
    """Whether all that was typed stands in what was added. What the form left open, the desk filled in."""
    for part in ("fields", "relations"):
        for name, value in typed[part].items():
            if value not in (none[part][name], added[part].get(name)):
                return False
    return all(
        any(_row_says(there, row) for there in added["inlines"][name])
        for name, rows in typed["inlines"].items()
        for row in rows
    )


def _row_says(there: dict[str, Any], row: dict[str, Any]) -> bool:
    return all(not value or there.get(name) == value for name, value in row.items() if name not in ("id", "order"))


def _is_same(added: dict[str, Any], typed: dict[str, Any]) -> bool:
    return (added["fields"], added["relations"]) == (typed["fields"], typed["relations"])
