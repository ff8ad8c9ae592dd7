"""Files come in: checked, stored privately under random names, their renditions made, and only then the row saved.

A crash at any point leaves at most files without a row, never a row without its files.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import BinaryIO, cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from editions import images, pdf
from editions.models import DocumentFile, Edition, Photo, new_token, remove_files, remove_when_committed

logger = logging.getLogger(__name__)


class AlreadyThere(Exception):
    """The same file, byte for byte, is there more often than the editor has seen."""


def take_in_photo(photo: Photo, file: BinaryIO, *, known_copies: int | None = None, propose: bool = True) -> Photo:
    """Check the picture in ``file``, store it and its renditions, fill the columns and save ``photo``.

    What the file says about itself (credit, time, caption) fills only what the editor left empty; without ``propose``
    nothing. A photograph that had a file gets new names; the old files go once the row is saved. Raises
    ``ValidationError`` with a sentence; nothing is kept then.
    With ``known_copies``, raises ``AlreadyThere`` when the number of photographs of these bytes is another by now.
    """
    upload = images.read_upload(file)
    if propose:
        propose_from_metadata(photo, upload.metadata)
    renditions = images.make_renditions(
        upload,
        credit=photo.credit,
        copyright=upload.metadata.copyright,
        caption=str(photo.text("caption", photo.source_language)),
        sizes=images.SIZES + images.PORTRAITS,
        focal=(photo.focal_x, photo.focal_y),
    )
    former = photo.stored_files() if photo.pk else []
    with stored_or_removed() as store:
        if known_copies is not None:
            # Two requests with one file at one moment: the second waits here, and sees the first.
            if photo.edition:
                Edition.objects.select_for_update().get(pk=photo.edition.pk)
            if Photo.objects.filter(content_hash=upload.fingerprint).count() != known_copies:
                raise AlreadyThere
        photo.token = new_token()
        photo.original.name = store(f"originals/{new_token()}", upload.content)
        photo.renditions = [
            {
                "name": item.name,
                "file": f"{item.name}.{item.suffix}",
                "type": item.content_type,
                "width": item.width,
                "height": item.height,
                "bytes": len(item.content),
            }
            for item in renditions
        ]
        for item in renditions:
            store(photo.rendition_path(f"{item.name}.{item.suffix}"), item.content)
        photo.original_name = file_name(file)
        photo.content_hash = upload.fingerprint
        photo.average_hash = upload.average_hash
        photo.content_type = f"image/{upload.format.lower()}"
        photo.byte_size = len(upload.content)
        photo.width, photo.height = upload.width, upload.height
        photo.colour = upload.dominant_colour
        photo.save()
    remove_when_committed(former)
    return photo


def remake(photo: Photo) -> None:
    """Make all renditions anew from the original, cropped round the focal point, and save ``photo``."""
    with photo.original.open("rb") as file:
        take_in_photo(photo, cast(BinaryIO, File(file, name=photo.original_name)), propose=False)


def write_rights(photo: Photo) -> None:
    """Bring credit and caption inside the renditions up to date and save ``photo``, its files under new names.

    A file that is missing from storage is passed over and logged: it is the sweep's business.
    """
    former = [photo.rendition_path(item["file"]) for item in photo.renditions]
    caption = str(photo.text("caption", photo.source_language))
    with stored_or_removed() as store:
        token, renditions = new_token(), []
        for item, path in zip(photo.renditions, former, strict=True):
            try:
                with default_storage.open(path) as file:
                    content = images.with_rights(file.read(), credit=photo.credit, caption=caption)
            except FileNotFoundError:
                logger.error("A file is missing from storage: %s", path)
                photo.save()
                return
            store(f"renditions/{token}/{item['file']}", content)
            renditions.append(item | {"bytes": len(content)})
        photo.token, photo.renditions = token, renditions
        photo.save()
    remove_when_committed(former)


def propose_from_metadata(photo: Photo, metadata: images.Metadata) -> None:
    """Fill the empty columns from the file. A time without an offset is on the edition's clock."""
    photo.credit = photo.credit or (metadata.credit or metadata.by_line)[:200]
    if metadata.caption and not photo.ready_languages:
        setattr(photo, f"caption_{photo.source_language.replace('-', '_')}", metadata.caption[:1000])
    if photo.taken_at is None and metadata.taken_at is not None:
        photo.taken_at = on_clock(metadata.taken_at, photo.edition.time_zone if photo.edition else "")


def on_clock(moment: datetime, zone: str) -> datetime:
    """An aware moment as it is; a naive one as the clock of ``zone`` shows it (UTC when there is none)."""
    return moment if timezone.is_aware(moment) else moment.replace(tzinfo=ZoneInfo(zone or settings.TIME_ZONE))


def take_in_document(document_file: DocumentFile, file: BinaryIO) -> DocumentFile:
    """Check the PDF in ``file``, store it, fill the columns and save ``document_file``.

    Raises ``ValidationError`` with a sentence; nothing is kept then.
    """
    checked = pdf.check_pdf(file)
    former = document_file.stored_files() if document_file.pk else []
    with stored_or_removed() as store:
        document_file.token = new_token()
        document_file.file.name = store(f"documents/{new_token()}", checked.content)
        document_file.original_name = file_name(file)
        document_file.content_hash = checked.fingerprint
        document_file.byte_size = checked.size
        document_file.pages = checked.pages
        document_file.save()
    remove_when_committed(former)
    return document_file


def file_name(file: BinaryIO) -> str:
    """The name the editor's machine gave the file, without any folder."""
    return str(getattr(file, "name", "")).replace("\\", "/").rsplit("/", 1)[-1][:255]


@contextmanager
def stored_or_removed() -> Iterator[Callable[[str, bytes], str]]:
    """Store files for a row saved inside; when the row is not saved, none of them stays."""
    written: list[str] = []

    def store(path: str, content: bytes) -> str:
        written.append(path)
        return default_storage.save(path, ContentFile(content))

    try:
        with transaction.atomic():
            yield store
    except BaseException:
        remove_files(written)
        raise
