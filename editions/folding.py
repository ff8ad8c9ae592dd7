"""Text as it is compared and searched: width, case, accents, dashes and middle dots made equal."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

# Letters that carry no separable accent, as people type them without it.
_PLAIN_LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŋ": "ng"}
    | dict.fromkeys("’‘ʼ`´ʻ", "'")
)
_UNSEEN = re.compile(
    "[\u00ad\u034f\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
# Every dash and middle dot the forum's two names are printed with, and those that stand beside them in fonts.
_JOINERS = re.compile(
    "[-_~\u00ad\u00af\u00b7\u0387\u058a\u2010-\u2015\u2022\u2027\u2043\u2053\u2212\u2219\u22c5\u2500\u2501\u30a0\u30fb\u301c\u3030\ufe58\ufe63\uff5e]"
)
# The mark of a long vowel is a letter after kana, and a dash with a wrong key anywhere else.
_STRAY_LONG_VOWEL = re.compile("(?<![\u3041-\u3096\u30a1-\u30fa\u30fc\u31f0-\u31ff])ー")
_CJK = re.compile(
    "[\u3005-\u3007\u3021-\u3029\u3031-\u3035\u303b\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)
# Most of a text needs no look at its accents: plain letters, characters, kana and signs. A mark is looked at with what it stands on.
_PLAIN = (
    "\x00-\x7f\u2010-\u2027\u3000-\u3029\u3030-\u303f\u3041-\u3096\u309b-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
)
_MAY_BE_ACCENTED = re.compile(f"[{_PLAIN}]?[^{_PLAIN}]+")


def fold(text: str | None) -> str:
    """The text by which two spellings of the same words are equal; folding it again changes nothing."""
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text or "").casefold())
    text = _without_accents(_UNSEEN.sub("", text)).translate(_PLAIN_LETTERS)
    text = _JOINERS.sub(" ", _STRAY_LONG_VOWEL.sub(" ", text))
    return " ".join(text.split())


def fold_names(names: Iterable[str | None]) -> str:
    """All spellings of a name for one search column: folded, each once, one a line so that none runs into the next."""
    return "\n".join(dict.fromkeys(folded for name in names if (folded := fold(name))))


@cache
def variants() -> dict[int, str]:
    """Simplified, traditional and Japanese forms of a character to the one that stands for them all."""
    return {ord(form): group[0] for group in groups() for form in group[1:]}


def groups() -> list[str]:
    """The forms of one character together, the one that stands for all before the others."""
    lines = Path(__file__).with_name("variants.txt").read_text(encoding="utf-8").splitlines()
    return [group for line in lines if not line.startswith("#") for group in line.split()]


def one_form(text: str) -> str:
    """One form for every character that has several, in as many characters as before."""
    return text if text.isascii() else text.translate(variants())


def is_cjk(text: str | None) -> bool:
    """Whether any character is Chinese, Japanese or Korean; marks of punctuation do not count."""
    return bool(_CJK.search(text or ""))


def _without_accents(text: str) -> str:
    """Accents off Latin letters; marks of other scripts, such as those that voice a kana, are part of the sound."""
    return _MAY_BE_ACCENTED.sub(lambda found: _unaccented(found[0]), text)


def _unaccented(text: str) -> str:
    kept, takes_marks = [], False
    for character in unicodedata.normalize("NFD", text):
        if unicodedata.category(character) != "Mn":
            takes_marks = character.isalpha() and not unicodedata.name(character, "").startswith("LATIN")
        elif not takes_marks:
            continue
        kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept))
