"""The mark as a small picture of its own: two places and one thread, for a tab, a bookmark and a telephone's screen."""

import io
import math
from functools import lru_cache

from PIL import Image, ImageColor, ImageDraw

from editions.cards import COLOURS, PAPER

THREAD = "#8b8478"
NAMES = {
    # by the name in its address: the size in points, and the part of it that the mark is wide
    "touch-180": (180, 0.8),
    "icon-192": (192, 0.86),
    "icon-512": (512, 0.86),
    "maskable-512": (512, 0.72),  # a telephone may cut it to a circle of four fifths
}
_SCALE = 4


def svg(palettes: tuple[str, ...]) -> str:
    """The mark for a browser's tab, in tones that are seen on a light bar and on a dark one."""
    first, second = (_lighter(colour) for colour in _pair(palettes))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
        f'<path d="M8 16C16 2 16 30 24 16" fill="none" stroke="{THREAD}" stroke-width="2.4"/>'
        f'<circle cx="7.5" cy="16" r="6.5" fill="{first}"/><circle cx="24.5" cy="16" r="6.5" fill="{second}"/></svg>'
    )


@lru_cache(maxsize=16)
def png(name: str, palettes: tuple[str, ...]) -> bytes:
    """The picture of this name on paper to its edges. Raises KeyError for a name that is not in NAMES."""
    size, part = NAMES[name]
    whole = size * _SCALE
    picture = Image.new("RGB", (whole, whole), PAPER)
    pen = ImageDraw.Draw(picture)
    unit = whole * part / 50  # the mark is fifty wide and fourteen high
    left, right, middle = whole / 2 - 18 * unit, whole / 2 + 18 * unit, whole / 2
    for step in range(601):
        x = left + (right - left) * step / 600
        y = middle - 5 * unit * math.sin(2 * math.pi * step / 600)
        pen.ellipse((x - unit, y - unit, x + unit, y + unit), fill=THREAD)
    for x, colour in zip((left, right), _pair(palettes), strict=True):
        radius = 7 * unit
        pen.ellipse((x - radius, middle - radius, x + radius, middle + radius), fill=colour)
    out = io.BytesIO()
    small = picture.resize((size, size), Image.Resampling.LANCZOS)
    small.quantize(64, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def _pair(palettes: tuple[str, ...]) -> tuple[str, str]:
    """The colours of the two sides; a thread's colour for one that has none."""
    first, second = [COLOURS.get(palette, THREAD) for palette in (*palettes, "", "")][:2]
    return first, second


def _lighter(colour: str) -> str:
    return "#" + "".join(f"{channel + (255 - channel) // 4:02x}" for channel in ImageColor.getrgb(colour)[:3])
