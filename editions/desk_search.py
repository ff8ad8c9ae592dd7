"""What editors search: the same entries in every language, public or not, and what is written in drafts.

The last word may be unfinished, since boxes that complete ask while one types.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db import models as db

from editions import desk_engines, engines, tokens
from editions.entry_kinds import BY_MODEL
from editions.models import Draft, WorkingDraft
from editions.tokens import Group

MOST = 1_000  # items that are found
MOST_DRAFTS = 300  # drafts of each sort that are read, the latest first
MOST_KEPT = 2_000  # drafts whose tokens a process keeps
SHORTEST_BEGINNING = 3  # letters with which a word of all kinds begins: of fewer there are too many
SHORTEST = 4  # letters of a stem that is looked for inside what was typed

State = tuple[type[db.Model], int, datetime]  # a draft, its key and when it was changed last
of_drafts: dict[State, str] = {}


def keys_matching(model: type[db.Model], question: str) -> list[int]:
    """Keys of the items of a model that a question finds, the newest first; those found in drafts before."""
    groups = tokens.ask(question)
    if not groups or model not in BY_MODEL:
        return []
    found = desk_engines.items_of_kind(_expression(groups), BY_MODEL[model], MOST)
    return list(dict.fromkeys([*_in_drafts(model, groups), *found]))[:MOST]


def of_all_kinds(models: Iterable[type[db.Model]], question: str, limit: int) -> dict[type[db.Model], list[int]]:
    """Keys of the items of each of these models that a question finds, at most ``limit``; those found in drafts before."""
    groups = tokens.ask(question)
    if not groups:
        return {}
    of_words = [model for model in models if model in BY_MODEL]
    names = [BY_MODEL[model] for model in of_words]
    found = desk_engines.items_of_kinds(
        _expression(groups, SHORTEST_BEGINNING), engines.expression(groups), names, limit
    )
    drafted = in_drafts(models, groups)
    for model in of_words:
        drafted[model] += found[BY_MODEL[model]]
    return {model: list(dict.fromkeys(keys))[:limit] for model, keys in drafted.items()}


def begun(owner: Any, models: Iterable[type[db.Model]], question: str) -> list[int]:
    """Drafts of something not saved yet, this editor's own, that a question finds; the latest first."""
    kinds = {ContentType.objects.get_for_model(model).pk for model in models}
    mine = WorkingDraft.objects.filter(owner=owner, object_id=None, content_type__in=kinds)
    groups = tokens.ask(question)
    return [key for _kind, key in _holding(WorkingDraft, "document", mine, groups, "pk")] if groups else []


def _expression(groups: list[Group], shortest: int = 1) -> str:
    """All groups but the last as readers ask for them; the last, from so many letters on, as it may go on."""
    *whole, last = groups
    if len(last.text) < shortest:
        return engines.expression(groups)
    either, both = (" OR ", " AND ") if connection.vendor == "sqlite" else (" | ", " & ")
    ways = either.join(engines.expression([way]) for way in _unfinished(last))
    return both.join([*(engines.expression([group]) for group in whole), f"({ways})"])


def _unfinished(group: Group) -> Iterator[Group]:
    """The group, what begins like it, and the stems it may be on the way to: “cooperati” to “cooper”."""
    yield group
    if len(group.tokens) == 1 and group.text.isascii():
        yield Group((group.text,), True, group.text)
        for length in range(SHORTEST, len(group.text)):
            yield Group((group.text[:length],), False, group.text)


def _in_drafts(model: type[db.Model], groups: list[Group]) -> list[int]:
    """Items with all groups in what is held back from readers or being written."""
    return in_drafts([model], groups)[model]


def in_drafts(models: Iterable[type[db.Model]], groups: list[Group]) -> dict[type[db.Model], list[int]]:
    """The same of several models; the latest drafts of all of them together are read."""
    kinds = {ContentType.objects.get_for_model(model).pk: model for model in models}
    found: dict[type[db.Model], list[int]] = {model: [] for model in kinds.values()}
    for draft, column in ((Draft, "snapshot"), (WorkingDraft, "document")):
        drafts = draft._default_manager.filter(content_type__in=kinds, object_id__isnull=False)
        for kind, key in _holding(draft, column, drafts, groups):
            found[kinds[kind]].append(key)
    return found


def _holding(
    draft: type[db.Model], column: str, drafts: db.QuerySet[Any], groups: list[Group], named: str = "object_id"
) -> list[tuple[int, int]]:
    """Kind and key of the drafts with all groups in them."""
    rows = list(drafts.order_by("-changed_at").values_list("pk", "content_type", named, "changed_at")[:MOST_DRAFTS])
    states: set[State] = {(draft, pk, at) for pk, _kind, _key, at in rows}
    _read(draft, column, states - of_drafts.keys())
    return [(kind, key) for pk, kind, key, at in rows if tokens.holds(of_drafts.get((draft, pk, at), ""), groups)]


def _read(draft: type[db.Model], column: str, states: set[State]) -> None:
    """Make the tokens of drafts that are not known in this state: hundreds, each of a thousandth of a second or more."""
    if not states:
        return
    if len(of_drafts) + len(states) > MOST_KEPT:
        of_drafts.clear()
    found = draft._default_manager.filter(pk__in=[pk for _draft, pk, _at in states])
    for pk, at, document in found.values_list("pk", "changed_at", column):
        of_drafts[draft, pk, at] = tokens.index("\n".join(_strings(document)))


def _strings(document: Any) -> Iterator[str]:
    if isinstance(document, str):
        yield document
    elif isinstance(document, dict | list):
        for part in document.values() if isinstance(document, dict) else document:
            yield from _strings(part)
