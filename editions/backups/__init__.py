"""The whole site in one file and back: made while it serves, checked before it is used, restored into an empty place."""

from .form import Damaged, Manifest
from .live import look_over
from .making import make
from .reading import check
from .restoring import NotEmpty, restore

__all__ = ["Damaged", "Manifest", "NotEmpty", "check", "look_over", "make", "restore"]
