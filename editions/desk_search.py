"""What editors search: the same entries in every language, public or not, and what is written in drafts.

The last word may be unfinished, since boxes that complete ask while one types.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db import models as db

from editions import engines, tokens
from editions.entry_kinds import BY_MODEL
from editions.models import Draft, WorkingDraft
from editions.tokens import Group

MOST = 1_000  # items that are found
MOST_DRAFTS = 300  # drafts of each sort that are read, the latest first
MOST_KEPT = 2_000  # drafts whose tokens a process keeps
SHORTEST = 4  # letters of a stem that is looked for inside what was typed

State = tuple[type[db.Model], int, datetime]  # a draft, its key and when it was changed last
of_drafts: dict[State, str] = {}


def keys_matching(model: type[db.Model], question: str) -> list[int]:
    """Keys of the items of a model that a question finds, the newest first; those found in drafts before."""
    groups = tokens.ask(question)
    if not groups or model not in BY_MODEL:
        return []
    found = engines.items_of_kind(_expression(groups), BY_MODEL[model], MOST)
    return list(dict.fromkeys([*_in_drafts(model, groups), *found]))[:MOST]


def _expression(groups: list[Group]) -> str:
    """All groups but the last as readers ask for them; the last as it may go on."""
    *whole, last = groups
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
    kind = ContentType.objects.get_for_model(model)
    keys = []
    for draft, column in ((Draft, "snapshot"), (WorkingDraft, "document")):
        drafts = draft._default_manager.filter(content_type=kind, object_id__isnull=False).order_by("-changed_at")
        rows = list(drafts.values_list("pk", "object_id", "changed_at")[:MOST_DRAFTS])
        states: set[State] = {(draft, pk, at) for pk, _key, at in rows}
        _read(draft, column, states - of_drafts.keys())
        keys += [key for pk, key, at in rows if key and tokens.holds(of_drafts.get((draft, pk, at), ""), groups)]
    return keys


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
