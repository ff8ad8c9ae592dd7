"""A press kit: the texts in every language, the photographs in two sizes, captions, terms and contacts, as one ZIP file."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.template.loader import render_to_string
from django.utils.translation import override

from editions import prose, wording, zipping
from editions.models import (
    Contact,
    Correction,
    Document,
    DocumentFile,
    Edition,
    Page,
    Photo,
    PressRelease,
    Side,
    language_codes,
)
from editions.structured_data import PHOTO_TERMS

from . import pages, shapes
from .photo_archive import content_of, stored
from .press_rows import contact_row, correction_rows, embargo_words, fetch_release, text_of
from .press_texts import contact_lines, plain_text

SIZES = ("print", "web")
COLUMNS = ("caption", "alt")


@pages.public
def press_kit(request: HttpRequest, year: int, slug: str) -> HttpResponseBase:
    release = fetch_release(request, year, slug)
    photos = Photo.objects.visible_to(request.user).filter(release_photos__release=release).for_the_press()
    documents = files_to_take(request).filter(document__release_documents__release=release)
    return sent(
        request,
        release.slug,
        releases=[release],
        photos=photos.order_by("release_photos__order", "release_photos__id"),
        files=documents,
    )


@pages.public
def edition_kit(request: HttpRequest, number: int) -> HttpResponseBase:
    edition = pages.fetch(request, Edition.objects.with_venues(), number=number)
    releases = PressRelease.objects.visible_to(request.user).filter(edition=edition).newest_first()
    photos = Photo.objects.visible_to(request.user).filter(edition=edition).for_the_press().in_order()
    files = files_to_take(request).filter(document__edition=edition)
    releases = list(releases.select_related("edition").prefetch_related("edition__venues__side"))
    if not releases and not photos.exists():
        raise Http404
    return sent(request, f"edition-{edition.number}", releases=releases, photos=photos, files=files)


def files_to_take(request: HttpRequest) -> QuerySet[DocumentFile]:
    """Not those of a document that was withdrawn under a notice: in an archive nobody would see the notice."""
    documents = Document.objects.visible_to(request.user).values("pk")
    return DocumentFile.objects.visible_to(request.user).filter(document__in=documents).select_related("document")


def sent(
    request: HttpRequest,
    name: str,
    *,
    releases: Sequence[PressRelease],
    photos: Iterable[Photo],
    files: Iterable[DocumentFile],
) -> HttpResponseBase:
    """The archive while it is written: what it holds is asked now, what the files hold when their turn comes."""
    photos, files = list(photos), list(files)
    entries = [
        *texts(request, releases),
        *about_all(request, releases),
        *pictures(photos),
        *((f"documents/{one.document.slug}.{one.language}.pdf", partial(stored, one.file.name)) for one in files),
    ]
    # Dated by what is in it: the same content is the same file, whenever and wherever it is asked for.
    moment = max(one.updated_at for one in [*releases, *photos, *(file.document for file in files)])
    response = StreamingHttpResponse(zipping.stream(entries, moment), content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="kit-{name}.zip"'
    response.headers["Cache-Control"] = "no-store"  # and so it is not compressed a second time
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def texts(request: HttpRequest, releases: Sequence[PressRelease]) -> Iterator[tuple]:
    """Each release as plain text and as HTML, in the languages it is ready in."""
    sides = list(Side.objects.all())
    for release in releases:
        corrections = list(Correction.objects.visible_to(request.user).filter(release=release))
        contacts = list(release.contacts.select_related("side"))
        photos = list(
            Photo.objects.visible_to(request.user)
            .filter(release_photos__release=release)
            .order_by("release_photos__order", "release_photos__id")
        )
        for code in release.ready_languages:
            with override(code):
                parts = {"corrections": corrections, "contacts": contacts, "photos": photos, "sides": sides}
                plain = plain_text(release, **parts)
                html = as_html(release, corrections, code, embargo_words(release, sides))
            yield f"texts/{release.year}-{release.slug}.{code}.txt", given(plain)
            yield f"texts/{release.year}-{release.slug}.{code}.html", given(html)


def as_html(release: PressRelease, corrections: Sequence[Correction], code: str, embargo: str) -> str:
    return render_to_string(
        "press/kit.html",
        {
            **text_of(release),
            "html_lang": wording.html_lang(code),
            "embargo": embargo,
            "corrections": correction_rows(corrections, release),
            "address": settings.SITE_URL + release.get_absolute_url(),
        },
    )


def about_all(request: HttpRequest, releases: Sequence[PressRelease]) -> Iterator[tuple]:
    """Whom to ask, and on what terms, in each language."""
    sides = list(Side.objects.all())
    chosen = Contact.objects.filter(releases__in=[release.pk for release in releases]).distinct()
    contacts = list((chosen if chosen.exists() else Contact.objects.filter(is_public=True)).select_related("side"))
    terms = Page.objects.published().filter(slug=PHOTO_TERMS).first()
    for code in language_codes():
        with override(code):
            if contacts:
                words = "\n\n".join(contact_lines(contact_row(contact, sides)) for contact in contacts)
                yield f"contacts.{code}.txt", given(words + "\n")
            if terms and code in terms.ready_languages:
                yield (
                    f"terms.{code}.txt",
                    given(f"{terms.text('title')}\n\n{prose.plain_text(str(terms.text('body')))}\n"),
                )


def pictures(photos: Sequence[Photo]) -> Iterator[tuple]:
    """A table of all of them, then each in two sizes."""
    rows = [
        [
            "file",
            *(f"{column}_{code}" for column in COLUMNS for code in language_codes()),
            "credit",
            "rights",
            "taken_at",
            "address",
        ]
    ]
    found = []
    for number, photo in enumerate(photos, start=1):
        name = f"{number:03}-{photo.permanent_id}.jpg"
        sizes = [size for size in SIZES if photo.rendition(size)]
        if not sizes:
            continue
        found += [(f"photographs/{size}/{name}", content_of(photo, size)) for size in sizes]
        rows.append([name, *captions(photo), str(shapes.credit(photo)), str(photo.get_rights_display())])
        rows[-1] += [photo.taken_at.isoformat() if photo.taken_at else "", settings.SITE_URL + photo.get_absolute_url()]
    if found:
        yield "photographs/captions.csv", given(zipping.table(rows))
        yield from found


def captions(photo: Photo) -> list[str]:
    """In each language what is there, without standing in for another."""
    ready = {column: photo.languages_of(column) for column in COLUMNS}
    return [
        str(photo.text(column, code)) if code in ready[column] else ""
        for column in COLUMNS
        for code in language_codes()
    ]


def given(words: str | bytes):
    content = words.encode() if isinstance(words, str) else words
    return lambda: [content]
