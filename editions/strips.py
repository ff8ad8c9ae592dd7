"""A strip of photographs: the session each was taken in, captions that say nothing, and captions from a pattern."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePosixPath

from editions.images import is_placeholder

GRACE = timedelta(minutes=15)
PLACES = ("session", "speaker", "date")
# What cameras and telephones call their files: IMG_0123, DSC00123, P1010123, _MG_0123, PXL_20241204_101500.
_CAMERA_NAME = re.compile(
    r"(img|image|dsc[fn]?|_?mg|_dsc|pict|pxl|mvimg|dji|gopr|sam|p|l|r)?[-_ ]?\d{4,8}([-_ ]\d+)*(\.\w{2,4})?",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Span:
    """When a session was on; aware moments."""

    session: int
    start: datetime
    end: datetime


def sessions_at(moment: datetime | None, spans: Iterable[Span]) -> list[int]:
    """The sessions that were on at ``moment``; where none was, those that began or ended within a quarter of an hour."""
    if moment is None:
        return []
    spans = list(spans)
    during = [span.session for span in spans if span.start <= moment < span.end]
    return during or [span.session for span in spans if span.start - GRACE <= moment < span.end + GRACE]


def proposed_session(moment: datetime | None, spans: Iterable[Span]) -> int | None:
    """The one session a photograph of this moment can be of; None when there is none or more than one."""
    found = sessions_at(moment, spans)
    return found[0] if len(found) == 1 else None


def is_boilerplate(caption: str, file_name: str = "") -> bool:
    """Whether a caption says nothing: what the camera writes, or the name of the file."""
    text = caption.strip()
    if not text:
        return False
    names = {file_name.lower(), PurePosixPath(file_name).stem.lower()} - {""}
    return is_placeholder(text) or text.lower() in names or bool(_CAMERA_NAME.fullmatch(text))


def places_of(pattern: str) -> list[str]:
    """The places named in a pattern that can be filled."""
    return [name for name in dict.fromkeys(_PLACE.findall(pattern)) if name in PLACES]


def filled(pattern: str, values: Mapping[str, str]) -> str:
    """The pattern with its places filled; empty where one of them has no value. Other braces stay as they are."""
    if any(not values.get(name) for name in places_of(pattern)):
        return ""
    return _PLACE.sub(lambda found: values[found[1]] if found[1] in PLACES else found[0], pattern).strip()
