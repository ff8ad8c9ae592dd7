"""Bytes of unknown encoding to text, and text that was once read in the wrong encoding put right."""

import codecs
import email
import email.policy
import re
from collections.abc import Iterable, Iterator

# What any Chinese or Japanese text of some length is full of.
_COMMON = set(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部"
    "度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正"
    "京东北东論坛论言報第回届月年日本国际際和平協力合作关係係开開催談対話経済東アジア発表政府共同両国民間全体会議"
    "、。，「」『』（）：；“”！？—…・《》"
)
_TRAVELLED = re.compile(
    r"^Content-Transfer-Encoding:\s*(?:quoted-printable|base64)|=\?[\w-]+\?[QqBb]\?|^Content-Type:\s*multipart/",
    re.IGNORECASE | re.MULTILINE,
)
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa\u30fc]")
_HALF_KANA = re.compile("[\uff61-\uff9f]")
_HAN = re.compile("[\u4e00-\u9fff]")
# The standard behind an encoding, and the first byte of the last of its everyday characters.
_FIRST_LEVEL = {
    "gb18030": ("gb2312", b"\xd7"),
    "cp932": ("euc_jp", b"\xcf"),
    "euc_jp": ("euc_jp", b"\xcf"),
    "big5": ("big5", b"\xc6"),
}
_LATIN = "\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122"
_LATIN_SIGN = re.compile(f"[{_LATIN}]")
_LATIN_RUN = re.compile(f"[{_LATIN}]{{2,}}")
_LINE = re.compile(r"[^\r\n]+")
_NOT_A_BYTE = re.compile(f"[^\x00-\x7f{_LATIN}]")
# The closing quotation mark: its last byte has no letter in Western Europe, so that it is lost first.
_HALF_A_MARK = re.compile("\u00e2\u20ac[\ufffd?]?(?=[\\s.,;:!)\\]]|$)")
_OTHER_RUN = re.compile("[^\x00-\x7f]{2,}")
_SLOPPY = {
    bytes([byte]).decode("cp1252"): byte for byte in range(128, 256) if byte not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}
}


