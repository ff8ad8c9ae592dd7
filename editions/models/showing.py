"""What one request is shown before its time: an item in preview, or behind a link that somebody was given."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_early: ContextVar[Mapping[Any, frozenset[int]] | None] = ContextVar("shown_early", default=None)


@contextmanager
def shown_early(items: Iterable[Any]) -> Iterator[None]:
    """Within the block these items are public, whatever their state and their parents'; nothing else is.

    It holds for this thread alone and ends with the block: no row is written, and nobody else sees a difference.
    """
    keys: defaultdict[Any, set[int]] = defaultdict(set)
    for item in items:
        keys[type(item)].add(item.pk)
    mark = _early.set({model: frozenset(of_model) for model, of_model in keys.items()})
    try:
        yield
    finally:
        _early.reset(mark)


def early_keys(model: Any) -> frozenset[int]:
    """Primary keys of the rows of ``model`` that are shown early now; empty outside a preview."""
    return (_early.get() or {}).get(model, frozenset())


def shows_early() -> bool:
    """Whether anything at all is shown early now."""
    return bool(_early.get())
