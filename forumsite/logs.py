"""Log lines: one event is one line, times are UTC, and nothing a visitor sends can start a line of its own."""

import logging
import time


class OneLine(logging.Formatter):
    converter = staticmethod(time.gmtime)

    def __init__(self) -> None:
        super().__init__("%(asctime)sZ %(levelname)s %(name)s %(message)s", "%Y-%m-%dT%H:%M:%S")

    def format(self, record: logging.LogRecord) -> str:
        line, *trace = super().format(record).split("\nTraceback ", 1)
        line = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in line)
        return "\n".join([line, *(f"Traceback {part}" for part in trace)])
