"""Log lines: one event is one line, times are UTC, and nothing a visitor sends can start a line of its own.

For machines a line is an object of JSON, for a terminal it is words. A request's lines share its number; nobody's name is in them.
"""

import json
import logging
import re
import secrets
import sys
import time
from contextvars import ContextVar

REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
LONGEST = 2_000  # characters of a message, which may hold an address somebody made up
request_id: ContextVar[str] = ContextVar("request_id", default="")


def begin_request(asked: str = "") -> str:
    """Number the lines that follow in this request as a trusted proxy says, else at random; return the number."""
    number = asked if REQUEST_ID.fullmatch(asked) else secrets.token_hex(8)
    request_id.set(number)
    return number


class SentByStrangers(logging.Filter):
    """What Django refuses as suspicious, a strange host for one, is no failure of ours: nobody rings an alarm from outside."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith("django.security."):
            record.levelno, record.levelname, record.exc_info = logging.WARNING, "WARNING", None
        return True


class OneLine(logging.Formatter):
    converter = staticmethod(time.gmtime)

    def __init__(self) -> None:
        super().__init__("%(asctime)sZ %(levelname)s %(name)s %(message)s", "%Y-%m-%dT%H:%M:%S")

    def format(self, record: logging.LogRecord) -> str:
        line, *trace = super().format(record).split("\nTraceback ", 1)
        line = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in line)
        return "\n".join([line, *(f"Traceback {part}" for part in trace)])


class JsonLine(logging.Formatter):
    """``event`` in a call's ``extra`` adds names and values of its own: ``extra={"event": {"user": 5}}``."""

    converter = staticmethod(time.gmtime)

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "at": f"{self.formatTime(record, '%Y-%m-%dT%H:%M:%S')}.{int(record.msecs):03}Z",
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage()[:LONGEST],
            **getattr(record, "event", {}),
        }
        if number := request_id.get():
            told["request"] = number
        if record.exc_info:
            told["trace"] = self.formatException(record.exc_info)
        return json.dumps(told, default=str)  # in ASCII: no sign can end the line or turn it round


def formatter() -> logging.Formatter:
    return OneLine() if sys.stderr.isatty() else JsonLine()
