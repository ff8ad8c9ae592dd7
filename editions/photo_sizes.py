"""The sizes in which a photograph is shown and taken away; `images` makes them."""

from dataclasses import dataclass


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
