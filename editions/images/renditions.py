"""The sizes of a photograph: each made from the one before, and carrying its credit, copyright and caption only."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from PIL import ExifTags, Image

from editions.refusals import read_bounded

from .colour import srgb_profile
from .crops import crop_box
from .iptc import write_iptc
from .legacy_text import clean
from .reading import MAX_BYTES, Upload, decode, open_picture, shrink
from .xmp import write_xmp

_MAX_SEGMENT_TEXT = 2000  # characters; a JPEG's segments end at 64 kB


@dataclass(frozen=True)
class Size:
    """A named size: `edge` is a ceiling for the longest edge in pixels, `ratio` (width by height) crops first."""

    name: str
    edge: int
    format: str = "WEBP"
    quality: int = 80
    method: int = 2
    ratio: float | None = None


# For pages. Halves of each other, so that a 24-megapixel JPEG is decoded at a half and only halved from there.
SHOWN = (Size("small", 375), Size("medium", 750), Size("large", 1500))
# To take away: for a message, a screen, a printed page.
DOWNLOADS = (Size("web", 750, "JPEG", 85), Size("screen", 1500, "JPEG", 85), Size("print", 3000, "JPEG", 85))
SIZES = SHOWN + DOWNLOADS
PORTRAITS = (Size("portrait-small", 250, ratio=4 / 5), Size("portrait", 750, ratio=4 / 5))


@dataclass(frozen=True)
class Rendition:
    """One file made of a photograph; `width` and `height` are its own, in pixels."""

    name: str
    width: int
    height: int
    format: str
    content: bytes = field(repr=False)

    @property
    def suffix(self) -> str:
        return {"JPEG": "jpg"}.get(self.format, self.format.lower())

    @property
    def content_type(self) -> str:
        return f"image/{self.format.lower()}"


def make_renditions(
    source: Upload | BinaryIO | bytes,
    *,
    credit: str,
    copyright: str,
    caption: str,
    sizes: Sequence[Size] = SIZES,
    focal: tuple[float, float] = (0.5, 0.5),
) -> list[Rendition]:
    """A rendition for each of `sizes`, in their order. An `Upload` is not decoded a second time.

    Nothing is ever enlarged: of a small original several sizes may come out alike, and a `srcset` names each width once.
    Raises `Refused` as `read_upload` does.
    """
    if isinstance(source, Upload):
        picture = source.picture
    else:
        image = open_picture(read_bounded(source, MAX_BYTES))
        # Cropping takes pixels away, so a cropped size needs more of them to begin with.
        picture, _ = decode(image, max(size.edge * (2 if size.ratio else 1) for size in sizes))
    rights = _Rights(*(clean(text, _MAX_SEGMENT_TEXT) for text in (credit, copyright, caption)))
    made: dict[Size, Rendition] = {}
    for ratio in dict.fromkeys(size.ratio for size in sizes):
        step = picture
        if ratio:
            step = picture.crop(crop_box(*picture.size, *focal, ratio))
        for size in sorted((size for size in sizes if size.ratio == ratio), key=lambda size: -size.edge):
            step = shrink(step, size.edge)
            made[size] = Rendition(size.name, *step.size, size.format, _encode(step, size, rights))
    return [made[size] for size in sizes]


@dataclass(frozen=True)
class _Rights:
    credit: str
    copyright: str
    caption: str

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


def _encode(picture: Image.Image, size: Size, rights: _Rights) -> bytes:
    options: dict[str, Any] = {"quality": size.quality, "exif": rights.exif()}
    if size.format == "WEBP":
        options["method"] = size.method
    elif size.format == "JPEG":
        # What is taken away meets programs of every age: all three kinds of metadata, and a profile for printers.
        options["icc_profile"] = srgb_profile()
        if rights.some:
            options |= {"xmp": rights.xmp(), "extra": rights.iptc()}
    out = io.BytesIO()
    picture.save(out, size.format, **options)
    return out.getvalue()