def unwrapped(text: str) -> str:
    """A message as a mail program shows it, where it was saved in the form in which it travelled."""
    if not _TRAVELLED.search(text[:4000]) or not re.match(r"[A-Z][\w-]+: ", text):
        return text
    try:
        message = email.message_from_string(text, policy=email.policy.default)
        body = message.get_body(("plain", "html"))
        content = body.get_content() if body else None
    except (ValueError, LookupError, KeyError, TypeError, AttributeError, UnicodeError):
        return text
    if not isinstance(content, str) or not content.strip():
        return text
    heads = [f"{name}: {message[name]}" for name in ("From", "To", "Subject", "Date") if message[name]]
    return "\n".join(heads) + "\n\n" + content.replace("\r\n", "\n")


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of the encoding it was taken to be in; never fails."""
    for mark, name in [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ]:
        if data.startswith(mark):
            return data.decode(name, "replace"), name
    if b"\x1b$" in data or b"\x1b(J" in data:
        return data.decode("iso2022_jp", "replace"), "iso2022_jp"
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    if text.count("\ufffd") * 20 < sum(not character.isascii() for character in text):
        return text, "utf-8"
    if len(data) > 20 and data[1::2].count(0) * 3 > len(data):
        return data.decode("utf-16-le", "replace"), "utf-16"
    name = likeliest(data)
    if _plausible(data, name) < 0.25:
        return data.decode("cp1252", "replace"), "cp1252"
    return data.decode(name, "replace"), name


def likeliest(data: bytes, encodings: Iterable[str] = ("gb18030", "cp932", "euc_jp", "big5")) -> str:
    """Of encodings of before Unicode, the one in which the bytes are most like a text; names alone will do."""
    return max(encodings, key=lambda name: _plausible(data, name) + _everyday(data, name))


def _everyday(data: bytes, encoding: str) -> float:
    """0 to 1: how many of the characters are of the first level of their standard. Bytes read wrongly give rare ones."""
    if encoding not in _FIRST_LEVEL:
        return 0.0
    standard, last = _FIRST_LEVEL[encoding]
    characters = _HAN.findall(data.decode(encoding, "replace"))
    codes = (character.encode(standard, "ignore") for character in characters)
    return sum(b"\xa4" <= code[:1] <= last for code in codes) / max(1, len(characters))


def _plausible(data: bytes, encoding: str) -> float:
    text = data.decode(encoding, "replace")
    wrong = text.count("\ufffd")
    return plausible(text) - 10 * wrong / max(1, len(text))


def plausible(text: str) -> float:
    """0 to 1: how much of what is beyond ASCII is what Chinese and Japanese are commonly written with."""
    beyond = [character for character in text if not character.isascii()]
    if not beyond:
        return 0.0
    common = sum(character in _COMMON for character in beyond) + len(_KANA.findall(text))
    return (common - 2 * len(_HALF_KANA.findall(text))) / len(beyond)


def repairs(text: str) -> Iterator[tuple[int, int, str, list[int]]]:
    """Runs that were read in the wrong encoding: start, end, the right text, and for each of its characters the
    place (from the start of the run) of the character it came from.
    """
    latin = list(_LATIN_RUN.finditer(text))
    wrong = [match for match in latin if _utf8(_sloppy_bytes(match[0]))]
    for match in wrong:
        data = _sloppy_bytes(match[0])
        yield match.start(), match.end(), *_traced(data, "utf-8", list(range(len(match[0]))))
    if not wrong and len(_LATIN_SIGN.findall(text)) >= 20:
        yield from _double_byte(text)
    for match in _HALF_A_MARK.finditer(text):
        yield match.start(), match.end(), "”", [0, len(match[0])]
    for match in _OTHER_RUN.finditer(text):
        for encoding in ("gb18030", "cp932"):
            if repaired := _misread(match[0], encoding):
                yield match.start(), match.end(), *repaired
                break


def _double_byte(text: str) -> Iterator[tuple[int, int, str, list[int]]]:
    """Chinese or Japanese of before Unicode, each byte shown as a letter of Western Europe.

    Whole lines, because the second byte of a character may be that of a plain letter.
    """
    runs = [
        match for match in _LINE.finditer(text) if _LATIN_SIGN.search(match[0]) and not _NOT_A_BYTE.search(match[0])
    ]
    beyond = sum(not character.isascii() for character in text)
    if sum(len(_LATIN_SIGN.findall(match[0])) for match in runs) < 0.8 * beyond:
        return
    joined = b"".join(_sloppy_bytes(match[0]) for match in runs)
    best, encoding = max((_plausible(joined, name), name) for name in ("gb18030", "cp932", "euc_jp"))
    if best < 0.3:
        return
    for match in runs:
        data = _sloppy_bytes(match[0])
        yield match.start(), match.end(), *_traced(data, encoding, list(range(len(match[0]))))


def _misread(run: str, encoding: str) -> tuple[str, list[int]] | None:
    """A run of UTF-8 that was shown as Chinese or Japanese of another encoding."""
    sample = run[:2000].encode(encoding, "replace").decode("utf-8", "replace")
    if sample.count("\ufffd") > len(sample) // 4:
        return None
    data, places = bytearray(), []
    for place, character in enumerate(run):
        code = character.encode(encoding, "replace")
        data += code
        places += [place] * len(code)
    right = bytes(data).decode("utf-8", "replace")
    # Random bytes are hardly ever UTF-8; what was lost at odd ends is forgiven in a long run.
    if len(right) < 2 or right.count("\ufffd") > len(right) // 8 or plausible(right) <= plausible(run):
        return None
    return _traced(bytes(data), "utf-8", places)


def _sloppy_bytes(run: str) -> bytes:
    return bytes(_SLOPPY.get(character, ord(character) if ord(character) < 256 else 0x3F) for character in run)


def _utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start >= 6 and error.start > 0.8 * len(data)
    return True


def _traced(data: bytes, encoding: str, places: list[int]) -> tuple[str, list[int]]:
    """The decoded text, and for each character the place its first byte came from."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    out: list[str] = []
    origin: list[int] = []
    began = 0
    for index in range(len(data)):
        piece = decoder.decode(data[index : index + 1], final=index == len(data) - 1)
        if piece:
            out.append(piece)
            origin += [places[began]] * len(piece)
            began = index + 1
    return "".join(out), origin
