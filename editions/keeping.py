"""What a keeper looks at from time to time, as numbers: what waits, what was left undone, how old the last backup is, how much room there is."""

import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.core.files.storage import FileSystemStorage, default_storage
from django.utils import timezone

from editions.models import Photo, ReaderNote, SearchDebt

BACKED_UP = "backed-up"  # in the data folder: the moment of the last backup that was read again and found whole


def of_the_database() -> dict[str, float]:
    """Three questions. Raises ``DatabaseError``."""
    return {
        "reader_notes_waiting": ReaderNote.objects.filter(state=ReaderNote.State.NEW).count(),
        "search_debts": SearchDebt.objects.count(),
        "photographs_without_renditions": Photo.objects.filter(renditions=[]).count(),
    }


def of_the_machine(var: Path) -> dict[str, float]:
    """Room in the data folder and for files, in bytes; the age of the last backup in seconds, unless there was none."""
    found: dict[str, float] = {"data_free_bytes": shutil.disk_usage(var).free}
    if isinstance(default_storage, FileSystemStorage) and Path(default_storage.location).exists():
        found["files_free_bytes"] = shutil.disk_usage(default_storage.location).free
    if made_at := last_backup(var):
        found["backup_age_seconds"] = (timezone.now() - made_at).total_seconds()
    return found


def last_backup(var: Path) -> datetime | None:
    try:
        return datetime.fromisoformat((var / BACKED_UP).read_text("ascii").strip())
    except (OSError, ValueError):
        return None


def note_backup(var: Path, made_at: str) -> None:
    """A backup was found whole; an older one than is known changes nothing."""
    known = last_backup(var)
    if known is None or known < datetime.fromisoformat(made_at):
        with suppress(OSError):  # looked over on a machine that has no site
            (var / BACKED_UP).write_text(made_at, "ascii")
