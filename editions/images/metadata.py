"""What a photograph says about itself: EXIF, IPTC and XMP read into one record. Damage is never an error here."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, TypeVar

from PIL import ExifTags, Image

from . import iptc
from .legacy_text import clean, decode, guess_encoding, is_placeholder
from .xmp import read_xmp

_CAPTION_LIMIT, _LINE_LIMIT, _KEYWORDS_LIMIT = 2000, 200, 50
_LAST_OFFSET = timedelta(hours=14)
T = TypeVar("T")


@dataclass(frozen=True)
class Metadata:
    """`taken_at` is the camera's own clock: aware when the file says its offset, else naive. Texts are "" if absent.

    `captions` holds the caption by language tag where the file has several ("x-default" left out).
    """

    taken_at: datetime | None = None
    caption: str = ""
    by_line: str = ""
    credit: str = ""
    copyright: str = ""
    keywords: tuple[str, ...] = ()
    captions: Mapping[str, str] = field(default_factory=dict)


def read_metadata(image: Image.Image) -> Metadata:
    """Everything worth proposing to an editor. XMP is believed before IPTC before EXIF, for the moment EXIF first."""
    exif: dict[str, str] = _quietly(_read_exif, image, {})
    news: dict[int, list[str]] = _quietly(_read_iptc, image, {})
    xmp: dict[str, list[tuple[str, str]]] = _quietly(_read_xmp, image, {})

    def text(name: str, number: int, limit: int = _LINE_LIMIT) -> str:
        joiner = ", " if name == "by_line" else "\n"
        from_xmp = [value for _, value in xmp.get(name, [])]
        candidates = [
            joiner.join(from_xmp) if name == "by_line" else _default(xmp.get(name, [])),
            joiner.join(news.get(number, [])),
            exif.get(name, ""),
        ]
        cleaned = (clean(candidate, limit) for candidate in candidates)
        return next((value for value in cleaned if value and not is_placeholder(value)), "")

    words = [value for _, value in xmp.get("keywords", [])] or news.get(iptc.KEYWORD, [])
    keywords = dict.fromkeys(word for word in (clean(word, _LINE_LIMIT) for word in words) if word)
    return Metadata(
        taken_at=_moment(
            _parse_moment(exif.get("original", ""), exif.get("offset", "")),
            *(_parse_moment(value) for name in ("original", "created") for _, value in xmp.get(name, [])),
            iptc.taken_at(news),
        ),
        caption=text("caption", iptc.CAPTION, _CAPTION_LIMIT),
        by_line=text("by_line", iptc.BY_LINE),
        credit=text("credit", iptc.CREDIT),
        copyright=text("copyright", iptc.COPYRIGHT),
        keywords=tuple(keywords)[:_KEYWORDS_LIMIT],
        captions={
            language: clean(value, _CAPTION_LIMIT)
            for language, value in xmp.get("caption", [])
            if language not in ("", "x-default") and clean(value)
        },
    )


def _quietly(read: Callable[[Image.Image], T], image: Image.Image, otherwise: T) -> T:
    # Cameras, telephones and desks have written every kind of nonsense here, and so may an attacker:
    # whatever a parser makes of it, the picture itself is still good.
    try:
        return read(image)
    except Exception:
        return otherwise


def _read_exif(image: Image.Image) -> dict[str, str]:
    base = image.getexif()
    details: Mapping[int, Any] = _quietly(lambda _: base.get_ifd(ExifTags.IFD.Exif), image, {})
    found = {
        "caption": base.get(ExifTags.Base.ImageDescription),
        "by_line": base.get(ExifTags.Base.Artist),
        "copyright": base.get(ExifTags.Base.Copyright),
        "original": details.get(ExifTags.Base.DateTimeOriginal),
        "offset": details.get(ExifTags.Base.OffsetTimeOriginal) or details.get(ExifTags.Base.OffsetTime),
    }
    raw = {name: _bytes(value) for name, value in found.items()}
    encoding = guess_encoding(b"\n".join(raw.values()))
    texts = {name: decode(value, encoding) for name, value in raw.items()}
    # Copyright may hold two parts, photographer and editor, with a NUL between them.
    texts["copyright"] = "; ".join(part.strip() for part in texts["copyright"].split("\0") if part.strip())
    if not clean(texts["caption"]) or is_placeholder(texts["caption"]):
        comment = details.get(ExifTags.Base.UserComment)
        texts["caption"] = _user_comment(_bytes(comment), base.endian or "<") or _windows(base, 0x9C9C)
    return texts


def _bytes(value: Any) -> bytes:
    # Pillow hands ASCII fields over as Latin-1 text: going back gives the bytes as they were in the file.
    if isinstance(value, str):
        return value.encode("latin-1", "replace")
    return bytes(value) if isinstance(value, (bytes, bytearray)) else b""


def _user_comment(data: bytes, byte_order: str) -> str:
    """EXIF 2.32, 4.6.5: eight bytes name the encoding, the text follows."""
    prefix, body = data[:8], data[8:]
    if prefix == b"UNICODE\0":
        if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return decode(body, "utf-16")
        # Many programs write little-endian whatever the file says; text of our three scripts shows which it is.
        orders = ["utf-16-le", "utf-16-be"] if byte_order == "<" else ["utf-16-be", "utf-16-le"]
        return max((decode(body, order) for order in orders), key=_sense)
    if prefix == b"JIS\0\0\0\0\0":
        return decode(body, "iso2022_jp" if b"\x1b" in body else guess_encoding(body))
    if prefix in (b"ASCII\0\0\0", b"\0" * 8):
        return decode(body, guess_encoding(body))
    return decode(data, guess_encoding(data))


def _sense(text: str) -> float:
    ordinary = sum((c.isascii() and c >= " ") or "\u3000" <= c <= "\u30ff" or "\u4e00" <= c <= "\u9fff" for c in text)
    return ordinary / len(text) if text else 0


def _windows(base: Image.Exif, tag: int) -> str:
    """One of the XP fields of Windows Explorer, UTF-16 little-endian."""
    value = base.get(tag)
    data = bytes(value) if isinstance(value, tuple) else _bytes(value)
    return decode(data, "utf-16-le")


def _read_iptc(image: Image.Image) -> dict[int, list[str]]:
    block = image.info.get("photoshop", {}).get(0x0404)
    return iptc.read_iptc(block) if isinstance(block, bytes) else {}


def _read_xmp(image: Image.Image) -> dict[str, list[tuple[str, str]]]:
    return read_xmp(image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b"")


def _default(pairs: list[tuple[str, str]]) -> str:
    ordered = sorted(pairs, key=lambda pair: pair[0] not in ("x-default", ""))
    return ordered[0][1] if ordered else ""


_MOMENT = re.compile(
    r"(\d{4})[:\-/.](\d\d)[:\-/.](\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?", re.ASCII
)


def _parse_moment(text: str, offset: str = "") -> datetime | None:
    match = _MOMENT.fullmatch(clean(text))
    if not match:
        return None
    try:
        year, month, day, hour, minute, second = (part or "00" for part in match.groups()[:6])
        moment = datetime.fromisoformat(f"{year}-{month}-{day}T{hour}:{minute}:{second}")
    except ValueError:
        return None
    return moment.replace(tzinfo=_zone(match[7] or clean(offset))) if moment.year >= 1900 else None


def _zone(text: str) -> timezone | None:
    if text == "Z":
        return UTC
    match = re.fullmatch(r"([+-])(\d\d):?(\d\d)", text, re.ASCII)
    if not match:
        return None
    offset = timedelta(hours=int(match[2]), minutes=int(match[3]))
    if offset > _LAST_OFFSET or int(match[3]) > 59:
        return None
    return timezone(-offset if match[1] == "-" else offset)


def _moment(*candidates: datetime | None) -> datetime | None:
    """The first that is known; if it has no offset, one is taken from another that shows the same clock."""
    known = [candidate for candidate in candidates if candidate]
    if not known:
        return None
    first = known[0]
    twins = (c for c in known if c.tzinfo and c.replace(tzinfo=None) == first.replace(tzinfo=None))
    return first if first.tzinfo else next(twins, first)
