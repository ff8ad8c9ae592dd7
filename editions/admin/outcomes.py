"""What became of an item when it was published or kept, in words: who has it now, from when, in which languages, where."""

from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from editions import wording
from editions.languages import language_name
from editions.models import Publishable, Status, Translated

from . import clocks


def published(request, item):
    """Of an item whose rows are what was sent: public, to be public at a moment, or out of sight."""
    asked = get_language() or ""
    if item.status == Status.WITHDRAWN:
        return _("The changes are saved. It stays withdrawn: readers do not see them.")
    if item.publish_at and item.publish_at > timezone.now():
        moment = clocks.in_words(item.publish_at, clocks.zones(request))
        said = _("Public from %(moment)s. Until then readers do not see it.") % {"moment": moment}
        return wording.sentences([said, *_languages(item, asked)], asked)
    if not item.is_itself_public():
        return _("The changes are saved. It is not shown to readers any more.")
    if not item.parents_are_public():
        return _("It is published, and readers see it as soon as what it belongs to is public.")
    said = wording.sentences([_("It is public now."), *_languages(item, asked)], asked)
    if not hasattr(item, "get_absolute_url"):
        return said
    return format_html('{} <a href="{}">{}</a>', said, item.get_absolute_url(), _("See the page"))


def _languages(item, asked):
    """In which languages readers have it."""
    if not isinstance(item, Translated):
        return
    names = wording.series(map(language_name, item.ready_languages), asked)
    yield _("Languages: %(languages)s.") % {"languages": names}


def kept(request, item) -> str:
    """Of a draft that was saved: what readers have, or get, stays as it was."""
    if not isinstance(item, Publishable) or not item.is_embargoed:
        return _("The draft is saved. Readers go on seeing what is published.")
    moment = clocks.in_words(item.publish_at, clocks.zones(request))
    return _("The draft is saved. On %(moment)s readers get what was published before, without these changes.") % {
        "moment": moment
    }


def not_published(found) -> str:
    """Of changes that the gate does not let through; that they are kept is said before."""
    if all(one.code == "second-eyes" for one in found):
        return _("These changes wait for a second pair of eyes.")
    if all(one.code == "unseen" for one in found):
        return unseen()
    return _("These changes are not published yet: see what is left to do.")


def unseen() -> str:
    return _(
        "These changes are not published yet, since others wrote in the draft meanwhile. Look at it, then publish."
    )
