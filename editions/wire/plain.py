"""The same text with one form for each sign, character for character, so that a place in one is a place in the other."""

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from functools import lru_cache

_SIGNS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # full-width letters, digits and signs
_SIGNS |= dict.fromkeys([0x3000, 0xA0, 0x202F, 0x2007, 0x2009, 0x200A, 0x2002, 0x2003, 0x09], 0x20)
_SIGNS |= dict.fromkeys([0x2018, 0x2019, 0x2BC, 0x60, 0xB4], 0x27)
_SIGNS |= dict.fromkeys(
    [0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0x2500, 0x2501, 0x30FC - 0, 0xFE58, 0xFE63], 0x2D
)
del _SIGNS[0x30FC]  # the mark of a long vowel is a letter
_SIGNS |= {0x301C: 0x7E}

DASH = "(?:--+|-)"
HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
KANA = "\u3041-\u3096\u30a1-\u30fa\u30fc"
CJK = HAN + KANA
ENDS = re.compile("[.!?。！？…][\"'”’」』)）】]*$")
_ABBREVIATION = re.compile(r"\b(Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mr|Ms|Mrs|Dr|Prof|St|No|vs|Inc|Ltd|Co)\.")
_IS_CJK = re.compile(f"[{CJK}\u3001\u3002\u300c-\u3011\uff01-\uff5e]")


@lru_cache(maxsize=1024)
def plain(text: str) -> str:
    """Half-width letters and digits, one dash, one space, one apostrophe; as many characters as before."""
    if text.isascii() and "`" not in text and "\t" not in text:
        return text
    return text.translate(_SIGNS)


def is_cjk(character: str) -> bool:
    return bool(_IS_CJK.match(character))


class Taken:
    """Places of a text that belong to something already; asking is quick however many there are."""

    def __init__(self, places: Iterable[tuple[int, int]] = ()) -> None:
        self._places = sorted(places)

    def add(self, start: int, end: int) -> None:
        insort(self._places, (start, end))

    def overlaps(self, start: int, end: int) -> bool:
        """Whether any of the last few places that begin before ``end`` reaches past ``start``."""
        at = bisect_left(self._places, (end, end))
        return any(place[1] > start for place in self._places[max(0, at - 8) : at])


def ends_sentence(text: str) -> bool:
    return bool(ENDS.search(text[-12:]))


def width(text: str) -> int:
    """Columns: a Chinese or Japanese character takes two."""
    return len(text) + len(_IS_CJK.findall(text))


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The places of the sentences; abbreviations do not end one."""
    view = _ABBREVIATION.sub(lambda match: match[1] + "_", text)
    start = 0
    for match in re.finditer(r"[.!?。！？]+[\"”」』）)]*(?=\s|$|[A-Z“\u3040-\u9fff])", view):
        yield start, match.end()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)
