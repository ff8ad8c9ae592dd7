"""Search at 100,000 releases in three languages (--short: a tenth), against a plain ``icontains``, in one run.

    python -m benchmarks.search [--short] [--folder FOLDER]

Rows are made up, about 1,500 characters each, once into the folder, which is used again. DATABASE_URL chooses another
database than SQLite; it must be empty or of an earlier run. Times are the medians of nine, of what the page asks of the
database and makes of it: two windows of hits, the other languages, twenty results with their extracts.
"""

import argparse
import datetime
import os
import random
import statistics
import time
from pathlib import Path

QUESTIONS = [
    *(("zh-hans", word) for word in ("国", "经济", "经济合作", "罕见", "罕见词语")),
    *(("ja", word) for word in ("国", "経済", "経済協力", "稀少", "稀少語句")),
    *(("en", word) for word in ("economy", "economic cooperation", "needle", "needle of words")),
]
WORDS = {
    "en": [
        "economy",
        "cooperation",
        "forum",
        "peace",
        "trade",
        "security",
        "dialogue",
        "region",
        "people",
        "future",
        "media",
        "public",
        "survey",
        "youth",
    ],
    "zh_hans": [
        "经济",
        "合作",
        "论坛",
        "和平",
        "贸易",
        "安全",
        "对话",
        "地区",
        "人民",
        "未来",
        "媒体",
        "公众",
        "调查",
        "青年",
        "国家",
        "国际",
    ],
    "ja": [
        "経済",
        "協力",
        "フォーラム",
        "平和",
        "貿易",
        "安全",
        "対話",
        "地域",
        "国民",
        "未来",
        "メディア",
        "世論",
        "調査",
        "青年",
        "国家",
        "国際",
    ],
}
RARE = {"en": "needle", "zh_hans": "罕见词语", "ja": "稀少語句"}
LENGTHS = {"en": 1500, "zh_hans": 1500, "ja": 1500}


def text(language: str, chance: random.Random, is_rare: bool) -> str:
    parts, length, space = [], 0, " " if language == "en" else ""
    while length < LENGTHS[language]:
        word = chance.choice(WORDS[language]) + (chr(0x4E00 + chance.randrange(8000)) if not space else "")
        parts.append(word)
        length += len(word) + len(space)
    if is_rare:
        parts[len(parts) // 2] = RARE[language]
    return space.join(parts)


def fill(number: int) -> None:
    from django.db import transaction

    from editions.models import PressRelease

    there, began = PressRelease.objects.count(), time.perf_counter()
    for at in range(there, number, 500):
        chance = random.Random(at)
        rows = []
        for n in range(at, min(at + 500, number)):
            day = datetime.datetime(2005, 1, 1, tzinfo=datetime.UTC) + datetime.timedelta(hours=n)
            fields: dict = {"slug": f"bench-{n}", "year": day.year, "status": "published", "publish_at": day}
            for language in WORDS:
                words = text(language, chance, n % 2000 == 7)
                fields |= {f"headline_{language}": f"{words[:40]} {n}", f"body_{language}": f"<p>{words}</p>"}
            rows.append(PressRelease(**fields))
        with transaction.atomic():
            PressRelease.objects.bulk_create(rows)
        print(f"  {at + len(rows)} releases, {time.perf_counter() - began:.0f} s", flush=True)


def page(question: str, language: str) -> int:
    """What the view asks and makes."""
    from django.utils.translation import override

    from editions import search, tokens
    from editions.views.search import results

    with override(language):
        groups = tokens.ask(question)
        found = search.find(groups, language)
        search.elsewhere(groups, language)
        results(found.keys[:20], groups)
    return len(found.keys)


def contains(question: str, language: str) -> int:
    from django.db.models import Q

    from editions.models import PressRelease

    column = language.replace("-", "_")
    rows = PressRelease.objects.published().filter(
        Q(**{f"headline_{column}__icontains": question}) | Q(**{f"body_{column}__icontains": question})
    )
    count = rows.count()
    list(rows.for_list().newest_first()[:20])
    return count


def median(function, *arguments, times: int = 9) -> tuple[float, int]:
    taken, answer = [], 0
    for _n in range(times):
        began = time.perf_counter()
        answer = function(*arguments)
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken), answer


def edit() -> int:
    from editions.models import PressRelease

    release = PressRelease.objects.get(slug="bench-123")
    release.headline_en = f"Edited {time.time_ns()}"
    release.save()
    return 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--folder", type=Path, default=Path("var/bench-search"))
    options = parser.parse_args()
    number = 10_000 if options.short else 100_000
    folder = options.folder / str(number)
    folder.mkdir(parents=True, exist_ok=True)
    os.environ |= {
        "VAR": str(folder.resolve()),
        "SECRET_KEY": os.urandom(40).hex(),
        "SITE_URL": "http://localhost:8000",
    }
    os.environ["DJANGO_SETTINGS_MODULE"] = "forumsite.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    fill(number)
    print(f"{connection.vendor}, {number} releases in three languages; milliseconds, and how many hits are counted")
    for language, question in QUESTIONS:
        ours, found = median(page, question, language)
        plain, there = median(contains, question, language, times=3)
        print(
            f"{language:8} {question:22} search {ours:8.1f} ({found:5})   icontains {plain:8.1f} ({there})", flush=True
        )
    from editions import search

    saved, _one = median(edit)
    renew = search.entries.renew
    from editions.models import PressRelease

    key = PressRelease.objects.get(slug="bench-123").pk
    indexed, _one = median(renew, "release", [key])
    print(f"an edit with its entries {saved:.1f}, of which finding that nothing else changed takes {indexed:.1f}")


if __name__ == "__main__":
    main()
