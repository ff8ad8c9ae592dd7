"""Asking an address elsewhere whether it still answers: without following it into our own network, and without being a burden.

The name is resolved once, what it leads to is judged, and the connection is made to that very address: a name that points
elsewhere a moment later leads nowhere else. Redirects are followed by hand, each judged like the first.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

PORTS = {"http": 80, "https": 443}
REDIRECTS = {301, 302, 303, 307, 308}
FOR_EVER = {301, 308}
UNWANTED_HEAD = {400, 401, 403, 404, 405, 406, 410, 500, 501, 502}  # said to HEAD, they may be untrue of GET
# Networks that carry an address of the older kind inside, which may be one of ours; and those documented as nobody's.
CARRYING = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96")))


class Said(StrEnum):
    """What became of a question: the page is there, is gone, did not answer, does not tell us, or was not asked."""

    FINE = "fine"
    GONE = "gone"
    SILENT = "silent"
    UNTOLD = "untold"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Answer:
    """``status`` is the last HTTP status or 0; ``why`` a word for machines; ``moved_to`` where it is for ever now."""

    said: Said
    status: int = 0
    why: str = ""
    moved_to: str = ""


@dataclass(frozen=True, slots=True)
class Manners:
    """How to ask. ``allowed`` are hosts with a port that may be asked wherever they are: an intranet's, a test's."""

    agent: str = "link check"
    seconds: float = 10.0  # for one step, and three times as long for the whole of it
    pause: float = 1.0  # between two questions to one host
    redirects: int = 5
    allowed: frozenset[tuple[str, int]] = frozenset()
    context: ssl.SSLContext | None = None


class Unasked(Exception):
    """An address that is not asked, with a word for why."""


@dataclass
class Turns:
    """Questions to one host come one after the other, with a pause between them, whoever asks."""

    pause: float
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _next: dict[str, float] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, host: str) -> None:
        with self._lock:
            now = self.clock()
            turn = max(now, self._next.get(host, now))
            self._next[host] = turn + self.pause
        if turn > now:
            self.sleep(turn - now)


def is_ours_or_nobody_s(number: str) -> bool:
    """Whether an IP address is one that a public page cannot be at: loopback, private, link-local, reserved, multicast …"""
    address = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_ours_or_nobody_s(str(address.ipv4_mapped))
        if any(address in network for network in CARRYING):
            return True
    return (
        not address.is_global
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
        or address.is_loopback
        or address.is_link_local
        or address.is_private
    )


def ask(address: str, manners: Manners, turns: Turns) -> Answer:
    """Whether a page is there. Never raises for what the other side does, and never reads a body."""
    moved_to, for_ever = "", True
    at = address
    for _hop in range(manners.redirects + 1):
        try:
            status, location = _status(at, manners, turns)
        except Unasked as reason:
            return Answer(Said.REFUSED, why=str(reason))
        except ssl.SSLCertVerificationError:
            return Answer(Said.SILENT, why="certificate")
        except socket.gaierror:
            return Answer(Said.SILENT, why="name")
        except TimeoutError:
            return Answer(Said.SILENT, why="time")
        except (OSError, http.client.HTTPException, ValueError):
            return Answer(Said.SILENT, why="connection")
        if status not in REDIRECTS or not location:
            return _judged(status, moved_to)
        at = urljoin(at, location)
        for_ever = for_ever and status in FOR_EVER
        moved_to = at if for_ever else moved_to
    return Answer(Said.SILENT, status, "redirects")


def _judged(status: int, moved_to: str) -> Answer:
    if status < 400:
        return Answer(Said.FINE, status, moved_to=moved_to)
    if status in (404, 410):
        return Answer(Said.GONE, status, "gone")
    if status < 500:
        return Answer(Said.UNTOLD, status, "status")
    return Answer(Said.SILENT, status, "status")


def host_of(address: str) -> str:
    """The host by which questions take turns; "" where the address has none."""
    with suppress(ValueError):
        return (urlsplit(address).hostname or "").lower()
    return ""


def _status(address: str, manners: Manners, turns: Turns) -> tuple[int, str]:
    """The status and where it leads on: of HEAD, or of GET where that is not liked."""
    parts, port = _judged_parts(address, manners)
    for method in ("HEAD", "GET"):
        turns.wait(host_of(address))
        status, location = _asked(method, parts, port, manners)
        if method == "GET" or status not in UNWANTED_HEAD:
            break
    return status, location


def _judged_parts(address: str, manners: Manners) -> tuple[SplitResult, int]:
    try:
        parts = urlsplit(address)
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError:
        raise Unasked("address") from None
    if parts.scheme not in PORTS or not parts.hostname:
        raise Unasked("scheme")
    if parts.username is not None or parts.password is not None:
        raise Unasked("password")
    if port not in PORTS.values() and (parts.hostname, port) not in manners.allowed:
        raise Unasked("port")
    return parts, port


def _asked(method: str, parts: SplitResult, port: int, manners: Manners) -> tuple[int, str]:
    host = _in_letters(parts.hostname or "")
    target = urlunsplit(("", "", quote(parts.path or "/", safe="/%:@!$&'()*+,;=~"), _asked_for(parts.query), ""))
    name = f"[{host}]" if ":" in host else host
    headers = {
        "Host": name if port == PORTS[parts.scheme] else f"{name}:{port}",
        "User-Agent": manners.agent,
        "Accept": "*/*",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }
    with _connected(host, port, parts.scheme == "https", manners) as connection:
        connection.request(method, target, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.getheader("Location", "") or ""


def _in_letters(host: str) -> str:
    try:
        return host.encode("ascii").decode()
    except UnicodeEncodeError:
        return host.encode("idna").decode()


def _asked_for(query: str) -> str:
    return quote(query, safe="/%:@!$&'()*+,;=~?[]|")


@contextmanager
def _connected(host: str, port: int, is_secure: bool, manners: Manners):  # type: ignore[no-untyped-def]
    """A connection to the address that was judged; cut off when the whole takes too long, however slowly bytes drip."""
    number = _judged_number(host, port, manners)
    plain = socket.create_connection((number, port), timeout=manners.seconds)
    watch = threading.Timer(manners.seconds * 3, _cut_off, [plain])
    watch.daemon = True
    watch.start()
    try:
        line: socket.socket = plain
        if is_secure:
            context = manners.context or ssl.create_default_context()
            line = context.wrap_socket(plain, server_hostname=host)
        connection = http.client.HTTPConnection(host, port, timeout=manners.seconds)
        connection.sock = line
        with closing(connection):
            yield connection
    finally:
        watch.cancel()
        plain.close()


def _cut_off(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _judged_number(host: str, port: int, manners: Manners) -> str:
    """The first address of a host, if none of them is one that must not be asked."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    numbers = [str(one[4][0]) for one in found]
    if (host.lower(), port) not in manners.allowed and any(map(is_ours_or_nobody_s, numbers)):
        raise Unasked("network")
    return numbers[0]
