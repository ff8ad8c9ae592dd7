"""A text and the language it is in: what every public string is until it becomes HTML."""

import re
from dataclasses import dataclass

from django.conf.locale import LANG_INFO
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Text:
    """A string with its language code (``en``, ``zh-hans``, ``ja``); empty and ``""`` when nothing is recorded.

    ``asked`` is the language the reader asked for, so a fallback can be told and marked.
    """

    value: str
    language: str
    asked: str

    def __str__(self) -> str:
        return self.value

    def __bool__(self) -> bool:
        return bool(self.value)

    @property
    def is_fallback(self) -> bool:
        return bool(self.value) and self.language != self.asked


# What the two ways of writing Chinese characters hold, in the old sets of each.
_CHARACTERS = {"zh-hans": "gb2312", "ja": "shift_jis"}


def language_of_characters(words: str, native: str) -> str:
    """The language a name in Chinese characters is written in: ``native``, unless only the other one has its forms."""
    han = "".join(re.findall(r"[\u3400-\u9fff]", words))
    holding = [code for code, characters in _CHARACTERS.items() if _holds(characters, han)]
    return native if native in holding or len(holding) != 1 else holding[0]


def _holds(characters: str, words: str) -> bool:
    try:
        words.encode(characters)
    except UnicodeEncodeError:
        return False
    return True


def fallback_order(asked: str, source: str, available: list[str]) -> list[str]:
    """Return the order in which languages are tried: asked, source, then the site's own order (English first)."""
    order = [asked, source, *available]
    return list(dict.fromkeys(code for code in order if code in available))


# Languages for which Django has no name, or one that says more than a reader wants: the English of no country.
OWN_NAMES = {"en": _("English"), "tl": _("Filipino")}


def language_name(code: str) -> str:
    """What a language is called in the language of the page; its code, where no name is known.

    A code without its script or region takes the name of the first form of it that has one.
    """
    if code in OWN_NAMES:
        return str(OWN_NAMES[code])
    forms = [code, *(known for known in LANG_INFO if known.startswith(f"{code}-"))]
    try:
        return str(get_language_info(next(form for form in forms if form in LANG_INFO))["name_translated"])
    except StopIteration:
        return code


def field_label(name: str, code: str) -> str:
    """What a field is called in one of its languages, in the language of the page."""
    return str(_("%(field)s (%(language)s)")) % {"field": name, "language": language_name(code)}
