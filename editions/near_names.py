"""Names near to a misspelled one, in Latin letters: of speakers and organisations that are public."""

import difflib
from collections import defaultdict
from functools import lru_cache
from math import ceil

from editions import content_version, tokens
from editions.models import Organisation, Speaker

MOST_WORDS = 8  # of a question that are looked at
NEAR = 0.74  # how alike two words must be, from 0 to 1
NEARLY_ALL = 3  # letters by which two words of one name may differ in length

Known = dict[int, dict[str, int]]  # by length: words, and which letters each has


def similar(question: str) -> str:
    """The question with its Latin words put as names are spelled here; empty when nothing near is known."""
    words = tokens.plain(question[: tokens.LONGEST_ASKED]).split()[:MOST_WORDS]
    if not any(_is_latin(word) for word in words):
        return ""
    known = _known()
    put = [_nearest(word, known) or word for word in words]
    return " ".join(put) if put != words else ""


def _is_latin(word: str) -> bool:
    return word.isascii() and word.isalpha() and word.islower() and len(word) > 2 and word not in tokens.SMALL_WORDS


class _Kept:
    """The words of one state of the content; one that becomes public by the clock is offered after the next change."""

    mark: int | None = None
    known: Known = {}


def _known() -> Known:
    """Every word of a public name, by its length; read again when the content has changed."""
    mark = content_version.current()
    if mark is None or mark != _Kept.mark:
        _Kept.known, _Kept.mark = _read(), mark
    return _Kept.known


def _read() -> Known:
    names = {
        name
        for pair in Speaker.objects.published().order_by().values_list("family_name", "given_name")
        for name in pair
    }
    bodies = Organisation.objects.published().order_by()
    names |= {name for pair in bodies.values_list("names__name_en", "names__short_name_en") for name in pair}
    known: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for name in names:
        for part in name.lower().split() if name and name.isascii() else tokens.plain(name).split():
            if _is_latin(part):
                known[len(part)][part] = _letters(part)
    return dict(known)


@lru_cache(100_000)
def _letters(word: str) -> int:
    """Which letters it has, a bit for each."""
    letters = 0
    for letter in word:
        letters |= 1 << ord(letter) - 97
    return letters


def _nearest(word: str, known: Known) -> str:
    """The most alike of the words of about this length; of two equally alike the first in the alphabet."""
    if not _is_latin(word) or word in known.get(len(word), ()):
        return ""
    alike: list[str] = []
    for length in range(len(word) - NEARLY_ALL, len(word) + NEARLY_ALL + 1):
        alike += _sharing(word, length, known.get(length, {}))
    return next(iter(difflib.get_close_matches(word, sorted(alike), 1, NEAR)), "")


def _sharing(word: str, length: int, known: dict[str, int]) -> list[str]:
    """Those that have letters enough in common to be alike: two looks that spare the slow comparison."""
    shared = ceil(NEAR * (len(word) + length) / 2 - 0.001)
    here, there = len(word) - shared, length - shared  # letters that may be in one of the two only
    if min(here, there) < 0:
        return []
    mine = _letters(word)
    near = [
        one for one, its in known.items() if (mine & ~its).bit_count() <= here and (its & ~mine).bit_count() <= there
    ]
    return [one for one in near if sum(min(one.count(letter), word.count(letter)) for letter in set(word)) >= shared]
