"""The desk's pages by name, answered in a process of their own: a name in; status, milliseconds of processor time, queries and rows out.

PostgreSQL's process for us is counted too.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from benchmarks.desk_work import made_editors, middle

MANY, FEW = "economy", "needle"
# What has no text, or not these words: what stands in all of it, and in one.
OTHER_WORDS = {"address": ("release", "p0000077"), "link": ("links", "example/77"), "user": ("bench", "publisher")}
GROWING = [
    "address",
    "coverage",
    "link",
    "photo",
    "pressrelease",
    "promise",
    "readernote",
    "session",
    "speaker",
    "user",
]


def answer() -> None:
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.test import Client

    user, _made = get_user_model().objects.get_or_create(username="bench", is_superuser=True, is_staff=True)
    editor = signed_in(user)
    editor.get("/admin/")  # the desk is loaded with its first editor
    asked: dict[str, tuple[Client, str]] = {name: (editor, address) for name, address in pages(editor)}
    for one in made_editors():
        asked[f"today, {one.username.removeprefix('bench-')}"] = (signed_in(one), "/admin/")
    queries = 0

    def counted(execute: Callable[..., Any], *arguments: Any) -> Any:
        nonlocal queries
        queries += 1
        return execute(*arguments)

    for line in sys.stdin:
        if (name := line.strip()) == "names":
            print(json.dumps(list(asked)), flush=True)
            continue
        client, address = asked[name]
        queries = 0
        with connection.execute_wrapper(counted):
            began = spent(connection)
            answer = client.get(address)
            cost = (spent(connection) - began) * 1000
        shown = getattr(answer, "context_data", None) or {}
        print(json.dumps([answer.status_code, cost, queries, rows_of(shown)]), flush=True)


def rows_of(shown: dict[str, Any]) -> int:
    """How many rows a list shows, or the tables of a form have."""
    if "cl" in shown:
        return len(shown["cl"].result_list)
    return sum(len(one.formset.forms) for one in shown.get("inline_admin_formsets", ()))


def signed_in(user: Any) -> Any:
    from django.test import Client

    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    return client


def spent(connection: Any) -> float:
    """Seconds on a processor, with those of the database's process."""
    here = time.process_time()
    if connection.vendor == "postgresql" and connection.connection is not None:
        with suppress(OSError):
            told = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text()
            here += int(told.split()[0]) / 1e9
    return here


def pages(editor: Any) -> Iterator[tuple[str, str]]:
    from django.contrib import admin
    from django.urls import reverse

    from editions.models import PressRelease

    yield "today", "/admin/"
    yield "translations", "/admin/translations/"
    yield "translations of releases", "/admin/translations/?kind=pressrelease"
    yield "translations, behind in one language", "/admin/translations/?language=ja"
    yield "wire copy", reverse("admin:editions_pressrelease_read")
    about = [middle(PressRelease).pk]
    yield "pressrelease, before publishing", reverse("admin:editions_pressrelease_publishing", args=about)
    for model, desk in admin.site._registry.items():
        if model._base_manager.exists():
            yield from of_kind(editor, model, desk)


def of_kind(editor: Any, model: Any, desk: Any) -> Iterator[tuple[str, str]]:
    """The list, far pages, searches, the forms and the history of an item; of what grows each filter, and each order there is a link for."""
    from editions.entry_kinds import BY_MODEL

    name = str(model._meta.model_name)
    here = f"/admin/{model._meta.app_label}/{name}/"
    shown = editor.get(here)
    if shown.status_code != 200:
        return
    changes, request = shown.context_data["cl"], shown.wsgi_request
    yield name, here
    if far := (model._base_manager.count() - 1) // desk.list_per_page:
        yield f"{name}, a far page", f"{here}?p={min(1000, far)}"
        yield f"{name}, tenth page", f"{here}?p={min(10, far)}"
    if desk.search_fields or model in BY_MODEL:
        many, few = OTHER_WORDS.get(name, (MANY, FEW))
        yield f"{name}, many hits", f"{here}?q={many}"
        yield f"{name}, few hits", f"{here}?q={few}"
    for one in changes.filter_specs if name in GROWING else ():
        choices = list(one.choices(changes))[1:]
        yield f"{name}, by {one.expected_parameters()[0]}", here + choices[len(choices) // 2]["query_string"]
    for number, column in enumerate(changes.list_display):
        if name in GROWING and column in changes.sortable_by and changes.get_ordering_field(column):
            yield f"{name}, {column} upwards", f"{here}?o={number}"
            yield f"{name}, {column} downwards", f"{here}?o=-{number}"
    if desk.has_add_permission(request):
        yield f"{name}, a new one", f"{here}add/"
    item = middle(model)
    if desk.has_change_permission(request, item):
        yield f"{name}, form", f"{here}{item.pk}/change/"
        yield f"{name}, history", f"{here}{item.pk}/history/"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forumsite.settings")
    answer()
