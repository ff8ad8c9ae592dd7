"""Complete answers in every coding, and the shelves they are kept on: bounded, and hard to clear for whoever asks for nonsense."""

import re
import threading
import zlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import lru_cache

import brotli

Headers = list[tuple[str, str]]

OK = "200 OK"
SHORTEST_COMPRESSED = 200  # bytes
OVERHEAD = 4096  # bytes that a page takes besides its bodies
# Seconds for which a cache in front may keep a page, and then still show it while it asks again; a minute together.
SHARED, STALE = 30, 30

TEXTUAL = re.compile(r"text/|image/svg\+xml|application/(?:[\w.-]+\+)?(?:json|xml|javascript)\b")
ABOUT_THE_BODY = {"content-type", "content-length", "content-language", "content-encoding", "content-disposition"}
OF_SHARED_CACHES = ("s-maxage", "stale-while-revalidate")


def gzip(body: bytes) -> bytes:
    packer = zlib.compressobj(6, wbits=31)
    return packer.compress(body) + packer.flush()


def brotlied(body: bytes) -> bytes:
    packed: bytes = brotli.compress(body, mode=brotli.MODE_TEXT, quality=5)
    return packed


# The better first. These levels cost half a millisecond for the page of an edition; the last ones eighty times as much.
CODINGS: dict[str, Callable[[bytes], bytes]] = {"br": brotlied, "gzip": gzip, "": bytes}


def coding(accepted: str) -> str:
    """The coding among ours that ``Accept-Encoding`` likes best; empty for none."""
    return _known_coding(accepted) if len(accepted) < 100 else _coding(accepted)


def _coding(accepted: str) -> str:
    likes: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _, parameter = part.partition(";")
        likes[name.strip()] = _quality(parameter)
    wanted = {name: likes.get(name, likes.get("*", 0.0)) for name in CODINGS if name}
    best = max(wanted, key=lambda name: wanted[name])
    return best if wanted[best] > 0 and wanted[best] >= likes.get("identity", 0.0) else ""


def _quality(parameter: str) -> float:
    try:
        return float(parameter.partition("=")[2] or 1)
    except ValueError:
        return 0.0


_known_coding = lru_cache(maxsize=256)(_coding)


def lasting(said: str, left: float) -> str:
    """``Cache-Control`` of a page that is right for ``left`` more seconds: nobody is to keep it longer."""
    seconds = max(0, int(left))
    parts = [part.strip() for part in said.split(",") if not part.strip().startswith(OF_SHARED_CACHES)]
    own = [f"max-age={min(_most(part), seconds)}" if part.startswith("max-age=") else part for part in parts]
    shared = min(SHARED, seconds)
    return ", ".join([*own, f"s-maxage={shared}", f"stale-while-revalidate={min(STALE, seconds - shared)}"])


def _most(directive: str) -> int:
    return int(directive.partition("=")[2])


