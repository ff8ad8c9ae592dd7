"""Characters in a form that the language of a text does not use: traditional or Japanese ones in Simplified Chinese, simplified
ones in Japanese. What has no other form in the language is left alone, such as characters made in Japan; so are words with kana.
"""

import re
from functools import cache

from editions.folding import groups

# The sets in which each language was written before all scripts had one, and the first bytes of their common halves.
_SETS = {"zh-hans": ("gb2312", range(0xB0, 0xD8)), "ja": ("cp932", range(0x88, 0x98))}
# Kept in the Chinese standard of 2013 beside the form that mostly stands for them: in names, or with a meaning of their own.
_KEPT = {"zh-hans": "昇陞甯邨瞭徵夥麽", "ja": ""}
# In the sets all the same, and not written.
_NOT_WRITTEN = {"zh-hans": "後", "ja": "广从厂"}
_WORDS = re.compile(r"[\u3400-\u9fff\u3041-\u30ff々〆―—–－-]+")
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")


def foreign_forms(text: str, language: str) -> dict[str, str]:
    """Each character that the language writes in another form, with that form (``發`` as ``发``; several as ``干／乾``)."""
    if language not in _SETS or text.isascii():
        return {}
    read = text if language == "ja" else "".join(words for words in _WORDS.findall(text) if not _KANA.search(words))
    known = _foreign(language)
    return {character: known[character] for character in dict.fromkeys(read) if character in known}


@cache
def _foreign(language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for group in groups():
        own = [form for form in group if _bytes(form, language) and form not in _NOT_WRITTEN[language]]
        common = [form for form in own if _bytes(form, language)[0] in _SETS[language][1]]
        found |= {form: "／".join(common or own) for form in group if own and form not in own}
    return {form: other for form, other in found.items() if form not in _KEPT[language]}


def _bytes(character: str, language: str) -> bytes:
    return character.encode(_SETS[language][0], errors="ignore")
