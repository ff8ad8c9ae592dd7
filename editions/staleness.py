"""Translations that were made of another text than the one readers of the source language have: read from the history."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from modeltranslation.utils import build_localized_fieldname

from editions import revisions, working
from editions.drafts import is_text
from editions.models import Revision, language_codes
from editions.snapshots import opened

LOOKED_BACK = 100  # states of an item: nobody translates today what was written a hundred states ago
# Whole states of the rows. What a draft went through on the way is not one.
OF_ROWS = [what for what in Revision.What if not Revision(what=what).is_of_draft]


@dataclass(frozen=True, slots=True)
class Stale:
    """A text by its name and language, with what its source said when it was written, and says now."""

    name: str
    language: str
    source_then: str
    source_now: str


def stale_texts(item: Any) -> Iterator[Stale]:
    """The item's own texts whose source changed since they were written; two queries.

    A text and its source that were changed at once belong together. What is empty, or held back, is not stale.
    """
    states = [opened(document)["fields"] for document in _documents(item)]
    names = [name for name in item.translated if is_text(type(item), name)]
    for name in names:
        source = build_localized_fieldname(name, item.original_language)
        now = getattr(item, source) or ""
        for code in language_codes():
            column = build_localized_fieldname(name, code)
            text = getattr(item, column) or ""
            if code != item.original_language and text and now:
                then = source_when_written(((one.get(column) or "", one.get(source) or "") for one in states), text)
                if then and then != now:
                    yield Stale(name, code, then, now)


def source_when_written(states: Iterable[tuple[str, str]], text: str) -> str:
    """What the source said in the state in which ``text`` became what it is now; "" where no state knows it.

    ``states`` are pairs of a text and its source, the oldest first.
    """
    before, then = None, ""
    for written, source in states:
        if written != before:
            then = source if written == text else ""
        before = written
    return then if before == text else ""


def _documents(item: Any) -> list[Any]:
    """The states the rows were in, the oldest first, and the one the working draft was begun on."""
    latest = revisions.of(item).filter(what__in=OF_ROWS).values_list("document", flat=True)[:LOOKED_BACK]
    documents = [*reversed(latest)]
    draft = working.draft_of(item)
    return [*documents, draft.base] if draft and draft.base else documents
