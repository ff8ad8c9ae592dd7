"""A selection of an edition's photographs to take away, with their captions: one ZIP file."""

import logging
from collections.abc import Callable, Iterator
from functools import partial

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from editions import wording, zipping
from editions.list_filters import EditionPhotoFilter
from editions.models import Edition, Photo, Session, Speaker

from . import pages

logger = logging.getLogger(__name__)

MOST = 500  # photographs in one file; it is written while it is sent, so this is about patience, not about memory
SIZE = "screen"


@pages.public
def edition_photo_archive(request: HttpRequest, number: int) -> HttpResponseBase:
    """What was chosen by hand, or what the gallery's filters select, of what is public and may be passed on."""
    edition = pages.fetch(request, Edition.objects.with_venues(), number=number)
    size, chosen = request.GET.get("size", SIZE), request.GET.getlist("photo")[:MOST]
    if size not in Photo.DOWNLOADS:
        raise Http404
    if "chosen" in request.GET and not chosen:  # the button beside the boxes, none of which is ticked
        return redirect("edition-photos", number)
    photos = [photo for photo in selection(request, edition, chosen)[:MOST] if photo.rendition(size)]
    if not photos:
        raise Http404
    response = StreamingHttpResponse(archive(photos, size), content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="photographs-{edition.number}.zip"'
    response.headers["Cache-Control"] = "no-store"  # and so it is not compressed a second time
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def selection(request: HttpRequest, edition: Edition, chosen: list[str]) -> QuerySet[Photo]:
    """Also for editors only what is public: what they take away may be passed on as it is."""
    public = Photo.objects.published().filter(edition=edition).for_the_press()
    if chosen:
        public = public.filter(permanent_id__in=[one for one in chosen if one.isalnum()])
    sessions, speakers = Session.objects.published(), Speaker.objects.published()
    filtered = EditionPhotoFilter(request.GET, public, request=request).qs.in_order()
    return filtered.prefetch_related(Prefetch("session", sessions), Prefetch("speakers", speakers))


def archive(photos: list[Photo], size: str) -> Iterator[bytes]:
    language = get_language() or settings.LANGUAGE_CODE
    rows = [
        [
            _("File"),
            _("Caption"),
            _("Credit"),
            _("Rights"),
            _("Taken on"),
            _("Session"),
            _("People shown"),
            _("Address"),
        ]
    ]
    entries = []
    for number, photo in enumerate(photos, start=1):
        name = f"{number:03}-{photo.permanent_id}.jpg"
        entries.append((name, content_of(photo, size)))
        rows.append(captions_row(name, photo, language))
    captions = zipping.table(rows)
    return zipping.stream([("captions.csv", lambda: [captions]), *entries], max(photo.updated_at for photo in photos))


def captions_row(name: str, photo: Photo, language: str) -> list[str]:
    return [
        name,
        str(photo.text("caption", language)),
        photo.credit,
        str(photo.get_rights_display()),
        photo.taken_at.isoformat() if photo.taken_at else "",
        str(photo.session.text("title", language)) if photo.session else "",
        wording.series([str(speaker.text("name", language)) for speaker in photo.speakers.all()], language),
        settings.SITE_URL + photo.get_absolute_url(),
    ]


def content_of(photo: Photo, size: str) -> Callable[[], Iterator[bytes]]:
    return partial(stored, photo.rendition_path(photo.rendition(size)["file"]))


def stored(path: str) -> Iterator[bytes]:
    """A stored file in pieces. Raises FileNotFoundError, and tells the keepers, where it is missing."""
    try:
        file = default_storage.open(path)
    except FileNotFoundError:
        logger.error("A file is missing from storage: %s", path)
        raise
    with file:
        yield from file.chunks(zipping.PIECE)
