"""A made-up forum of any size, for measuring: the same for the same seed, and plainly nobody's real content."""

from .filling import AlreadyFilled, Size, fill

__all__ = ["AlreadyFilled", "Size", "fill"]
