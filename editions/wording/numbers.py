"""Numbers, sizes and ordinals as each language writes them."""

from decimal import Decimal

from .families import family

Number = int | float | Decimal

_HAN_DIGITS = "零一二三四五六七八九"
_APPROXIMATELY = {
    "exact": {"en": "{n}{unit}", "zh": "{n}{unit}", "ja": "{n}{unit}"},
    "exactly": {"en": "{n}{unit}", "zh": "{n}{unit}", "ja": "{n}{unit}"},
    "over": {"en": "over {n}{unit}", "zh": "逾{n}{unit}", "ja": "{n}{unit}超"},
    "about": {"en": "about {n}{unit}", "zh": "约{n}{unit}", "ja": "約{n}{unit}"},
    "up-to": {"en": "up to {n}{unit}", "zh": "最多{n}{unit}", "ja": "最大{n}{unit}"},
    "nearly": {"en": "nearly {n}{unit}", "zh": "近{n}{unit}", "ja": "{n}{unit}近く"},
}


def number(n: Number | None, language: str) -> str:
    """1,500 in English and Japanese; Chinese groups digits only from 10,000 on."""
    if n is None:
        return ""
    return str(n) if family(language) == "zh" and -10_000 < n < 10_000 else f"{n:,}"


def percent(value: Number | None, language: str) -> str:
    """A value of 0 to 100 with the decimals it came with: 44.8%."""
    return "" if value is None else f"{number(value, language)}%"


def bytes_size(n: int | None, language: str) -> str:
    """The size of a file in the decimal units that browsers show: 372 kB, 1.4 MB."""
    if n is None:
        return ""
    size, units = Decimal(n), ["TB", "GB", "MB", "kB", ""]
    while round(size) >= 1000 and len(units) > 1:
        size /= 1000
        units.pop()
    if units[-1] == "":
        word = {"en": " byte" if n == 1 else " bytes", "zh": "字节", "ja": "バイト"}[family(language)]
        return f"{n}{word}"
    return f"{size:.1f} {units[-1]}" if round(size, 1) < 10 else f"{size:.0f} {units[-1]}"


def approximately(value: Number | None, precision: str, language: str, unit: str = "") -> str:
    """A figure and how exact it is: over 400, 逾400人, 400人超.

    `precision` is exact (or exactly), over, about, up-to or nearly; `unit` is what is counted, as a word of that language.
    """
    if value is None:
        return ""
    manner = family(language)
    unit = f" {unit}" if unit and manner == "en" else unit
    return _APPROXIMATELY[precision.replace("_", "-")][manner].format(n=number(value, language), unit=unit)


def counter(counted: str, language: str) -> str:
    """The word Chinese and Japanese set behind a figure whose label says what is counted: 400人, 7个.

    `counted` is sub-forums, attendance, or any word for people.
    """
    words = {"sub-forums": {"zh": "个"}, "attendance": {"zh": "人次", "ja": "人"}}
    return words.get(counted, {"zh": "人", "ja": "人"}).get(family(language), "")


def ordinal(n: int | None, language: str) -> str:
    """20th, 第二十届, 第20回."""
    if n is None:
        return ""
    manner = family(language)
    if manner == "zh":
        return f"第{_han_number(n)}届"
    if manner == "ja":
        return f"第{n}回"
    ending = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


def ordinal_in_other_figures(n: int, language: str) -> str:
    """As it is written beside the usual way, and typed by who searches: 第20届, 第二十回."""
    return {"zh": f"第{n}届", "ja": f"第{_han_number(n)}回"}.get(family(language), "")


def edition_label(n: int | None, language: str, name: str = "") -> str:
    """ "20th edition", or with the forum's name in that language "20th Beijing-Tokyo Forum"."""
    if n is None:
        return name
    if family(language) != "en":
        return ordinal(n, language) + name
    return f"{ordinal(n, language)} {name or 'edition'}"


def _han_number(n: int) -> str:
    """A number up to 999 in Chinese characters, greater ones in figures."""
    if not 0 < n < 1000:
        return str(n)
    hundreds, tens, ones = n // 100, n // 10 % 10, n % 10
    text = f"{_HAN_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _HAN_DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_HAN_DIGITS[ones] if ones else "")
