"""What the keepers' machines ask: `/metrics`, in Prometheus' text, for whoever has the token; nobody else learns that it is there.

Answers are counted in a file that all workers of a machine have mapped, so that whichever is asked tells of all of them.
"""

import fcntl
import logging
import mmap
import os
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from editions import keeping

logger = logging.getLogger(__name__)
Application = Callable[..., Any]  # a WSGI application

# A status that means something by itself, or the first of its hundred.
STATUSES = ("2xx", "304", "3xx", "403", "404", "413", "429", "4xx", "500", "503", "5xx")
SECONDS = ("0.01", "0.05", "0.25", "1", "5", "+Inf")  # an answer is counted under the first that it does not exceed
MICROSECONDS, MADE = "microseconds", "made"
PLACES = {name: place for place, name in enumerate((*STATUSES, *SECONDS, MICROSECONDS, MADE))}
BYTES = 8 * len(PLACES)


class Counters:
    """Numbers that only grow, one after the other, shared by processes; a worker that ends takes nothing with it."""

    def __init__(self, folder: Path) -> None:
        """Raises OSError. The name of the file says what is counted, so that another version begins another one."""
        path = folder / f"counters-{zlib.crc32(' '.join(PLACES).encode()):08x}"
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        if os.fstat(self._file).st_size < BYTES:
            os.pwrite(self._file, bytes(BYTES), 0)  # on a full disk an error here, and not the end of the process later
        self._numbers = memoryview(mmap.mmap(self._file, BYTES)).cast("Q")
        self._lock = threading.Lock()

    def add(self, more: dict[str, int]) -> None:
        with self._lock:
            fcntl.flock(self._file, fcntl.LOCK_EX)
            try:
                for name, number in more.items():
                    self._numbers[PLACES[name]] += number
            finally:
                fcntl.flock(self._file, fcntl.LOCK_UN)

    def read(self) -> dict[str, int]:
        return {name: self._numbers[place] for name, place in PLACES.items()}


def of_status(status: str) -> str:
    return status[:3] if status[:3] in STATUSES else f"{status[0]}xx"


def counted(application: Application, counters: Counters) -> Application:
    """In front of everything: each answer under its status, and by the time until it begins."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        began = time.perf_counter()

        def begin(status: str, *rest: Any) -> Any:
            took = time.perf_counter() - began
            step = next(step for step in SECONDS if took <= float(step))
            counters.add({of_status(status): 1, step: 1, MICROSECONDS: int(took * 1_000_000)})
            return start_response(status, *rest)

        result: Iterable[bytes] = application(environ, begin)
        return result

    return answer


def made(application: Application, counters: Counters) -> Application:
    """Behind the kept pages: what Django has to answer."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        counters.add({MADE: 1})
        return application(environ, start_response)

    return answer


counters_in = cache(Counters)


def begin() -> Counters | None:
    """The counters of this machine; None where nobody asks for them, or they cannot be kept."""
    if not settings.METRICS_TOKEN:
        return None
    try:
        return counters_in(settings.VAR)
    except OSError as wrong:
        logger.error("Nothing can be counted: %s", wrong)
        return None


def metrics(request: HttpRequest) -> HttpResponse:
    said = request.headers.get("Authorization", "")
    if not settings.METRICS_TOKEN or not constant_time_compare(said, f"Bearer {settings.METRICS_TOKEN}"):
        raise Http404
    response = HttpResponse("".join(lines()), content_type="text/plain; version=0.0.4; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response


def lines() -> Iterator[str]:
    if counters := begin():
        yield from of_answers(counters.read())
    is_there, found = 1, dict[str, float]()
    try:
        found = keeping.of_the_database()
        found["database_bytes"] = size_of_database()
    except DatabaseError:
        is_there = 0
    found |= {"database_up": is_there, **keeping.of_the_machine(settings.VAR)}
    for name, value in found.items():
        yield from one("gauge", name, {"": value})


def of_answers(numbers: dict[str, int]) -> Iterator[str]:
    yield from one("counter", "answers_total", {f'{{status="{status}"}}': numbers[status] for status in STATUSES})
    yield from one("counter", "answers_made_total", {"": numbers[MADE]})
    upto, steps = 0, dict[str, float]()
    for step in SECONDS:
        upto += numbers[step]
        steps[f'_bucket{{le="{step}"}}'] = upto
    yield from one("histogram", "answer_seconds", steps | {"_sum": numbers[MICROSECONDS] / 1e6, "_count": upto})


def one(kind: str, name: str, values: dict[str, float]) -> Iterator[str]:
    yield f"# TYPE forum_{name} {kind}\n"
    for ending, value in values.items():
        yield f"forum_{name}{ending} {value}\n"


def size_of_database() -> int:
    if connection.vendor == "sqlite":
        path = str(connection.settings_dict["NAME"])
        return sum(Path(name).stat().st_size for name in (path, f"{path}-wal") if Path(name).exists())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])
