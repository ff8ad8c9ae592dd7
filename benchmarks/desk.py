"""What the desk's lists and forms cost, with a hundred times as much, and beside Wagtail's: milliseconds of processor time.

    python -m benchmarks.desk [--rounds N] [--only sqlite|postgresql|wagtail ...] [--pages WORDS] [--folder FOLDER]

Of every kind of item that there is: its list, far pages, searches with many and with few hits, each filter, each order, the form of
one, an empty form, the history of one; and today's list of each role, what lacks a language, a release before publishing. Then
ours beside Wagtail's with the same content and as many rows. The made content is that of ``benchmarks.growth`` and
``benchmarks.search``, 1,000 and 100,000 releases (about 9 GB for each database), with what ``desk_work`` adds once.

Rounds go through both sides in turn, and a ratio is taken within its round. A list that has more rows where there is more (what
was found, what a filter leaves) is held against the first page of its kind: "full". Forms that have more rows there are not held
against anything: a session has a hundred times the appearances.
"""

import argparse
import os
import signal
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from benchmarks import contents, peers
from benchmarks.growth import USUAL_MOST, Process
from benchmarks.servers import spread

SIZES = {"x1": 1_000, "x100": 100_000}
# Ours, Wagtail's: what does the same work for an editor. Its forms are of one language, ours of three.
PEERS = {
    "the first page": ("today", "home"),
    "list of releases": ("pressrelease", "releases"),
    "its tenth page": ("pressrelease, tenth page", "releases, tenth page"),
    "releases in another order": ("pressrelease, dateline_date upwards", "releases by date"),
    "form of a release": ("pressrelease, form", "a release"),
    "a new release": ("pressrelease, a new one", "a new release"),
    "history of a release": ("pressrelease, history", "history of a release"),
    "list of photographs": ("photo", "photographs"),
    "its tenth page of photographs": ("photo, tenth page", "photographs, tenth page"),
    "photographs as a table": ("photo", "photographs as a table"),
    "form of a photograph": ("photo, form", "a photograph"),
    "list of editions": ("edition", "editions"),
    "form of an edition": ("edition, form", "an edition"),
    "a new edition": ("edition, a new one", "a new edition"),
    "sessions of an edition": ("session, by edition__id__exact", "sessions of an edition"),
    "form of a session": ("session, form", "a session"),
    "list of speakers": ("speaker", "speakers"),
    "form of a speaker": ("speaker, form", "a speaker"),
    "a new speaker": ("speaker, a new one", "a new speaker"),
    "list of contacts": ("contact", "contacts"),
    "form of a contact": ("contact, form", "a contact"),
    "list of editors": ("user", "users"),
}


class Side(Process):
    """A process with one content, that tells the rows and queries of a page too."""

    def asked(self, name: str) -> tuple[float, int, int]:
        """Milliseconds, queries, rows."""
        status, cost, *others = self.told(name)
        if status != 200:
            sys.exit(f"{name}: answered {status}")
        queries, rows = others or (0, 0)
        return cost, queries, rows


def growth(folder: Path, engine: str, rounds: int, wanted: str) -> None:
    with ExitStack() as stack:
        sides = dict(running(folder, engine, stack))
        if not sides:
            return
        small, large = sides.values()
        shared = set(large.told("names"))
        names = [name for name in small.told("names") if name in shared]
        print(f"{engine:40}" + "".join(f"{side:>8}" for side in sides) + "   ratio (queries, rows)")
        full: dict[str, float] = {}  # of each kind, what its first page costs with less
        found = []
        for name in names:
            kind, _comma, about = name.partition(", ")
            if not (wanted in name or not about):
                continue
            costs: list[list[float]] = [[], []]
            for _ in range(rounds + 1):  # the first loads what is loaded once
                small_one, large_one = small.asked(name), large.asked(name)
                costs[0].append(small_one[0])
                costs[1].append(large_one[0])
            first, last = (statistics.median(one[1:]) for one in costs)
            if not about:
                full[kind] = first
            ratios = [b / a for a, b in zip(costs[0][1:], costs[1][1:], strict=True)]
            note = ""
            if large_one[2] > small_one[2] and kind in full:
                ratios = [last / full[kind]]
                note = "full"
            is_held = not (note and about in ("form", "a new one"))
            ratio = statistics.median(ratios)
            found.append((name, ratio, is_held))
            over = f"  over {USUAL_MOST}" if ratio > USUAL_MOST and is_held else "" if is_held else "  not alike"
            told = f"{ratio:.2f} {note}" if note else spread(ratios)
            print(f"{name:40}{first:8.1f}{last:8.1f}   {told} ({large_one[1]}, {large_one[2]}){over}", flush=True)
        verdict([(name, ratio) for name, ratio, is_held in found if is_held], USUAL_MOST)
        for one in sides.values():
            one.end()


