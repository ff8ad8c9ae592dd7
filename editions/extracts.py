"""Why something was found: the passage of a text in which the words stand, cut into what is marked and what is not."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from .tokens import WORD, Group, pieces, plain, stem

MOST_READ = 12_000  # characters of a text that are looked at
_CLUSTER = re.compile(
    "[\u30a1-\u30fa\uff66-\uff9d\u3041-\u3096][\u3099\u309a\uff9e\uff9f]|.[\u0300-\u036f\u3099\u309a]*", re.DOTALL
)
_MARKS = re.compile("[\u0300-\u036f\u3099\u309a\uff9e\uff9f]")
# Texts of an item are kept one behind the other with a blank between; a full stop that fills its square needs none.
_BLANKS = re.compile("(?<=[。！？；」』）])\\s+")
_STRAY_LONG_VOWELS = re.compile("(?<![\u3041-\u30ff])ー+")

Segments = list[tuple[str, bool]]


def extract(text: str, groups: list[Group], width: int = 180) -> Segments:
    """About ``width`` characters around the first words found, as ``(text, is it marked)``; the beginning where none is."""
    text = _BLANKS.sub("", text[:MOST_READ])
    found = spans(text, groups, most=2 * width)
    begin = max(found[0][0] - width // 3, 0) if found else 0
    if begin:
        space = text.find(" ", begin, begin + 20)
        begin = space + 1 if 0 <= space < found[0][0] else begin
    end = begin + width
    if end < len(text):
        space = text.rfind(" ", end - 20, end)
        end = space if space > begin else end
    segments = cut(text, found, begin, min(end, len(text)))
    if begin:
        segments.insert(0, ("…" + _blank(text[begin]), False))
    if end < len(text):
        segments.append((_blank(text[end - 1]) + "…", False))
    return segments


def _blank(character: str) -> str:
    """What parts a character from the dots beside it: nothing where it fills its square."""
    return "" if unicodedata.east_asian_width(character) in "WF" else " "


def cut(text: str, found: list[tuple[int, int]], begin: int = 0, end: int | None = None) -> Segments:
    """The text from ``begin`` to ``end`` with the spans in it marked."""
    end = len(text) if end is None else end
    segments, at = [], begin
    for start, stop in found:
        start, stop = max(start, at), min(stop, end)
        if start < stop:
            segments += [(text[at:start], False), (text[start:stop], True)]
            at = stop
    segments.append((text[at:end], False))
    return [segment for segment in segments if segment[0]]


def spans(text: str, groups: list[Group], most: int = MOST_READ) -> list[tuple[int, int]]:
    """Where in the text the groups stand, from left to right, without overlaps, up to ``most`` characters behind the first."""
    folded, origin = _with_origins(text)
    runs = [group.text for group in groups if _is_run(group.text)]
    words = {token for group in groups if not _is_run(group.text) for token in group.tokens}
    firsts = [first for run in runs if (first := folded.find(run)) >= 0]
    found = _words_in(folded, words, most) if words else []
    end = min([*firsts, *(start for start, _stop in found[:1])], default=0) + most
    for run in runs:
        found += [hit.span() for hit in re.finditer(re.escape(run), folded[:end])]
    merged: list[tuple[int, int]] = []
    for start, stop in sorted((origin[start], origin[stop - 1] + 1) for start, stop in found):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
        else:
            merged.append((start, stop))
    return [(start, _end_of_cluster(text, stop)) for start, stop in merged]


def _words_in(folded: str, wanted: set[str], most: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for piece in WORD.finditer(folded):
        if stem(piece[0]) in wanted:
            found.append(piece.span())
        if found and piece.start() > found[0][0] + most:
            break
    return found


@lru_cache(1_000)
def _is_run(text: str) -> bool:
    return any(is_cjk for _piece, is_cjk, _start in pieces(text))


def _end_of_cluster(text: str, stop: int) -> int:
    while stop < len(text) and (unicodedata.combining(text[stop]) or text[stop] in "\uff9e\uff9f"):
        stop += 1
    return stop


@lru_cache(20_000)
def _folded(cluster: str) -> str:
    return plain(cluster) or " "


class _Folded(dict[int, str]):
    """Each character as it is compared, found out once."""

    def __missing__(self, code: int) -> str:
        self[code] = one = "ー" if chr(code) in "ーｰ" else _folded(chr(code))
        return one


_FOLDED = _Folded()


def _with_origins(text: str) -> tuple[str, Sequence[int]]:
    """The text as it is compared, and for each of its characters the place it came from."""
    if not _MARKS.search(text):
        # Most texts: each character by itself, and nearly always one for one.
        folded = text.translate(_FOLDED)
        if "ー" in folded:
            folded = _STRAY_LONG_VOWELS.sub(lambda found: " " * len(found[0]), folded)
        if len(folded) == len(text):
            return folded, range(len(text))
        return folded, [place for place, one in enumerate(text) for _n in _FOLDED[ord(one)]]
    parts: list[str] = []
    origin: list[int] = []
    for found in _CLUSTER.finditer(text):
        one = _folded(found[0])
        if found[0] in "ーｰ" and parts and "\u3041" <= parts[-1] <= "\u30ff":
            one = "ー"
        parts += one
        origin += [found.start()] * len(one)
    return "".join(parts), origin
