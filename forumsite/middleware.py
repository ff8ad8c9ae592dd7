"""What holds for every answer: whom to believe, which methods, which headers, what may be kept."""

import ipaddress
import re
from collections.abc import Callable
from functools import lru_cache
from threading import Lock
from typing import Any
from urllib.parse import unquote

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.request import split_domain_port, validate_host
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.middleware.http import ConditionalGetMiddleware
from django.middleware.locale import LocaleMiddleware
from django.utils.cache import add_never_cache_headers, has_vary_header
from django.utils.translation import get_language_from_path
from whitenoise.middleware import WhiteNoiseMiddleware  # type: ignore[import-untyped]

from editions.views.moved import answer as answer_from_the_ledger
from forumsite import errors, logs
from forumsite.arriving import if_there_is_a_seat, is_form_of_the_desk

Answer = Callable[[HttpRequest], HttpResponse]
LONGEST_HOST = 260  # letters; a name has 253, and then a port
LONGEST_QUERY = 12_000  # characters; a whole programme chosen session by session has 6,000, ten thousand asked of the search get an answer
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PORT")

COOKIES = {
    settings.SESSION_COOKIE_NAME: re.compile(r"[a-z0-9]{32}"),
    settings.CSRF_COOKIE_NAME: re.compile(r"[A-Za-z0-9]{32}([A-Za-z0-9]{32})?"),
}


def for_editors(request: HttpRequest) -> bool:
    return request.path_info.startswith(("/admin/", "/accounts/"))


def _is_trusted(address: str) -> bool:
    try:
        return any(ipaddress.ip_address(address) in network for network in settings.TRUSTED_PROXIES)
    except ValueError:
        return False


def trusted_proxies(get_response: Answer) -> Answer:
    """Believes forwarded headers from our own proxies only; REMOTE_ADDR is the visitor from here on."""

    def middleware(request: HttpRequest) -> HttpResponse:
        meta = request.META
        if not _is_trusted(meta.get("REMOTE_ADDR", "")):
            for header in FORWARDED:
                meta.pop(header, None)
            number = logs.begin_request()
        else:
            number = logs.begin_request(meta.get("HTTP_X_REQUEST_ID", ""))
            for address in reversed(meta.get("HTTP_X_FORWARDED_FOR", "").split(",")):
                try:
                    meta["REMOTE_ADDR"] = str(ipaddress.ip_address(address.strip()))
                except ValueError:
                    break
                if not _is_trusted(meta["REMOTE_ADDR"]):
                    break
        response = get_response(request)
        if response.status_code >= 500:  # for whoever reports it; what may be kept has none
            response.headers["X-Request-ID"] = number
        return response

    return middleware


def gate() -> Callable[[dict[str, Any]], bool]:
    """For what answers in front of Django: whether Django would answer here, and not refuse the host or lead to https."""

    is_https_only = settings.SECURE_SSL_REDIRECT

    @lru_cache(maxsize=256)
    def is_host_ours(host: str) -> bool:
        return validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS)

    @lru_cache(maxsize=256)
    def is_https(scheme: str, forwarded: str, address: str) -> bool:
        return (forwarded if forwarded and _is_trusted(address) else scheme) == "https"

    def admits(environ: dict[str, Any]) -> bool:
        host = environ.get("HTTP_HOST", "")
        if len(host) > LONGEST_HOST or not is_host_ours(host):
            return False
        if not is_https_only:
            return True
        forwarded = environ.get("HTTP_X_FORWARDED_PROTO", "")
        return len(forwarded) < LONGEST_HOST and is_https(
            environ["wsgi.url_scheme"], forwarded, environ.get("REMOTE_ADDR", "")
        )

    return admits


def headers(get_response: Answer) -> Answer:
    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response

    return middleware


class ContentPolicy(CSPMiddleware):
    """The readers' policy everywhere, widened for what editors use below /admin/ and /accounts/ only."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path_info.startswith("/admin/"):
            parts.replace = settings.CONTENT_SECURITY_POLICY_ADMIN | (parts.replace or {})
        if not report_only and request.path_info.startswith("/accounts/"):
            parts.replace = settings.CONTENT_SECURITY_POLICY_ACCOUNTS | (parts.replace or {})
        return parts


def error_pages(get_response: Answer) -> Answer:
    """Gives a page to refusals that come without one, such as 405."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code in errors.PAGES and not response.streaming and not response.content:
            errors.fill(response, request)
        if response.status_code in errors.LOSING and hasattr(response, errors.FILLED) and is_form_of_the_desk(request):
            if_there_is_a_seat(lambda: errors.give_back(response, request))
        return response

    return middleware


