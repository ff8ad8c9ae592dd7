"""Photographs: the gallery, the gallery of an edition, and the page of each."""

from collections.abc import Iterable
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from editions import structured_data, wording
from editions.filters import clean_address
from editions.languages import Text
from editions.list_filters import EditionPhotoFilter, PhotoFilter
from editions.long_lists import LongList, groups
from editions.models import Edition, Photo
from editions.photo_sizes import DOWNLOADS

from . import pages, shapes
from .photo_archive import MOST, SIZE

PER_PAGE = 48
PIXELS = {size.name: size.edge for size in DOWNLOADS}


@pages.public
@clean_address
def photo_list(request: HttpRequest) -> HttpResponse:
    photos = PhotoFilter(request.GET, Photo.objects.visible_to(request.user), request=request)
    editions = photos.kept("editions", lambda: groups(photos.qs, "edition__number"), photos.chosen)
    page = pages.paginate(request, LongList(photos.qs.by_edition(), "edition__number", editions), PER_PAGE)
    return render(
        request,
        "photos/list.html",
        {
            "filters": photos,
            "tiles": tiles(page),
            "page": page,
            "pagination": shapes.pagination(request, page),
            "breadcrumbs": [{"label": _("Photographs")}],
        },
    )


@pages.public
@clean_address
def edition_photos(request: HttpRequest, number: int) -> HttpResponse:
    edition = pages.fetch(request, Edition.objects.with_venues(), number=number)
    visible = Photo.objects.visible_to(request.user).filter(edition=edition)
    photos = EditionPhotoFilter(request.GET, visible, request=request)
    count = photos.kept("photographs", photos.qs.count, photos.chosen)
    page = pages.paginate(request, photos.qs.in_order(), PER_PAGE, count)
    return render(
        request,
        "photos/edition.html",
        {
            "edition": edition,
            "label": wording.edition_label(edition.number, get_language()),
            "palette": shapes.palette(edition),
            "filters": photos,
            "tiles": tiles(page, to_choose=True),
            "page": page,
            "pagination": shapes.pagination(request, page),
            "breadcrumbs": trail(edition, _("Photographs")),
            "archive": archive_of(request, photos, edition),
            "terms_url": structured_data.terms_address(),
        },
    )


@pages.public
def photo_detail(request: HttpRequest, permanent_id: str) -> HttpResponse:
    photos = Photo.objects.select_related("edition", "session").prefetch_related("edition__venues__side")
    photo = pages.fetch(request, photos, permanent_id=permanent_id)
    earlier, later = neighbours(request, photo)
    downloads = [item for name in Photo.DOWNLOADS if (item := download(photo, name))]
    terms = structured_data.terms_address()
    return render(
        request,
        "photos/detail.html",
        {
            "photo": photo,
            "tile": tiles([photo])[0],
            "session": photo.session if photo.session and photo.session.is_public() else None,
            "speakers": list(photo.speakers.visible_to(request.user)),
            "downloads": downloads,
            "terms_url": terms,
            "structured_data": structured_data.photo_data(photo, downloads, terms),
            "earlier": earlier,
            "later": later,
            "palette": shapes.palette(photo.edition) if photo.edition else "",
            "breadcrumbs": trail(photo.edition, _("Photograph")) if photo.edition else gallery_trail(),
            "description": described(photo),
            **pages.about(request, photo),
        },
    )


def tiles(photos: Iterable[Photo], *, to_choose: bool = False) -> list[dict]:
    """``choice`` is what stands for a photograph in a selection; empty where readers may not take it away."""
    address = shapes.addresses("photo-detail")
    return [
        {
            **shapes.photo(photo, address),
            "id": photo.permanent_id,
            "choice": photo.permanent_id if to_choose and photo.may_be_passed_on else "",
        }
        for photo in photos
    ]


def archive_of(request: HttpRequest, photos: EditionPhotoFilter, edition: Edition) -> dict | None:
    """Where all of these can be taken away with the same filters, and how many of how many; None where none may be."""
    count = photos.kept("for the press", photos.qs.for_the_press().count, photos.chosen)
    if not count:
        return None
    query = request.GET.copy()
    query.pop("page", None)
    address = reverse("edition-photo-archive", args=[edition.number])
    return {
        "address": address,
        "url": f"{address}?{query.urlencode()}" if query else address,
        "count": count,
        "most": MOST if count > MOST else 0,
        "sizes": [(name, PIXELS[name], name == SIZE) for name in Photo.DOWNLOADS],
    }


def described(photo: Photo) -> Text:
    """What is seen, and what it is: the alternative text, with the caption where both are in one language."""
    alt, caption = photo.text("alt"), photo.text("caption")
    if not (alt and caption and alt.language == caption.language):
        return alt or caption
    return replace(alt, value=wording.with_note(str(caption), str(alt), alt.language))


def neighbours(request: HttpRequest, photo: Photo) -> tuple[str, str]:
    """Addresses of the photographs before and after this one in the gallery of its edition; empty at the ends."""
    gallery = Photo.objects.visible_to(request.user).filter(edition=photo.edition_id).in_order()
    ids = list(gallery.values_list("permanent_id", flat=True)[:5000])
    here = ids.index(photo.permanent_id) if photo.permanent_id in ids else -1
    if here < 0:
        return "", ""
    addresses = [reverse("photo-detail", args=[item]) if item else "" for item in [None, *ids, None][here : here + 3]]
    return addresses[0], addresses[2]


def download(photo: Photo, name: str) -> dict | None:
    """One size to take away, with its pixels and bytes; None when it was not made."""
    item = photo.rendition(name)
    if item is None or not photo.may_be_passed_on:
        return None
    return {**item, "url": photo.rendition_url(name)}


def gallery_trail() -> list[dict]:
    return [{"label": _("Photographs"), "url": reverse("photo-list")}, {"label": _("Photograph")}]


def trail(edition: Edition, last: str) -> list[dict]:
    label = wording.edition_label(edition.number, get_language())
    return [
        {"label": _("Editions"), "url": reverse("edition-list")},
        {"label": label, "url": edition.get_absolute_url()},
        {"label": last},
    ]
