"""Known names found in a text in one pass, however many are known, and names that are nearly known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from editions.folding import fold, one_form, variants

from .plain import CJK, plain

if TYPE_CHECKING:
    from .knowledge import KnownName

_WORD = re.compile(r"[^\W\d_]\w*(?:['’-]\w+)*|\d\w*")
_IS_CJK = re.compile(f"[{CJK}]")
_JOINERS = re.compile("[-–—―・·‐－\\s]+")


@dataclass(frozen=True, slots=True)
class Match:
    """A known name at a place of a text; ``printed_wrong`` names the right form where it was a misprint."""

    known: KnownName
    start: int
    end: int
    form: str
    is_alias: bool
    right: str = ""


class Index:
    """Known names by their first word, or by their first two characters in Chinese and Japanese."""

    def __init__(self, known: Iterable[KnownName] = ()) -> None:
        self.known = list(known)
        self._latin: dict[str, list[tuple[tuple[str, ...], KnownName, str, bool]]] = {}
        self._cjk: dict[str, list[tuple[str, KnownName, bool]]] = {}
        for one in self.known:
            for is_alias, forms in ((False, one.names), (True, one.aliases)):
                for form in forms:
                    self._add(form, one, is_alias)
        for entries in self._latin.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        for listed in self._cjk.values():
            listed.sort(key=lambda entry: -len(entry[0]))
        firsts = "".join(re.escape(character) for character in sorted({start[0] for start in self._cjk}))
        self._cjk_start = re.compile(f"[{firsts}]") if firsts else None

    def _add(self, form: str, one: KnownName, is_alias: bool) -> None:
        if _IS_CJK.search(form):
            plainer = one_form(plain(form)).strip()
            if len(plainer) >= 2:
                self._cjk.setdefault(plainer[:2], []).append((plainer, one, is_alias))
            return
        words = tuple(_folded(form))
        if words and len(words[0]) > 1:
            self._latin.setdefault(words[0], []).append((words, one, form, is_alias))

    def find(self, text: str) -> list[Match]:
        """Every known name in the text, the longest where several begin together; in the order of their places."""
        return sorted([*self._find_latin(text), *self._find_cjk(one_form(plain(text)))], key=lambda match: match.start)

    def _find_latin(self, text: str) -> Iterator[Match]:
        if not self._latin:
            return
        words = [(_fold_word(match[0]), match.start(), match.end()) for match in _WORD.finditer(text)]
        after = 0
        for place, (word, start, _end) in enumerate(words):
            if place < after:
                continue
            for form, one, printed, is_alias in self._latin.get(word, ()):
                length = len(form)
                if tuple(entry[0] for entry in words[place : place + length]) != form:
                    continue
                end = words[place + length - 1][2]
                found = text[start:end]
                if (
                    not _is_written_as_name(found, printed)
                    or "\n" in found
                    or re.search(r"[.;!?]\s", _without_initials(found))
                ):
                    continue
                yield Match(one, start, end, printed, is_alias)
                after = place + length
                break

    def _find_cjk(self, text: str) -> Iterator[Match]:
        if not self._cjk_start:
            return
        after = 0
        for match in self._cjk_start.finditer(text):
            start = match.start()
            if start < after:
                continue
            for form, one, is_alias in self._cjk.get(text[start : start + 2], ()):
                if text.startswith(form, start):
                    yield Match(one, start, start + len(form), form, is_alias)
                    after = start + len(form)
                    break

    def nearest(self, name: str) -> tuple[KnownName, str] | None:
        """The one known name that differs from this one by a letter or two, and its right form."""
        found: dict[str, tuple[int, KnownName, str]] = {}
        cjk = bool(_IS_CJK.search(name))
        asked = one_form(plain(name)) if cjk else " ".join(_folded(name))
        for one in self.known:
            for form in one.names:
                if bool(_IS_CJK.search(form)) != cjk:
                    continue
                right = one_form(plain(form)) if cjk else " ".join(_folded(form))
                limit = 1 if cjk else 2
                if (cjk and (len(asked) < 4 or asked[0] != right[:1])) or (not cjk and len(asked) < 8):
                    continue
                if not cjk and not set(asked.split()) & set(right.split()):
                    continue
                apart = distance(asked, right, limit)
                if 0 < apart <= limit and apart < found.get(one.slug, (9, one, ""))[0]:
                    found[one.slug] = (apart, one, form)
        if len(found) != 1:
            return None
        return next((one, form) for _apart, one, form in found.values())


def misprint_of(match: Match) -> str:
    """The right form, where a known alias is nearly one of the right names and yet none of them; else empty."""
    if not match.is_alias:
        return ""
    cjk = bool(_IS_CJK.search(match.form))
    printed = match.form if cjk else " ".join(_folded(match.form))
    for form in match.known.names:
        right = one_form(plain(form)) if cjk else " ".join(_folded(form))
        if printed.replace(" ", "") == right.replace(" ", ""):
            return ""
        if bool(_IS_CJK.search(form)) == cjk and right and 0 < distance(printed, right, 2) <= 2:
            if cjk and (len(printed) != len(right) or len(printed) < 2):
                continue
            return form
    return ""


def distance(a: str, b: str, limit: int) -> int:
    """Letters to change, add or drop to make one of the other; ``limit`` + 1 where it is more."""
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row = row, [i]
        for j, y in enumerate(b, 1):
            row.append(min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y)))
        if min(row) > limit:
            return limit + 1
    return row[-1]


def pattern_of(names: Iterable[str]) -> re.Pattern[str] | None:
    """The names as a pattern for ``plain`` text: any joiner or quotation mark between their parts, any case."""
    forms = []
    for name in dict.fromkeys(names):
        parts = [part for part in _JOINERS.split(plain(name)) if part]
        pieces = []
        for part in parts:
            if _IS_CJK.search(part):
                pieces.append("[-~・·\\s\"'“”「」『』《》]{0,3}".join(_any_form(piece) for piece in _pieces(part)))
            else:
                pieces.append(re.escape(part))
        gap = "[-~・·\\s\"'“”「」『』/]{0,4}" if _IS_CJK.search(name) else "[-~\\s·\"'“”/]{1,3}"
        if pieces:
            forms.append(gap.join(pieces))
    if not forms:
        return None
    return re.compile("|".join(sorted(forms, key=len, reverse=True)), re.IGNORECASE)


def _pieces(part: str) -> list[str]:
    """A word of Chinese or Japanese in pieces between which a quotation mark may close: two characters each."""
    return re.findall("[\u30a1-\u30fc]+|[^\u30a1-\u30fc]{1,2}", part)


def _any_form(piece: str) -> str:
    """The characters of a piece, each in any of its forms: 论坛 is also 論壇."""
    return "".join(
        f"[{forms}]" if len(forms := _forms_of(character)) > 1 else re.escape(character) for character in piece
    )


@lru_cache(maxsize=1024)
def _forms_of(character: str) -> str:
    first = one_form(character)
    return first + "".join(chr(code) for code, one in variants().items() if one == first)


def _folded(text: str) -> list[str]:
    return [_fold_word(match[0]) for match in _WORD.finditer(text)]


@lru_cache(maxsize=20_000)
def _fold_word(word: str) -> str:
    return fold(word).replace(" ", "").removesuffix("'s").replace(".", "")


def _without_initials(text: str) -> str:
    return re.sub(r"\b[A-Z]\.\s", "", text)


def _is_written_as_name(found: str, form: str) -> bool:
    """Names begin with capitals; a single word of an acronym or a common word is asked to be the same."""
    if " " not in form.strip() and "-" not in form:
        return found.removesuffix("'s").removesuffix("’s") == form or (
            form.isupper() is False and found.isupper() and found.casefold() == form.casefold()
        )
    first = found[0]
    return not first.isalpha() or first.isupper() or form[0].islower()
