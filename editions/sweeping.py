"""Files and rows kept in step: renditions made again where they are missing, and files that no row knows removed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

from editions import stashing
from editions.models import DocumentFile, Photo, StashedFile

FOLDERS = ("originals", "renditions", "documents", stashing.FOLDER)
# What is being taken in has its files before its row: young files are nobody's business.
GRACE = timedelta(hours=1)


def stored_files(folder: str) -> Iterator[str]:
    """Every file below a folder of the storage; nothing when the folder is not there."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in files:
        if name:
            yield f"{folder}/{name}"
    for name in folders:
        yield from stored_files(f"{folder}/{name}")


def known_files() -> set[str]:
    """Every file that a row names."""
    known: set[str] = set()
    for photo in Photo.objects.iterator(chunk_size=500):
        known.update(photo.stored_files())
    for document_file in DocumentFile.objects.iterator(chunk_size=500):
        known.update(document_file.stored_files())
    known.update(StashedFile.objects.values_list("path", flat=True))
    return known


def orphans() -> Iterator[str]:
    """Files that no row names, and that are older than an hour."""
    before = timezone.now() - GRACE
    # The files first: a row that comes meanwhile is then among the known.
    found = [path for folder in FOLDERS for path in stored_files(folder)]
    known = known_files()
    for path in found:
        if path not in known and default_storage.get_modified_time(path) < before:
            yield path


@dataclass(frozen=True)
class Gap:
    """A row some of whose files are not in storage; without its original it cannot be mended."""

    photo: Photo
    missing: tuple[str, ...]

    @property
    def can_be_mended(self) -> bool:
        return self.photo.original.name not in self.missing


def gaps() -> Iterator[Gap]:
    """The photographs with files missing from storage, or without renditions."""
    for photo in Photo.objects.order_by("pk").iterator(chunk_size=100):
        missing = tuple(path for path in photo.stored_files() if not default_storage.exists(path))
        if missing or not photo.renditions:
            yield Gap(photo, missing)
