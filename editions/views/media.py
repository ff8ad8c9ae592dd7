"""Files behind the one rule: what is not public is not served, under any name, to anyone outside."""

import logging

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response

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
    try:
        file = default_storage.open(path)
    except FileNotFoundError:
        logger.error("A file is missing from storage: %s", path)
        raise Http404 from None
    response = FileResponse(file, content_type=content_type, as_attachment=bool(filename), filename=filename or None)
    if not filename:
        response.headers["Content-Disposition"] = "inline"
    response.headers["Cache-Control"] = cache
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    if etag:
        response.headers["ETag"] = etag
    return response
