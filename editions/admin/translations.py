"""Translations as work in a form: the state of each language, and what became of a text's source since it was translated."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models as db
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from modeltranslation.utils import build_localized_fieldname

from editions import prose, staleness, wording
from editions.comparing import pieces, shortened
from editions.languages import field_label, language_name
from editions.models import ProseField, Translated, language_codes, roles
from editions.places import label_of_text
from editions.snapshots import row_model

from .values import READY

STILL_RIGHT = "_still_right"
STATES = {
    "empty": pgettext_lazy("state of a language", "no text"),
    "draft": pgettext_lazy("state of a language", "draft"),
    "stale": pgettext_lazy("state of a language", "behind"),
    "ready": pgettext_lazy("state of a language", "ready"),
    "source": pgettext_lazy("state of a language", "source"),
}


def state_of(model, fields, code, behind, source) -> str:
    """The state of a language by what a document says of an item; ``behind`` are the languages with a stale text."""
    if not fields.get(build_localized_fieldname(model.lead_field, code)):
        return "empty"
    if code not in fields.get(READY, language_codes()):
        return "draft"
    if code in behind:
        return "stale"
    return "source" if code == source else "ready"


class Translating:
    """Tells in the form of an item how each language stands, and takes that a translation is still right."""

    def _stale_in_form(self, request) -> list[staleness.Stale]:
        """Of the document the form is opened on; asked for once a request."""
        saved, in_hand = getattr(request, "saved", None), getattr(request, "in_hand", getattr(request, "current", None))
        if saved is None or in_hand is None or not issubclass(self.model, Translated):
            return []
        if not hasattr(request, "stale_texts"):
            item, _document = request.opened_on
            request.stale_texts = staleness.stale_texts(self.model, saved, in_hand, staleness.marks_of(item))
        return request.stale_texts

    def notes_on_translations(self, request) -> dict[str, str]:
        """By path of the column, what is shown below a field that is behind its source."""
        if request.method != "GET":
            return {}
        own = roles.languages_of(request.user, self.model)
        found, document = {}, getattr(request, "in_hand", getattr(request, "current", None))
        for one in self._stale_in_form(request):
            if own is None or one.language in own:
                found[one.column] = _note(self.model, one, staleness.source_of(document))
        return found

    def rows_that_are_behind(self, request) -> list[dict]:
        """The notes on texts of rows: what they are called, and the note; rows in a table have no place of their own for it."""
        rows = [one for one in self._stale_in_form(request) if "/" in one.name]
        notes = self.notes_on_translations(request) if rows else {}
        return [
            {
                "label": field_label(label_of_text(self.model, one.name), one.language),
                "note": notes[one.column],
            }
            for one in rows
            if one.column in notes
        ]

    def languages_in_words(self, request) -> list[dict]:
        """Each language of the site with its state in this item; without one where there is no item yet."""
        document = getattr(request, "in_hand", getattr(request, "current", None))
        if not issubclass(self.model, Translated):
            return []
        names = [{"code": code, "name": name} for code, name in settings.LANGUAGES]
        if document is None:
            return names
        behind = {one.language for one in self._stale_in_form(request)}
        for one in names:
            state = state_of(self.model, document["fields"], one["code"], behind, staleness.source_of(document))
            one |= {"state": state, "words": STATES[state]}
        return names

    def _say_still_right(self, request, item, document) -> None:
        """The text named by the button stands for its source as it is in the form."""
        name, _space, code = request.POST[STILL_RIGHT].partition(" ")
        own = roles.languages_of(request.user, self.model)
        if own is not None and code not in own:
            raise PermissionDenied
        if staleness.still_right(item, name, code, request.saved, document):
            self.message_user(
                request, _("The translation is noted as still right. It was not changed."), messages.SUCCESS
            )


def _note(model, one, source) -> str:
    first, *rest = one.name.split("/")
    of, name = (row_model(model, first)[0], rest[1]) if rest else (model, first)
    texts = [_plain(of._meta.get_field(name), text) for text in (one.source_then, one.source_now)]
    context = {
        "source": language_name(source),
        "lang": wording.html_lang(source),
        "pieces": shortened(pieces(*(texts if texts[0] != texts[1] else (one.source_then, one.source_now)))),
        "button": STILL_RIGHT,
        "value": f"{one.name} {one.language}",
    }
    return render_to_string("admin/translations/_behind.html", context)


def _plain(column: db.Field, text: str) -> str:
    return prose.plain_text(text) if isinstance(column, ProseField) else text