def running(folder: Path, engine: str, stack: ExitStack) -> Iterator[tuple[str, Side]]:
    from tests.tiers import cluster, postgres_programs

    programs = postgres_programs()
    if engine == "postgresql" and not programs:
        print("PostgreSQL: left out, its server is not installed: apt-get install postgresql")
        return
    for side, releases in SIZES.items():
        own = {}
        if engine == "postgresql" and programs:
            kept = (folder / f"{engine}-{releases}").resolve() / "cluster"
            own["DATABASE_URL"] = stack.enter_context(cluster(programs, kept))
        environment = contents.environment(contents.of_size(folder, releases, engine, **own), **own)
        subprocess.run([sys.executable, "-m", "benchmarks.desk_work"], cwd=contents.ROOT, env=environment, check=True)
        yield side, Side("benchmarks.desk_pages", environment)


def beside_wagtail(folder: Path, rounds: int) -> None:
    here, python = peers.filled(folder)
    ours = Side("benchmarks.desk_pages", contents.environment(here))
    own = {"DJANGO_SETTINGS_MODULE": "benchmarks.wagtail.site.settings"}
    theirs = Side("benchmarks.wagtail.desk", contents.environment(here) | own, python=str(python))
    print(f"{'beside Wagtail':40}{'Wagtail':>8}{'ours':>8}   ratio of ours to theirs")
    found = []
    for name, (our_name, their_name) in PEERS.items():
        costs: list[list[float]] = [[], []]
        for _ in range(rounds + 2):  # the first two load what is loaded once
            costs[0].append(theirs.asked(their_name)[0])
            costs[1].append(ours.asked(our_name)[0])
        ratios = [b / a for a, b in zip(costs[0][2:], costs[1][2:], strict=True)]
        found.append((name, statistics.median(ratios)))
        first, last = (statistics.median(one[2:]) for one in costs)
        over = "  over 1" if found[-1][1] > 1 else ""
        print(f"{name:40}{first:8.1f}{last:8.1f}   {spread(ratios)}{over}", flush=True)
    verdict(found, 1.0)
    for one in (ours, theirs):
        one.end()


def verdict(found: list[tuple[str, float]], most: float) -> None:
    over = [f"{name} ({ratio:.2f})" for name, ratio in found if ratio > most]
    word = f"not reached by {len(over)}: {', '.join(over)}" if over else "reached"
    print(f"{len(found)} pages, at most {most} wanted: {word}\n", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", nargs="+", choices=["sqlite", "postgresql", "wagtail"])
    parser.add_argument(
        "--pages", default="", help="Only those whose name has these words, and the first page of each kind."
    )
    parser.add_argument("--folder", type=Path, default=contents.folder_of_benchmarks())
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped."))  # and PostgreSQL with it
    asked = options.only or ["sqlite", "postgresql", "wagtail"]
    for engine in ("sqlite", "postgresql"):
        if engine in asked:
            growth(options.folder, engine, options.rounds, options.pages)
    if "wagtail" in asked:
        beside_wagtail(options.folder, options.rounds + 2)


if __name__ == "__main__":
    os.chdir(contents.ROOT)
    main()
