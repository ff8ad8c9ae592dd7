"""A sheet of paper, two inks and a few curves: what the sample forum's illustrations are drawn with."""

import math
import random
from collections.abc import Iterable

from PIL import Image, ImageChops, ImageDraw, ImageFilter

PAPER, CINNABAR, INDIGO, INK = (247, 242, 231), (168, 41, 43), (38, 67, 124), (58, 52, 48)
FINE = 2  # everything is drawn this many times larger and brought down, so that edges are smooth
Points = list[tuple[float, float]]


class Sheet:
    """A sheet of paper on which masks (white where ink goes) are printed one over the other, as inks are."""

    def __init__(self, width: int, height: int, seed: int) -> None:
        self.width, self.height, self.random = width, height, random.Random(seed)  # noqa: S311 - a picture, not a secret
        self.image = Image.new("RGB", (width, height), PAPER)
        self._grain = self._noise()

    def _noise(self) -> Image.Image:
        noise = Image.frombytes("L", self.image.size, self.random.randbytes(self.width * self.height))
        return noise.filter(ImageFilter.GaussianBlur(1.5)).point(lambda v: max(0, min(255, 205 + (v - 128) * 0.9)))

    def mask(self) -> Image.Image:
        return Image.new("L", (self.width * FINE, self.height * FINE))

    def line(self, mask: Image.Image, points: Points, width: float, fill: int = 255) -> None:
        draw = ImageDraw.Draw(mask)
        fine = [(x * FINE, y * FINE) for x, y in points]
        draw.line(fine, fill, round(width * FINE), joint="curve")
        radius = width * FINE / 2 - 0.5
        for x, y in (fine[0], fine[-1]):
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill)

    def shape(self, mask: Image.Image, points: Points, fill: int = 255) -> None:
        ImageDraw.Draw(mask).polygon([(x * FINE, y * FINE) for x, y in points], fill)

    def box(
        self,
        mask: Image.Image,
        left: float,
        top: float,
        right: float,
        bottom: float,
        round_: float = 0,
        fill: int = 255,
    ) -> None:
        ImageDraw.Draw(mask).rounded_rectangle(tuple(v * FINE for v in (left, top, right, bottom)), round_ * FINE, fill)

    def disc(self, mask: Image.Image, x: float, y: float, radius: float, fill: int = 255) -> None:
        ImageDraw.Draw(mask).ellipse(tuple(v * FINE for v in (x - radius, y - radius, x + radius, y + radius)), fill)

    def ink(self, mask: Image.Image, colour: tuple[int, int, int], strength: float = 1, grain: bool = True) -> None:
        """Prints `colour` where `mask` is white; like ink it darkens what is below, and lets the paper's grain through."""
        small = mask if mask.size == self.image.size else mask.reduce(FINE)
        small = small.point(lambda v: v * strength)
        if grain:
            small = ImageChops.multiply(small, self._grain.point(lambda v: min(255, v + 38)))
        ink = Image.composite(Image.new("RGB", small.size, colour), Image.new("RGB", small.size, "white"), small)
        self.image = ImageChops.multiply(self.image, ink)

    def paper(self, mask: Image.Image) -> None:
        """Covers what is below with paper again."""
        small = mask if mask.size == self.image.size else mask.reduce(FINE)
        self.image.paste(PAPER, mask=small)

    def fade(self, start: float, end: float, across: bool = False, power: float = 1) -> Image.Image:
        """A mask from `start` to `end` (0 to 1), from top to bottom or from left to right."""
        ramp = Image.linear_gradient("L").point(lambda v: 255 * (start + (end - start) * (v / 255) ** power))
        return (ramp.rotate(90) if across else ramp).resize(
            (self.width * FINE, self.height * FINE), Image.Resampling.BICUBIC
        )

    def finished(self) -> Image.Image:
        shade = ImageChops.multiply(self.image, Image.merge("RGB", [self._grain.point(lambda v: 243 + v / 21)] * 3))
        return ImageChops.multiply(shade, Image.merge("RGB", [self._vignette()] * 3))

    def _vignette(self) -> Image.Image:
        edge = Image.radial_gradient("L").point(lambda v: 255 - (max(0, v - 90) / 165) ** 2 * 26)
        return edge.resize((self.width, self.height), Image.Resampling.BICUBIC)


def steps(start: float, end: float, count: int) -> Iterable[float]:
    return (start + (end - start) * i / (count - 1) for i in range(count))


def smooth(value: float) -> float:
    value = max(0.0, min(1.0, value))
    return value * value * (3 - 2 * value)


def turned(x: float, y: float, angle: float, centre: tuple[float, float]) -> tuple[float, float]:
    return (
        centre[0] + x * math.cos(angle) - y * math.sin(angle),
        centre[1] + x * math.sin(angle) + y * math.cos(angle),
    )


def rounded(width: float, height: float, radius: float) -> Points:
    points = []
    for cx, cy, start in ((1, 1, 0.0), (-1, 1, 0.5), (-1, -1, 1.0), (1, -1, 1.5)):
        for turn in steps(0, 0.5, 5):
            angle = math.pi * (start + turn)
            points.append(
                (
                    cx * (width / 2 - radius) + radius * math.cos(angle),
                    cy * (height / 2 - radius) + radius * math.sin(angle),
                )
            )
    return points


def arc(x: float, y: float, across: float, down: float, start: float, end: float) -> Points:
    """Part of an ellipse; angles in half turns."""
    return [(x + across * math.cos(math.pi * t), y + down * math.sin(math.pi * t)) for t in steps(start, end, 24)]


def beside(points: Points, distance: float) -> Points:
    """The curve that runs `distance` to the right of another."""
    found = []
    for (ax, ay), (x, y), (bx, by) in zip(points, points[1:], points[2:], strict=False):
        length = math.hypot(bx - ax, by - ay)
        found.append((x - (by - ay) / length * distance, y + (bx - ax) / length * distance))
    return found
