"""Bodies without an announced length, and headers that never end: cut early, and never held in memory."""

import socket
import time

from .crowds import memory
from .places import Seeds, Server

MEGABYTES = 300


def bodies(seeds: Seeds):
    """A chunked body of 300 MB, as a stranger and as an editor; a header of 1 MB; a header sent a letter at a time."""
    place = seeds.copy()
    with place.served(PAGE_CACHE_MB="0") as server:
        (key,) = place.inside("editors", count=1)
        pages = ["/en/report/", "/en/press/", "/admin/editions/topic/add/", place.inside("desk")]
        for _n in range(8):  # each worker has loaded what such a request needs before its memory is looked at
            for path in pages:
                server.editor(key).get(path)
                chunked(server, path, key)
        before = memory(server)
        told = [chunked(server, path, key) for path in pages]
        grown = memory(server) - before
        long = raw(server, b"GET /en/ HTTP/1.1\r\nHost: localhost\r\nX-Long: " + b"a" * 1024**2 + b"\r\n\r\n")
        begun = time.monotonic()
        raw(server, b"GET /en/ HTTP/1.1\r\nHost: local")
        slow = time.monotonic() - begun
        alive = server.ask("/en/").status
    sent = ", ".join(f"{took:.0f} MB then {said or 'closed'}" for took, said in told)
    figure = (
        f"{sent}; {grown} MB more memory; a header of 1 MB: {long or 'closed'}; half a header ended after {slow:.0f} s"
    )
    held = grown < 60 and alive == 200 and slow < 20 and all(not said.startswith(("2", "500")) for _took, said in told)
    yield "endless bodies and headers", place.on, figure, held


def chunked(server: Server, path: str, session: str) -> tuple[float, str]:
    """MB that were taken before an answer or the end, and the answer's status."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost:{server.port}\r\nTransfer-Encoding: chunked\r\n"
        f"Content-Type: multipart/form-data; boundary=x\r\nCookie: sessionid={session}; csrftoken={'a' * 32}\r\n"
        f"X-CSRFToken: {'a' * 32}\r\n\r\n"
    )
    piece, sent, said = b"10000\r\n" + b"a" * 65536 + b"\r\n", 0, b""
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as line:
        try:
            line.sendall(head.encode())
            while sent < MEGABYTES * 1024**2:
                line.sendall(piece)
                sent += 65536
                line.setblocking(False)
                try:
                    said = line.recv(64)
                    break
                except BlockingIOError:
                    line.settimeout(10)
            said = said or line.recv(64)
        except OSError:
            pass
    return sent / 1024**2, said.decode("latin-1")[9:12]


def raw(server: Server, head: bytes) -> str:
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as line:
        try:
            line.sendall(head)
            return line.recv(64).decode("latin-1")[9:12]
        except OSError:
            return ""
