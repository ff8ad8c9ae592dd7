"""What is worked out once in each process for each state of the content."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from editions import content_version

MOST = 1_000  # answers
Answer = TypeVar("Answer")


class _Kept:
    mark: int | None = None
    answers: dict[Hashable, Any] = {}


def for_this_content(key: Hashable, ask: Callable[[], Answer]) -> Answer:
    """What ``ask`` answers; it is asked again when somebody has written since, and by whoever has written and not yet committed."""
    mark = content_version.settled()
    if mark is None:
        return ask()
    if mark != _Kept.mark or len(_Kept.answers) >= MOST:
        _Kept.answers, _Kept.mark = {}, mark
    answers = _Kept.answers
    if key not in answers:
        answers[key] = ask()
    answer: Answer = answers[key]
    return answer
