"""Changes of many rows at once, told to the one who listens: the database's own signals know of single rows only."""

from collections.abc import Callable, Iterable
from typing import Any

Wants = Callable[[Any, Iterable[str]], bool]
Written = Callable[[Any, list[int]], None]

_listener: list[tuple[Wants, Written]] = []


def listen(wants: Wants, written: Written) -> None:
    """Name who is asked whether a change of these columns matters, and told which rows were written."""
    _listener[:] = [(wants, written)]


def keys_before(rows, values: Iterable[str]) -> list[int]:
    """The keys of the rows about to be changed; none, and no query, where nobody needs to know which."""
    return list(rows.values_list("pk", flat=True)) if any(wants(rows.model, values) for wants, _ in _listener) else []


def tell(model, keys: list[int]) -> None:
    for _wants, written in _listener:
        written(model, keys)
