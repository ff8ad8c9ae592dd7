"""The language a text is written in: English, Simplified Chinese or Japanese."""

import re

from editions.languages import language_of_characters

from .plain import HAN

_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_HAN = re.compile(f"[{HAN}]")
_LATIN = re.compile(r"[A-Za-z]{2,}")


def language_of(text: str) -> str:
    """``en``, ``zh-hans`` or ``ja``, by the scripts the text is mostly in."""
    text = text[:200_000]
    kana, han, words = len(_KANA.findall(text)), len(_HAN.findall(text)), len(_LATIN.findall(text))
    if han + kana < 1.2 * words:
        return "en"
    if kana * 20 > han:
        return "ja"
    if kana == 0 and han < 40 and "。" not in text:  # a whole sentence of Japanese has kana
        return language_of_characters("".join(_HAN.findall(text)), "zh-hans")
    return "zh-hans"
