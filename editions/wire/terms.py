"""Fixed names in a text: forms that are not to be used, and official names that a translation lacks."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from .cleaning import Traced
from .knowledge import KnownTerm
from .people import Misprint
from .plain import plain


@dataclass(frozen=True, slots=True)
class Misnomer:
    """A form not to be used, at a place of a text, and what to write."""

    printed: str
    right: str
    place: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Lacking:
    """A name that stands in the text of the source, at a place of it, and has not its pair in the translation."""

    printed: str
    right: str
    place: tuple[int, int]


def misnomers(text: str, language: str, terms: Iterable[KnownTerm]) -> list[Misnomer]:
    """Forms not to be used, in their order; what is part of a right form is none."""
    known = [term for term in terms if term.wrong.get(language)]
    if not known:
        return []
    wrong = {form: term for term in known for form in term.wrong[language]}
    right = {form for term in terms for form in term.right.get(language, ()) if form not in wrong}
    return [
        Misnomer(text[start:end], wrong[form].official(language), (start, end))
        for form, start, end in _found(text, [*wrong, *right])
        if form in wrong and wrong[form].official(language)
    ]


def misprinted(parts: list[Traced], language: str, terms: Iterable[KnownTerm]) -> list[Misprint]:
    """The same for the wire reader."""
    terms = tuple(terms)
    return [
        Misprint(one.printed, one.right, part, one.place)
        for part in parts
        for one in misnomers(part.text, language, terms)
    ]


def lacking(source: str, asked: str, text: str, language: str, terms: Iterable[KnownTerm]) -> list[Lacking]:
    """Official names in the ``source`` (its language is ``asked``) of which ``text`` has no right form in its ``language``."""
    known: dict[str, list[KnownTerm]] = {}
    for term in terms:
        if term.right.get(language):
            for form in term.right.get(asked, ()):
                known.setdefault(form, []).append(term)
    said = _folded(text)
    found: dict[str, Lacking] = {}
    for form, start, end in _found(source, known):
        if any(_folded(one) in said for term in known[form] for one in term.right[language]):
            continue
        right = " / ".join(dict.fromkeys(term.official(language) for term in known[form]))
        found.setdefault(right, Lacking(source[start:end], right, (start, end)))
    return list(found.values())


def _folded(text: str) -> str:
    """One form for dashes and letters, without blanks: a name is the same however it is set."""
    return re.sub(r"\s+|-+", "", plain(text)).casefold()


def _found(text: str, forms: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    """Each form with its places; where several begin together, the longest."""
    by_plain = {plain(form): form for form in forms}
    if not by_plain:
        return
    for match in _pattern(tuple(sorted(by_plain, key=lambda form: (-len(form), form)))).finditer(plain(text)):
        yield by_plain[match[0]], *match.span()


@lru_cache(maxsize=64)
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(_bounded(form) for form in forms))


def _bounded(form: str) -> str:
    """No part of a longer word, in scripts that part their words."""
    before = r"(?<![^\W\d_\u3040-\u9fff])" if form[0].isascii() and form[0].isalnum() else ""
    after = r"(?![^\W\d_\u3040-\u9fff])" if form[-1].isascii() and form[-1].isalnum() else ""
    return f"{before}{re.escape(form)}{after}"
