"""Which photographs look alike although their bytes differ: an 8 by 8 average hash."""

from PIL import Image


def average_hash(picture: Image.Image) -> str:
    """Sixteen hexadecimal digits, a bit for each of 64 fields: lighter than the picture's mean or not."""
    fields = (
        picture.convert(
            "L",
        )
        .resize((8, 8), Image.Resampling.BOX)
        .tobytes()
    )
    mean = sum(fields) / 64
    return f"{sum(1 << i for i, value in enumerate(fields) if value > mean):016x}"


def distance(one: str, other: str) -> int:
    """How many of the 64 fields differ: 0 to about 5 is the same photograph, saved again or slightly corrected."""
    return (int(one, 16) ^ int(other, 16)).bit_count()
