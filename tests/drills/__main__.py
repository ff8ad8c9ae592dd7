"""`make drill`: each fault on a site of its own, a line for each, and a table at the end; DRILL=name,name runs these alone.

It ends with an error when something acknowledged was lost or something half-done was left. Three drills go on at a time; those that
measure, or stop what others lean on, go alone after them. What has not begun after LATEST is left out, and said to be. Nothing else may
use the machine meanwhile if the times are to say anything.
"""

import contextlib
import os
import sys
import tempfile
import threading
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.tiers import cluster, postgres_programs, run_pytest

from . import bodies, copies, crowds, kills, outages, upgrades, windows
from .places import Seeds

LATEST = 13 * 60  # seconds: the longest takes two minutes
AT_A_TIME = 3


def roles(_seeds: Seeds):
    walked, closing = run_pytest(["-n", "2", "-m", "drill"], DATABASE_URL="")
    yield "every address of the desk as every role", "SQLite", closing, walked


# The longest first.
TOGETHER = {
    "kills-postgresql": kills.kills_on_postgresql,
    "kills": kills.kills,
    "restorations": copies.restorations,
    "pages": copies.pages,
    "roles": roles,
    "windows-postgresql": windows.windows_on_postgresql,
    "windows": windows.windows,
    "backups": copies.backups,
    "disk": outages.disk,
    "upgrades": upgrades.upgrades,
    "cache": outages.cache,
    "drains": outages.drains,
    "bodies": bodies.bodies,
}
ALONE = {
    "editors": crowds.editors,
    "embargo": crowds.embargo,
    "notes": crowds.notes,
    "questions": crowds.questions,
    "database": outages.database,
}


class Run:
    """What was seen so far, of drills that go on at one time."""

    def __init__(self, seeds: Seeds) -> None:
        self.seeds, self.begun, self.lines, self.good = seeds, time.monotonic(), [], True
        self.lock = threading.Lock()

    def drill(self, name: str) -> None:
        if time.monotonic() > self.begun + LATEST:
            self.tell(name, "-", f"left out: not begun after {LATEST // 60} minutes", False)
            return
        try:
            for seen in {**TOGETHER, **ALONE}[name](self.seeds):
                self.tell(*seen)
        except Exception:  # the others are still to be tried
            traceback.print_exc()
            self.tell(name, "-", "broke off", False)

    def tell(self, fault: str, on: str, figure: str, held: bool) -> None:
        with self.lock:
            self.good = self.good and held
            self.lines.append(f"| {fault} | {on} | {figure}{'' if held else ' **not held**'} |")
            now = time.monotonic() - self.begun
            print(f"{now:5.0f} s  {'ok ' if held else 'BAD'} {fault}, {on}: {figure}", flush=True)


def main() -> None:
    asked = [name for name in os.environ.get("DRILL", "").split(",") if name] or [*TOGETHER, *ALONE]
    if unknown := set(asked) - {*TOGETHER, *ALONE}:
        sys.exit(f"No drill is called {', '.join(sorted(unknown))}; there are {', '.join([*TOGETHER, *ALONE])}.")
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="forum-drill-") as folder, contextlib.ExitStack() as stack:
        Path(folder).chmod(0o711)
        programs = postgres_programs()
        seeds = Seeds(Path(folder), stack.enter_context(cluster(programs)) if programs else "")
        if not programs:
            print("PostgreSQL's server is not installed: the drills run on SQLite alone.")
        run = Run(seeds)
        seeds.prepare()
        with ThreadPoolExecutor(AT_A_TIME) as pool:
            list(pool.map(run.drill, [name for name in asked if name in TOGETHER]))
        for name in asked:
            if name in ALONE:
                run.drill(name)
    print("\n| Fault | On | Seen |\n|---|---|---|", *run.lines, sep="\n")
    print(f"\n{(time.monotonic() - begun) / 60:.1f} minutes")
    sys.exit(not run.good)


if __name__ == "__main__":
    main()
