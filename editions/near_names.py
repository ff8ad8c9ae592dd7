"""Names near to a misspelled one, in Latin letters: of speakers and organisations that are public."""

import difflib
from collections import defaultdict

from editions import tokens
from editions.models import Organisation, Speaker

MOST_WORDS = 8  # of a question that are looked at
NEAR = 0.74  # how alike two words must be, from 0 to 1
NEARLY_ALL = 3  # letters by which two words of one name may differ in length


def similar(question: str) -> str:
    """The question with its Latin words put as names are spelled here; empty when nothing near is known."""
    words = tokens.plain(question[: tokens.LONGEST_ASKED]).split()[:MOST_WORDS]
    if not any(_is_latin(word) for word in words):
        return ""
    known = _known()
    put = [_nearest(word, known) or word for word in words]
    return " ".join(put) if put != words else ""


def _is_latin(word: str) -> bool:
    return word.isascii() and word.isalpha() and len(word) > 2


def _known() -> dict[int, set[str]]:
    """Every word of a public name, by its length."""
    names = {
        name
        for pair in Speaker.objects.published().order_by().values_list("family_name", "given_name")
        for name in pair
    }
    bodies = Organisation.objects.published().order_by()
    names |= {name for pair in bodies.values_list("names__name_en", "names__short_name_en") for name in pair}
    known: defaultdict[int, set[str]] = defaultdict(set)
    for name in names:
        for part in name.lower().split() if name and name.isascii() else tokens.plain(name).split():
            if _is_latin(part):
                known[len(part)].add(part)
    return known


def _nearest(word: str, known: dict[int, set[str]]) -> str:
    """The most alike of the words of about this length; of two equally alike the first in the alphabet."""
    if not _is_latin(word) or word in known.get(len(word), ()):
        return ""
    lengths = range(len(word) - NEARLY_ALL, len(word) + NEARLY_ALL + 1)
    alike = [one for length in lengths for one in known.get(length, ()) if _share_letters(word, one)]
    return next(iter(difflib.get_close_matches(word, sorted(alike), 1, NEAR)), "")


def _share_letters(one: str, other: str) -> bool:
    """Whether they have letters enough in common to be alike: a look that spares the slow comparison."""
    common = sum(min(one.count(letter), other.count(letter)) for letter in set(one))
    return 2 * common >= NEAR * (len(one) + len(other))
