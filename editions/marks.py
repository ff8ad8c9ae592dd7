"""The mark of the public content, shared by processes: every change moves it, and to read it costs next to nothing.

A mark is a number that means nothing by itself: two equal readings say that nothing was changed between them. None says that it
is not known now; then nothing may be kept.
"""

import contextlib
import fcntl
import logging
import mmap
import os
import secrets
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

logger = logging.getLogger(__name__)

SIZE = 8  # bytes: one unsigned number in the machine's own order
KEY = "content-mark"
READ_EVERY = 0.5  # seconds
GOOD_FOR = 0.9  # seconds after it was asked for: a change is seen everywhere within one


class Mark(Protocol):
    def current(self) -> int | None: ...
    def move(self) -> None: ...


class FileMark:
    """On one machine: a number in a file that every process has mapped, read in a tenth of a microsecond."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._mapped: memoryview | None = None
        self._is_told = False

    def current(self) -> int | None:
        try:
            return self._mapped[0] if self._mapped is not None else self._begin()
        except OSError as wrong:
            if not self._is_told:
                logger.error("Nothing can be kept for readers: %s", wrong)
            self._is_told = True
            return None

    def move(self) -> None:
        """Written rather than mapped: a full disk is then an error, and not the end of the process."""
        try:
            with _locked(self.path) as descriptor:
                before = int.from_bytes(os.pread(descriptor, SIZE, 0), sys.byteorder)
                # Never a number of before, even if the file was put back from a copy.
                os.pwrite(descriptor, max(before + 1, time.time_ns()).to_bytes(SIZE, sys.byteorder), 0)
        except OSError:
            self._mapped = None
            raise

    def _begin(self) -> int:
        """Whoever begins to read moves it: who died between a change and its mark leaves nothing old behind."""
        self.move()
        with self.path.open("rb") as file:
            mapped = memoryview(mmap.mmap(file.fileno(), SIZE, access=mmap.ACCESS_READ)).cast("Q")
        self._mapped, self._is_told = mapped, False
        return mapped[0]


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[int]:
    """The file, open and closed to other processes and threads."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)


class RedisMark:
    """On several machines: a key of Redis that a thread of each process reads twice a second.

    While Redis does not answer the mark is not known; and after that it is a new one, for nobody knows what was missed.
    """

    def __init__(self, url: str, prefix: str = "", clock: Callable[[], float] = time.monotonic) -> None:
        self.url, self.key, self.clock = url, f"{prefix}{KEY}", clock
        self._value: int | None = None
        self._asked_at = float("-inf")
        self._moves = 0
        self._is_owed = True  # to Redis: a mark of ours. Whoever begins to read moves it, as in a file
        self._is_told = False
        self._is_over = threading.Event()
        self._lock = threading.Lock()
        self._reader: threading.Thread | None = None

    def current(self) -> int | None:
        if self.clock() - self._asked_at < GOOD_FOR:
            return self._value
        if self._reader is None:
            with self._lock:
                if self._reader is None:
                    self._reader = threading.Thread(target=self._read_on, name=self.key, daemon=True)
                    self._reader.start()
        return None

    def move(self) -> None:
        """For this process at once; the others read it."""
        with self._lock:
            self._moves += 1
            self._asked_at, self._is_owed = float("-inf"), True
        self._settle()

    def read(self) -> None:
        """Ask once; the answer is good from the moment of asking on."""
        from redis.exceptions import RedisError

        try:
            self._settle()
            moves, asked_at = self._moves, self.clock()
            # Asked as a writing, which changes nothing where there is a mark: a Redis that still answers and takes nothing (its disk
            # is full) would tell the mark of before for ever.
            answer = self._redis.set(self.key, secrets.randbits(63), nx=True, get=True)
        except RedisError as away:
            if not self._is_told:
                logger.warning("The mark of the content is away: %s", away)
            self._is_owed = self._is_told = True
            return
        self._is_told = False
        with self._lock:
            if answer is None:  # somebody emptied Redis
                self._is_owed = True
            elif moves == self._moves:
                self._value, self._asked_at = int(answer), asked_at

    def close(self) -> None:
        self._is_over.set()

    def _settle(self) -> None:
        """Give Redis the mark it is owed."""
        with self._lock:
            moves, is_owed = self._moves, self._is_owed
        if not is_owed:
            return
        asked_at, value = self.clock(), secrets.randbits(63)
        self._redis.set(self.key, value)
        with self._lock:
            if moves == self._moves:
                self._value, self._asked_at, self._is_owed = value, asked_at, False

    def _read_on(self) -> None:
        self.read()
        while not self._is_over.wait(READ_EVERY):
            self.read()

    @cached_property
    def _redis(self) -> Any:
        import redis
        from redis.backoff import NoBackoff
        from redis.retry import Retry

        waits = {"socket_connect_timeout": READ_EVERY, "socket_timeout": READ_EVERY}
        return redis.Redis.from_url(self.url, **waits, retry=Retry(NoBackoff(), 1))
