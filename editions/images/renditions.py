"""The sizes of a photograph: each made from the one before, and carrying its credit, copyright and caption only."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from PIL import Image

from editions.photo_sizes import SIZES, Size
from editions.refusals import read_bounded

from .colour import srgb_profile
from .crops import crop_box
from .reading import MAX_BYTES, Upload, decode, open_picture, shrink
from .rights import Rights


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
    rights = Rights.of(credit=credit, copyright=copyright, caption=caption)
    made: dict[Size, Rendition] = {}
    for ratio in dict.fromkeys(size.ratio for size in sizes):
        step = picture
        if ratio:
            step = picture.crop(crop_box(*picture.size, *focal, ratio))
        for size in sorted((size for size in sizes if size.ratio == ratio), key=lambda size: -size.edge):
            step = shrink(step, size.edge)
            made[size] = Rendition(size.name, *step.size, size.format, _encode(step, size, rights))
    return [made[size] for size in sizes]


def _encode(picture: Image.Image, size: Size, rights: Rights) -> bytes:
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
