"""Two records that may be of one person: by the same characters, by romanisations that stand for one sound, by other forms."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import combinations

from editions import tokens
from editions.folding import fold, is_cjk

ALIKE = 0.8  # of two given names after the same family name
MOST_IN_ONE_FAMILY = 80  # beyond that the slow comparison is left out

# One sound, written in several habits: long vowels, and the systems by which kana are romanised.
_SOUNDS = [
    (re.compile(r"(ou|oh(?![aeiou])|oo)"), "o"),
    (re.compile(r"(uu|uh(?![aeiou]))"), "u"),
    (re.compile(r"tsu"), "tu"),
    (re.compile(r"shi"), "si"),
    (re.compile(r"sh(?=[aou])"), "sy"),
    (re.compile(r"chi"), "ti"),
    (re.compile(r"ji"), "zi"),
    (re.compile(r"fu"), "hu"),
    (re.compile(r"m(?=[bp])"), "n"),
    (re.compile(r"([a-z])\1"), r"\1"),
]


class Reason(StrEnum):
    SAME_CHARACTERS = "same-characters"
    ONE_CHARACTER = "one-character"
    SAME_SOUND = "same-sound"
    NEAR_SOUND = "near-sound"
    OTHER_FORM = "other-form"


@dataclass(frozen=True, slots=True)
class Names:
    """What a record calls somebody: family and given name in Latin letters, every other name, and its other forms."""

    key: int
    family: str
    given: str
    names: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """``key`` is the smaller of the two."""

    key: int
    other: int
    reason: Reason


def pairs(records: Iterable[Names]) -> list[Pair]:
    """Those that may be one, each pair once with its strongest reason."""
    records = list(records)
    natives = {one.key: _natives(one.names) for one in records}
    found: dict[tuple[int, int], Reason] = {}
    for one, other, reason in (
        *_of_same_characters(records, natives),
        *_of_same_sound(records, natives),
        *_of_other_forms(records),
        *_of_near_sound(records, natives),
    ):
        found.setdefault((min(one, other), max(one, other)), reason)
    return [Pair(*keys, reason) for keys, reason in found.items()]


def sound(word: str) -> str:
    """A word in Latin letters as it sounds, roughly: Ohta, Oota and Ota are one."""
    heard = re.sub(r"[^a-z]", "", fold(word))
    for pattern, letters in _SOUNDS:
        heard = pattern.sub(letters, heard)
    return heard


def _natives(names: Iterable[str]) -> frozenset[str]:
    """Names in characters, variants of one character made equal."""
    return frozenset(tokens.plain(name).replace(" ", "") for name in names if is_cjk(name))


Found = Iterator[tuple[int, int, Reason]]


def _of_same_characters(records: list[Names], natives: dict[int, frozenset[str]]) -> Found:
    by_native: defaultdict[str, list[int]] = defaultdict(list)
    for one in records:
        for native in natives[one.key]:
            by_native[native].append(one.key)
    for keys in by_native.values():
        for key, other in combinations(keys, 2):
            yield key, other, Reason.SAME_CHARACTERS


def _of_same_sound(records: list[Names], natives: dict[int, frozenset[str]]) -> Found:
    by_sound: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for one in records:
        if one.family and one.given:
            by_sound[tuple(sorted([sound(one.family), sound(one.given)]))].append(one.key)
    for keys in by_sound.values():
        for key, other in combinations(keys, 2):
            if not natives[key] or not natives[other]:
                yield key, other, Reason.SAME_SOUND
            elif any(_differ_by_one(a, b) for a in natives[key] for b in natives[other]):
                yield key, other, Reason.ONE_CHARACTER


def _differ_by_one(one: str, other: str) -> bool:
    return len(one) == len(other) > 1 and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _of_other_forms(records: list[Names]) -> Found:
    called: defaultdict[str, set[int]] = defaultdict(set)
    for one in records:
        latin = (f"{one.family} {one.given}", f"{one.given} {one.family}")
        for name in (*one.names, *latin):
            called[_plain(name)].add(one.key)
    for one in records:
        for name in one.others:
            for key in called.get(_plain(name), set()) - {one.key}:
                yield one.key, key, Reason.OTHER_FORM


def _plain(name: str) -> str:
    return tokens.plain(name).replace(" ", "") if is_cjk(name) else fold(name)


def _of_near_sound(records: list[Names], natives: dict[int, frozenset[str]]) -> Found:
    """The same family name and nearly the same given one, where characters do not tell them apart."""
    families: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for one in records:
        if one.family and one.given:
            families[sound(one.family)].append((one.key, sound(one.given)))
    for members in families.values():
        if len(members) > MOST_IN_ONE_FAMILY:
            continue
        for (key, given), (other, other_given) in combinations(members, 2):
            if (not natives[key] or not natives[other]) and _is_near(given, other_given):
                yield key, other, Reason.NEAR_SOUND


def _is_near(one: str, other: str) -> bool:
    return min(len(one), len(other)) > 3 and SequenceMatcher(None, one, other).ratio() >= ALIKE
