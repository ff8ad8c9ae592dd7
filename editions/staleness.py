"""Translations made of another text than their source says now: noted when the source changes, cleared when they follow.

Every state of the rows that enters the history passes ``follow``, whichever way it came.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models as db
from modeltranslation.utils import build_localized_fieldname

from editions.drafts import is_text
from editions.models import TranslationSource, language_codes
from editions.snapshots import Snapshot, by_id, row_model

# Said by the desk to readers of each language for itself; nobody translates it later.
NOT_TRANSLATED = ("withdrawal_note", "source_line")

Marks = dict[tuple[str, str], TranslationSource]


@dataclass(frozen=True, slots=True)
class Stale:
    """A text by its path without the language, its language, and what its source said when it was made, and says now."""

    name: str
    language: str
    source_then: str
    source_now: str

    @property
    def column(self) -> str:
        return build_localized_fieldname(self.name, self.language)


@dataclass(frozen=True, slots=True)
class _Text:
    """A translated field in two states: its values by language."""

    name: str
    was: dict[str, str]
    now: dict[str, str]


def marks_of(item: db.Model) -> Marks:
    """By path and language; one query."""
    return {(one.name, one.language): one for one in _rows(item)}


def stale_texts(model: type[db.Model], was: Snapshot, now: Snapshot, marks: Marks) -> list[Stale]:
    """The texts of ``now`` that their source has left behind; ``was`` is the saved state it was begun on.

    A text that ``now`` says in other words than ``was`` belongs to the source beside it.
    """
    source, found = source_of(now), []
    if source != source_of(was):  # what was noted of another source says nothing of this one
        marks = {place: mark for place, mark in marks.items() if mark.since is None}
    for text in _texts(model, was, now):
        said = text.now[source]
        for code in language_codes():
            if code == source or not text.now[code] or not said or text.now[code] != text.was[code]:
                continue
            mark = marks.get((text.name, code))
            then = mark.source if mark else text.was[source]
            if then and then != said:
                found.append(Stale(text.name, code, then, said))
    return found


def source_of(document: Snapshot) -> str:
    """The language an item was written in first; an old state may name one that the site has no more."""
    source: str = document["fields"].get("source_language", "")
    return source if source in language_codes() else settings.LANGUAGE_CODE


def follow(item: db.Model, before: Snapshot, after: Snapshot, at: datetime) -> None:
    """Note which translations a change of the rows leaves behind, and clear those that followed; two queries as a rule.

    Texts and their source changed at once belong together. Another source language is a new beginning, of which the present
    texts are translations; what it changed in its own text at once leaves them behind.
    """
    source, texts = source_of(after), [*_texts(type(item), before, after)]
    is_new = source != source_of(before)
    moved = [text for text in texts if text.was != text.now]
    marks, there = marks_of(item), {text.name for text in texts}
    gone = [mark for (name, _code), mark in marks.items() if name not in there or (is_new and mark.since)]
    come = []
    marks = {place: mark for place, mark in marks.items() if mark not in gone}
    for text in moved:
        for code in language_codes():
            if code == source:
                continue
            mark = marks.get((text.name, code))
            if text.now[code] != text.was[code] or not text.now[code] or not text.now[source]:
                gone += [mark] if mark else []
            elif mark and mark.source == text.now[source]:
                gone.append(mark)
            elif mark and mark.since is None and text.was[source] != text.now[source]:
                mark.since = at
                mark.save(update_fields=["since"])
            elif not mark and text.was[source] and text.was[source] != text.now[source]:
                come.append(_mark(item, text.name, code, text.was[source], at))
    if gone:
        TranslationSource.objects.filter(pk__in=[mark.pk for mark in gone]).delete()
    if come:
        TranslationSource.objects.bulk_create(come)


def still_right(item: db.Model, name: str, language: str, saved: Snapshot, now: Snapshot) -> bool:
    """The text stands for its source as ``now`` says it, without being changed; False where there is no such text."""
    text = next((one for one in _texts(type(item), saved, now) if one.name == name), None)
    if text is None or language not in text.now or language == source_of(now):
        return False
    said = text.now[source_of(now)]
    if said == text.was[source_of(now)]:
        _rows(item).filter(name=name, language=language).delete()
    else:
        TranslationSource.objects.update_or_create(
            content_type=_type_of(item), object_id=item.pk, name=name, language=language, defaults={"source": said}
        )
    return True


def forget(item: db.Model, *, of_draft_only: bool = False) -> None:
    """Remove what is noted of an item, or what was said of its draft alone."""
    rows = _rows(item)
    (rows.filter(since=None) if of_draft_only else rows).delete()


def _texts(model: type[db.Model], was: Snapshot, now: Snapshot) -> Iterator[_Text]:
    """The translated texts of the item and of its rows; of a row that is new, the source beside it is the first."""
    yield from _texts_in(model, "", was["fields"], now["fields"])
    for name, rows in now["inlines"].items():
        of, before = row_model(model, name)[0], by_id(was["inlines"].get(name, []))
        for key, row in by_id(rows).items():
            yield from _texts_in(of, f"{name}/{key}/", before.get(key, {}), row)


def _texts_in(model: type[db.Model], path: str, was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[_Text]:
    for name in getattr(model, "translated", ()):
        if is_text(model, name) and name not in NOT_TRANSLATED:
            columns = {code: build_localized_fieldname(name, code) for code in language_codes()}
            yield _Text(
                path + name,
                {code: was.get(column) or "" for code, column in columns.items()},
                {code: now.get(column) or "" for code, column in columns.items()},
            )


def _mark(item: db.Model, name: str, language: str, source: str, since: datetime) -> TranslationSource:
    return TranslationSource(
        content_type=_type_of(item), object_id=item.pk, name=name, language=language, source=source, since=since
    )


def _rows(item: db.Model) -> db.QuerySet[TranslationSource]:
    return TranslationSource.objects.filter(content_type=_type_of(item), object_id=item.pk)


def _type_of(item: db.Model) -> ContentType:
    return ContentType.objects.get_for_model(item, for_concrete_model=True)
