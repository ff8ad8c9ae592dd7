"""Complete answers to readers, given before Django wakes: the WSGI application that stands in front of it.

Kept is what is the same for everybody. A kept page is given while nothing was written since it was begun
(``content_version.current``) and the clock has changed nothing (``moments.next_moment``); nobody is ever given an older one. All
else passes through, and everything does while the mark of the content is not known.
"""

import threading
import time
from collections.abc import Callable, Hashable, Iterable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote_plus

from django.conf import settings
from django.db import DatabaseError

from editions import content_version, kept_pages, list_filters, moments, publication_log
from editions.filters import PublicFilterSet
from editions.kept_counts import STATE
from editions.kept_pages import Page, Shelves

Environment = dict[str, Any]
Application = Callable[..., Any]  # a WSGI application whose answers can be closed, as Django's can

# Pages for everybody outside the languages.
OUTSIDE = ("/robots.txt", "/site.webmanifest", "/sitemap.xml", "/sitemaps/")
# What a list asks its address for besides its filters.
ASKED = {"beside", "chosen", "page", "passage", "photo", "q", "size"}
# Addresses with one of these are answered anew: to an editor, to the press, with a note of what was looked for, and a choice
# that hardly anybody else makes.
ANEW = {"pick", "preview", "press", "q"}
# Whoever has one of these, or a session, is no visitor like all others.
COOKIES = {settings.MESSAGES_COOKIE_NAME, "preview", "press"}
LONGEST = 500  # letters of a path, or of a query
LARGEST = 1024**2  # bytes
PASSING = 1000  # addresses of which it is remembered that they are not kept
PATIENCE = 10.0  # seconds to wait for the answer somebody else has asked for
IN_LINE = 0.5  # seconds to wait while another page is made: some twenty pages
NOT_MODIFIED = "304 Not Modified"
# A kept page is made for nobody in particular, and whole; by the type of a body Django would read its address too.
NOT_ASKED = (
    "CONTENT_TYPE",
    *("HTTP_ACCEPT_ENCODING", "HTTP_COOKIE", "HTTP_IF_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_NONE_MATCH"),
    *("HTTP_IF_RANGE", "HTTP_IF_UNMODIFIED_SINCE", "HTTP_RANGE"),
)


def parameters() -> set[str]:
    """What an address may be asked for: what the lists know. Anything else is left out of the address."""
    lists: list[Any] = [one for one in vars(list_filters).values() if is_filter_set(one)]
    return ASKED | ANEW | {name for filters in lists for name in filters.base_filters}


def is_filter_set(one: object) -> bool:
    return isinstance(one, type) and issubclass(one, PublicFilterSet)