class Page:
    """One complete answer; ``mark`` and ``until``, in seconds since 1970, say how long a kept one is right."""

    __slots__ = (
        *("at_ease", "body", "coded", "control", "ease", "etag", "headers", "is_compressible", "is_for_all", "mark"),
        *("status", "until", "weight"),
    )

    def __init__(self, status: str, headers: Headers, body: bytes) -> None:
        said = {name.lower(): value for name, value in headers}
        varies = {word.strip().lower() for word in said.get("vary", "").split(",")} - {""}
        control = said.get("cache-control", "")
        is_public = "no-store" not in control and "private" not in control and "cookie" not in varies
        self.status, self.headers, self.body, self.control = status, headers, body, control
        self.etag = said.get("etag", "").removeprefix("W/")
        self.is_compressible = (
            is_public
            and len(body) >= SHORTEST_COMPRESSED
            and "content-encoding" not in said
            and bool(TEXTUAL.match(said.get("content-type", "")))
        )
        self.is_for_all = (
            status == OK
            and is_public
            and "public" in control
            and "set-cookie" not in said
            and "content-encoding" not in said
            and varies <= {"accept-encoding"}
            and bool(self.etag)
        )
        self.coded: dict[str, tuple[Headers, Headers, list[bytes]]] = {}
        self.mark, self.until, self.weight = -1, 0.0, OVERHEAD + len(body)
        self.ease, self.at_ease = float("-inf"), [("Cache-Control", control)] if control else []

    def keep(self, mark: int, until: float) -> None:
        ages = [_most(part.strip()) for part in self.control.split(",") if part.strip().startswith("max-age=")]
        self.mark, self.until = mark, until
        self.ease = max(SHARED + STALE, *ages, 0)
        self.at_ease = [("Cache-Control", lasting(self.control, self.ease))]

    def in_coding(self, name: str) -> tuple[Headers, Headers, list[bytes]]:
        """Headers of the answer, headers of "not modified", both but for ``Cache-Control``, and the body."""
        body = CODINGS[name](self.body)
        own = {"content-length": str(len(body))} | ({"etag": f"W/{self.etag}"} if name and self.etag else {})
        headers = [(key, own.get(key.lower(), value)) for key, value in self.headers if key.lower() != "cache-control"]
        if name:
            headers.append(("Content-Encoding", name))
        unchanged = [(key, value) for key, value in headers if key.lower() not in ABOUT_THE_BODY]
        self.coded[name] = headers, unchanged, [body]
        return self.coded[name]

    def lasts(self, now: float) -> Headers:
        """The ``Cache-Control`` header as it is ``now``."""
        left = self.until - now
        return self.at_ease if left >= self.ease else [("Cache-Control", lasting(self.control, left))]

    def is_held(self, asked: str) -> bool:
        """Whether who asks ``If-None-Match`` has this page already, in any coding."""
        etag = self.etag
        if not etag or self.status != OK:
            return False
        if asked == etag or asked == f"W/{etag}":
            return True
        held = {part.strip().removeprefix("W/") for part in asked.split(",")}
        return etag in held or "*" in held


class Shelf:
    """Pages in the order of their last use. For what comes on the shelf when it is full, the longest unused falls off."""

    def __init__(self, most: int, room: int) -> None:
        self.most, self.room, self.weight = most, room, 0
        self.pages: OrderedDict[Hashable, Page] = OrderedDict()

    def put(self, address: Hashable, page: Page) -> None:
        self.take(address)
        self.pages[address] = page
        self.weight += page.weight
        self.fit()

    def fit(self) -> None:
        while self.weight > self.room or len(self.pages) > self.most:
            _, fallen = self.pages.popitem(last=False)
            self.weight -= fallen.weight

    def take(self, address: Hashable) -> Page | None:
        page = self.pages.pop(address, None)
        if page is not None:
            self.weight -= page.weight
        return page


class Shelves:
    """Two: what was asked for once lies on a small one; asked for again, it moves to the large one.

    A flood of addresses that nobody asks for twice clears the small one only.
    """

    def __init__(self, most: int, room: int) -> None:
        self.new = Shelf(most // 4, room // 4)
        self.used = Shelf(most - most // 4, room - room // 4)
        self._lock = threading.Lock()

    def get(self, address: Hashable) -> Page | None:
        page = self.used.pages.get(address)
        if page is None:
            return self._promoted(address) if address in self.new.pages else None
        try:  # noqa: SIM105 (every reader passes here, and this is the quickest)
            self.used.pages.move_to_end(address)
        except KeyError:
            pass  # it fell off just now
        return page

    def put(self, address: Hashable, page: Page) -> None:
        with self._lock:
            (self.used if address in self.used.pages else self.new).put(address, page)

    def weigh(self, address: Hashable, page: Page, more: int) -> None:
        """A page has become heavier by another coding."""
        with self._lock:
            page.weight += more
            for shelf in (self.used, self.new):
                if shelf.pages.get(address) is page:
                    shelf.weight += more
                    shelf.fit()

    def _promoted(self, address: Hashable) -> Page | None:
        with self._lock:
            page = self.new.take(address)
            if page is not None:
                self.used.put(address, page)
            return page
