"""What is sent: how much of it, from how many at a time, and in which letters."""

import re
from collections.abc import Callable
from threading import BoundedSemaphore
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.utils.log import log_response

from forumsite import errors

Answer = Callable[[HttpRequest], HttpResponse]
Application = Callable[..., Any]  # a WSGI application

# Between the parts of a body, at most seventy letters of these (RFC 2046).
BOUNDARY = re.compile(
    r"""(?:^|;)\s*boundary="?([\w'()+,./:=? -]{0,69}[\w'()+,./:=?-])"?\s*(?:;|$)""", re.ASCII | re.IGNORECASE
)

# Bodies of readers that one worker takes in at a time, of its four threads; and the seconds for which another one waits.
ARRIVING = BoundedSemaphore(2)
PATIENCE = 0.1


def in_utf8(application: Application) -> Application:
    """In front of Django: texts are UTF-8, whatever their sender calls them.

    Django reads the address too in the ``charset`` of the body, and fails over one that is none for texts. Nothing but the kind
    of a body and the boundary between its parts is passed on.
    """

    def plain(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        said = environ.get("CONTENT_TYPE", "")
        if ";" in said:
            kind, _, parameters = said.partition(";")
            boundary = BOUNDARY.search(parameters) if kind.strip().lower().startswith("multipart/") else None
            environ["CONTENT_TYPE"] = f'{kind}; boundary="{boundary[1]}"' if boundary else kind
        return application(environ, start_response)

    return plain


def body_limit(get_response: Answer) -> Answer:
    """Refuses a body that is too long before a byte of it is read.

    What readers send arrives in few seats: whoever sends it a letter at a time keeps others from sending, and nobody from reading.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        is_of_the_desk = request.path_info.startswith("/admin/")
        limit = settings.BODY_LIMIT_EDITORS if is_of_the_desk else settings.BODY_LIMIT_READERS
        try:
            length = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            return errors.page(400, request)
        if length > limit:
            return errors.page(413, request)
        if length and not is_of_the_desk:
            if not ARRIVING.acquire(timeout=PATIENCE):
                response = errors.away(request)
                log_response(
                    "No seat for what is sent", response=response, request=request, level="warning"
                )  # no failure of ours
                return response
            try:
                _ = request.body  # as a whole; forms are read from it later
            except UnreadablePostError:
                return errors.page(400, request)
            finally:
                ARRIVING.release()
        return get_response(request)

    return middleware


def is_form_of_the_desk(request: HttpRequest) -> bool:
    """Whether a page sent it, no longer than a form is."""
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    is_sent = request.method == "POST" and request.path_info.startswith("/admin/") and "Origin" in request.headers
    return is_sent and 0 < length <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def if_there_is_a_seat(read: Callable[[], Any]) -> Any:
    """What anybody may send to the desk is read in the seats of what readers send; None where all are taken."""
    if not ARRIVING.acquire(timeout=PATIENCE):
        return None
    try:
        return read()
    finally:
        ARRIVING.release()
