"""The site as it stands, looked over: the database, every file a row names, the search."""

from collections.abc import Iterator

from django.core.files.storage import default_storage
from django.db import IntegrityError, connection

from editions import entries, sweeping
from editions.models import DocumentFile, Photo

from . import unfinished
from .form import Counted


def look_over() -> Iterator[str]:
    """A sentence for each thing that is wrong. It takes as long as reading all originals does."""
    if unfinished.found():
        yield "A restoration was cut short here: restore the same backup once more, into the same place"
    yield from _database()
    yield from _files()
    for kind, _items, wrong in entries.wrong():
        if wrong:
            yield f"{wrong} search entries of {kind} are not as their items: manage.py search_index mends them"


def _database() -> Iterator[str]:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            yield from (f"The database is harmed: {row[0]}" for row in cursor.fetchall() if row[0] != "ok")
    try:
        connection.check_constraints()
    except IntegrityError as wrong:
        yield f"A row points to one that is not there: {wrong}"


def _files() -> Iterator[str]:
    stored = {path for folder in sweeping.FOLDERS for path in sweeping.stored_files(folder)}
    # What was removed since, with its row, is not missed: only rows that are there now are asked.
    for path in sorted(sweeping.known_files() - stored):
        if not default_storage.exists(path) and path in sweeping.known_files():
            yield f"A file is missing: {path}"
    hashed = [(Photo, "original"), (DocumentFile, "file")]
    for model, column in hashed:
        for path, known in model._base_manager.values_list(column, "content_hash").iterator(chunk_size=500):
            if path in stored and known and _digest(path) not in {known, ""}:
                yield f"A file is not as it was when it was taken in: {path}"


def _digest(path: str) -> str:
    """Empty when the file went with its row meanwhile."""
    try:
        with default_storage.open(path, "rb") as file:
            return Counted(file).read_to_the_end().part.digest
    except FileNotFoundError:
        return ""
