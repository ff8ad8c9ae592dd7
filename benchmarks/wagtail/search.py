"""Wagtail's database search over the same texts; run by ``benchmarks.search`` with the Python of Wagtail's environment.

    python -m benchmarks.wagtail.search DATABASE_URL TEXTS QUESTIONS

TEXTS is a SQLite database of ours that is read; QUESTIONS are pairs of language and words as JSON. Prints for each question the
median milliseconds of a count and the first twenty, and the count, as JSON lines; null for what patience did not last for. A
full database is used again.
"""

import json
import sqlite3
import statistics
import sys
import time
from itertools import islice
from urllib.parse import unquote, urlsplit

AT_ONCE = 500
LONG = 2_000  # milliseconds of an answer that is not asked for again
PATIENCE = 100  # seconds after which nothing more is asked
COLUMNS = {"en": "en", "zh-hans": "zh_hans", "ja": "ja"}


def configured(address: str) -> None:
    import django
    from django.conf import settings

    url = urlsplit(address)
    if url.scheme == "sqlite":
        database = {"ENGINE": "django.db.backends.sqlite3", "NAME": url.path}
    else:
        name, host = url.path.rpartition("/")[2], unquote(url.path.rpartition("/")[0])
        database = {"ENGINE": "django.db.backends.postgresql", "NAME": name, "HOST": host, "USER": url.username or ""}
    apps = "django.contrib.contenttypes django.contrib.auth taggit wagtail wagtail.search wagtail.users wagtail.images"
    settings.configure(
        SECRET_KEY="measured",
        DATABASES={"default": database},
        INSTALLED_APPS=[*apps.split(), "wagtail.admin", "wagtail.documents", "benchmarks.wagtail.texts"],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        WAGTAIL_SITE_NAME="Measured",
        WAGTAILADMIN_BASE_URL="http://localhost",
        WAGTAILSEARCH_BACKENDS={"default": {"BACKEND": "wagtail.search.backends.database", "AUTO_UPDATE": False}},
        STATIC_URL="/static/",
        USE_TZ=True,
    )
    django.setup()


def fill(texts: str) -> None:
    from django.core.management import call_command
    from django.db import transaction
    from wagtail.search.backends import get_search_backend

    from benchmarks.wagtail.texts.models import Release

    call_command("migrate", run_syncdb=True, verbosity=0)
    source = sqlite3.connect(f"file:{texts}?mode=ro", uri=True)
    total = source.execute("SELECT count(*) FROM editions_pressrelease").fetchone()[0] * len(COLUMNS)
    there, began = Release.objects.count(), time.monotonic()
    if there == total:
        return
    Release.objects.all().delete()
    for language, column in COLUMNS.items():
        rows = source.execute(f"SELECT headline_{column}, body_{column} FROM editions_pressrelease ORDER BY id")
        while portion := list(islice(rows, AT_ONCE)):
            with transaction.atomic():
                made = Release.objects.bulk_create(Release(language=language, headline=h, body=b) for h, b in portion)
                get_search_backend().get_index_for_model(Release).add_items(Release, made)
        print(f"  Wagtail: {language}, {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)


def asked(words: str, language: str) -> int:
    from wagtail.search.backends import get_search_backend

    from benchmarks.wagtail.texts.models import Release

    found = get_search_backend().search(words, Release.objects.filter(language=language))
    list(found[:20])
    return found.count()


def main(address: str, texts: str, questions: str) -> None:
    configured(address)
    fill(texts)
    start = time.monotonic()
    for language, words in json.loads(questions):
        if time.monotonic() - start > PATIENCE:
            print(json.dumps([language, words, None, None]), flush=True)
            continue
        taken, count = [], 0
        for _n in range(3):
            began = time.perf_counter()
            count = asked(words, language)
            taken.append((time.perf_counter() - began) * 1000)
            if taken[-1] > LONG:
                break
        print(json.dumps([language, words, statistics.median(taken), count]), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
