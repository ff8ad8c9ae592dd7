"""Text to search tokens: one function for what is indexed and one, of the same pieces, for what a reader asks.

Chinese, Japanese and Korean become overlapping pairs and the last character alone (北京论坛: 北京 京论 论坛 坛), so that a
phrase of pairs finds any word of two characters and more. Other words become stems. Behind them every character stands
once more alone (北 京 论 坛): one that is asked for is a token like others, and no beginning of thousands.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from .folding import fold, variants

MOST_INDEXED = 16_000  # tokens of one entry: PostgreSQL keeps no position beyond 16,383
MOST_ASKED = 48  # tokens of one question
PARTED = "x0x0x"  # stands between what may not be read as one phrase
LONGEST_ASKED = 200  # characters of a question that are read
_LONGEST_WORD = 60
# Words nobody looks for; asked for alone they are words like others.
SMALL_WORDS = frozenset(["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"])

_CJK = (
    "々-〇ぁ-ゖゝ-ゟ゠-ヿㄅ-ㄯㇰ-ㇿ\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
WORD = re.compile(rf"[^\W_{_CJK}]+(?:'[^\W_{_CJK}]+)*")
_PIECE = re.compile(rf"(?P<cjk>[{_CJK}]+)|{WORD.pattern}")


@dataclass(frozen=True, slots=True)
class Group:
    """Tokens that stand side by side; the last may be the beginning of one. ``text`` is what to look for when marking."""

    tokens: tuple[str, ...]
    is_prefix: bool
    text: str


@cache
def _same_characters() -> dict[int, str]:
    """Variant characters to the one that stands for them, katakana to hiragana."""
    return variants() | {code: chr(code - 0x60) for code in [*range(0x30A1, 0x30F7), 0x30FD, 0x30FE]}


def plain(text: str | None) -> str:
    """Folded text with one form for every character that has several."""
    return fold(text).translate(_same_characters())


def pieces(plain_text: str) -> Iterator[tuple[str, bool, int]]:
    """Words and runs of Chinese, Japanese or Korean, with whether it is such a run, and where it begins."""
    for found in _PIECE.finditer(plain_text):
        yield found[0], found["cjk"] is not None, found.start()


@lru_cache(20_000)
def stem(word: str) -> str:
    """The stem of an English word; other words as they are. An apostrophe inside is no part of it."""
    if word.isascii() and not any(letter.isdigit() for letter in word):
        word = _english().stemWord(word[:_LONGEST_WORD])
    return word.replace("'", "")[:_LONGEST_WORD]


@cache
def _english() -> Any:
    """The rules of English; those of thirty other languages are loaded with them, so with the first word."""
    import snowballstemmer

    return snowballstemmer.stemmer("english")


def index(*texts: str | None) -> str:
    """The tokens of these texts, parted by spaces, in their order; then each of their characters once."""
    found: list[str] = []
    alone: dict[str, None] = {}
    for piece, is_cjk, _start in (one for text in texts for one in pieces(plain(text))):
        if is_cjk:
            found += _pairs(piece)
            found.append(piece[-1])
            alone |= dict.fromkeys(piece)
        else:
            found.append(stem(piece))
        if len(found) > MOST_INDEXED:
            break
    return " ".join([*found[:MOST_INDEXED], *([PARTED, *alone] if alone else [])])


def ask(question: str | None) -> list[Group]:
    """What must be found, in any order. Nothing of the question but letters, digits and characters is in it.

    A dash or a middle dot inside a word parts it, and its pairs may then stand anywhere: 東京－北京 finds 北京－東京.
    """
    groups: list[Group] = []
    for word in (question or "")[:LONGEST_ASKED].split():
        folded = plain(word)
        parts: list[list[tuple[str, bool]]] = []
        end = -1
        for piece, is_cjk, start in pieces(folded):
            if start == end:
                parts[-1].append((piece, is_cjk))
            else:
                parts.append([(piece, is_cjk)])
            end = start + len(piece)
        is_joined = " " in folded
        for part in parts:
            groups += _loose(part) if is_joined else [_strict(part)]
    return _bounded(groups)


def holds(indexed: str, groups: list[Group]) -> bool:
    """Whether all groups stand in these tokens, as an engine would find them."""
    text = f" {indexed} "
    return all(f" {' '.join(group.tokens)}{'' if group.is_prefix else ' '}" in text for group in groups)


def loosened(groups: list[Group]) -> list[Group]:
    """The same, but what was written without a blank may stand apart: scripts (大連宣言2009) and pairs of a long run (東京北京)."""
    loose: list[Group] = []
    for group in groups:
        runs = list(pieces(group.text))
        if all(len(run) > 1 for run, _is_cjk, _start in runs) and len(group.text) > 3:
            for run, is_cjk, _start in runs:
                loose += _apart(run) if is_cjk and len(run) > 3 else [_strict([(run, is_cjk)])]
        else:
            loose.append(group)
    return list(dict.fromkeys(loose))


def _apart(run: str) -> list[Group]:
    pairs = [run[at : at + 2] for at in range(0, len(run) - 1, 2)] + ([run[-2:]] if len(run) % 2 else [])
    return [Group((pair,), False, pair) for pair in pairs]


def _pairs(run: str) -> list[str]:
    return [first + second for first, second in pairwise(run)]


def _strict(part: list[tuple[str, bool]]) -> Group:
    *before, (last, last_is_cjk) = part
    found: list[str] = []
    for piece, is_cjk in before:
        found += [*_pairs(piece), piece[-1]] if is_cjk else [stem(piece)]
    found += (_pairs(last) or [last]) if last_is_cjk else [stem(last)]
    return Group(
        tuple(found), bool(before) and last_is_cjk and len(last) == 1, "".join(piece for piece, _is_cjk in part)
    )


def _loose(part: list[tuple[str, bool]]) -> list[Group]:
    groups = []
    for piece, is_cjk in part:
        if is_cjk and len(piece) > 1:
            groups += [Group((pair,), False, pair) for pair in _pairs(piece)]
        else:
            groups.append(_strict([(piece, is_cjk)]))
    return groups


def _bounded(groups: list[Group]) -> list[Group]:
    """Each group once, and no more tokens than an engine answers quickly."""
    kept: list[Group] = []
    total = 0
    sought = [group for group in groups if group.text not in SMALL_WORDS] or groups
    for group in dict.fromkeys(group for group in sought if all(group.tokens)):
        total += len(group.tokens)
        if total > MOST_ASKED and kept:
            break
        kept.append(Group(group.tokens[:MOST_ASKED], group.is_prefix and len(group.tokens) <= MOST_ASKED, group.text))
    return kept
