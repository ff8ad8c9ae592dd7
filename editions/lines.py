"""Plain text as it may be stored: of several lines, of one line, and as a list of web addresses."""

import re
import unicodedata
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # control characters, NUL among them
    "\u202a-\u202e\u2066-\u2069"  # what turns the reading direction round
    "\u00ad\u200b\u2060\ufeff"  # signs nobody sees, which keep a word from being found
    "\ud800-\udfff\ufffe\uffff]"  # halves of characters, and what XML refuses
)
# Marks on one letter that are kept, as in the stream-safe format of UAX 15: putting a run in order takes the square of its length.
MOST_MARKS = 30
_PERHAPS_MARKS = re.compile(rf"[^\w\s\x00-\x7f]{{{MOST_MARKS + 1},}}")
# Letters under a second number, which no search finds: half-width kana and their signs, the ligatures and the radicals of PDF.
_NARROW = re.compile("[\uff61-\uff9f]")
_BY_RULE = re.compile("[\u2f00-\u2fdf\ufb00-\ufb06\uff61-\uff9f]+")
SECOND = re.compile("[\u2e80-\u2fdf\ufb00-\ufb06\uff61-\uff9f]+")
_RADICALS = dict(zip(
    "⺎⺟⺠⺩⺬⺯⺶⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻫⻬⻭⻮⻯⻰⻱⻲⻳", "兀母民王示糸羊虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄斉齐歯齿竜龙龜亀龟", strict=True
))  # fmt: skip
_LONE_SOUND_MARK = re.compile("(?<![\uff66-\uff9d])[\uff9e\uff9f]")


def has_narrow_letters(text: str) -> bool:
    """Whether half-width kana, or brackets and stops of their width, stand in a text: they are stored full-width."""
    return bool(_NARROW.search(text))


def clean_characters(text: str) -> str:
    """The same text in NFC, line ends as LF, tabs as spaces, each letter under its first number, without characters that only do harm."""
    text = _UNWANTED.sub("", _LINE_ENDS.sub("\n", text).replace("\t", " "))
    text = SECOND.sub(first_letters, text)
    return unicodedata.normalize("NFC", _PERHAPS_MARKS.sub(_unstacked, text))


def first_letters(run: re.Match[str]) -> str:
    """A run of ``SECOND`` as it is commonly written."""
    letters = _LONE_SOUND_MARK.sub(lambda mark: "゛" if mark[0] == "\uff9e" else "゜", run[0])
    letters = "".join(_RADICALS.get(letter, letter) for letter in letters)
    return _BY_RULE.sub(lambda part: unicodedata.normalize("NFKC", part[0]), letters)


def _unstacked(run: re.Match[str]) -> str:
    kept, marks = [], 0
    for character in run[0]:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def clean_text(text: str | None) -> str:
    """Plain text of several lines; blank lines around it and spaces at line ends are taken away."""
    return "\n".join(line.rstrip() for line in clean_characters(text or "").split("\n")).strip()


def clean_line(text: str | None) -> str:
    """Text of one line: line ends become a space. Spaces inside stay as they were typed."""
    return " ".join(part for line in clean_text(text).split("\n") if (part := line.strip()))


def external_addresses(text: str | None) -> list[str]:
    """The web addresses of a field that holds one a line; any script may stand in a path.

    Raises ValueError that says which line is not an http or https address.
    """
    addresses = []
    for number, line in enumerate(clean_characters(text or "").split("\n"), start=1):
        if address := line.strip():
            if not is_web_address(address):
                message = _("Line %(number)d is not a web address that begins with http:// or https://: %(line)s")
                raise ValueError(message % {"number": number, "line": address})
            addresses.append(address)
    return addresses


def is_web_address(address: str) -> bool:
    """Whether this is an http or https address of a host with a full name, without a password in it."""
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018  raises when it is not a number
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and "@" not in parts.netloc
        and bool(re.fullmatch(r"(\w[\w-]*\.)+\w[\w-]*|[0-9a-f:.]*:[0-9a-f:.]*", parts.hostname or ""))
        and not re.search(r"[\s<>\"\\^`{|}]", address)
    )
