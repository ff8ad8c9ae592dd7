"""Files behind the one rule: what is not public is not served, under any name, to anyone outside."""

import logging
from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from editions.models import SEE_UNPUBLISHED, DocumentFile, Photo

logger = logging.getLogger(__name__)

PUBLIC_CACHE = "public, max-age=31536000, s-maxage=60"
PRIVATE_CACHE = "private, no-store"


def media(request: HttpRequest, token: str, name: str) -> HttpResponseBase:
    """``/media/<random>/<name>``: a size of a photograph, or a document, with its true type and nothing executable."""
    photo = Photo.objects.visible_to(request.user).filter(token=token).first()
    if photo is not None:
        return photo_response(request, photo, name)
    document_file = DocumentFile.objects.visible_to(request.user).filter(token=token).select_related("document").first()
    if document_file is not None:
        return document_response(request, document_file)
    # Asked of both in any case: what is hidden takes as long as what is not there.
    hidden = [model.objects.filter(token=token).exists() for model in (Photo, DocumentFile)]
    if any(hidden):
        logger.warning("A file that is not public was asked for: %s", token)
    raise Http404


def photo_response(request: HttpRequest, photo: Photo, name: str) -> HttpResponseBase:
    if name == "original" and request.user.has_perm(SEE_UNPUBLISHED):
        return answer(request, photo.original.name, photo.content_type, PRIVATE_CACHE, filename=photo.original_name)
    item = next((item for item in photo.renditions if item["file"] == name), None)
    if item is None or (item["name"] in Photo.DOWNLOADS and not may_take_away(request, photo)):
        raise Http404
    cache = PUBLIC_CACHE if photo.is_public() else PRIVATE_CACHE
    return answer(request, photo.rendition_path(name), item["type"], cache, etag=f'"{photo.token}-{name}"')


def may_take_away(request: HttpRequest, photo: Photo) -> bool:
    """The names of the sizes are no secret: what the page does not offer is not served either."""
    return photo.may_be_passed_on or request.user.has_perm(SEE_UNPUBLISHED)


def document_response(request: HttpRequest, document_file: DocumentFile) -> HttpResponseBase:
    cache = PUBLIC_CACHE if document_file.is_public() else PRIVATE_CACHE
    name = f"{document_file.document.slug}.{document_file.language}.pdf"
    return answer(
        request,
        document_file.file.name,
        "application/pdf",
        cache,
        filename=name,
        etag=f'"{document_file.content_hash}"',
    )


def answer(
    request: HttpRequest, path: str, content_type: str, cache: str, *, filename: str = "", etag: str = ""
) -> HttpResponseBase:
    """The stored file; with a ``filename`` it is a download. Missing in storage: 404, and the log says so."""
    if unchanged := get_conditional_response(request, etag=etag or None):
        return unchanged  # before the file is opened
    response = handed_over(path) if settings.INTERNAL_FILES else opened(path)
    response.headers["Content-Type"] = content_type
    kind = "attachment" if filename else "inline"
    response.headers["Content-Disposition"] = content_disposition_header(bool(filename), filename) or kind
    response.headers["Cache-Control"] = cache
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    if etag:
        response.headers["ETag"] = etag
    return response


def opened(path: str) -> FileResponse:
    try:
        return FileResponse(default_storage.open(path))
    except FileNotFoundError:
        raise missing(path) from None


def handed_over(path: str) -> HttpResponse:
    """For nginx, which finds the file in its internal location and sends it."""
    if not default_storage.exists(path):
        raise missing(path)
    return HttpResponse(headers={"X-Accel-Redirect": quote(settings.INTERNAL_FILES + path)})


def missing(path: str) -> Http404:
    logger.error("A file is missing from storage: %s", path)
    return Http404()
