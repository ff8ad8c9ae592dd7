"""Kept pages against a bare Django view on the same server and against nginx with a file, in one run.

    python -m benchmarks.serving [--short] [--folder FOLDER]

One worker on one core, wrk on the others, 32 connections. Rounds go through all sides in turn, so that whatever else the machine
does falls on each; a ratio is taken within its round, and its median is given with the smallest and the largest. Ratios are of
answers in a second of the server's own processor time: where a core is its own that is the rate, and where others use the machine
too it still tells one side from the other. Then: a page
that the reader has already (304), an edit under load, a flood of query strings, the time from the start to the first page, and
what a worker weighs. The sample forum is loaded into FOLDER (a temporary one by default), which is used again.
"""

import argparse
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from benchmarks import contents
from benchmarks.servers import (
    Side,
    answers,
    get,
    granian,
    nginx,
    not_installed,
    processor_time,
    rate,
    spread,
    weight,
    wrk,
)
from benchmarks.under_load import edit_under_load, flood

PAGES = {"edition": "/en/editions/20/", "press list": "/en/press/", "release": "/en/press/2024/20-opening/"}

Sides = dict[str, tuple[Side, str, dict[str, str]]]
Figures = dict[str, list[float]]


def prepare(folder: Path) -> None:
    contents.compiled()
    contents.manage(folder, "migrate", "-v0")  # a folder that is used again may be of an older day
    if not (folder / "prepared").exists():
        contents.manage(folder, "createcachetable")
        contents.manage(folder, "load_sample")
    contents.manage(folder, "collectstatic", "--noinput", "-v0")
    (folder / "prepared").touch()


def compare(sides: Sides, rounds: int, seconds: float) -> tuple[Figures, Figures]:
    """Answers in a second, and in a second of the server's processor time, in rounds that go through all sides."""
    rates: Figures = {name: [] for name in sides}
    effort: Figures = {name: [] for name in sides}
    for _ in range(rounds):
        for name, (side, path, headers) in sides.items():
            before = processor_time(side)
            # What is made anew takes so long that more would only wait.
            told = wrk(side, path, seconds, 4 if "anew" in name else 32, **headers)
            rates[name].append(rate(told))
            effort[name].append(answers(told) / max(processor_time(side) - before, 0.01))
    return rates, effort


def kept_pages(folder: Path, rounds: int, seconds: float) -> None:
    brotli = {"Accept_Encoding": "br", "Host": "localhost"}
    with ExitStack() as stack:
        ours = stack.enter_context(granian("forumsite.worker:application", folder))
        anew = stack.enter_context(granian("forumsite.worker:application", folder, PAGE_CACHE_MB="0"))
        bare = stack.enter_context(granian("benchmarks.bare:application", folder))
        static = stack.enter_context(nginx(folder))
        sides = {"bare Django view, 20 kB": (bare, "/", brotli), "nginx, file of 20 kB": (static, "/page", brotli)}
        for name, path in PAGES.items():
            body, headers = get(ours, path)
            get(ours, path)
            print(f"{name}: {len(body)} bytes in brotli")
            sides[f"{name}, kept"] = (ours, path, brotli)
            sides[f"{name}, not modified"] = (ours, path, brotli | {"If_None_Match": headers["etag"]})
            sides[f"{name}, made anew"] = (anew, path, {"Accept_Encoding": "gzip", "Host": "localhost"})
        rates, effort = compare(sides, rounds, seconds)
    print("\n| | answers a second | in a second of processor time | × bare view | × nginx |\n|---|---|---|---|---|")
    own, files = effort["bare Django view, 20 kB"], effort["nginx, file of 20 kB"]
    for name, found in effort.items():
        against = [spread([a / b for a, b in zip(found, other, strict=True)]) for other in (own, files)]
        middle = [f"{statistics.median(figures):,.0f}" for figures in (rates[name], found)]
        print("| " + " | ".join([name, *middle, *against]) + " |")
    for name in PAGES:
        ratios = [a / b for a, b in zip(effort[f"{name}, not modified"], effort[f"{name}, kept"], strict=True)]
        print(f"not modified against kept, {name}: {spread(ratios)}")


def start(folder: Path, rounds: int) -> None:
    took, weights = [], []
    for _ in range(rounds):
        began = time.perf_counter()
        with granian("forumsite.worker:application", folder) as ours:
            get(ours, "/en/")
            took.append(time.perf_counter() - began)
            weights.append(weight(ours))
    print(
        f"\nFrom the start of the server to the first page: {spread(took)} s; a worker then weighs {spread(weights, 1)} MiB"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="three rounds of one second instead of seven of three")
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    if wanting := not_installed("wrk", "nginx", "taskset"):
        sys.exit(wanting)
    rounds, seconds = (3, 1) if asked.short else (7, 3)
    with tempfile.TemporaryDirectory(prefix="forum-bench-") as temporary:
        folder = asked.folder or Path(temporary)
        folder.mkdir(exist_ok=True, parents=True)
        prepare(folder)
        kept_pages(folder, rounds, seconds)
        edit_under_load(folder, 5 if asked.short else 10)
        flood(folder, seconds)
        start(folder, 3 if asked.short else 7)


if __name__ == "__main__":
    main()
