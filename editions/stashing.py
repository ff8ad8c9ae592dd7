"""Files an editor chose in a form that was not saved: kept privately, so that nobody has to choose them again."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from typing import BinaryIO, cast

from django.contrib.auth.models import User
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from editions.models import StashedFile, WorkingDraft, new_token, remove_when_committed

FOLDER = "stash"
KEPT_FOR = timedelta(days=7)


def put(upload: UploadedFile, owner: User) -> StashedFile:
    """Store a chosen file under a random name, unread and unchecked: it is checked when it is taken in."""
    upload.seek(0)
    token = new_token()
    path = default_storage.save(f"{FOLDER}/{token}", File(upload))
    name = str(upload.name or "").replace("\\", "/").rsplit("/", 1)[-1][:255]
    return StashedFile.objects.create(token=token, owner=owner, path=path, name=name, byte_size=upload.size or 0)


def as_upload(stashed: StashedFile) -> UploadedFile:
    """The file as a form takes it."""
    file = default_storage.open(stashed.path, "rb")
    return UploadedFile(file, name=stashed.name, size=stashed.byte_size)


def find(tokens: Iterable[str]) -> dict[str, StashedFile]:
    """Files by their tokens, one query; those that are gone are left out."""
    return {one.token: one for one in StashedFile.objects.filter(token__in=list(tokens))}


@contextmanager
def opened(files: Mapping[str, str]) -> Iterator[dict[str, BinaryIO]]:
    """The files of a draft by path, open for reading."""
    known = find(files.values()) if files else {}
    with ExitStack() as stack:
        found = {path: as_upload(known[token]) for path, token in files.items() if token in known}
        for upload in found.values():
            stack.callback(upload.close)
        yield cast(dict[str, BinaryIO], found)


def remove(tokens: Iterable[str]) -> None:
    """Remove files that were taken in or given up; the row first, so that nothing points to a file that is gone."""
    for stashed in find(tokens).values():
        stashed.delete()
        remove_when_committed([stashed.path])


def sweep() -> int:
    """Remove what nobody came back for within a week, unless a draft still names it; return how many."""
    old = StashedFile.objects.filter(stored_at__lt=timezone.now() - KEPT_FOR)
    named = {
        token
        for files in WorkingDraft.objects.exclude(files={}).values_list("files", flat=True)
        for token in files.values()
    }
    tokens = [token for token in old.values_list("token", flat=True) if token not in named]
    remove(tokens)
    return len(tokens)
