"""Every kind of pixel to plain 8-bit sRGB on white, and the one colour that stands for a picture while it loads."""

import io
import struct
from functools import cache

from PIL import ExifTags, Image, ImageCms

_MAX_PROFILE_BYTES = 4_000_000
_SPACE_OF_MODE = {"RGB": "RGB", "L": "GRAY", "CMYK": "CMYK"}


def flatten(image: Image.Image) -> Image.Image:
    """`image` as RGB, L or CMYK, 8 bits: palettes resolved, 16 bits scaled, what is transparent shown on white."""
    if image.mode == "I;16":
        return image.point(lambda value: value * (1 / 257)).convert("L")
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        page = Image.new("RGB", layer.size, "white")
        page.paste(layer, mask=layer.getchannel("A"))
        return page
    if image.mode in _SPACE_OF_MODE:
        return image
    return image.convert("L" if image.mode in ("1", "LA", "La") else "RGB")


def to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """`image` (RGB, L or CMYK) as sRGB; a profile that is damaged or belongs to other pixels is passed over."""
    if profile and len(profile) <= _MAX_PROFILE_BYTES:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            fits = source.profile.xcolor_space.strip() == _SPACE_OF_MODE[image.mode]
            if fits and "srgb" not in (source.profile.profile_description or "").lower():
                converted = ImageCms.profileToProfile(
                    image,
                    source,
                    _srgb(),
                    renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
                    outputMode="RGB",
                    flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
                )
                image = converted or image
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    return image if image.mode == "RGB" else image.convert("RGB")


def profile_of(image: Image.Image) -> bytes | None:
    """The ICC profile of an opened picture; Adobe RGB where a camera only says so in EXIF ("R03"), as many do."""
    profile = image.info.get("icc_profile")
    if profile:
        return bytes(profile)
    try:
        interoperability = image.getexif().get_ifd(ExifTags.IFD.Interop).get(1)
    except Exception:
        return None
    return ADOBE_RGB if interoperability == "R03" else None


def dominant_colour(image: Image.Image) -> str:
    """The colour that covers most of an RGB picture, as "#rrggbb"."""
    small = image.resize((48, 48), Image.Resampling.BOX).quantize(6, Image.Quantize.MEDIANCUT)
    index = max((count, int(index)) for count, index in small.getcolors() or [])[1]  # type: ignore[arg-type]
    red, green, blue = (small.getpalette() or [])[index * 3 : index * 3 + 3]
    return f"#{red:02x}{green:02x}{blue:02x}"


@cache
def srgb_profile() -> bytes:
    """A small sRGB profile, for files that go to print."""
    return _srgb().tobytes()


@cache
def _srgb() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def matrix_profile(name: str, columns: tuple[tuple[float, float, float], ...], gamma: float) -> bytes:
    """A version 2 ICC profile from the D50 XYZ of its red, green and blue, and one gamma (ICC.1:2001-04)."""

    def number(value: float) -> bytes:
        return struct.pack(">i", round(value * 65536))

    def xyz(values: tuple[float, float, float]) -> bytes:
        return b"XYZ \0\0\0\0" + b"".join(number(value) for value in values)

    white = (0.9642, 1.0, 0.8249)
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256)) + b"\0\0"
    text = name.encode("ascii") + b"\0"
    description = b"desc\0\0\0\0" + struct.pack(">I", len(text)) + text + b"\0" * (4 + 4 + 2 + 1 + 67)
    description += b"\0" * (-len(description) % 4)
    tags = {b"desc": description, b"cprt": b"text\0\0\0\0CC0\0", b"wtpt": xyz(white)}
    tags |= {tag: xyz(column) for tag, column in zip((b"rXYZ", b"gXYZ", b"bXYZ"), columns, strict=True)}
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)
    table, body, start = b"", b"", 128 + 4 + 12 * len(tags)
    for tag, data in tags.items():
        table += tag + struct.pack(">II", start + len(body), len(data))
        body += data
    header = struct.pack(">I4xI4s4s4s12x4s28x", start + len(body), 0x02400000, b"mntr", b"RGB ", b"XYZ ", b"acsp")
    header += b"".join(number(value) for value in white) + b"\0" * 48
    return header + struct.pack(">I", len(tags)) + table + body


# Adobe RGB (1998), 4.3.1 and 4.3.4, adapted to D50.
ADOBE_RGB = matrix_profile(
    "Compatible with Adobe RGB",
    ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457)),
    2.19921875,
)
