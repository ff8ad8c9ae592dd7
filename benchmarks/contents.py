"""Made-up content of several sizes in a folder, made once and used again; and the environment in which the site has it.

The names of the folders say what is in them, and are those that ``benchmarks.search`` uses.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# 60 editions, and for each release a fifth of a speaker and a photograph.
GROWTH = {1: 1_000, 10: 10_000, 100: 100_000}
# For pages as long as ours: 60 appearances and 50 releases of each edition.
PEERS = ["--editions", "20", "--releases", "1000", "--speakers", "400", "--photos", "1000"]


def folder_of_benchmarks() -> Path:
    return (Path(os.environ.get("VAR") or ROOT / "var") / "bench").resolve()


def environment(here: Path, **own: str) -> dict[str, str]:
    usual = {"VAR": str(here), "SITE_URL": "http://localhost", "SECRET_KEY": "for a bench only, 0123456789" * 3}
    return os.environ | usual | {"DJANGO_SETTINGS_MODULE": "forumsite.settings", "DATABASE_URL": ""} | own


def manage(here: Path, *command: str, **own: str) -> None:
    call = [sys.executable, "-W", "ignore", "manage.py", *command]
    subprocess.run(call, cwd=ROOT, env=environment(here, **own), check=True, stdout=subprocess.DEVNULL)


def is_made(here: Path) -> bool:
    return (here / "made").exists()


def of_size(folder: Path, releases: int, engine: str = "sqlite", **own: str) -> Path:
    size = ["--releases", releases, "--speakers", releases // 5, "--photos", releases]
    return made(folder / f"{engine}-{releases}", [str(part) for part in size], **own)


def peers(folder: Path) -> Path:
    return made(folder / "peers", PEERS)


def compiled() -> None:
    """Our code, as that of packages is: no start is to wait for it."""
    subprocess.run(
        [sys.executable, "-m", "compileall", "-q", "editions", "forumsite", "benchmarks"], cwd=ROOT, check=True
    )


def made(here: Path, size: list[str], **own: str) -> Path:
    here.mkdir(parents=True, exist_ok=True)
    compiled()
    manage(here, "migrate", "-v0", **own)  # a folder that is used again may be of an older day
    if not is_made(here):
        (here / "site.sqlite3").unlink(missing_ok=True)
        manage(here, "migrate", "-v0", **own)
        manage(here, "createcachetable", **own)
        manage(here, "make_content", *size, **own)
    manage(here, "collectstatic", "--noinput", "-v0", **own)
    (here / "made").touch()
    return here
