"""On which of the readers' pages a speaker's name or a title stands: what a change of it changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from editions import wording
from editions.models import Appearance, Edition, Photo, Session, Speaker


@dataclass(frozen=True, slots=True)
class Page:
    """One of the readers' pages, in the editor's words and language."""

    words: str
    address: str


def pages_with_name(speaker: Speaker) -> list[Page]:
    """Readers' pages on which the name stands; none for a speaker who is not public. A constant number of queries."""
    if not speaker.is_public():
        return []
    # Found first, and sorted here: asked which are public as well, SQLite goes through the appearances of every edition.
    mine = Appearance.objects.filter(Q(speaker=speaker) | Q(read_by=speaker)).order_by().values_list("pk", flat=True)
    shown = Appearance.objects.published().filter(pk__in=list(mine))
    appearances = sorted(
        shown.select_related("edition", "session", "speaker").order_by(),
        key=lambda one: (one.edition.number, one.order, one.pk),
    )
    found = [_own(speaker), Page(_("The list of speakers"), reverse("speaker-list"))]
    for edition in _once(one.edition for one in appearances if one.speaker_id == speaker.pk):
        found += [_edition(edition), _speakers_of(edition)]
    for edition in _once(one.edition for one in appearances if one.session_id):
        found.append(_programme_of(edition))
    found += [_session(one) for one in _once(one.session for one in appearances if one.session)]
    found += [_own(one) for one in _once(one.speaker for one in appearances if one.speaker_id != speaker.pk)]
    for photo in Photo.objects.published().filter(speakers=speaker).in_order():
        words = _("Photograph: %(caption)s") % {"caption": photo.text("caption") or photo.permanent_id}
        found.append(Page(words, photo.get_absolute_url()))
    return found


def pages_with_title(appearance: Appearance) -> list[Page]:
    """Readers' pages on which the title of one appearance stands. Its edition, session and speaker are loaded."""
    if appearance.pk is None or not appearance.is_public():
        return []
    found = [_own(appearance.speaker), _edition(appearance.edition), _speakers_of(appearance.edition)]
    return [*found, _session(appearance.session)] if appearance.session else found


def _once(items: Iterable[Any]) -> list[Any]:
    return list({item.pk: item for item in items}.values())


def _own(speaker: Speaker) -> Page:
    return Page(_("The page of %(name)s") % {"name": speaker.text("name")}, speaker.get_absolute_url())


def _edition(edition: Edition) -> Page:
    return Page(_label(edition), edition.get_absolute_url())


def _speakers_of(edition: Edition) -> Page:
    words = _("Speakers of the %(edition)s") % {"edition": _label(edition)}
    return Page(words, reverse("edition-speakers", args=[edition.number]))


def _programme_of(edition: Edition) -> Page:
    words = _("Programme of the %(edition)s") % {"edition": _label(edition)}
    return Page(words, reverse("programme", args=[edition.number]))


def _session(session: Session) -> Page:
    title = session.text("title") or session.get_kind_display()
    return Page(_("Session: %(title)s") % {"title": title}, session.get_absolute_url())


def _label(edition: Edition) -> str:
    return wording.edition_label(edition.number, get_language() or "")
