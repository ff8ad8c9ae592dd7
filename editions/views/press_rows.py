"""Releases, corrections, coverage and press contacts as the pages show them."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from editions import comparing, prose, wording
from editions.corrections import PLAIN, TRANSLATED, awaiting
from editions.languages import Text, language_name
from editions.models import Contact, Correction, Document, PressRelease, Side, prepared

from . import pages, shapes


def fetch_release(request: HttpRequest, year: int, slug: str) -> PressRelease:
    releases = PressRelease.objects
    release = pages.fetch_by(request, release_at, lambda: releases.select_related("edition"), year=year, slug=slug)
    pages.know_venues(release.edition)
    return release


@prepared
def release_at(visible, language, year, slug):
    releases = visible(PressRelease).select_related("edition").filter(year=year, slug=slug)
    return pages.knowing_behind(releases, language)[:1]


def release_date(release: PressRelease):
    """The day a release carries: that of its dateline, else that of its publication; None for a draft without either."""
    published = timezone.localtime(release.publish_at).date() if release.publish_at else None
    return release.dateline_date or published


def document_row(document: Document) -> dict:
    return {
        "title": document.text("title"),
        "url": document.get_absolute_url(),
        "date": document.adopted_on,
        "kind": document.get_kind_display(),
    }


def contact_row(contact: Contact, sides: Sequence[Side]) -> dict:
    """Whom to ask; the hours on the desk's own clock and on the other capital's."""
    return {
        "name": contact.text("name"),
        "side": contact.side.text("country") if contact.side else "",
        "email": contact.email,
        "phone": contact.phone,
        "website": contact.website,
        "address": contact.text("address"),
        "hours": hours_of(contact, sides),
    }


def hours_of(contact: Contact, sides: Sequence[Side]) -> Text:
    hours = contact.text("hours")
    if not hours or not contact.side:
        return hours
    clocks = zones([contact.side, *(side for side in sides if side.pk != contact.side.pk)], hours.language)
    words = wording.office_hours(hours.value, clocks, timezone.localdate(), hours.language)
    return Text(words, hours.language, hours.asked)


def hosts_first(release: PressRelease, sides: Sequence[Side]) -> list[Side]:
    """The sides in the order in which a moment is told: on the clock of the edition's host first."""
    hosts = {side.pk for side in release.edition.host_sides} if release.edition else set()
    return sorted(sides, key=lambda side: side.pk not in hosts)


def zones(sides: Sequence[Side], language: str) -> list[tuple[str, str]]:
    """The capitals and their clocks, as ``wording`` takes them."""
    return [(str(side.text("capital", language)), side.time_zone) for side in sides]


def embargo_words(release: PressRelease, sides: Sequence[Side]) -> str:
    """Until when nobody may publish it, on every capital's clock; "" for what readers have, or nobody scheduled."""
    if not release.is_embargoed:
        return ""
    language = get_language() or ""
    clocks = zones(hosts_first(release, sides), language) or [("UTC", "UTC")]
    return _("Under embargo until %(moment)s.") % {"moment": wording.moment(release.publish_at, clocks, language)}


# Corrections, and the text before each of them


def correction_row(correction: Correction, release: PressRelease, number: int) -> dict:
    """For components/correction.html; ``number`` counts the corrections of a release from its oldest, which is 1."""
    return {
        "date": timezone.localtime(correction.made_at).date(),
        "text": correction.text("note"),
        "kind": correction.get_kind_display(),
        "number": number,
        "url": version_url(release, number) if correction.earlier else "",
    }


def correction_rows(corrections: Sequence[Correction], release: PressRelease) -> list[dict]:
    """All corrections of a release, given and returned the newest first."""
    last, ready = len(corrections), release.ready_languages
    return [
        correction_row(one, release, last - place)
        | {"awaited": [language_name(code) for code in awaiting(one, corrections[:place], ready)]}
        for place, one in enumerate(corrections)
    ]


def differences(before: dict, after: dict) -> list[dict]:
    """What the texts of a release, as ``text_of`` gives them, say differently now: word by word, where they are in one language."""
    found = []
    for name in ("headline", "standfirst", "dateline", "body", "boilerplate"):
        old, new = before[name], after[name]
        is_prose = name in ("body", "boilerplate")
        first, second = (prose.plain_text(one.value) if is_prose else one.value for one in (old, new))
        if first != second and old.language == new.language:
            pieces = comparing.shortened(comparing.pieces(first, second))
            found.append({"language": new.language, "pieces": pieces})
    return found


def version_url(release: PressRelease, number: int) -> str:
    return f"{release.get_absolute_url()}versions/{number}/"


def set_back(release: PressRelease, corrections: Sequence[Correction]) -> None:
    """Give a release, which is not to be saved, the text it had before these corrections, the newest first.

    In the languages readers may see it in: of a language held back the earlier texts are not for them either.
    """
    columns = {build_localized_fieldname(field, code) for field in TRANSLATED for code in release.ready_languages}
    columns |= set(PLAIN)
    for correction in corrections:
        for column, text in correction.earlier.items():
            if column in columns:
                setattr(release, column, text or "")


def text_of(release: PressRelease) -> dict:
    """The words of a release as press/_text.html sets them; the dateline in the language of the body."""
    body = release.text("body")
    city = release.text("dateline_city", body.language)
    dateline = wording.dateline(city.value, release.dateline_date, release.wire, body.language)
    return {
        "headline": release.text("headline"),
        "standfirst": release.text("standfirst"),
        "dateline": Text(dateline, body.language, body.asked),
        "body": body,
        "boilerplate": release.text("boilerplate"),
        "byline": shapes.as_printed(release.byline) if release.byline else "",
        "source": release.text("source_line"),
    }


def kicker_of(release: PressRelease) -> dict:
    edition, language = release.edition, get_language() or ""
    return {
        "kind": release.get_kind_display(),
        "edition": wording.edition_label(edition.number, language) if edition else "",
        "url": edition.get_absolute_url() if edition else "",
        "year": wording.year(edition.year, language) if edition else "",
    }
