"""What is worked out once in each process for each state of the content."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from editions import content_version

MOST = 1_000  # answers
Answer = TypeVar("Answer")


_kept: tuple[int | None, dict[Hashable, Any]] = (None, {})  # changed as one, whichever thread does it


def for_this_content(key: Hashable, ask: Callable[[], Answer]) -> Answer:
    """What ``ask`` answers; it is asked again when somebody has written since, and by whoever has written and not yet committed."""
    global _kept
    mark = content_version.settled()
    if mark is None:
        return ask()
    known, answers = _kept
    if mark != known or len(answers) >= MOST:
        answers = {}
        _kept = (mark, answers)
    if key not in answers:
        answers[key] = ask()
    answer: Answer = answers[key]
    return answer
