"""`make test`: the suite on SQLite, the suite on PostgreSQL in a throw-away cluster, and the browser's tests once.

What a machine cannot run is said and left out; with CI=true it is a failure.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BROWSER_PACKAGES = ["chromium", "fonts-noto-cjk"]


def run_pytest(arguments: list[str], **environment: str) -> tuple[bool, str]:
    """Shows a run as it goes; returns whether it passed, and its closing line."""
    command = [sys.executable, "-m", "pytest", *arguments]
    closing = "(nothing was said)"
    with subprocess.Popen(command, env=os.environ | environment, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout
        for line in run.stdout:
            print(line, end="", flush=True)
            closing = line.strip() or closing
    return run.returncode == 0, closing


def postgres_programs() -> Path | None:
    """The newest folder that holds the server's programs."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))
    on_path = shutil.which("initdb")
    found = [folder for folder in folders if (folder / "initdb").exists()]
    return found[-1] if found else Path(on_path).parent if on_path else None


@contextmanager
def cluster(programs: Path, kept: Path | None = None) -> Iterator[str]:
    """A cluster of our own on a socket of its own, fast rather than safe; yields its address.

    Its data is gone afterwards, or stays in the folder ``kept`` for the next time.
    """
    with tempfile.TemporaryDirectory(prefix="forum-pg-") as name:
        folder = Path(name)
        data = (kept or folder) / "data"
        data.parent.mkdir(parents=True, exist_ok=True)
        as_user: dict = {"cwd": folder, "stdout": subprocess.DEVNULL, "check": True}
        if os.geteuid() == 0:  # initdb refuses root
            names = {entry.pw_name for entry in pwd.getpwall()}
            owner = "postgres" if "postgres" in names else "nobody"
            shutil.chown(folder, owner)
            shutil.chown(data.parent, owner)
            as_user |= {"user": owner, "group": pwd.getpwnam(owner).pw_gid, "extra_groups": []}
        # What is thrown away may be lost: no waiting for the disk.
        options = (
            f"-k {folder} -c listen_addresses= -c fsync=off -c full_page_writes=off "
            "-c synchronous_commit=off -c max_connections=100"
        )
        if not data.exists():
            initdb = [programs / "initdb", "-D", data, "-U", "forum", "--auth=trust", "-E", "UTF8", "--locale=C", "-N"]
            subprocess.run(initdb, **as_user)
        control = [programs / "pg_ctl", "-D", data, "-w"]
        subprocess.run([*control, "-l", folder / "log", "-o", options, "start"], **as_user)
        try:
            yield f"postgres://forum@/{folder}/postgres"
        finally:
            subprocess.run([*control, "-m", "fast" if kept else "immediate", "stop"], **as_user)


def chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def install_browser() -> None:
    """Debian's own, where we may install it."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "install", "-y", "-q", "--no-install-recommends", *BROWSER_PACKAGES], check=False)


def on_sqlite() -> tuple[bool, str]:
    return run_pytest(["-n", "auto", "-m", "not browser and not drill"], DATABASE_URL="")


def on_postgres() -> tuple[bool, str] | str:
    programs = postgres_programs()
    if not programs:
        return "PostgreSQL's server is not installed: apt-get install postgresql"
    with cluster(programs) as address:
        return run_pytest(["-n", "auto", "-m", "not browser and not drill"], DATABASE_URL=address)


def in_browser() -> tuple[bool, str] | str:
    if not chromium():
        install_browser()
    found = chromium()
    if not found:
        return f"no Chromium: apt-get install {' '.join(BROWSER_PACKAGES)}"
    # Two browsers; a file stays with one of them, and with its server and its content.
    shared = ["-n", "2", "--dist", "loadfile"]
    return run_pytest([*shared, "-m", "browser", "tests/browser"], DATABASE_URL="", CHROMIUM=found)


def main() -> None:
    strict = os.environ.get("CI", "").lower() in {"1", "true"}
    summary, good = [], True
    for name, tier in {"SQLite": on_sqlite, "PostgreSQL": on_postgres, "browser": in_browser}.items():
        print(f"== {name}", flush=True)
        outcome = tier()
        if isinstance(outcome, str):
            summary.append(f"{name}: left out, {outcome}")
            good = good and not strict
        else:
            passed, closing = outcome
            summary.append(f"{name}: {closing}")
            good = good and passed
    print("\n" + "\n".join(summary))
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
