"""An edition, or the whole site, as static files in one ZIP that opens from a stick: pages, pictures, calendars, data, a search.

The pages are the site's own, as a visitor is sent them; only what is public is in it. The same content gives the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from . import gathering, packing
from .gathering import Progress

__all__ = ["Incomplete", "Progress", "Written", "export"]


class Incomplete(Exception):
    """Links of the archive that lead nowhere: nothing was written."""

    def __init__(self, broken: list[str]) -> None:
        super().__init__("\n".join(broken))
        self.broken = broken


@dataclass(frozen=True, slots=True)
class Written:
    """What an archive holds."""

    pages: int
    files: int
    links: int
    bytes: int


def export(number: int | None, path: Path, progress: Progress = lambda _words: None) -> Written:
    """Write the archive of an edition, or of all with None. Raises Edition.DoesNotExist, and Incomplete where a link is broken."""
    gathered = gathering.Gathered(number, progress)
    gathered.gather()
    if broken := gathered.broken():
        raise Incomplete(broken)
    progress(f"{len(gathered.files) + len(gathered.stored)} files are packed")
    files = packing.pack(path, gathered.files, gathered.stored)
    return Written(len(gathered.anchors), files, len(gathered.links), path.stat().st_size)
