"""Search at 100,000 releases in three languages and 20,000 speakers (--short: a tenth), on SQLite and on PostgreSQL.

    python -m benchmarks.search [--short] [--folder FOLDER] [--only sqlite|postgresql] [--without-wagtail]

The content of `manage.py make_content` is made once into the folder and used again: about 8 GB for each database at full size, and
a quarter of an hour. PostgreSQL runs in a cluster of its own whose data stays in the folder. Times are milliseconds, medians of
nine, of whole pages through the test client: the clock's, and the processor's of this process. In the same run: `icontains` on
headline and text, and Wagtail's database search over the same texts in an environment of its own.
"""

import argparse
import itertools
import json
import os
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from urllib.parse import quote

QUESTIONS = [
    *(("zh-hans", words) for words in ("国", "经济", "经济合作", "智慧", "罕见词语")),
    *(("ja", words) for words in ("国", "経済", "経済協力", "知恵", "稀少語句")),
    *(
        ("en", words)
        for words in ("economy", "economic cooperation", "economy trade peace", "needle", "needle of words")
    ),
]
ALLOWED = {"a first page": 50, "an edit": 10}


# In the parent: where content lives, and one process for each database


def run(folder: Path, engine: str, number: int, *, with_wagtail: bool) -> None:
    from tests.tiers import cluster, postgres_programs

    here = (folder / f"{engine}-{number}").resolve()
    here.mkdir(parents=True, exist_ok=True)
    programs = postgres_programs()
    if engine == "postgresql" and not programs:
        print("PostgreSQL: left out, its server is not installed: apt-get install postgresql")
        return
    held = cluster(programs, here / "cluster") if engine == "postgresql" and programs else nullcontext("")
    with held as address:
        environment = os.environ | {
            "VAR": str(here),
            "SECRET_KEY": os.urandom(40).hex(),
            "SITE_URL": "http://localhost:8000",
            "DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "forumsite.settings",
        }
        made = here / "made"
        # The first time, and after every change of the tables.
        for command in ("migrate", "createcachetable"):
            subprocess.run([sys.executable, "manage.py", command, "--verbosity", "0"], env=environment, check=True)
        if not made.exists():
            size = ["--releases", str(number), "--speakers", str(number // 5), "--photos", str(number)]
            subprocess.run([sys.executable, "manage.py", "make_content", *size], env=environment, check=True)
            made.touch()
        subprocess.run(
            [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"], env=environment, check=True
        )
        measure = [sys.executable, "-W", "ignore", "-m", "benchmarks.search", "--measure"]
        subprocess.run(measure, env=environment, check=True)
        if with_wagtail:
            beside_wagtail(folder, here, engine, number, address)


def beside_wagtail(folder: Path, here: Path, engine: str, number: int, address: str) -> None:
    from benchmarks.wagtail import environment

    texts = (folder / f"sqlite-{number}" / "site.sqlite3").resolve()
    if not texts.exists():
        print("Wagtail: left out, its texts are those of SQLite's run: run that first")
        return
    if engine == "sqlite":
        own = f"sqlite:///{here / 'wagtail.sqlite3'}"
    else:
        own = address.rpartition("/")[0] + "/wagtail"
        from tests.tiers import postgres_programs

        socket = address.removeprefix("postgres://forum@/").rpartition("/")[0]
        psql = [postgres_programs() / "psql", "-h", socket, "-U", "forum", "-d", "postgres", "-qAtc"]
        there = subprocess.run(
            [*psql, "SELECT 1 FROM pg_database WHERE datname='wagtail'"], check=True, capture_output=True
        )
        if not there.stdout:
            subprocess.run([*psql, "CREATE DATABASE wagtail"], check=True)
    command = [environment.python(folder), "-W", "ignore", "-m", "benchmarks.wagtail.search", own, texts]
    answer = subprocess.run([*command, json.dumps(QUESTIONS)], check=True, stdout=subprocess.PIPE, text=True)
    print(f"Wagtail's database search, {engine}, {number} releases: milliseconds of a count and twenty, and the count")
    for line in answer.stdout.splitlines():
        language, words, taken, count = json.loads(line)
        print(
            f"{language:8} {words:22}",
            "not asked: the others took too long" if taken is None else f"{taken:9.1f} ({count})",
        )


# In a process for each database: the measuring


def median(function: Callable[[], object], times: int = 9) -> tuple[float, float]:
    """Milliseconds by the clock and of the processor."""
    clock, processor = [], []
    for _n in range(times):
        began, worked = time.perf_counter(), time.process_time()
        function()
        clock.append((time.perf_counter() - began) * 1000)
        processor.append((time.process_time() - worked) * 1000)
    return statistics.median(clock), statistics.median(processor)


def measured() -> None:
    import django

    django.setup()
    from django.db import connection
    from django.db.models import Q
    from django.test import Client

    from editions import search, tokens
    from editions.models import PressRelease

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    client = Client(SERVER_NAME="localhost")
    print(
        f"{connection.vendor}, {PressRelease.objects.count()} releases: clock and processor; hits counted", flush=True
    )

    visitors = itertools.count()

    def page(language: str, words: str, more: str = "") -> None:
        visitor = f"10.0.{next(visitors) // 9}.1"  # nobody asks so often that the site would count
        answer = client.get(f"/{language}/search/?q={quote(words)}{more}", REMOTE_ADDR=visitor)
        assert answer.status_code == 200, answer.status_code

    def contains(language: str, words: str) -> int:
        column = language.replace("-", "_")
        here = Q(**{f"headline_{column}__icontains": words}) | Q(**{f"body_{column}__icontains": words})
        rows = PressRelease.objects.published().filter(here)
        list(rows.for_list().newest_first()[:20])
        return rows.count()

    slow = []
    for language, words in QUESTIONS:
        found = search.find(tokens.ask(words), language)
        clock, processor = median(lambda at=(language, words): page(*at))
        plain, _processor = median(lambda at=(language, words): contains(*at), times=1)
        hits = f"{len(found.keys)}{'+' if found.is_more else ''}"
        print(
            f"{language:8} {words:22} page {clock:7.1f} {processor:7.1f} ({hits:>5})   icontains {plain:9.1f}",
            flush=True,
        )
        slow += [f"{words}: {clock:.0f}"] if clock > ALLOWED["a first page"] else []
    for what, more in {
        "the last page": "&page=50",
        "one kind": "&kind=session",
        "one edition": "&edition=3",
        "one year": "&year=2001",
    }.items():
        clock, processor = median(lambda more=more: page("en", "economy", more))
        print(f"en       economy, {what:13} page {clock:7.1f} {processor:7.1f}", flush=True)
    clock, processor = median(lambda: page("en", "nobody spelled so"))
    print(f"en       a misspelled name      page {clock:7.1f} {processor:7.1f}", flush=True)

    release = PressRelease.objects.get(slug="release-123")

    def edit() -> None:
        release.headline_en = f"Edited{time.time_ns()}"
        release.save()

    clock, processor = median(edit)
    found = search.find(tokens.ask(release.headline_en), "en")
    print(f"an edit with its entries {clock:.1f} {processor:.1f}; found at once: {len(found.keys) == 1}")
    print(f"Above {ALLOWED['a first page']} ms: {'; '.join(slow) or 'none'}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="A tenth of the content.")
    parser.add_argument("--folder", type=Path, default=Path(os.environ.get("VAR", "var")) / "bench-search")
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    parser.add_argument("--without-wagtail", action="store_true")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measured()
        return
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped."))  # and PostgreSQL with it
    for engine in [options.only] if options.only else ["sqlite", "postgresql"]:
        number = 10_000 if options.short else 100_000
        run(options.folder, engine, number, with_wagtail=not options.without_wagtail)


if __name__ == "__main__":
    main()
