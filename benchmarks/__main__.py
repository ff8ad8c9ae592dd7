"""Everything that is measured, one after the other, each beside what it is compared with.

    python -m benchmarks [--short] [--only NAME ...] [--folder FOLDER] [--record]

--short takes under five minutes where its content is made; content and Wagtail's environment are made once into FOLDER and used
again. A part that takes longer than it may is stopped, and that is said. --record adds what was printed, with date, machine and
commands, to benchmarks/RESULTS.md; the exit is 1 when a part failed, and 0 when all ran, whatever the figures say.
"""

import argparse
import os
import platform
import shlex
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import contents

RESULTS = Path(__file__).with_name("RESULTS.md")
SHORT = 285  # seconds for all of the short form


@dataclass(frozen=True)
class Part:
    """``long`` and ``short`` are arguments; None: not in that form. ``most`` is in seconds, of the long form and the short."""

    name: str
    what: str
    module: str
    long: str | None = ""
    short: str | None = "--short"
    most: tuple[int, int] = (1800, 100)
    folder: str | None = None  # where its content is below the folder of all; None: it has none


PARTS = [
    Part("peers", "Pages made anew, start and memory, beside Wagtail", "peers", most=(1500, 100), folder="."),
    Part("serving", "Kept pages, beside a bare Django view and nginx", "serving", most=(900, 110), folder="sample"),
    Part("growth", "Ten and a hundred times the content", "growth", most=(5400, 90), folder="."),
    Part(
        "desk",
        "Lists and forms of the desk at a hundred times the content, and beside Wagtail",
        "desk",
        short=None,
        most=(3600, 0),
        folder=".",
    ),
    Part("weights", "Weight of the first view of each kind of page", "weights", short=None),
    Part("gallery", "A gallery of two thousand photographs", "gallery", short="", most=(300, 60)),
    Part("archive", "Two hundred photographs as a ZIP", "archive", short="--megabytes 0.2", most=(300, 60)),
    Part("photos", "Photographs a second", "photos", short="--rounds 1 --photos 1", most=(900, 60)),
    Part("search", "Search", "search", short=None, most=(7200, 0), folder="."),
]


def run(part: Part, options: argparse.Namespace, seconds: float) -> tuple[str, str, bool]:
    """What was called, what it printed, and whether it came to its end."""
    arguments = shlex.split((part.short if options.short else part.long) or "")
    shown = " ".join(["python -m", f"benchmarks.{part.module}", *arguments])
    if part.folder:
        arguments += ["--folder", str((options.folder / part.folder).resolve())]
    call = [sys.executable, "-W", "ignore", "-m", f"benchmarks.{part.module}", *arguments]
    began, is_late = time.monotonic(), False
    lines: list[str] = []
    # In a group of its own, so that its servers end with it.
    with (
        tempfile.TemporaryFile("w+") as complaints,
        subprocess.Popen(
            call, cwd=contents.ROOT, text=True, stdout=subprocess.PIPE, stderr=complaints, start_new_session=True
        ) as process,
    ):
        reader = threading.Thread(target=read, args=(process, lines))
        reader.start()
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            is_late = True
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
        reader.join()
        complaints.seek(0)
        last = (complaints.read().strip().splitlines() or ["no word"])[-1]
    took = time.monotonic() - began
    if is_late or process.returncode:
        end = "stopped: it may not take longer" if is_late else f"ended with {process.returncode}: {last}"
        lines.append(f"({end}, after {took:.0f} s)\n")
        print(lines[-1], end="", flush=True)
    return f"{shown}  # {took:.0f} s", "".join(lines), not is_late and not process.returncode


def read(process: subprocess.Popen[str], lines: list[str]) -> None:
    assert process.stdout
    for line in process.stdout:
        print(line, end="", flush=True)
        lines.append(line)


def machine() -> str:
    names = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if "model name" in line
    ]
    memory = int(Path("/proc/meminfo").read_text().split()[1]) / 1024**2
    return (
        f"{len(os.sched_getaffinity(0))} cores of {names[0] if names else platform.machine()}, {memory:.0f} GiB, "
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    )


def load() -> str:
    return "load " + " ".join(f"{one:.1f}" for one in os.getloadavg())


def revision() -> str:
    call = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=contents.ROOT, capture_output=True, text=True)
    return call.stdout.strip() or "no revision"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--only", nargs="+", choices=[part.name for part in PARTS], default=[])
    parser.add_argument("--folder", type=Path, default=contents.folder_of_benchmarks())
    parser.add_argument("--record", action="store_true")
    options = parser.parse_args()
    options.folder = options.folder.resolve()
    began, ended_well = time.monotonic(), True
    head = f"## {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {revision()}{', short form' if options.short else ''}\n\n"
    head += f"{machine()}; {load()} before.\n"
    print(head, flush=True)
    sections = [head]
    for part in PARTS:
        if (options.only and part.name not in options.only) or (part.short if options.short else part.long) is None:
            continue
        left = SHORT - (time.monotonic() - began) if options.short else float(part.most[0])
        print(f"### {part.what}\n", flush=True)
        if left < 10:
            sections.append(f"### {part.what}\n\nLeft out: the time was over.\n")
            continue
        command, printed, is_well = run(part, options, min(left, part.most[options.short]))
        ended_well = ended_well and is_well
        sections.append(f"### {part.what}\n\n```\n$ {command}\n{printed.strip()}\n```\n")
        print(flush=True)
    sections.append(f"All of it: {time.monotonic() - began:.0f} s; {load()} after.\n")
    print(sections[-1])
    if options.record:
        record("\n".join(sections))
    sys.exit(not ended_well)


def record(text: str) -> None:
    """The newest run first, below the head of the file."""
    title = "# What was measured\n\nWritten by `python -m benchmarks --record`, the newest run first.\n"
    before = RESULTS.read_text().removeprefix(title) if RESULTS.exists() else ""
    RESULTS.write_text(f"{title}\n{text}{before}")


if __name__ == "__main__":
    main()
