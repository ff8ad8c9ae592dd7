"""Which files the public may have: asked of the one rule once, and kept while the content stays as it is.

Only what is public is kept. So a file whose moment has come is found at once, whatever the clock did meanwhile, and one that is
hidden is asked for anew each time. See docs/decisions/0043.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils import timezone

from editions import content_version
from editions.models import DocumentFile, Photo, rendition_path

# Photographs kept in each process, some 250 bytes each; one more, and all are asked for again as they come.
MOST = 100_000
# What was taken in together is shown together: with one photograph those of so many numbers before and after it are kept.
NEAR = 150


@dataclass(frozen=True, slots=True)
class PublicFile:
    """A file in storage and what is said with it; with a ``download_name`` it is a download."""

    path: str
    content_type: str
    etag: str
    download_name: str = ""


@dataclass(slots=True)
class _Kept:
    """What is known of the content at one mark: of each photograph the names of its files and their types."""

    mark: int | None = None
    photos: dict[str, Mapping[str, str]] = field(default_factory=dict)
    documents: dict[str, PublicFile] = field(default_factory=dict)
    alike: dict[tuple[tuple[str, str], ...], Mapping[str, str]] = field(default_factory=dict)


_kept = _Kept()


def find(token: str, name: str) -> PublicFile | None:
    """The file that the public has under this address; None where there is none, or none that is public now.

    No query for what is kept already; two for a photograph that is not, and for a document.
    """
    kept = _at(content_version.current())
    if token not in kept.photos and token not in kept.documents:
        _ask(token, kept)
    return _in(kept, token, name)


def file_shown(token: str, name: str) -> PublicFile | None:
    """The same for one request alone, in which something is shown before its time: nothing of the answer is kept."""
    kept = _Kept()
    _ask(token, kept)
    return _in(kept, token, name)


def _in(kept: _Kept, token: str, name: str) -> PublicFile | None:
    files = kept.photos.get(token)
    if files is None:
        return kept.documents.get(token)
    kind = files.get(name)
    return PublicFile(rendition_path(token, name), kind, f'"{token}-{name}"') if kind else None


def _at(mark: int | None) -> _Kept:
    """What is kept beside this mark; nothing beside another, and nothing while the mark is not known."""
    global _kept
    if mark is None:
        return _Kept()
    kept = _kept
    if kept.mark != mark:
        _kept = kept = _Kept(mark)
    return kept


def _ask(token: str, kept: _Kept) -> None:
    """Keep this file if it is public; the mark was read before, so that what changes meanwhile is asked for again."""
    at = timezone.now()
    photos = Photo.objects.readable(at)  # its page may stay under a notice
    key = photos.filter(token=token).values_list("pk", flat=True).first()
    if key is not None:
        if len(kept.photos) + 2 * NEAR > MOST:
            kept.photos.clear()
        near = photos.filter(pk__range=(key - NEAR, key + NEAR))
        for photo in near.only("token", "rights", "renditions"):
            kept.photos[photo.token] = _files_of(photo, kept)
        return
    document_file = DocumentFile.objects.published(at).filter(token=token).select_related("document").first()
    if document_file is not None:
        kept.documents[token] = file_of(document_file)


def _files_of(photo: Photo, kept: _Kept) -> Mapping[str, str]:
    """The names and types of the files that readers may have. Nearly all photographs have the same: kept once."""
    files = tuple((item["file"], item["type"]) for item in photo.public_renditions)
    return kept.alike.setdefault(files, dict(files))


def file_of(document_file: DocumentFile) -> PublicFile:
    name = f"{document_file.document.slug}.{document_file.language}.pdf"
    return PublicFile(str(document_file.file.name), "application/pdf", f'"{document_file.content_hash}"', name)
