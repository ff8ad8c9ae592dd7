"""Pages made anew, ours and Wagtail's, with the same content on the same server; and how each starts and what it weighs.

    python -m benchmarks.peers [--short] [--folder FOLDER]

Ours without its page cache. Wagtail's site is in ``benchmarks/wagtail``, in an environment of its own that is made once, with the
content of ours; both are made once into FOLDER. One worker on one core is asked for one page after another by one reader; rounds go
through all pages in turn, ours and theirs one after the other, and a ratio is taken within its round: of answers in a second of
the server's own processor time, as in ``benchmarks.serving``, and by the clock.
"""

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from benchmarks import contents, servers
from benchmarks.servers import Side, spread
from benchmarks.wagtail import environment, fill

# Ours, Wagtail's, and how many times as many answers ours has to give.
PAGES = {
    "edition": ("/en/editions/20/", "/en/editions/20/", 3),
    "release": ("/en/press/2025/release-960/", "/en/press/release-960/", 3),
    "speaker": ("/en/speakers/speaker-7/", "/en/speakers/speaker-7/", 3),
    "press list": ("/en/press/", "/en/press/", 2),
    "programme": ("/en/editions/20/programme/", "/en/editions/20/programme/", 2),
}
GZIP = {"Host": "localhost", "Accept-Encoding": "gzip"}


@contextmanager
def ours(here: Path) -> Iterator[Side]:
    with servers.granian("forumsite.worker:application", here, PAGE_CACHE_MB="0") as side:
        yield side


@contextmanager
def wagtail(here: Path, python: Path) -> Iterator[Side]:
    with servers.granian("benchmarks.wagtail.site.wsgi:application", here, python=str(python)) as side:
        yield side


def filled(folder: Path) -> tuple[Path, Path]:
    """The folder with both contents, and the Python that has Wagtail."""
    here, python = contents.peers(folder), environment.python(folder)
    mark = here / "wagtail" / "filled"
    if not mark.exists() or mark.read_text() != fill.models_of_the_site():
        call = [python, "-W", "ignore", "-m", "benchmarks.wagtail.fill"]
        subprocess.run(call, cwd=contents.ROOT, env=contents.environment(here), check=True)
    return here, python


def asked(side: Side, path: str, times: int) -> tuple[float, float]:
    """Answers in a second of processor time, and in one of the clock's."""
    line = HTTPConnection("127.0.0.1", side.port, timeout=60)
    spent, began = servers.processor_time(side), time.perf_counter()
    for _ in range(times):
        line.request("GET", path, headers=GZIP)
        answer = line.getresponse()
        answer.read()
        if answer.status != 200:
            sys.exit(f"{path} answered {answer.status}")
    took, worked = time.perf_counter() - began, servers.processor_time(side) - spent
    line.close()
    return times / max(worked, 0.01), times / took


def compare(here: Path, python: Path, rounds: int, times: int) -> None:
    rates: dict[str, dict[str, list[float]]] = {name: {"ours": [], "theirs": []} for name in PAGES}
    effort: dict[str, dict[str, list[float]]] = {name: {"ours": [], "theirs": []} for name in PAGES}
    with ours(here) as one, wagtail(here, python) as other:
        for side in (one, other):
            for pair in PAGES.values():
                for _ in range(2):
                    servers.get(side, pair[side is other])
        sizes = {name: [len(servers.get(one, pair[0], **{"Accept-Encoding": ""})[0]),
                        len(servers.get(other, pair[1], **{"Accept-Encoding": ""})[0])]
                 for name, pair in PAGES.items()}  # fmt: skip
        for _ in range(rounds):
            for name, pair in PAGES.items():
                for whose, side in (("ours", one), ("theirs", other)):
                    found = asked(side, pair[side is other], times)
                    effort[name][whose].append(found[0])
                    rates[name][whose].append(found[1])
    print("Pages made anew, answers in a second of processor time (kB of HTML), ours against Wagtail's; by the clock")
    for name, (_ours, _theirs, wanted) in PAGES.items():
        first, second = (statistics.median(effort[name][whose]) for whose in ("ours", "theirs"))
        ratios, by_clock = (
            [a / b for a, b in zip(one["ours"], one["theirs"], strict=True)] for one in (effort[name], rates[name])
        )
        kilobytes = [size / 1000 for size in sizes[name]]
        word = "reached" if statistics.median(ratios) >= wanted else "not reached"
        print(
            f"{name:12}{first:8.1f} ({kilobytes[0]:.0f}) {second:8.1f} ({kilobytes[1]:.0f})   x {spread(ratios)}"
            f"   by the clock x {spread(by_clock)}   {wanted} wanted: {word}"
        )


def starts(here: Path, python: Path, rounds: int) -> None:
    """From the start of a server to its first page, and what its worker then weighs, ours with an empty page cache."""
    took: dict[str, list[float]] = {"ours": [], "Wagtail": []}
    weights: dict[str, list[float]] = {"ours": [], "Wagtail": []}
    for _ in range(rounds):
        for name in took:
            began = time.perf_counter()
            server = servers.granian("forumsite.worker:application", here) if name == "ours" else wagtail(here, python)
            with server as side:
                servers.get(side, PAGES["edition"][name == "Wagtail"])
                took[name].append(time.perf_counter() - began)
                weights[name].append(servers.weight(side))
    print("\nFrom the start of the server to the first page, and PSS of the worker then")
    for name in took:
        print(f"{name:12}{spread(took[name])} s, {spread(weights[name], 1)} MiB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="three rounds of ten answers instead of eleven of 60")
    parser.add_argument("--folder", type=Path, default=contents.folder_of_benchmarks())
    options = parser.parse_args()
    if wanting := servers.not_installed("taskset"):
        sys.exit(wanting)
    rounds, times = (3, 10) if options.short else (11, 60)
    here, python = filled(options.folder)
    compare(here, python, rounds, times)
    starts(here, python, 2 if options.short else 7)


if __name__ == "__main__":
    main()
