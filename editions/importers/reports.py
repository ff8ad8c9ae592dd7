"""What became of the rows of a table, for people to read."""

import datetime
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from .refusing import Refusal


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that says something else than the row in the database."""

    line: int
    row: str
    column: str
    before: str
    after: str

    def __str__(self) -> str:
        if not self.column:
            return f"{self.row}: {self.after}"
        return f"{self.row}: {self.column}: {_short(self.before)!r} -> {_short(self.after)!r}"


@dataclass
class Report:
    """What became of the rows of one table; ``kept`` differ from the file and were left as they are."""

    kind: str
    file: str
    counts: Counter[str] = field(default_factory=Counter)
    differences: list[Difference] = field(default_factory=list)
    new: list[Difference] = field(default_factory=list)  # what the rows that were not there say
    refusals: list[Refusal] = field(default_factory=list)

    def __str__(self) -> str:
        words = ("created", "changed", "unchanged", "kept", "missing", "refused")
        return ", ".join(f"{self.counts[word]} {word}" for word in words if self.counts[word]) or "no rows"


def shown(values: tuple[Any, ...]) -> str:
    """Values in words, for a report."""
    words = []
    for value in values:
        if isinstance(value, datetime.date | datetime.time):
            words.append(value.isoformat())
        elif isinstance(value, set | tuple):
            words.append(" | ".join(map(str, sorted(value) if isinstance(value, set) else value)))
        elif value not in (None, "", False):
            words.append("yes" if value is True else str(value))
    return ", ".join(words)


def _short(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:119]}…"
