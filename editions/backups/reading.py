"""A backup read again: whole, unharmed and of a form that is known, or refused before anything is done with it."""

import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO

from .form import CHUNK, MANIFEST, SUM, Counted, Damaged, Manifest, Part

LONGEST_MANIFEST = 256 * CHUNK


def check(path: Path) -> Manifest:
    """Read every byte of a backup and return its manifest. Raises Damaged, and OSError when it cannot be read."""
    found: dict[str, Part] = {}
    text = None
    with opened(path) as archive:
        for entry in archive:
            file = archive.extractfile(entry) if entry.isreg() else None
            if file is None or entry.name in found or text is not None:
                raise Damaged(f"It holds what no backup does: {entry.name}")
            if entry.name == MANIFEST:
                text = _manifest(entry, file)
            else:
                found[entry.name] = Counted(file).read_to_the_end().part
    if text is None:
        raise Damaged("It has no manifest: it was cut off, or is not a backup.")
    manifest = Manifest.read(text)
    _compare(manifest, found)
    return manifest


@contextmanager
def opened(path: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(path, "r:") as archive:
            yield archive
    except tarfile.TarError as wrong:
        raise Damaged(f"It cannot be read as an archive: {wrong}.") from wrong
    except EOFError as wrong:
        raise Damaged("It ends too early.") from wrong


def _manifest(entry: tarfile.TarInfo, file: IO[bytes]) -> bytes:
    if entry.size > LONGEST_MANIFEST:
        raise Damaged("Its manifest is longer than any.")
    text = file.read()
    if entry.pax_headers.get(SUM) not in {None, sha256(text).hexdigest()}:  # backups of before have none
        raise Damaged(f"It was changed or harmed at {MANIFEST}.")
    return text


def _compare(manifest: Manifest, found: dict[str, Part]) -> None:
    """What was removed while the backup was made may be in the archive and not in the manifest; never the other way."""
    for name, part in manifest.members.items():
        if name not in found:
            raise Damaged(f"It lacks {name}.")
        if (found[name].size, found[name].digest) != (part.size, part.digest):
            raise Damaged(f"It was changed or harmed at {name}.")
