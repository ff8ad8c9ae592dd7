"""Photographs for tests, made on the spot: no binary file is kept in the repository."""

import io
import struct
from typing import Any

from PIL import Image

from editions.images.iptc import UTF8_MARKER


def make_picture(width: int = 60, height: int = 40, colour: Any = (168, 41, 43), mode: str = "RGB") -> Image.Image:
    return Image.new(mode, (width, height), colour)


def make_quarters(width: int = 80, height: int = 40) -> Image.Image:
    """Red, green, blue and white, clockwise from the top left: whether a picture is upright can be seen."""
    picture = Image.new("RGB", (width, height), "white")
    picture.paste((255, 0, 0), (0, 0, width // 2, height // 2))
    picture.paste((0, 255, 0), (width // 2, 0, width, height // 2))
    picture.paste((0, 0, 255), (width // 2, height // 2, width, height))
    return picture


def make_file(picture: Image.Image | None = None, kind: str = "JPEG", **options: Any) -> bytes:
    out = io.BytesIO()
    (picture or make_picture()).save(out, kind, **options)
    return out.getvalue()


def make_exif(
    base: dict[int, Any] | None = None, details: dict[int, Any] | None = None, gps: dict[int, Any] | None = None
) -> bytes:
    exif = Image.Exif()
    for tag, value in (base or {}).items():
        exif[tag] = value
    if details:
        exif.get_ifd(0x8769).update(details)
    if gps:
        exif.get_ifd(0x8825).update(gps)
    return exif.tobytes()


def make_iptc(fields: dict[int, list[bytes]], *, utf8_marker: bool = False) -> bytes:
    """An APP13 segment with these datasets of record 2, for `make_file(extra=...)`."""

    def dataset(record: int, number: int, value: bytes) -> bytes:
        return struct.pack(">BBBH", 0x1C, record, number, len(value)) + value

    block = dataset(1, 90, UTF8_MARKER) if utf8_marker else b""
    block += b"".join(dataset(2, number, value) for number, values in fields.items() for value in values)
    resource = b"8BIM" + struct.pack(">HHI", 0x0404, 0, len(block)) + block + b"\0" * (len(block) % 2)
    payload = b"Photoshop 3.0\0" + resource
    return b"\xff\xed" + struct.pack(">H", len(payload) + 2) + payload


def make_xmp(inner: str, attributes: str = "") -> bytes:
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
        f' xmlns:exif="http://ns.adobe.com/exif/1.0/" {attributes}>{inner}'
        f'</rdf:Description></rdf:RDF></x:xmpmeta>{" " * 2000}<?xpacket end="w"?>'
    ).encode()
