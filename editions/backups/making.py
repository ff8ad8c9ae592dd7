"""A backup made while the site serves: one moment of the database, and every file that its rows name."""

import os
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from editions import sweeping

from .form import LEFT_OUT, MANIFEST, SUM, Counted, Manifest, Part, columns, encoded, file_member, table_member

Say = Callable[[str], None]
# A file may go with its row while files are copied: the database is then read once more.
ROUNDS = 5
TOLD_EVERY = 500  # files


def make(target: Path, say: Say = lambda _words: None) -> Manifest:
    """Write a backup to ``target``, which appears whole or not at all, readable by its owner only.

    Raises OSError, FileExistsError when there is such a file already among them.
    """
    if target.exists():
        raise FileExistsError(f"{target} is there already.")
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as folder:
        part = Path(folder) / "part"
        with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as archive:
                manifest = _fill(archive, Path(folder), say)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(part, target)
        except FileExistsError as wrong:  # made meanwhile by another run
            raise FileExistsError(f"{target} is there already.") from wrong
        except OSError:  # on a disk that knows no second names
            part.rename(target)
    _settle(target.parent)
    return manifest


def _settle(folder: Path) -> None:
    """The new name survives a power cut too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _fill(archive: tarfile.TarFile, folder: Path, say: Say) -> Manifest:
    """Files first: whatever was removed with its row meanwhile is not in the moment that is read next."""
    files: dict[str, Part] = {}
    missing: set[str] = set()
    for _round in range(ROUNDS):
        made_at, known, tables, migrations = _one_moment(folder)
        say(f"{sum(part.rows for part in tables.values())} rows in {len(tables)} tables, {len(known)} files")
        absent = _copy(archive, sorted(known - files.keys()), files, say)
        if absent <= missing:  # also in the moment after they were missed: they are lost, not just removed
            break
        missing = absent
    manifest = Manifest(
        made_at=made_at,
        site=settings.SITE_URL,
        migrations=migrations,
        tables=tables,
        files={path: part for path, part in sorted(files.items()) if path in known},
        missing=sorted(absent),
    )
    for name in tables:
        archive.add(folder / name, table_member(name), filter=_plainly)
    text = manifest.written()
    entry = _entry(MANIFEST, len(text))
    entry.pax_headers = {SUM: sha256(text).hexdigest()}
    archive.addfile(entry, BytesIO(text))
    return manifest


def _one_moment(folder: Path) -> tuple[str, set[str], dict[str, Part], list[list[str]]]:
    with one_moment():
        made_at = timezone.now().isoformat()
        applied = sorted(MigrationRecorder(connection).applied_migrations())
        tables = {model._meta.label_lower: _table(model, folder) for model in _models()}
        return made_at, sweeping.known_files(), tables, [list(key) for key in applied]


@contextmanager
def one_moment() -> Iterator[None]:
    """All that is read inside is of one moment, while others go on writing."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:  # the site's own transactions begin as writers, and would keep the others out
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def _models() -> list[type[models.Model]]:
    every = (one for one in apps.get_models(include_auto_created=True) if one._meta.managed and not one._meta.proxy)
    return [one for one in every if one._meta.label_lower not in LEFT_OUT]


def _table(model: type[models.Model], folder: Path) -> Part:
    names = [one.attname for one in columns(model)]
    rows = models.QuerySet(model).order_by("pk").values_list(*names).iterator(chunk_size=1000)
    path, count = folder / model._meta.label_lower, 0
    with path.open("wb") as file:
        for row in rows:
            file.write(encoded(row))
            count += 1
    with path.open("rb") as file:
        whole = Counted(file).read_to_the_end().part
    return Part(whole.size, whole.digest, count, names)


def _copy(archive: tarfile.TarFile, paths: list[str], files: dict[str, Part], say: Say) -> set[str]:
    """Add files to the archive and to what is known of them; return those that are not there."""
    absent = set()
    for number, path in enumerate(paths, start=1):
        with suppress(FileNotFoundError):
            files[path] = _add(archive, path)
        if path not in files:
            absent.add(path)
        if number % TOLD_EVERY == 0:
            say(f"{number} of {len(paths)} files")
    return absent


def _add(archive: tarfile.TarFile, path: str) -> Part:
    with default_storage.open(path, "rb") as file:
        counted = Counted(file)
        archive.addfile(_entry(file_member(path), file.size), counted)
    return counted.part


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size = size
    return _plainly(entry)


def _plainly(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Nobody's name and no date: they say nothing of the content."""
    entry.uid = entry.gid = entry.mtime = 0
    entry.uname = entry.gname = ""
    entry.mode = 0o600
    return entry
