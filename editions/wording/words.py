"""Lists, titles of two parts, quotations and initials as each language writes them."""

import unicodedata
from collections.abc import Iterable

from .families import family


def join_list(items: Iterable[str], language: str) -> str:
    """a, b and c; a、b和c; a、b、c. Empty items are left out."""
    *most, last = [item for item in items if item] or [""]
    manner = family(language)
    if not most or manner == "ja":
        return "、".join([*most, last])
    return ("、" if manner == "zh" else ", ").join(most) + ("和" if manner == "zh" else " and ") + last


def series(items: Iterable[str], language: str) -> str:
    """Things of one kind, without “and”: a, b; a、b."""
    return (", " if family(language) == "en" else "、").join(str(item) for item in items if item)


def clauses(items: Iterable[str], language: str) -> str:
    """Facts of different kinds one after the other: a, b; a，b; a、b."""
    return {"en": ", ", "zh": "，", "ja": "、"}[family(language)].join(str(item) for item in items if item)


def heading(first: str, second: str, language: str) -> str:
    """A title of two parts: a: b; a：b. One part alone has no colon."""
    return (": " if family(language) == "en" else "：").join(part for part in (first, second) if part)


def with_note(text: str, note: str, language: str) -> str:
    """Something said beside a text, in brackets: a (b); a（b）."""
    return f"{text} ({note})" if family(language) == "en" else f"{text}（{note}）"


def sentences(items: Iterable[str], language: str) -> str:
    """One sentence after the other, with a blank between them in English."""
    return (" " if family(language) == "en" else "").join(str(item) for item in items if item)


def unparted(text: str) -> str:
    """Sentences that were put together with a blank: Chinese and Japanese have none behind a full stop."""
    return text.replace("。 ", "。")


def quote(text: str | None, language: str) -> str:
    """The text in quotation marks; marks of the same kind inside it become the inner ones."""
    if not text:
        return ""
    if family(language) == "ja":
        return f"「{text.replace('「', '『').replace('」', '』')}」"
    return f"“{text.replace('“', '‘').replace('”', '’')}”"


def nested(text: str) -> str:
    """A finished sentence: marks within marks of the same kind become the inner ones. One whose marks do not pair is left as it is."""
    for marks, inner in (("「」", "『』"), ("“”", "‘’")):
        text = _nested(text, marks, inner) if text.count(marks[0]) > 1 else text
    return text


def _nested(text: str, marks: str, inner: str) -> str:
    found, depth = [], 0
    for sign in text:
        depth += sign == marks[0]
        found.append(inner[marks.index(sign)] if sign in marks and depth % 2 == 0 else sign)
        depth -= sign == marks[1]
        if depth < 0:
            return text
    return text if depth else "".join(found)


def name_initial(name: str | None) -> str:
    """The first character of a name with the marks that belong to it, for a roundel; an alphabet's letter is a capital."""
    initial = ""
    for character in unicodedata.normalize("NFC", name or ""):
        if initial and not (
            unicodedata.category(character)[0] == "M" or initial.endswith("\u200d") or character == "\u200d"
        ):
            break
        if initial or unicodedata.category(character)[0] in "LN":
            initial += character
    return unicodedata.normalize("NFC", initial.rstrip("\u200d").upper())
