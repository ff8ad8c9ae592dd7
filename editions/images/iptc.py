"""IPTC-IIM, the captions of news agencies inside a JPEG's APP13 segment: read with its charset marker, and written.

Source: IPTC Information Interchange Model 4.2, datasets 1:90 and record 2; Adobe Photoshop image resource 0x0404.
"""

import re
import struct
from datetime import datetime

from .legacy_text import decode, guess_encoding

UTF8_MARKER = b"\x1b%G"
CAPTION, KEYWORD, BY_LINE, CREDIT, COPYRIGHT = 120, 25, 80, 110, 116
_HEADLINE, _DATE, _TIME = 105, 55, 60
_LATIN1_MARKERS = {b"\x1b.A", b"\x1b-A"}
_MAX_DATASETS = 2000
_MAX_CAPTION_BYTES, _MAX_BYTES = 2000, 128


def read_iptc(block: bytes) -> dict[int, list[str]]:
    """The text of record 2 by dataset number; a damaged block gives what stands before the damage."""
    raw, marker = _datasets(block)
    if marker == UTF8_MARKER:
        encoding = "utf-8"
    elif marker in _LATIN1_MARKERS:
        encoding = "cp1252"
    else:
        encoding = guess_encoding(b"\n".join(value for values in raw.values() for value in values))
    texts = {}
    for number, values in raw.items():
        texts[number] = [decode(value, _honest(value, encoding)) for value in values]
    if _HEADLINE in texts and CAPTION not in texts:
        texts[CAPTION] = texts[_HEADLINE]
    return texts


def taken_at(texts: dict[int, list[str]]) -> datetime | None:
    """When the picture was made (2:55 and 2:60), aware if the file says its offset."""
    date, time = "".join(texts.get(_DATE, [])[:1]), "".join(texts.get(_TIME, [])[:1])
    if not re.fullmatch(r"\d{6}([+-]\d{4})?", time.strip(), re.ASCII):
        return None  # a day alone is not a moment
    try:
        return datetime.fromisoformat(f"{date.strip()}T{time.strip()}")
    except ValueError:
        return None


def write_iptc(*, caption: str, credit: str, copyright: str) -> bytes:
    """A whole APP13 segment that says these three in UTF-8, for a JPEG."""
    records = [_dataset(1, 90, UTF8_MARKER), _dataset(2, 0, b"\x00\x04")]
    for number, text in ((BY_LINE, credit), (CREDIT, credit), (COPYRIGHT, copyright), (CAPTION, caption)):
        if text:
            limit = _MAX_CAPTION_BYTES if number == CAPTION else _MAX_BYTES
            records.append(_dataset(2, number, _cut(text, limit)))
    block = b"".join(records)
    resource = b"8BIM" + struct.pack(">HHI", 0x0404, 0, len(block)) + block + b"\0" * (len(block) % 2)
    payload = b"Photoshop 3.0\0" + resource
    return b"\xff\xed" + struct.pack(">H", len(payload) + 2) + payload


def _datasets(block: bytes) -> tuple[dict[int, list[bytes]], bytes]:
    found: dict[int, list[bytes]] = {}
    marker = b""
    at = 0
    for _ in range(_MAX_DATASETS):
        if len(block) < at + 5 or block[at] != 0x1C:
            break
        record, number, size = struct.unpack(">BBH", block[at + 1 : at + 5])
        at += 5
        if size & 0x8000:  # an extended length: so many bytes of length follow
            width = size & 0x7FFF
            if width > 4:
                break
            size = int.from_bytes(block[at : at + width], "big")
            at += width
        value = block[at : at + size]
        if len(value) < size:
            break
        at += size
        if (record, number) == (1, 90):
            marker = value
        elif record == 2 and number:
            found.setdefault(number, []).append(value)
    return found, marker


def _honest(value: bytes, encoding: str) -> str:
    """`encoding`, unless it says UTF-8 and the bytes are not: a marker left behind by an old program."""
    if encoding == "utf-8" and "\ufffd" in decode(value, encoding):
        return guess_encoding(value)
    return encoding


def _dataset(record: int, number: int, value: bytes) -> bytes:
    return struct.pack(">BBBH", 0x1C, record, number, len(value)) + value


def _cut(text: str, limit: int) -> bytes:
    return text.encode()[:limit].decode(errors="ignore").encode()
