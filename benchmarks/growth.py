"""What a page costs when there is ten and a hundred times as much: milliseconds of processor time, pages made anew.

    python -m benchmarks.growth [--short] [--folder FOLDER]

One process for each size, on content that is made once into FOLDER and used again (a hundred times: about 9 GB and a quarter of an
hour; --short leaves it out, and ten times where it is not made yet). Rounds go through all sizes in turn, and a ratio is taken
within its round; its median is given with the smallest and the largest. "After a publication": a release is published, and the
first page of the list is asked for by a worker that had answered it before.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import contents
from benchmarks.servers import spread

# Each with a page of its list as far in as the others.
PAGES = {
    "front page": "/en/",
    "press list": "/en/press/",
    "press list, a quarter in": "/en/press/?page={deep}",
    "press list of one year": "/en/press/?year=2000",
    "edition": "/en/editions/30/",
    "release": "/en/press/{year}/{slug}/",
    "speaker": "/en/speakers/speaker-7/",
    "speakers": "/en/speakers/",
    "photographs": "/en/photos/",
    "photographs of an edition": "/en/editions/30/photos/",
    "coverage": "/en/press/coverage/",
    "search": "/en/search/?q=economy",
    "press list after a publication": "publish",
    "admin, releases": "/admin/editions/pressrelease/",
    "admin, speakers": "/admin/editions/speaker/",
    "admin, photographs": "/admin/editions/photo/",
}
MOST = {"press list after a publication": 1.5}
USUAL_MOST = 1.2


class Process:
    """One that has the content of one size, and tells what an answer to each of its words cost."""

    def __init__(self, module: str, environment: dict[str, str], python: str = sys.executable) -> None:
        self.process = subprocess.Popen(
            [python, "-W", "ignore", "-m", module, "--answer"], stderr=subprocess.DEVNULL,
            cwd=contents.ROOT, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def told(self, word: str) -> Any:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{word}\n")
        self.process.stdin.flush()
        while not (line := self.process.stdout.readline()).startswith("["):
            if not line:
                sys.exit("A process ended before it answered.")
        return json.loads(line)

    def cost(self, word: str) -> float:
        status, milliseconds = self.told(word)
        if status != 200:
            print(f"{word}: answered {status}", flush=True)
        return float(milliseconds)

    def end(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait()


def measure(sizes: dict[int, Path], rounds: int) -> None:
    running = {times: Process("benchmarks.growth", contents.environment(here)) for times, here in sizes.items()}
    print(
        f"{'milliseconds of processor time':34}" + "".join(f"{f'x{times}':>9}" for times in running) + "   ratio to x1"
    )
    for name, path in PAGES.items():
        found: dict[int, list[float]] = {times: [] for times in running}
        for _ in range(rounds + 2):  # the first two load what is loaded once
            for times, one in running.items():
                found[times].append(one.cost(path))
        ratios = {
            times: [a / b for a, b in zip(found[times][2:], found[1][2:], strict=True)]
            for times in running
            if times > 1
        }
        told = ", ".join(f"x{times} {spread(one)}" for times, one in ratios.items())
        most = MOST.get(name, USUAL_MOST)
        over = [times for times, one in ratios.items() if statistics.median(one) > most]
        middle = "".join(f"{statistics.median(one[2:]):9.1f}" for one in found.values())
        print(f"{name:34}{middle}   {told}{f'  over {most}' if over else ''}", flush=True)
    for one in running.values():
        one.end()


# In the process of one size


def answer() -> None:
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.test import Client

    from editions import page_cache
    from editions.models import PressRelease
    from forumsite.wsgi import application

    # What stands before the site lets every page be made anew, and lets counts be kept as it does when it serves.
    application.shelves.get = lambda _address: None
    application.admits = lambda _environ: True
    assert isinstance(application, page_cache.PageCache)
    editor = Client(HTTP_HOST="localhost")
    user, _made = get_user_model().objects.get_or_create(username="bench", is_superuser=True, is_staff=True)
    editor.force_login(user)
    total = PressRelease.objects.count()
    middle = PressRelease.objects.only("year", "slug").order_by("pk")[total // 2]
    words = {"deep": max(total // 100, 1), "year": middle.year, "slug": middle.slug}
    for line in sys.stdin:
        path = line.strip().format(**words)
        if path == "publish":
            publish(middle)
            path = PAGES["press list"]
        status, spent = timed(
            lambda path=path: editor.get(path).status_code if path.startswith("/admin/") else read(application, path)
        )
        print(json.dumps([status, spent]), flush=True)


def read(application: Any, path: str) -> int:
    from django.test import RequestFactory

    said: list[str] = []
    answer = application(
        RequestFactory(HTTP_HOST="localhost").get(path).environ, lambda status, _headers: said.append(status)
    )
    b"".join(answer)
    return int(said[-1].split()[0])


def publish(release: object) -> None:
    """Taken back and published again, by the way a desk does it: the second is what moves the lists."""
    from editions.models import PressRelease, Status

    row = PressRelease.objects.get(pk=release.pk)  # type: ignore[attr-defined]
    row.status = Status.DRAFT
    row.save()
    row.status = Status.PUBLISHED
    row.save()


def timed(ask: Callable[[], int]) -> tuple[int, float]:
    began = time.process_time()
    status = ask()
    return status, (time.process_time() - began) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--folder", type=Path, default=contents.folder_of_benchmarks())
    parser.add_argument("--answer", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.answer:
        answer()
        return
    sizes = {}
    for times, releases in contents.GROWTH.items():
        known = contents.is_made(options.folder / f"sqlite-{releases}")
        if options.short and (times > 10 or (times > 1 and not known)):
            print(f"x{times}: left out of the short form" + ("" if known else ", and not made yet"))
            continue
        sizes[times] = contents.of_size(options.folder, releases)
    measure(sizes, 3 if options.short else 11)


if __name__ == "__main__":
    os.chdir(contents.ROOT)
    main()
