"""What the desk's lists and forms cost, with a hundred times as much, and beside Wagtail's: milliseconds of processor time.

    python -m benchmarks.desk [--short] [--folder FOLDER]

Of each kind of item: its list, the thousandth page of it (or the last there is), a search, a filter by state, and the form of one
item. A session has a hundred times as many appearances where there is a hundred times the content: its form is no measure. Then
our lists and forms beside Wagtail's with the same content. Rounds and ratios as in ``benchmarks.growth``, whose made content is used: 1,000 and 100,000 releases (about
9 GB; --short has 1,000 and, where they are made, 10,000).
"""

import argparse
import json
import os
import statistics
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks import contents, peers
from benchmarks.growth import USUAL_MOST, Process, timed
from benchmarks.servers import spread

# Ours, Wagtail's: what does the same work for an editor.
PEERS = {
    "list of releases": ("pressrelease", "releases"),
    "its tenth page": ("pressrelease?p=10", "releases?p=10"),
    "form of a release": ("pressrelease/change", "releases/edit"),
    "a new release": ("pressrelease/add", "releases/add"),
    "list of photographs": ("photo", "images"),
    "form of an edition": ("edition/change", "editions/edit"),
}


def measure(sides: dict[str, Process], names: dict[str, tuple[str, ...]], rounds: int, most: float) -> None:
    """Of each name one word for each side; ratios are of the last side to the first."""
    first, *_others, last = sides
    print(f"{'milliseconds of processor time':34}" + "".join(f"{side:>12}" for side in sides) + "   ratio")
    for name, words in names.items():
        found: dict[str, list[float]] = {side: [] for side in sides}
        for _ in range(rounds + 2):  # the first two load what is loaded once
            for (side, process), word in zip(sides.items(), words, strict=True):
                found[side].append(process.cost(word))
        ratios = [a / b for a, b in zip(found[last][2:], found[first][2:], strict=True)]
        middle = "".join(f"{statistics.median(one[2:]):12.1f}" for one in found.values())
        over = f"  over {most}" if statistics.median(ratios) > most else ""
        print(f"{name:34}{middle}   {spread(ratios)}{over}", flush=True)
    for process in sides.values():
        process.end()


def growth(folder: Path, short: bool, rounds: int) -> None:
    large = 10 if short else 100
    if short and not contents.is_made(folder / f"sqlite-{contents.GROWTH[large]}"):
        print("Ten times is not made yet: left out of the short form")
        return
    places = {f"x{times}": contents.of_size(folder, contents.GROWTH[times]) for times in (1, large)}
    sides = {side: Process("benchmarks.desk", contents.environment(here)) for side, here in places.items()}
    words = {word: (word, word) for word in sides["x1"].told("words")}
    measure(sides, words, rounds, USUAL_MOST)


def beside_wagtail(folder: Path, rounds: int) -> None:
    here, python = peers.filled(folder)
    contents.manage(here, "migrate", "-v0")
    ours = Process("benchmarks.desk", contents.environment(here))
    own = {"DJANGO_SETTINGS_MODULE": "benchmarks.wagtail.site.settings"}
    theirs = Process("benchmarks.wagtail.desk", contents.environment(here) | own, python=str(python))
    print("\nOurs beside Wagtail's; the ratio is of ours to theirs")
    measure(
        {"Wagtail": theirs, "ours": ours}, {name: (pair[1], pair[0]) for name, pair in PEERS.items()}, rounds, most=1.0
    )


# In the process of one size


def answer() -> None:
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.test import Client

    editor = Client(HTTP_HOST="localhost")
    user, _made = get_user_model().objects.get_or_create(username="bench", is_superuser=True, is_staff=True)
    editor.force_login(user)
    editor.get("/admin/")  # the desk is loaded with its first editor
    serve(lambda word: editor.get(address(word)).status_code, list(words()))


def serve(ask: Callable[[str], int], known: list[str]) -> None:
    """Answer each line of the input: with what there is, or with a status and what it cost."""
    for line in sys.stdin:
        word = line.strip()
        print(json.dumps(known if word == "words" else timed(lambda word=word: ask(word))), flush=True)


def words() -> Iterator[str]:
    from django.contrib import admin

    for model, desk in admin.site._registry.items():
        count = model._base_manager.count()
        if model._meta.app_label != "editions" or not count:
            continue
        name = str(model._meta.model_name)
        yield name
        if count > desk.list_per_page:
            yield f"{name}?p=deep"
        yield f"{name}?q=economy"
        if "status" in desk.list_filter:
            yield f"{name}?status__exact=published"
        if desk.has_change_permission(_superuser()):
            yield f"{name}/change"
    yield "translations"


@cache  # to look for an item costs a tenth of a second, which is none of the form's
def address(word: str) -> str:
    """``kind``, ``kind?query`` or ``kind/change``; in the query ``deep`` is the thousandth page, or the last."""
    from django.apps import apps
    from django.contrib import admin

    if word == "translations":
        return "/admin/translations/"
    name, _mark, query = word.partition("?")
    name, _slash, view = name.partition("/")
    model = apps.get_model("editions", name)
    if view == "add":
        return f"/admin/editions/{name}/add/"
    if view:
        return f"/admin/editions/{name}/{_with_few_rows(model)}/change/"
    pages = model._base_manager.count() // admin.site._registry[model].list_per_page
    return f"/admin/editions/{name}/?{query.replace('deep', str(min(1000, max(pages, 1))))}"


def _with_few_rows(model: Any) -> int:
    """The key of an item in the middle; of a session or a speaker the one with the fewest appearances."""
    from django.db.models import Count

    rows = model._base_manager.order_by("pk")
    if model._meta.model_name in ("session", "speaker"):
        rows = rows.annotate(number=Count("appearances")).order_by("number", "pk")
        return int(rows.first().pk)
    return int(rows[rows.count() // 2].pk)


def _superuser() -> Any:
    from django.contrib.auth.models import User
    from django.test import RequestFactory

    request = RequestFactory().get("/")
    request.user = User(is_superuser=True, is_active=True, is_staff=True)
    return request


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--folder", type=Path, default=contents.folder_of_benchmarks())
    parser.add_argument("--answer", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.answer:
        answer()
        return
    rounds = 3 if options.short else 7
    growth(options.folder, options.short, rounds)
    beside_wagtail(options.folder, rounds)


if __name__ == "__main__":
    os.chdir(contents.ROOT)
    main()
