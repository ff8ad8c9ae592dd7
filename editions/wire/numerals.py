"""Numbers as printed in three languages: 20th, twentieth, 第二十届, 第20回, 1.2億, 120 million, two decades."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from .plain import plain

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
WORDS = {word: number for number, word in enumerate(_ONES.split())}
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
WORDS |= {word: (place + 2) * 10 for place, word in enumerate(_TENS.split())}
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
ORDINALS = {word: number for number, word in enumerate(_ORDINALS.split(), 1)}
ORDINALS |= {word[:-1] + "ieth": number for word, number in list(WORDS.items()) if number >= 20}
_HAN = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "兩": 2, "○": 0}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000}
_BIG = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
HAN_NUMBER = "[〇零○一二两兩三四五六七八九十百千]"
_TENS_WORD = "(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
ORDINAL_WORD = f"(?:{_TENS_WORD}[- ])?(?:{'|'.join(sorted(ORDINALS, key=len, reverse=True))})"
NUMBER_WORD = f"(?:{_TENS_WORD}-)?(?:{'|'.join(sorted(WORDS, key=len, reverse=True))})"


def han_number(text: str) -> int | None:
    """二十 is 20, 二〇二四 is 2024, 百二十 is 120; None for what is no number."""
    if not text or any(sign not in _HAN and sign not in _HAN_UNITS for sign in text):
        return None
    if not any(sign in _HAN_UNITS for sign in text):
        return int("".join(str(_HAN[sign]) for sign in text[:12]))
    total = part = 0
    for sign in text:
        if sign in _HAN:
            part = _HAN[sign]
        else:
            total += (part or 1) * _HAN_UNITS[sign]
            part = 0
    return total + part


def word_number(text: str) -> int | None:
    """twenty-one is 21, twenty-first is 21, 20 and 20th are 20; None for what is no number."""
    text = text.strip().casefold().replace(",", "")
    if match := re.fullmatch(r"(\d{1,12})(?:st|nd|rd|th)?", text):
        return int(match[1])
    total = 0
    for word in re.split(r"[-\s]+", text):
        value = WORDS.get(word, ORDINALS.get(word))
        if value is None:
            return None
        total += value
    return total


def ordinal(text: str) -> int | None:
    """The number in ``20th``, ``twentieth``, ``二十`` or ``20``."""
    text = plain(text).strip()
    found = word_number(text)
    return found if found is not None else han_number(text)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with what it counts in: ``percent``, ``ordinal``, ``plain``; ``place`` is its start and end."""

    value: Decimal
    kind: str
    place: tuple[int, int]


_AMOUNT = re.compile(
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:(?P<ordinal>st|nd|rd|th)\b"
    r"|(?P<percent>\s?%|\s?per\s?cent(?:age points?)?\b|ポイント|个百分点|パーセント)"
    r"|\s?(?P<scale>thousand|million|billion|trillion)\b"
    r"|(?P<han>千?[万萬亿億兆]))?",
    re.IGNORECASE,
)
_HAN_AMOUNT = re.compile(
    f"第(?P<ordinal>{HAN_NUMBER}{{1,6}}|\\d{{1,4}})|百分之(?P<percent>{HAN_NUMBER}{{1,6}}|\\d+(?:\\.\\d+)?)"
)
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_MORE = re.compile(r"(\d{1,4})(?:([万萬])|(?=\D|$))")


def amounts(text: str) -> Iterator[Amount]:
    """Every number written in digits, and what Chinese counts in words after 第 and 百分之."""
    text = plain(text)
    taken: list[tuple[int, int]] = []
    for match in _HAN_AMOUNT.finditer(text):
        kind = "ordinal" if match["ordinal"] else "percent"
        value = _decimal(match[kind])
        if value is not None:
            taken.append(match.span())
            yield Amount(value, kind, match.span())
    starts = {place for start, end in taken for place in range(start, end)}
    after = 0
    for match in _AMOUNT.finditer(text):
        if match.start() in starts or match.start() < after:
            continue
        value = _decimal(match["digits"])
        if value is None:
            continue
        end = match.end()
        if match["scale"]:
            value *= _SCALES[match["scale"].casefold()]
        elif match["han"]:
            for sign in match["han"]:
                value *= 1000 if sign == "千" else _BIG[sign]
            # 1億2000万: what follows a big unit belongs to the same number.
            while more := _MORE.match(text, end):
                value += int(more[1]) * (_BIG[more[2]] if more[2] else 1)
                end = more.end()
                if not more[2]:
                    break
        kind = "ordinal" if match["ordinal"] else "percent" if match["percent"] else "plain"
        after = end
        yield Amount(value.normalize(), kind, (match.start(), end))


def _decimal(text: str) -> Decimal | None:
    found = han_number(text)
    if found is not None:
        return Decimal(found)
    try:
        return Decimal(text.replace(",", "")[:30])
    except InvalidOperation:
        return None
