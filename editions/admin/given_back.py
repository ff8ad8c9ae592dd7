"""What an editor sent and the desk does not take, for a token that is over, a sign-in that ended, a fault: given back whole.

Nothing of it is done before a button is pressed. Only what a page of ours sent is given back, which the browser says in
``Origin``: another site's page could else put its own words under that button.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import FieldDoesNotExist
from django.db import models as db
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import render
from django.utils.translation import gettext as _

from editions import stashing
from editions.snapshots import row_model

from .chosen_files import KEPT
from .unfinished import as_text

MOST_SHOWN = 500  # texts; all that was sent stands in the page, whatever is shown


def is_ours(request: HttpRequest) -> bool:
    """Whether a page of this site sent it, to be answered with a page; a script asks for itself."""
    origin, here = request.headers.get("Origin", ""), f"{request.scheme}://{request.get_host()}"
    is_page = request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
    return is_page and origin in {here, *settings.CSRF_TRUSTED_ORIGINS}


def page(request: HttpRequest) -> HttpResponse | None:
    """The page with all that was sent and a button that sends it again; None where nothing can be read."""
    found = what_was_sent(request)
    if found is None:
        return None
    files = [(name, file) for name, row in request.FILES.lists() for file in row]
    is_kept = bool(_model_of(request) and request.user.is_authenticated)  # by the form of an item, for its editor
    if is_kept:
        found["sent"] += [(name + KEPT, stashing.put(file, request.user).token) for name, file in files]
    title = {"title": _("Nothing is saved yet"), "is_kept": is_kept}
    return render(request, "admin/given_back.html", admin.site.each_context(request) | found | title, status=403)


def what_was_sent(request: HttpRequest) -> dict[str, Any] | None:
    """All fields, the texts among them for reading, and the names of the files; no database is asked."""
    try:
        sent = [
            (name, value.replace("\x00", ""))
            for name, values in request.POST.lists()
            for value in values
            if name != "csrfmiddlewaretoken" and "password" not in name  # as forms are shown again: without it
        ]
    except UnreadablePostError:
        return None
    files = [file.name for row in dict(request.FILES.lists()).values() for file in row]
    return {"sent": sent, "words": list(_words(_model_of(request), sent))[:MOST_SHOWN], "files": files}


def _model_of(request: HttpRequest) -> type[db.Model] | None:
    """The kind of item whose form was sent."""
    match = request.resolver_match
    label, _low_line, view = ((match and match.url_name) or "").rpartition("_")
    app, _low_line, name = label.partition("_")
    return apps.all_models[app].get(name) if view in ("add", "change") and app == "editions" else None


def _words(model: type[db.Model] | None, sent: list[tuple[str, str]]) -> Iterator[dict[str, str]]:
    """The texts among what was sent, each with the name of its field and its language."""
    for name, value in sent:
        if value.strip() and not name.startswith("_"):
            of, column = _place_of(model, name)
            if text := as_text(of, column, value) if of else _if_it_reads_as_text(name, value):
                yield text


def _place_of(model: type[db.Model] | None, name: str) -> tuple[type[db.Model] | None, str]:
    """The model and the column behind a field of a form, also of a row of it: ``appearances-0-title_ja``."""
    rows, _number, column = name.split("-") if name.count("-") == 2 else ("", "", name)
    try:
        return (row_model(model, rows)[0] if model and rows else model), column
    except (FieldDoesNotExist, AttributeError):
        return None, name


def _if_it_reads_as_text(name: str, value: str) -> dict[str, str] | None:
    is_text = not value.isascii() or len(value.split()) > 1
    return {"label": name, "language": "", "text": value} if is_text else None
