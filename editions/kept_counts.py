"""How many rows there are of what in the long lists: counted once for each state of the content, not for each page.

Only a request that ``page_cache`` has found to be one like everybody's has the state with it. All others count anew.
"""

from collections.abc import Callable, Hashable, Mapping
from typing import Any, TypeVar

Kept = TypeVar("Kept")

STATE = "editions.state_of_content"  # in the environment of a request: what the mark was, and until when the clock changes nothing
MOST = 2_000

_kept: tuple[object, dict[Hashable, Any]] = (None, {})


def kept(environ: Mapping[str, Any], key: Hashable, count: Callable[[], Kept]) -> Kept:
    """What ``count`` said in this state of the content, in this process; ``key`` says what is counted, whoever asks."""
    global _kept
    state = environ.get(STATE)
    if state is None:
        return count()
    known, found = _kept
    if known != state:
        found = {}
        _kept = (state, found)
    try:
        return found[key]
    except KeyError:
        value = count()
    if len(found) >= MOST:
        found.clear()
    found[key] = value
    return value
