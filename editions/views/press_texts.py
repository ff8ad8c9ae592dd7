"""A release as plain text and as a reference: what a newsroom pastes and a reference manager reads."""

from collections.abc import Callable, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from editions import citations, prose, wording
from editions.context_processors import forum_names
from editions.languages import Text
from editions.models import Contact, Correction, Photo, PressRelease, Side

from . import pages, shapes
from .press_rows import contact_row, correction_rows, embargo_words, fetch_release, release_date, text_of


@pages.public
def press_text(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    release = fetch_release(request, year, slug)
    corrections = Correction.objects.visible_to(request.user).filter(release=release)
    photos = Photo.objects.visible_to(request.user).filter(release_photos__release=release)
    words = plain_text(
        release,
        corrections=list(corrections),
        contacts=list(release.contacts.select_related("side")),
        photos=list(photos.order_by("release_photos__order", "release_photos__id")),
        sides=list(Side.objects.all()),
    )
    return plain(release, words, "text/plain")


@pages.public
def press_bibtex(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    return reference(request, year, slug, citations.bibtex, "application/x-bibtex", "bib")


@pages.public
def press_ris(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    return reference(request, year, slug, citations.ris, "application/x-research-info-systems", "ris")


def reference(
    request: HttpRequest,
    year: int,
    slug: str,
    written: Callable[[citations.Cited], str],
    content_type: str,
    ending: str,
) -> HttpResponse:
    release = fetch_release(request, year, slug)
    response = plain(release, written(cited(request, release)), content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{release.slug}.{ending}"'
    return response


def plain(release: PressRelease, words: str, content_type: str) -> HttpResponse:
    """A text that stands for the page: search engines are pointed to that."""
    response = HttpResponse(words, content_type=f"{content_type}; charset=utf-8")
    response.headers["Link"] = f'<{settings.SITE_URL}{release.get_absolute_url()}>; rel="canonical"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def cited(request: HttpRequest, release: PressRelease) -> citations.Cited:
    """The release as it is cited, in the language in which its headline is read."""
    headline = release.text("headline")
    language = headline.language
    names = [str(name) for name in forum_names(pages.forum(request), pages.sides(request), language)]
    site = names[0] if names else ""
    return citations.Cited(
        key=release.permanent_id,
        title=str(headline),
        issuer=str(release.text("source_line", language)) or site,
        kind=str(release.get_kind_display()),
        day=release_date(release),
        place=str(release.text("dateline_city", language)),
        site=site,
        url=settings.SITE_URL + pages.in_language(release.get_absolute_url(), language),
        language=language,
    )


def plain_text(
    release: PressRelease,
    *,
    corrections: Sequence[Correction],
    contacts: Sequence[Contact],
    photos: Sequence[Photo],
    sides: Sequence[Side],
) -> str:
    """The whole release in the reader's language, ready to be pasted: parts stand apart by a blank line."""
    text = text_of(release)
    fallback = shapes.fallback(release, "headline", "body", "standfirst")
    parts = [
        embargo_words(release, sides),
        _("This text is not available in %(wanted)s; it is shown in %(shown)s.") % fallback if fallback else "",
        str(text["headline"]),
        str(text["standfirst"]),
        told(text["dateline"], text["body"]),
        str(text["byline"]),
        *titled(_("About the forum"), prose.plain_text(str(text["boilerplate"]))),
        *titled(_("Press contacts"), "\n\n".join(contact_lines(contact_row(one, sides)) for one in contacts)),
        *titled(_("Photographs"), "\n\n".join(photo_lines(photo) for photo in photos)),
        *titled(_("Corrections"), "\n".join(correction_line(row) for row in correction_rows(corrections, release))),
        *titled(_("Issued by"), str(text["source"])),
        settings.SITE_URL + release.get_absolute_url(),
        settings.SITE_URL + reverse("permalink", args=[release.permanent_id]),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def told(dateline: Text, body: Text) -> str:
    """The body behind its dateline, which Latin scripts part from it by a blank and the others do not."""
    blank = "" if body.language.startswith(("zh", "ja")) else " "
    return blank.join(filter(None, [str(dateline), prose.plain_text(str(body))]))


def titled(title: str, words: str) -> list[str]:
    return [title, words] if words else []


def contact_lines(contact: dict) -> str:
    name = wording.clauses([str(contact["name"]), str(contact["side"])], get_language() or "")
    rows = [
        (_("E-mail"), contact["email"]),
        (_("Telephone"), contact["phone"]),
        (_("Hours"), contact["hours"]),
        (_("Web site"), contact["website"]),
        (_("Address"), contact["address"]),
    ]
    lines = [wording.heading(str(label), str(value), get_language() or "") for label, value in rows if value]
    return "\n".join([name, *lines])


def photo_lines(photo: Photo) -> str:
    caption, credit = photo.text("caption"), shapes.credit(photo)
    words = _("%(caption)s (photograph: %(credit)s)") % {"caption": caption, "credit": credit} if credit else caption
    return f"{words}\n{settings.SITE_URL}{photo.get_absolute_url()}"


def correction_line(row: dict) -> str:
    language = get_language() or ""
    return wording.heading(
        wording.clauses([wording.date(row["date"], language), str(row["kind"])], language), str(row["text"]), language
    )