def well_formed(get_response: Answer) -> Answer:
    """Looks for nothing that cannot be: no address of ours has a NUL, which PostgreSQL fails over, nor a cookie other letters.

    SQLite fails over comparing with more than 50,000 bytes. A cookie that is not ours is none, so that whoever sends one still gets the page of all visitors.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info:
            return errors.page(404, request)
        query = request.META.get("QUERY_STRING", "")
        if len(query) > LONGEST_QUERY and len(unquote(query)) > LONGEST_QUERY:
            return errors.page(400, request)
        for name, pattern in COOKIES.items():
            if not pattern.fullmatch(request.COOKIES.get(name, "")):
                request.COOKIES.pop(name, None)
        return get_response(request)

    return middleware


class StaticFiles(WhiteNoiseMiddleware):
    """Looks through the collected files when the first is asked for: a worker that begins has a page to make."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._folders: list[tuple[Any, str | None]] = []
        self._lock = Lock()
        super().__init__(*args, **kwargs)

    def add_files(self, root: Any, prefix: str | None = None) -> None:
        self._folders.append((root, prefix))

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._folders and request.path_info.startswith(self.static_prefix):
            with self._lock:
                for folder in self._folders:
                    super().add_files(*folder)
                self._folders = []
        return super().__call__(request)


class Compression(GZipMiddleware):
    """Only what anyone may have: a page with a secret in it is not compressed, so its length tells nothing."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if "no-store" in response.get("Cache-Control", "") or has_vary_header(response, "Cookie"):
            return response
        return super().process_response(request, response)


class Conditional(ConditionalGetMiddleware):
    """Validators and 304 for HEAD too, which is answered as GET is."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        asked, request.method = request.method, "GET" if request.method == "HEAD" else request.method
        try:
            return super().process_response(request, response)
        finally:
            request.method = asked


def cache_control(get_response: Answer) -> Answer:
    """Public pages may be kept and asked about again; what an editor sees is kept nowhere. A view's own word stands."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if for_editors(request) or response.cookies or has_vary_header(response, "Cookie"):
            add_never_cache_headers(response)
        elif response.status_code >= 500 or request.method not in {"GET", "HEAD"}:
            response.headers["Cache-Control"] = "no-store"
        else:
            response.headers.setdefault("Cache-Control", "public, max-age=0, must-revalidate")
        return response

    return middleware


def addresses(get_response: Answer) -> Answer:
    """A reader is answered from the readers' addresses alone, so that the editors' are loaded when an editor comes."""

    def middleware(request: HttpRequest) -> HttpResponse:
        is_editor = settings.SESSION_COOKIE_NAME in request.COOKIES
        if not is_editor and not request.path_info.startswith(("/admin", "/accounts")):
            request.urlconf = settings.READERS_URLCONF
        return get_response(request)

    return middleware


class Language(LocaleMiddleware):
    """The address decides the language. What lies outside the languages is one for everybody, and varies on nothing."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        outside = not get_language_from_path(request.path_info) and not for_editors(request)
        if outside and response.status_code != 404:  # a 404 may lead to the same address below a language
            return response
        return super().process_response(request, response)


class AllowedMethods:
    """Readers' pages answer GET and HEAD. A view that takes a form says so: `view.takes_post = True`; all of the desk's do."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., HttpResponse], *_: object) -> HttpResponse | None:
        takes_post = for_editors(request) or getattr(view, "takes_post", False)
        allowed = ["GET", "HEAD", "POST"] if takes_post else ["GET", "HEAD"]
        if request.method not in allowed:
            return HttpResponseNotAllowed(allowed)
        if request.method == "POST" and request.path_info.startswith("/admin/") and SESSION_KEY not in request.session:
            return words_of_the_signed_out(request) or redirect_to_login(request.get_full_path())
        return None


def words_of_the_signed_out(request: HttpRequest) -> HttpResponse | None:
    """What a page of ours sent is given back. What a stranger sends is not waited for."""
    return if_there_is_a_seat(lambda: errors.given_back(request)) if is_form_of_the_desk(request) else None


def readers_have_no_session(get_response: Answer) -> Answer:
    """Who has no session cookie is a visitor: asking further would make every page vary by cookie."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not for_editors(request) and settings.SESSION_COOKIE_NAME not in request.COOKIES:
            request.user = AnonymousUser()
        return get_response(request)

    return middleware


def moved(get_response: Answer) -> Answer:
    """What is not found may have stood there once: its readers are led on, or told that it was withdrawn."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != 404 or request.method not in {"GET", "HEAD"} or for_editors(request):
            return response
        return answer_from_the_ledger(request) or response

    return middleware
