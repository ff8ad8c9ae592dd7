"""Texts that are not ready for readers: kept with the draft of their item, never in the public columns."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import models as db
from django.db import transaction
from modeltranslation.utils import build_localized_fieldname

from editions.models import Draft, Speaker, language_codes
from editions.snapshots import PARTS, opened, row_model, rows_of, snapshot


@dataclass(frozen=True, slots=True)
class HeldTexts:
    """Texts held back: of the item by column, and of its rows by related name, id and column."""

    languages: list[str] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    rows: dict[str, dict[int, dict[str, str]]] = field(default_factory=dict)


def text_columns(model: type[db.Model], language: str) -> Iterator[str]:
    """The columns of a model that hold a text in this language."""
    for name in getattr(model, "translated", ()):
        if is_text(model, name):
            yield build_localized_fieldname(name, language)


def is_text(model: type[db.Model], name: str) -> bool:
    return isinstance(model._meta.get_field(name), (db.CharField, db.TextField))


def draft_of(item: db.Model) -> Draft | None:
    return Draft.objects.filter(content_type=_type_of(item), object_id=item.pk).first()


def held_languages(items: Iterable[db.Model]) -> dict[int, list[str]]:
    """For each item (all of one model) with something held back, its primary key and the languages; one query."""
    keys = {item.pk: item for item in items}
    if not keys:
        return {}
    content_type = _type_of(next(iter(keys.values())))
    drafts = Draft.objects.filter(content_type=content_type, object_id__in=keys)
    return dict(drafts.values_list("object_id", "held"))


def held_fields(items: Iterable[db.Model]) -> dict[int, dict[str, str]]:
    """For each item (all of one model) with something held back, its own held texts by column; one query."""
    keys = {item.pk: item for item in items}
    if not keys:
        return {}
    first = next(iter(keys.values()))
    found = Draft.objects.filter(content_type=_type_of(first), object_id__in=keys).exclude(held=[])
    return {draft.object_id: _texts(type(first), opened(draft.snapshot)["fields"], draft.held) for draft in found}


def held_texts(item: db.Model) -> HeldTexts:
    """What the item's draft holds back, one query; empty where there is none."""
    draft = draft_of(item)
    if draft is None or not draft.held:
        return HeldTexts()
    document = opened(draft.snapshot)
    held = HeldTexts(languages=[code for code in language_codes() if code in draft.held])
    held.fields.update(_texts(type(item), document["fields"], held.languages))
    for name in PARTS[type(item)].inlines:
        model, _parent = row_model(type(item), name)
        for row in document["inlines"].get(name, []):
            if texts := _texts(model, row, held.languages):
                held.rows.setdefault(name, {})[row["id"]] = texts
    return held


def fill_in(row: db.Model, texts: dict[str, str]) -> list[str]:
    """Set the held texts on a row in memory, and name the columns. What came into a column since is newer and stays."""
    empty = [name for name in texts if not getattr(row, name)]
    for name in empty:
        setattr(row, name, texts[name])
    return empty


@transaction.atomic
def release(item: db.Model) -> list[str]:
    """Put every held text back into its column and remove the draft; return the languages that were held."""
    held = held_texts(item)
    if not held.languages:
        return []
    _fill_columns(type(item), {item.pk: held.fields})
    fill_in(item, held.fields)
    for name, rows in held.rows.items():
        _fill_columns(row_model(type(item), name)[0], rows)
    Draft.objects.filter(content_type=_type_of(item), object_id=item.pk).delete()
    return held.languages


@transaction.atomic
def hold_back(item: db.Model, languages: Iterable[str], user: User | None = None) -> Draft | None:
    """Keep the texts of exactly these languages from readers: into the draft with them, their columns emptied.

    Returns the draft, or None when there was no text to hold back. Texts held before in another language go back
    into their columns.
    """
    release(item)
    wanted = set(languages)
    if not wanted:  # the rule: every language is ready
        return None
    stored = type(item)._base_manager.get(pk=item.pk)
    document = snapshot(stored)
    held = [code for code in language_codes() if code in wanted and _has_text(type(item), document, code)]
    if not held:
        return None
    draft, _created = Draft.objects.update_or_create(
        content_type=_type_of(item),
        object_id=item.pk,
        defaults={"snapshot": document, "held": held, "changed_by": user},
    )
    for name, value in _empty_columns(type(item), [item.pk], held).items():
        setattr(item, name, value)
    for name in PARTS[type(item)].inlines:
        model, _parent = row_model(type(item), name)
        _empty_columns(model, rows_of(item, name).values_list("pk", flat=True), held)
    return draft


def forget(items: Iterable[db.Model]) -> None:
    """Remove the drafts of items that are being deleted."""
    for item in items:
        Draft.objects.filter(content_type=_type_of(item), object_id=item.pk).delete()


def _type_of(item: db.Model) -> ContentType:
    return ContentType.objects.get_for_model(item, for_concrete_model=True)


def _texts(model: type[db.Model], values: dict[str, Any], languages: list[str]) -> dict[str, str]:
    names = (name for code in languages for name in text_columns(model, code))
    return {name: values[name] for name in names if values.get(name)}


def _has_text(model: type[db.Model], document: dict[str, Any], language: str) -> bool:
    if _texts(model, document["fields"], [language]):
        return True
    return any(
        _texts(row_model(model, name)[0], row, [language])
        for name in PARTS[model].inlines
        for row in document["inlines"][name]
    )


def _fill_columns(model: type[db.Model], texts: dict[int, dict[str, str]]) -> None:
    for row in model._base_manager.filter(pk__in=texts):
        if names := fill_in(row, texts[row.pk]):
            model._default_manager.filter(pk=row.pk).update(**{name: texts[row.pk][name] for name in names})
    _fold_names(model, texts)


def _empty_columns(model: type[db.Model], keys: Iterable[int], languages: list[str]) -> dict[str, str | None]:
    """Empty the columns of these languages, and return what they hold now.

    The untranslated column behind them mirrors one of the languages: it is emptied too, nobody reads it.
    """
    names = [name for code in languages for name in text_columns(model, code)]
    if not names:
        return {}
    emptied: dict[str, str | None] = {name: None if _may_be_null(model, name) else "" for name in names}
    mirrors = [name for name in getattr(model, "translated", ()) if is_text(model, name)]
    keys = list(keys)
    model._default_manager.filter(pk__in=keys).update(**emptied, **dict.fromkeys(mirrors, ""))
    _fold_names(model, keys)
    return emptied


def _fold_names(model: type[db.Model], keys: Iterable[int]) -> None:
    """Search finds nobody by a name that is held back."""
    if issubclass(model, Speaker):
        for row in model._base_manager.filter(pk__in=keys):
            model._default_manager.filter(pk=row.pk).update(folded_names=row.fold_names())


def _may_be_null(model: type[db.Model], name: str) -> bool:
    return bool(getattr(model._meta.get_field(name), "null", False))
