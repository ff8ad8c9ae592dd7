"""SQLite for many editors: whoever writes waits for a turn first, with the same chance as everybody else who waits.

SQLite itself lets a writer sleep longer the longer it has waited, a tenth of a second at last, and those who have just come ask every
millisecond: of fifty who save at once some wait until they are refused.

Who has the turn keeps all others waiting, in every process, so the other threads of its own let it have the interpreter: each that asks
the database something waits until the turn is over. Only for a moment: who writes for long is not waited for.
"""

import fcntl
import os
import random
import threading
import time
from typing import Any

from django.db.backends.sqlite3 import base

PATIENCE = 15.0  # seconds for a turn; then SQLite's own lock decides
ASK_EVERY = 0.008  # seconds, on average
A_MOMENT = 0.05  # seconds: a turn is some twenty thousandths


class _Turn:
    """Whether a thread of this process has the turn, and since when."""

    def __init__(self) -> None:
        self._over, self._since = threading.Event(), 0.0
        self._over.set()

    def begins(self) -> None:
        self._since = time.monotonic()
        self._over.clear()

    def ends(self) -> None:
        self._over.set()

    def let_pass(self) -> None:
        if not self._over.is_set():
            self._over.wait(max(0.0, self._since + A_MOMENT - time.monotonic()))


_turn_here = _Turn()


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that holds the turn as long as its transaction lasts. Whoever is killed gives it back by that."""

    _turn: int | None = None

    def create_cursor(self, name: str | None = None) -> Any:
        if self._turn is None:
            _turn_here.let_pass()
        return super().create_cursor(name)

    def _start_transaction_under_autocommit(self) -> None:
        self._take_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._give_turn_back()
            raise

    def _commit(self) -> Any:
        super()._commit()  # type: ignore[misc] # where it fails the transaction goes on, and is rolled back
        self._give_turn_back()

    def _rollback(self) -> Any:
        try:
            return super()._rollback()  # type: ignore[misc]
        finally:
            self._give_turn_back()

    def _close(self) -> Any:
        try:
            return super()._close()  # type: ignore[misc]
        finally:
            self._give_turn_back()

    def _take_turn(self) -> None:
        if self._turn is not None or self.is_in_memory_db():
            return
        try:
            turn = os.open(f"{self.settings_dict['NAME']}-turn", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError:  # a full disk, or one that may only be read: SQLite says so in its own words
            return
        until = time.monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() < until:
                    time.sleep(ASK_EVERY * random.uniform(0.5, 1.5))  # noqa: S311 - no secret
                    continue
            self._turn = turn
            _turn_here.begins()
            return

    def _give_turn_back(self) -> None:
        turn, self._turn = self._turn, None
        if turn is not None:
            _turn_here.ends()
            os.close(turn)
