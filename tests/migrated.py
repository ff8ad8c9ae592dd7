"""A database that is migrated once for the code as it stands: other processes, and the next run, only copy its file.

On SQLite. The copy lies in pytest's own cache, under a name that changes with any line of ours that could matter.
"""

import fcntl
import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("editions", "forumsite")


def copy(folder: Path, target: str) -> None:
    """Puts the database at ``target``; whoever asks first makes what is kept in ``folder``, while others wait."""
    kept = folder / f"{state_of_the_code()}.sqlite3"
    with one_at_a_time(folder):
        if not kept.exists():
            for older in folder.glob("*.sqlite3*"):
                older.unlink()
            migrate(folder / "unfinished.sqlite3").rename(kept)
        shutil.copy(kept, target)


def state_of_the_code() -> str:
    digest = hashlib.sha256((ROOT / "requirements" / "test.txt").read_bytes())
    for path in sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")):
        digest.update(f"{path.relative_to(ROOT)} {path.stat().st_size}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:32]


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def migrate(file: Path) -> Path:
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(file)
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        connection.close()  # the last one out leaves a single file
        connection.settings_dict["NAME"] = usual
    return file
