"""Files behind the one rule: what is not public is not served, under any name, to anyone outside."""

import logging
from pathlib import PurePath
from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotFound
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from editions import public_files
from editions.models import SEE_UNPUBLISHED, DocumentFile, Photo, ShareLink
from editions.public_files import PublicFile

logger = logging.getLogger(__name__)

PUBLIC_CACHE = "public, max-age=31536000, s-maxage=60"
PRIVATE_CACHE = "private, no-store"


def media(request: HttpRequest, token: str, name: str) -> HttpResponseBase:
    """``/media/<random>/<name>``: a size of a photograph, or a document, with its true type and nothing executable.

    What is public is answered without asking who wants it.
    """
    if file := public_files.find(token, name):
        return answer(request, file, PUBLIC_CACHE)
    if request.user.has_perm(SEE_UNPUBLISHED) and (file := any_file(token, name)):
        return answer(request, file, PRIVATE_CACHE)
    if ShareLink.is_asked_for(request.GET):
        from editions import previews  # with the gate and the wire reader, which a worker does without till then

        if file := previews.shared_file(request, token, name):
            return previews.unkept(answer(request, file, PRIVATE_CACHE))
    # Asked of both in any case: what is hidden takes as long as what is not there.
    hidden = [model.objects.filter(token=token).exists() for model in (Photo, DocumentFile)]
    if any(hidden):
        logger.warning("A file that is not public was asked for: %s", token)
    return nowhere()


def nowhere() -> HttpResponse:
    """No cache keeps this: the next moment may be that of the file's publication."""
    return HttpResponseNotFound(headers={"Cache-Control": "no-store"})


def any_file(token: str, name: str) -> PublicFile | None:
    """For the desk: also what is not public, the sizes that may not be passed on, and the original."""
    photo = Photo.objects.filter(token=token).first()
    if photo is None:
        document_file = DocumentFile.objects.filter(token=token).select_related("document").first()
        return document_file and public_files.file_of(document_file)
    if name == "original":
        kind = photo.content_type.rpartition("/")[2].replace("jpeg", "jpg")
        # By its content: what its sender called it could be run, or opened as a page, where it is saved.
        name = f"{PurePath(photo.original_name).stem or photo.permanent_id}.{kind}"
        return PublicFile(photo.original.name, photo.content_type, "", name)
    item = next((item for item in photo.renditions if item["file"] == name), None)
    return item and PublicFile(photo.rendition_path(name), item["type"], f'"{photo.token}-{name}"')


def answer(request: HttpRequest, file: PublicFile, cache: str) -> HttpResponseBase:
    """The stored file. Missing in storage: 404, and the log says so."""
    if unchanged := get_conditional_response(request, etag=file.etag or None):
        return unchanged  # before the file is opened
    try:
        response = handed_over(file.path) if settings.INTERNAL_FILES else FileResponse(default_storage.open(file.path))
    except FileNotFoundError:
        logger.error("A file is missing from storage: %s", file.path)
        return nowhere()
    response.headers["Content-Type"] = file.content_type
    is_download = bool(file.download_name)
    kind = "attachment" if is_download else "inline"
    response.headers["Content-Disposition"] = content_disposition_header(is_download, file.download_name) or kind
    response.headers["Cache-Control"] = cache
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    if file.etag:
        response.headers["ETag"] = file.etag
    return response


def handed_over(path: str) -> HttpResponse:
    """For nginx, which finds the file in its internal location and sends it."""
    if not default_storage.exists(path):
        raise FileNotFoundError(path)
    return HttpResponse(headers={"X-Accel-Redirect": quote(settings.INTERNAL_FILES + path)})
