"""The pages for refusals and failures. They need no database, and failing to draw one still gives an answer."""

import errno
import logging
import sys
from smtplib import SMTPException
from socket import gaierror
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, InternalError, OperationalError, ProgrammingError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.translation import get_language_from_request, override, to_locale

logger = logging.getLogger(__name__)

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
PAGES = (400, 403, 404, 405, 410, 413, 429, 500, 503)
LOSING = (403, 500, 503)  # what was typed, if it stood nowhere else
FILLED = "is_page_of_its_status"
RETRY_SECONDS = "30"
# The database; PostgreSQL's words for a table that is not migrated yet and for one that may only be read, where SQLite has the
# first; and a mail server that does not answer.
AWAY = (
    OperationalError,
    InterfaceError,
    ProgrammingError,
    InternalError,
    ConnectionError,
    TimeoutError,
    gaierror,
    SMTPException,
)
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}  # the disk takes nothing more


def fill(response: HttpResponse, request: HttpRequest, given_back: dict[str, Any] | None = None) -> None:
    """Puts the page of its status code, in the reader's language, into an empty response; what was sent stands in it."""
    try:
        stylesheet = static("css/site.css")
    except ValueError:  # static files are not collected yet
        stylesheet = None
    try:
        language = get_language_from_request(request, check_path=True)
        with override(language):
            response.content = render_to_string(
                f"errors/{response.status_code}.html",
                {
                    "language": to_locale(language).replace("_", "-"),
                    "stylesheet": stylesheet,
                    "is_desk": request.path_info.startswith("/admin/"),
                    "given_back": given_back,
                    "address": request.get_full_path(),
                },
            )
        response.headers["Content-Type"] = "text/html; charset=utf-8"
    except Exception:
        logger.exception("The page for error %s could not be drawn", response.status_code)
        response.content = f"Error {response.status_code}"
        response.headers["Content-Type"] = "text/plain; charset=utf-8"
    response.headers["Content-Length"] = str(len(response.content))
    setattr(response, FILLED, True)


def page(status: int, request: HttpRequest) -> HttpResponse:
    response = HttpResponse(status=status)
    fill(response, request)
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(413 if isinstance(exception, TOO_MUCH) else 400, request)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(403, request)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return (given_back(request) if request.path_info.startswith("/admin/") else None) or page(403, request)


def given_back(request: HttpRequest) -> HttpResponse | None:
    """What an editor typed stands in the page of the refusal, where a page of ours sent it."""
    from editions.admin import given_back  # loaded with the desk, which readers do without

    return given_back.page(request) if given_back.is_ours(request) else None


def give_back(response: HttpResponse, request: HttpRequest) -> None:
    """Put what a page of ours sent into the page of a fault or a refusal; without the database, which may be away."""
    from editions.admin import given_back

    try:
        found = given_back.what_was_sent(request) if given_back.is_ours(request) else None
    except Exception:  # as what was sent cannot be read, or what reads it is at fault itself
        logger.exception("What was sent could not be given back")
        return
    if found:
        found["sent"].append(("csrfmiddlewaretoken", request.POST.get("csrfmiddlewaretoken", "")))
        fill(response, request, found)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(404, request)


def server_error(request: HttpRequest) -> HttpResponse:
    failure = sys.exc_info()[1]
    if isinstance(failure, AWAY) or (isinstance(failure, OSError) and failure.errno in FULL):
        return away(request)
    return page(500, request)


def away(request: HttpRequest) -> HttpResponse:
    response = page(503, request)
    response.headers["Retry-After"] = RETRY_SECONDS
    return response
