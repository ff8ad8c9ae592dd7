"""The picture a link becomes where it is shared: a title, what it is of and when, in the colours of the host.

Drawn at twice its size and made smaller. A text one of whose characters no font at hand can draw is left out whole:
the mark and the ordinal alone, never boxes.
"""

import io
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from editions.languages import Text

WIDTH, HEIGHT = 1200, 630
MAX_LINES = 4
PAPER, INK, SOFT, RULE = "#fbfaf6", "#1d1b18", "#5d574d", "#ddd6c8"
# The style sheet's own palettes in light; a test holds the two together.
COLOURS = {
    "cinnabar": "#a8292b",
    "indigo": "#26437c",
    "pine": "#1f5c4a",
    "plum": "#6f2f6b",
    "ochre": "#7a5010",
    "slate": "#41505e",
}
_LETTERS = Path(__file__).resolve().parent.parent / "static" / "fonts"
_LATIN = [_LETTERS / "forum-serif-latin.woff2", _LETTERS / "forum-serif-latin-ext.woff2"]
_HAN = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc")  # Debian's fonts-noto-cjk
_HAN_FACES = {"ja": 0, "ko": 1, "zh": 2}
_SCALE, _MARGIN = 2, 76
_NOT_FIRST = set("、。，．：；！？）」』】》〉”’・ーぁぃぅぇぉっゃゅょァィゥェォッャュョ—…％%,.;:!?)")
_NOT_LAST = set("（「『【《〈“‘(")

Run = tuple[str, ImageFont.FreeTypeFont]


@dataclass(frozen=True)
class Card:
    """``kicker`` says what it is, ``line`` when and where; ``ordinal`` is the number of an edition, in figures.

    ``palette`` is of the host, ``sides`` of the two sides, for the mark.
    """

    title: Text
    kicker: Text
    line: Text
    ordinal: str = ""
    palette: str = ""
    sides: tuple[str, ...] = field(default=("cinnabar", "indigo"))