class PageCache:
    """``admits`` says of a request whether the site would answer it here, by its host and scheme; ``room`` is in bytes."""

    def __init__(
        self,
        application: Application,
        *,
        admits: Callable[[Environment], bool],
        room: int,
        most: int = 20_000,
        mark: Callable[[], int | None] = content_version.current,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.application, self.admits, self.mark, self.clock = application, admits, mark, clock
        self.shelves = Shelves(most, room)
        self.prefixes = (*(f"/{code}/" for code, _name in settings.LANGUAGES), *OUTSIDE)
        self.parameters = parameters()
        self.cookies = {settings.SESSION_COOKIE_NAME, *COOKIES}
        self._passing: dict[Hashable, None] = {}
        self._turns: dict[Hashable, threading.Event] = {}
        self._lock, self._making = threading.Lock(), threading.Lock()
        self._horizon: tuple[int, float] = (-1, 0.0)

    def __call__(self, environ: Environment, start_response: Callable[..., Any]) -> Iterable[bytes]:
        address = self.address(environ)
        mark = None if address is None else self.mark()
        if mark is None:
            return self.application(environ, start_response)
        now = self.clock()
        page = self.shelves.get(address)
        if page is None or page.mark != mark or now >= page.until:
            return self.anew(address, environ, start_response)
        return self.give(address, page, environ, start_response, now)

    def address(self, environ: Environment) -> Hashable:
        """What a page is kept under: its path, and what a list is asked for; None for what is not looked for here."""
        path = environ["PATH_INFO"]
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or not path.startswith(self.prefixes):
            return None
        if len(path) > LONGEST or environ.get("CONTENT_LENGTH") not in {None, "", "0"} or not self.admits(environ):
            return None
        if "HTTP_COOKIE" in environ and cookies(environ) & self.cookies:
            return None
        query = environ.get("QUERY_STRING")
        if not query:
            return str(path)
        asked = self.asked(query)
        return None if asked is None else (path, asked) if asked else str(path)

    def asked(self, query: str) -> str | None:
        """The part of a query that our lists know, in one order; None for what is answered anew."""
        if len(query) > LONGEST:
            return None
        parts = [(unquote_plus(part.partition("=")[0]), part) for part in query.split("&")]
        known = [(name, part) for name, part in parts if name in self.parameters]
        if any(name in ANEW for name, _part in known):
            return None
        return "&".join(part for _name, part in sorted(known, key=lambda one: one[0]))

    def anew(self, address: Hashable, environ: Environment, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """One at a time for each page; who has waited takes what the first one got, if it is still right."""
        if "HTTP_COOKIE" in environ and settings.CSRF_COOKIE_NAME in cookies(environ):
            return self.application(environ, start_response)  # its token is to stay as it is
        while True:
            mark, now = self.mark(), self.clock()
            page = self.shelves.get(address)
            if mark is None:
                return self.application(environ, start_response)
            if page is not None and page.mark == mark and now < page.until:
                return self.give(address, page, environ, start_response, now)
            if address in self._passing:
                return self.made(address, mark, environ, start_response)
            with self._lock:
                turn = self._turns.get(address)
                if turn is None:
                    self._turns[address] = ours = threading.Event()
            if turn is None:
                try:
                    return self.in_line(address, environ, start_response)
                finally:
                    del self._turns[address]
                    ours.set()
            if not turn.wait(PATIENCE):
                return self.application(environ, start_response)

    def in_line(self, address: Hashable, environ: Environment, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """One page after the other: made together each takes as long as all of them, and whoever asks for a kept one waits too."""
        is_next = self._making.acquire(timeout=IN_LINE)  # no longer: a page that hangs is not to hold up the others
        try:
            mark = self.mark()
            if mark is None:
                return self.application(environ, start_response)
            return self.made(address, mark, environ, start_response)
        finally:
            if is_next:
                self._making.release()

    def made(
        self, address: Hashable, mark: int, environ: Environment, start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Django's own answer, kept where it is for everybody. ``mark`` was read before it is begun."""
        began = self.clock()
        said: list[tuple[str, kept_pages.Headers]] = []
        whole = {name: value for name, value in environ.items() if name not in NOT_ASKED}
        whole |= {"REQUEST_METHOD": "GET", "QUERY_STRING": address[1] if isinstance(address, tuple) else ""}
        horizon = self.horizon(mark, began)
        if horizon:
            whole[STATE] = (mark, horizon)
        answer = self.application(whole, lambda status, headers, *_: said.append((status, headers)))
        status, headers = said[-1]
        if not 0 <= length_of(headers) <= LARGEST:
            self.pass_by(address)
            start_response(status, headers)
            if environ["REQUEST_METHOD"] == "GET":
                return answer
            answer.close()
            return ()
        try:
            page = Page(status, headers, b"".join(answer))
            until = horizon if page.is_for_all else 0.0
        finally:
            answer.close()
        if until:
            page.keep(mark, until)
            self.shelves.put(address, page)
            with self._lock:
                self._passing.pop(address, None)
        else:
            self.pass_by(address)
        return self.give(address, page, environ, start_response, self.clock())

    def horizon(self, mark: int, now: float) -> float:
        """Until when the clock changes nothing, asked once for each state of the content; 0 when nobody can say."""
        known, until = self._horizon
        if known != mark or now >= until:
            at = datetime.fromtimestamp(now, UTC)
            try:
                if 0 < until <= now:
                    publication_log.by_the_clock(at, datetime.fromtimestamp(until, UTC))
                until = moments.next_moment(at).timestamp()
            except DatabaseError:
                return 0.0
            self._horizon = (mark, until)
        return until

    def give(
        self,
        address: Hashable,
        page: Page,
        environ: Environment,
        start_response: Callable[..., Any],
        now: float,
    ) -> Iterable[bytes]:
        name = kept_pages.coding(environ.get("HTTP_ACCEPT_ENCODING", "")) if page.is_compressible else ""
        found = page.coded.get(name)
        if found is None:
            found = page.in_coding(name)
            if name:
                self.shelves.weigh(address, page, len(found[2][0]))
        headers, unchanged, body = found
        if "HTTP_IF_NONE_MATCH" in environ and page.is_held(environ["HTTP_IF_NONE_MATCH"]):
            start_response(NOT_MODIFIED, [*unchanged, *page.lasts(now)])
            return ()
        start_response(page.status, [*headers, *page.lasts(now)])
        return () if environ["REQUEST_METHOD"] == "HEAD" else body

    def pass_by(self, address: Hashable) -> None:
        with self._lock:
            self._passing[address] = None
            while len(self._passing) > PASSING:
                del self._passing[next(iter(self._passing))]


def cookies(environ: Environment) -> set[str]:
    return {part.partition("=")[0].strip() for part in environ["HTTP_COOKIE"].split(";")}


def length_of(headers: kept_pages.Headers) -> int:
    """What ``Content-Length`` says; less than nothing where it says nothing."""
    return int(next((value for name, value in headers if name.lower() == "content-length"), -1))
