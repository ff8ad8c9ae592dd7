"""An upload to a picture that can be trusted: checked on its header, decoded whole, upright, sRGB, and no larger than
the largest size that is made of it.
"""

import hashlib
import io
import re
import warnings
from dataclasses import dataclass, field
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _
from PIL import Image

from editions.refusals import MEGABYTE, Refused, read_bounded

from .colour import dominant_colour, flatten, profile_of, to_srgb
from .likeness import average_hash
from .metadata import Metadata, read_metadata
from .signatures import recognise

MAX_BYTES = 40 * MEGABYTE
MAX_PIXELS = 60_000_000
# All but JPEG can only be decoded whole: twice as many pixels were seen to take a gigabyte.
MAX_PIXELS_WHOLE = 30_000_000
# A progressive JPEG has some ten scans, but may have thousands that say nothing, each a walk over all its pixels.
MAX_SCANS = 64
# Its mark and the upper half of its length, which is at most fourteen. Found three times as quickly as with bytes.count.
_SCAN = re.compile(rb"\xff\xda\x00")
# The longest edge anything is made of; see SIZES.
WORKING_EDGE = 3000
# An edge is a ceiling: a picture that whole halving brings to within 15 % below it is taken as it is.
SLACK = 0.85

# For the whole process, since Pillow knows no other way: what follows checks each picture by itself all the same.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


@dataclass(frozen=True)
class Upload:
    """A photograph that was accepted. `width` and `height` are the original's, upright; `picture` is the decoded
    working copy, upright RGB in sRGB, of which `make_renditions` makes the sizes without decoding again.
    """

    content: bytes = field(repr=False)
    format: str
    width: int
    height: int
    fingerprint: str
    average_hash: str
    dominant_colour: str
    metadata: Metadata
    picture: Image.Image = field(repr=False, compare=False)


def read_upload(file: BinaryIO | bytes) -> Upload:
    """The photograph in `file`, which is read from its start and left open.

    Raises `Refused`, whose code is "empty", "too-many-bytes", "too-many-pixels", "damaged", or what the file is instead
    of a JPEG, PNG, WebP or AVIF ("heic", "gif", "tiff", "raw", "svg", "document", "archive", ... "not-a-picture").
    """
    content = read_bounded(file, MAX_BYTES)
    image = open_picture(content)
    metadata = read_metadata(image)  # before decoding, which lets go of the file
    width, height = image.size
    picture, turned = decode(image, WORKING_EDGE)
    glance = picture.reduce(max(1, max(picture.size) // 250))
    return Upload(
        content=content,
        format=recognise(content[:1024]),
        width=height if turned else width,
        height=width if turned else height,
        fingerprint=hashlib.sha256(content).hexdigest(),
        average_hash=average_hash(glance),
        dominant_colour=dominant_colour(glance),
        metadata=metadata,
        picture=picture,
    )


def open_picture(content: bytes) -> Image.Image:
    """The header of a picture, its kind and size checked; no pixel is decoded yet. Raises `Refused`."""
    kind = recognise(content[:1024])
    limit = MAX_PIXELS if kind == "JPEG" else MAX_PIXELS_WHOLE
    if kind == "JPEG" and len(_SCAN.findall(content)) > MAX_SCANS:
        raise _damaged()
    try:
        image = Image.open(io.BytesIO(content), formats=[kind])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large(kind) from error
    except Exception as error:  # decoders raise whatever the damage leads them to
        raise _damaged() from error
    if image.width * image.height > limit:
        raise _too_large(kind)
    return image


def decode(image: Image.Image, edge: int) -> tuple[Image.Image, bool]:
    """All of an opened picture as upright sRGB, its longest edge at most `edge`; and whether it lay on its side.

    A JPEG is decoded at the scale that is needed; all its data are read and must be there even so.
    Of an animation this is the first frame. Raises `Refused` with code "damaged".
    """
    try:
        orientation = _orientation(image)
        profile = profile_of(image)
        if image.format in ("JPEG", "MPO"):
            share = min(1.0, edge * SLACK / max(image.size))
            image.draft(None, (max(1, int(image.width * share)), max(1, int(image.height * share))))
        image.load()
        picture = shrink(flatten(image), edge)
    except Exception as error:
        raise _damaged() from error
    picture = to_srgb(picture, profile)
    if orientation in _TURNS:
        picture = picture.transpose(_TURNS[orientation])
    picture.info = {}
    return picture, orientation >= 5


def shrink(picture: Image.Image, edge: int) -> Image.Image:
    """`picture` with its longest edge at most `edge` and, if it was longer, at least 85 % of that."""
    longest = max(picture.size)
    if longest <= edge:
        return picture
    factor = -(-longest // edge)
    if longest / factor >= edge * SLACK:
        return picture.reduce(factor)
    width, height = (max(1, round(side * edge / longest)) for side in picture.size)
    return picture.resize((width, height), Image.Resampling.BICUBIC, reducing_gap=2.0)


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def _orientation(image: Image.Image) -> int:
    try:
        value = image.getexif().get(0x0112)
    except Exception:
        return 1
    return value if isinstance(value, int) and value in _TURNS else 1


def _too_large(kind: str) -> Refused:
    if kind == "JPEG":
        words = _("This picture has more than %(limit)d megapixels. Please save a smaller copy and upload that one.")
    else:
        words = _(
            "This picture has more than %(whole)d megapixels, the most that is taken as PNG, WebP or AVIF. Please save it as"
            " JPEG, which may have %(limit)d, or save a smaller copy."
        )
    limits = {"limit": MAX_PIXELS // 1_000_000, "whole": MAX_PIXELS_WHOLE // 1_000_000}
    return Refused(words, code="too-many-pixels", params=limits)


def _damaged() -> Refused:
    return Refused(
        _("This picture is damaged or cut short and cannot be read to its end. Please copy it again from its source."),
        code="damaged",
    )