def draw(card: Card) -> bytes:
    """A PNG of 1200 by 630 points."""
    picture = Image.new("RGB", (WIDTH * _SCALE, HEIGHT * _SCALE), PAPER)
    pen = ImageDraw.Draw(picture)
    accent = COLOURS.get(card.palette, INK)
    pen.rectangle(_scaled(0, 0, WIDTH, 14), fill=accent)
    _draw_mark(pen, card.sides)
    room = WIDTH - 2 * _MARGIN
    kicker, line = (text if is_drawable(text) else None for text in (card.kicker, card.line))
    if kicker:
        _write(pen, _MARGIN + 116, 66, kicker, 30, SOFT, room - 116)
    has_title = bool(card.title) and is_drawable(card.title)
    if has_title:
        size, lines = fit(card.title, room, 300)
        top = 150 + (300 - len(lines) * size * 1.24) / 2
        for n, words in enumerate(lines):
            _write(pen, _MARGIN, top + n * size * 1.24, Text(words, card.title.language, ""), size, INK, room)
    elif card.ordinal:
        _write(pen, _MARGIN, 150, Text(card.ordinal, "en", ""), 260, accent, room)
    pen.line(_scaled(_MARGIN, 505, WIDTH - _MARGIN, 505), fill=RULE, width=2 * _SCALE)
    if line:
        _write(pen, _MARGIN, 534, line, 30, SOFT, room - 140)
    if card.ordinal and has_title:
        number = Text(card.ordinal, "en", "")
        width = sum(font.getlength(words) for words, font in _runs(number, 62)) / _SCALE
        _write(pen, WIDTH - _MARGIN - width, 514, number, 62, accent, width + 1)
    out = io.BytesIO()
    small = picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    small.quantize(255, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def is_drawable(text: Text) -> bool:
    """Whether every character has a glyph in a font at hand."""
    return all(
        _font_of(character, text.language, 40) is not None for character in text.value if not character.isspace()
    )


def fit(title: Text, width: float, height: float) -> tuple[int, list[str]]:
    """The largest size at which the title fits, and its lines; the last is cut where none does."""
    for size in (84, 76, 68, 60, 54, 48, 44):
        lines = list(_lines(title, size, width))
        if len(lines) <= MAX_LINES and len(lines) * size * 1.24 <= height:
            return size, lines
    return size, [*lines[: MAX_LINES - 1], lines[MAX_LINES - 1][:-2].rstrip() + "…"]


def _lines(text: Text, size: int, width: float) -> Iterator[str]:
    line = ""
    for piece in _pieces(text.value):
        if line and _width(line + piece.rstrip(), text.language, size) > width:
            yield line.rstrip()
            line = piece.lstrip()
        else:
            line += piece
    if line.strip():
        yield line.rstrip()


def _pieces(text: str) -> Iterator[str]:
    """What may not be parted: a word with the space after it, a Chinese character with the marks that belong to it."""
    piece = ""
    for character in text:
        may_part = piece and (
            piece[-1].isspace()
            or (
                (_is_wide(character) or _is_wide(piece[-1])) and character not in _NOT_FIRST and not character.isspace()
            )
        )
        if may_part and piece[-1] not in _NOT_LAST:
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _is_wide(character: str) -> bool:
    return "\u2e80" <= character <= "\u9fff" or "\uac00" <= character <= "\ud7af" or character >= "\uf900"


def _width(words: str, language: str, size: int) -> float:
    return sum(font.getlength(run) for run, font in _runs(Text(words, language, ""), size)) / _SCALE


def _write(pen: ImageDraw.ImageDraw, x: float, y: float, text: Text, size: int, colour: str, room: float) -> None:
    """One line, cut where the room ends; letters of every font stand on one base line."""
    if _width(text.value, text.language, size) > room:
        words = text.value
        while words and _width(words + "…", text.language, size) > room:
            words = words[:-1]
        text = Text(words + "…", text.language, "")
    x, base = x * _SCALE, (y + size) * _SCALE
    for words, font in _runs(text, size):
        pen.text((x, base), words, font=font, fill=colour, anchor="ls")
        x += font.getlength(words)


def _runs(text: Text, size: int) -> list[Run]:
    """The text in stretches of one font each."""
    runs: list[Run] = []
    for character in text.value:
        font = runs[-1][1] if character.isspace() and runs else _font_of(character, text.language, size)
        font = font or _fonts("en", size)[0]
        if runs and runs[-1][1] is font:
            runs[-1] = (runs[-1][0] + character, font)
        else:
            runs.append((character, font))
    return runs


@cache
def _font_of(character: str, language: str, size: int) -> ImageFont.FreeTypeFont | None:
    """The first font that has the character: among Chinese and Japanese words only plain letters are Latin."""
    fonts = _fonts(language, size)
    if language[:2] in _HAN_FACES and not character.isascii():
        fonts = [*fonts[len(_LATIN) :], *fonts[: len(_LATIN)]]
    return next((font for font in fonts if _has(font, character)), None)


@cache
def _fonts(language: str, size: int) -> list[ImageFont.FreeTypeFont]:
    fonts = [ImageFont.truetype(str(path), size * _SCALE) for path in _LATIN]
    for font in fonts:
        font.set_variation_by_axes([600])
    if _HAN.exists():
        fonts.append(ImageFont.truetype(str(_HAN), size * _SCALE, index=_HAN_FACES.get(language[:2], 0)))
    return fonts


def _has(font: ImageFont.FreeTypeFont, character: str) -> bool:
    """A font draws what it lacks as it draws U+FFFF, which no font has."""
    drawn, lacking = font.getmask(character), font.getmask("\uffff")
    return (drawn.size, bytes(drawn)) != (lacking.size, bytes(lacking))


def _draw_mark(pen: ImageDraw.ImageDraw, sides: tuple[str, ...]) -> None:
    """Two places and one thread: the mark of the site."""
    first, second = [COLOURS.get(name, SOFT) for name in (*sides, "", "")][:2]
    middle, left, right = 84, _MARGIN + 18, _MARGIN + 78
    points = []
    for step in range(61):
        part = step / 60
        x = left + (right - left) * part
        points.append((x * _SCALE, (middle - 16 * math.sin(2 * math.pi * part)) * _SCALE))
    pen.line(points, fill="#8b8478", width=5 * _SCALE, joint="curve")
    for x, colour in ((left, first), (right, second)):
        pen.ellipse(_scaled(x - 18, middle - 18, x + 18, middle + 18), fill=colour)


def _scaled(*numbers: float) -> list[float]:
    return [number * _SCALE for number in numbers]
