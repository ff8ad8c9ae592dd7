"""Text whose encoding nobody wrote down, as cameras and picture desks leave it: UTF-8, Shift-JIS, GBK or Latin-1.

A guess is made over all the text of one file at once, because a by-line alone is too short to tell.
"""

import re
import unicodedata
from collections.abc import Callable

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
# What cameras write where a caption belongs.
_PLACEHOLDER = re.compile(
    r"(olympus|sony|samsung|konica minolta|minolta|kodak|nikon|pentax)?\s*(digital camera|digital still camera|dsc|dcim)"
    r"|default|untitled|exif_jpeg_picture|ascii|unicode",
    re.IGNORECASE,
)


def clean(text: str, limit: int = 2000) -> str:
    """`text` composed (NFC), without control characters, trimmed, at most `limit` characters."""
    text = unicodedata.normalize("NFC", _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    return text.strip()[:limit].rstrip()


def is_placeholder(text: str) -> bool:
    """Whether a caption is only what the camera itself put there."""
    return bool(_PLACEHOLDER.fullmatch(text.strip()))


def decode(data: bytes, encoding: str) -> str:
    """`data` in `encoding`, forgiving a last character cut in half by a field's length limit."""
    for cut in range(4):
        try:
            return data[: len(data) - cut].decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode(encoding, "replace")


def guess_encoding(data: bytes) -> str:
    """The name of the encoding `data` most probably is in; never fails."""
    if data.isascii():
        # The one 7-bit encoding of Japanese announces itself with an escape sequence.
        return "iso2022_jp" if b"\x1b$" in data or b"\x1b(J" in data else "ascii"
    for cut in range(4):
        try:
            data[: len(data) - cut].decode("utf-8")
        except UnicodeDecodeError:
            continue
        return "utf-8"
    scores = {name: _score(data, name, weigh) for name, weigh in _WEIGHTS.items()}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] > 0 else "latin-1"


def _score(data: bytes, encoding: str, weigh: Callable[[str, bytes, str], float]) -> float:
    """Mean plausibility, 0 to 1, of the characters beyond ASCII if `data` were in `encoding`; -1 if it cannot be."""
    for cut in range(2):
        try:
            text = data[: len(data) - cut].decode(encoding)
        except UnicodeDecodeError:
            continue
        marks = [
            weigh(character, character.encode(encoding), text[max(0, i - 1) : i] + text[i + 1 : i + 2])
            for i, character in enumerate(text)
            if not character.isascii()
        ]
        return sum(marks) / len(marks) if marks else -1
    return -1


def _weigh_japanese(character: str, code: bytes, around: str) -> float:
    if "\u3040" <= character <= "\u30ff":
        return 1
    if "\u3000" <= character <= "\u303f" or "\uff01" <= character <= "\uff5e":
        return 0.8
    if len(code) == 2:
        return 0.7 if 0x88 <= code[0] <= 0x98 else 0.2
    return 0  # half-width katakana: what Chinese looks like when read as Shift-JIS


def _weigh_chinese(character: str, code: bytes, around: str) -> float:
    if len(code) != 2 or code[1] < 0xA1:
        return 0.05
    if 0xB0 <= code[0] <= 0xD7:  # the 3,755 common characters of GB 2312
        return 0.9
    if 0xA1 <= code[0] <= 0xA3:
        return 0.8
    return 0.3 if 0xD8 <= code[0] <= 0xF7 else 0.1


def _weigh_western(character: str, code: bytes, around: str) -> float:
    if not around.isascii():
        return 0.05
    if character.isalpha():
        return 0.75
    return 0.6


_WEIGHTS: dict[str, Callable[[str, bytes, str], float]] = {
    "cp932": _weigh_japanese,
    "gb18030": _weigh_chinese,
    "cp1252": _weigh_western,
}
