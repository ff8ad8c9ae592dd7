"""`make drill`: each fault on a site of its own, a line for each, and a table at the end; DRILL=name,name runs these alone.

It ends with an error when something acknowledged was lost or something half-done was left. Nothing else may use the machine
meanwhile if the times are to say anything.
"""

import contextlib
import os
import sys
import tempfile
import time
import traceback
from pathlib import Path

from tests.tiers import cluster, postgres_programs, run_pytest

from . import bodies, copies, crowds, kills, outages, upgrades
from .places import Seeds

DRILLS = {
    "kills": kills.kills,
    "backups": copies.backups,
    "restorations": copies.restorations,
    "pages": copies.pages,
    "drains": outages.drains,
    "database": outages.database,
    "cache": outages.cache,
    "disk": outages.disk,
    "embargo": crowds.embargo,
    "editors": crowds.editors,
    "notes": crowds.notes,
    "questions": crowds.questions,
    "bodies": bodies.bodies,
    "upgrades": upgrades.upgrades,
}


def main() -> None:
    asked = [name for name in os.environ.get("DRILL", "").split(",") if name] or list(DRILLS)
    if unknown := set(asked) - DRILLS.keys():
        sys.exit(f"No drill is called {', '.join(sorted(unknown))}; there are {', '.join(DRILLS)}.")
    begun, lines, good = time.monotonic(), [], True
    with tempfile.TemporaryDirectory(prefix="forum-drill-") as folder, contextlib.ExitStack() as stack:
        Path(folder).chmod(0o711)
        programs = postgres_programs()
        seeds = Seeds(Path(folder), stack.enter_context(cluster(programs)) if programs else "")
        if not programs:
            print("PostgreSQL's server is not installed: the drills run on SQLite alone.")
        seeds.prepare()
        for name in asked:
            try:
                for fault, on, figure, held in DRILLS[name](seeds):
                    good = good and held
                    lines.append(f"| {fault} | {on} | {figure}{'' if held else ' **not held**'} |")
                    print(
                        f"{time.monotonic() - begun:5.0f} s  {'ok ' if held else 'BAD'} {fault}, {on}: {figure}",
                        flush=True,
                    )
            except Exception:  # the others are still to be tried
                good = False
                traceback.print_exc()
                print(f"{time.monotonic() - begun:5.0f} s  BAD {name} broke off", flush=True)
    if not os.environ.get("DRILL"):
        walked, closing = run_pytest(["-n", "2", "-m", "drill"], DATABASE_URL="")
        good = good and walked
        lines.append(f"| every address of the desk as every role | SQLite | {closing} |")
    print("\n| Fault | On | Seen |\n|---|---|---|", *lines, sep="\n")
    sys.exit(not good)


if __name__ == "__main__":
    main()
