"""Which part of a picture is kept when its shape must be another."""


def crop_box(width: int, height: int, focal_x: float, focal_y: float, ratio: float) -> tuple[int, int, int, int]:
    """The largest part of a picture whose width is `ratio` times its height: (left, top, right, bottom), in pixels.

    `focal_x` and `focal_y` (0 to 1 from the top left corner) are in its middle, or as near to it as the edges allow.
    Raises `ValueError` for a picture without pixels or a ratio that is not positive.
    """
    if width < 1 or height < 1 or not 0 < ratio < float("inf"):
        raise ValueError("A crop needs a picture with pixels and a positive ratio.")
    if width > height * ratio:
        across, down = max(1, round(height * ratio)), height
    else:
        across, down = width, min(height, max(1, round(width / ratio)))
    left = min(max(0, round(width * focal_x - across / 2)), width - across)
    top = min(max(0, round(height * focal_y - down / 2)), height - down)
    return left, top, left + across, top + down
