"""Two texts word by word: what went and what came, in scripts with and without spaces."""

import difflib
import re
from dataclasses import dataclass

# Scripts written without spaces are compared by the character; the rest by the word, white space apart.
_UNPARTED = r"\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LETTERS = rf"[^\W_{_UNPARTED}]+"
_TOKEN = re.compile(rf"[{_UNPARTED}]|\s+|{_LETTERS}(?:['’.\-]{_LETTERS})*|.", re.S)
_CJK = re.compile(r"[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff]")
MAX_TOKENS = (
    6000  # of both texts; longer ones are compared by the line, without looking for those that stand everywhere
)
AROUND = 40  # characters of what stayed, shown on either side of a change


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text: ``same``, ``gone`` (only in the first text), ``new`` (only in the second), or ``cut`` (left out)."""

    kind: str
    text: str


def tokens(text: str) -> list[str]:
    return _TOKEN.findall(text)


def has_no_blanks(text: str) -> bool:
    """Whether it is of a script whose words no blank parts."""
    return bool(_CJK.search(text))


def pieces(before: str, after: str) -> list[Piece]:
    """Both texts as one run: the same, gone and new ones in reading order. Together they give either text back."""
    a, b = tokens(before), tokens(after)
    by_line = len(a) + len(b) > MAX_TOKENS
    if by_line:
        a, b = before.splitlines(keepends=True), after.splitlines(keepends=True)
    found: list[Piece] = []
    for kind, a1, a2, b1, b2 in difflib.SequenceMatcher(None, a, b, autojunk=by_line).get_opcodes():
        if kind == "equal":
            found.append(Piece("same", "".join(a[a1:a2])))
            continue
        found += [Piece("gone", "".join(a[a1:a2]))] if a2 > a1 else []
        found += [Piece("new", "".join(b[b1:b2]))] if b2 > b1 else []
    return _joined(found)


def whole(before: str, after: str) -> list[Piece]:
    """Two values that are no text: one went, the other came."""
    return _changed(before, after)


def _joined(found: list[Piece]) -> list[Piece]:
    """A lone blank or letter between two changes is no help to a reader: it goes with them."""
    joined: list[Piece] = []
    gone = new = ""
    for place, piece in enumerate(found):
        is_between = 0 < place < len(found) - 1
        if piece.kind == "same" and is_between and (gone or new) and _says_nothing(piece.text):
            gone, new = gone + piece.text, new + piece.text
        elif piece.kind == "same":
            joined += _changed(gone, new)
            gone = new = ""
            joined.append(piece)
        elif piece.kind == "gone":
            gone += piece.text
        else:
            new += piece.text
    return joined + _changed(gone, new)


def _says_nothing(text: str) -> bool:
    return not text.strip() or (len(text) == 1 and not _CJK.match(text))


def _changed(gone: str, new: str) -> list[Piece]:
    return [piece for piece in (Piece("gone", gone), Piece("new", new)) if piece.text]


def shortened(found: list[Piece], around: int = AROUND) -> list[Piece]:
    """Long runs of what stayed, cut down to the neighbourhood of the changes."""
    short: list[Piece] = []
    for place, piece in enumerate(found):
        head = around if place else 0
        tail = around if place < len(found) - 1 else 0
        if piece.kind != "same" or len(piece.text) <= head + tail + 20:
            short.append(piece)
            continue
        short += [Piece("same", piece.text[:head])] if head else []
        short.append(Piece("cut", piece.text[head : len(piece.text) - tail]))
        short += [Piece("same", piece.text[-tail:])] if tail else []
    return short
