"""Credit, copyright and caption inside a file: as they are written, and exchanged without encoding the picture again."""

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import ExifTags, Image

from .iptc import write_iptc
from .legacy_text import clean
from .metadata import read_metadata
from .xmp import write_xmp

_MAX_TEXT = 2000  # characters; a JPEG's segments end at 64 kB
_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_EXIF = b"Exif\0\0"


@dataclass(frozen=True)
class Rights:
    """What a rendition says of itself, and all that it says."""

    credit: str
    copyright: str
    caption: str

    @classmethod
    def of(cls, *, credit: str, copyright: str, caption: str) -> "Rights":
        return cls(*(clean(text, _MAX_TEXT) for text in (credit, copyright, caption)))

    @property
    def some(self) -> bool:
        return bool(self.credit or self.copyright or self.caption)

    def exif(self) -> bytes:
        exif = Image.Exif()
        # The standard says ASCII; UTF-8 is what programs write and read there. Bytes keep Pillow from changing it.
        for tag, text in (
            (ExifTags.Base.Copyright, self.copyright),
            (ExifTags.Base.Artist, self.credit),
            (ExifTags.Base.ImageDescription, self.caption),
        ):
            if text:
                exif[tag] = text.encode()
        return exif.tobytes() if len(exif) else b""

    def xmp(self) -> bytes:
        return write_xmp(caption=self.caption, credit=self.credit, copyright=self.copyright)

    def iptc(self) -> bytes:
        return write_iptc(caption=self.caption, credit=self.credit, copyright=self.copyright)


def with_rights(content: bytes, *, credit: str, caption: str) -> bytes:
    """One of our own renditions (WebP or JPEG) with these texts; its copyright notice and its pixels stay as they are."""
    with Image.open(io.BytesIO(content), formats=["WEBP", "JPEG"]) as image:
        notice, size, kind = read_metadata(image).copyright, image.size, image.format
    rights = Rights.of(credit=credit, copyright=notice, caption=caption)
    return _webp(content, size, rights) if kind == "WEBP" else _jpeg(content, rights)


def _webp(content: bytes, size: tuple[int, int], rights: Rights) -> bytes:
    """The RIFF container anew: the extended header with its EXIF flag comes first, the metadata last."""
    pictures = [(name, data) for name, data in _chunks(content) if name not in (b"VP8X", b"EXIF", b"XMP ")]
    exif = rights.exif().removeprefix(_EXIF)
    if exif:
        header = struct.pack("<I", 0x08) + (size[0] - 1).to_bytes(3, "little") + (size[1] - 1).to_bytes(3, "little")
        pictures = [(b"VP8X", header), *pictures, (b"EXIF", exif)]
    body = b"".join(name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2) for name, data in pictures)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    while at + 8 <= len(content):
        (size,) = struct.unpack("<I", content[at + 4 : at + 8])
        yield content[at : at + 4], content[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def _jpeg(content: bytes, rights: Rights) -> bytes:
    """The segments before the picture's data anew: ours directly behind JFIF's, the other kinds kept."""
    kept, at = [], 2
    while content[at] == 0xFF and content[at + 1] != 0xDA:
        size = 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        segment = content[at : at + size]
        if not (segment[1] == 0xED or (segment[1] == 0xE1 and segment[4:].startswith((_EXIF, _XMP)))):
            kept.append(segment)
        at += size
    ours = []
    if rights.some:
        ours = [_segment(rights.exif()), _segment(_XMP + rights.xmp()), rights.iptc()]
    first = 1 if kept and kept[0][1] == 0xE0 else 0
    return b"".join([content[:2], *kept[:first], *ours, *kept[first:], content[at:]])


def _segment(payload: bytes) -> bytes:
    return b"\xff\xe1" + struct.pack(">H", len(payload) + 2) + payload
