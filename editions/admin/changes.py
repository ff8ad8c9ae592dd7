"""What changed between two states of an item, as an editor reads it: each place by its name, words in the marks of a proof."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models as db
from django.utils import formats
from django.utils.text import Truncator, capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from modeltranslation.fields import TranslationField
from modeltranslation.utils import build_localized_fieldname

from editions import prose, revisions, wording
from editions.comparing import Piece, pieces, shortened, whole
from editions.languages import field_label, language_name
from editions.models import Edition, ProseField, language_codes
from editions.snapshots import Difference, by_id, columns, differences, opened, row_model, value_of

from . import clocks
from .values import READY

FOR_THE_DESK = ("sources", "editor_note")
LONGEST_NAME = 40  # characters of what a row is called


@dataclass(frozen=True)
class Change:
    """One place where two states differ, as an editor reads it."""

    path: str
    label: str
    language: str
    pieces: list[Piece]
    can_come_back: bool = True


def changes_between(model, before, after, zones) -> list[Change]:
    """Where two states differ, each place with its name and its words; two queries for each kind of thing pointed to."""
    before, after = opened(before), opened(after)
    found = _without_returned(differences(before, after))
    rows = _rows_of(found, before, after)
    names = _names_of_targets(model, found, rows)
    return [_change(model, one, rows.get(_row_of(one.path)), names, zones) for one in found]


def _without_returned(found: list[Difference]) -> list[Difference]:
    """A row that was taken out and put back has another number: where both states have it as it was, nothing differs."""
    gone = {place: one.before | {"id": None} for place, one in _rows_in(found) if one.after is None}
    same: set[str] = set()
    for place, one in _rows_in(found):
        if one.before is None:
            there = next(
                (key for key, row in gone.items() if row == one.after | {"id": None} and key not in same), None
            )
            same |= {place, there} if there and there.split("/")[0] == place.split("/")[0] else set()
    return [one for one in found if one.path not in same]


def _rows_in(found: list[Difference]) -> Iterator[tuple[str, Difference]]:
    return ((one.path, one) for one in found if one.path.count("/") == 1)


def _row_of(place: str) -> str:
    return "/".join(place.split("/")[:2])


def _rows_of(found, before, after) -> dict[str, dict[str, Any]]:
    """The rows in which something changed, as they are now or else were, by their paths."""
    known: dict[str, dict[str, dict[str, Any]]] = {}
    for name in {one.path.split("/")[0] for one in found if "/" in one.path}:
        known[name] = by_id(before["inlines"][name]) | by_id(after["inlines"][name])
    return {place: known[name][key] for place in map(_row_of, (one.path for one in found)) if "/" in place
            for name, key in [place.split("/")]}  # fmt: skip


def column_at(model, place):
    """The model and the column a path leads to; no column for a whole row."""
    name, *rest = place.split("/")
    if rest:
        model = row_model(model, name)[0]
        name = rest[1] if len(rest) > 1 else ""
    try:
        return model, model._meta.get_field(name) if name else None
    except FieldDoesNotExist:
        return model, None


def _names_of_targets(model, found, rows) -> dict:
    asked: dict = {}
    for one in found:
        _model, column = column_at(model, one.path)
        if isinstance(column, (db.ForeignKey, db.ManyToManyField)):
            for value in (one.before, one.after):
                keys = value if isinstance(value, list) else [value]
                asked.setdefault(column.related_model, set()).update(key for key in keys if key)
    for place, row in rows.items():
        for target, key in _targets(*row_model(model, place.split("/")[0]), row):
            asked.setdefault(target, set()).add(key)
    return {
        (target, pk): str(row)
        for target, keys in asked.items()
        for pk, row in target._base_manager.in_bulk(keys).items()
    }


def _targets(of, parent, row) -> Iterator[tuple[Any, int]]:
    """What a row of an item points to; its edition goes without saying where it points to more."""
    found = [
        (column.related_model, row[column.name])
        for column in columns(of, parent)
        if isinstance(column, db.ForeignKey) and row.get(column.name)
    ]
    yield from [one for one in found if one[0] is not Edition] or found


def _change(model, one: Difference, row, names, zones) -> Change:
    of, column = column_at(model, one.path)
    name = one.path.split("/")[-1]
    language = column.language if isinstance(column, TranslationField) else ""
    words = [_in_words(of, column, name, value, names, zones) for value in (one.before, one.after)]
    if words[0] == words[1] and isinstance(one.before, str) and isinstance(one.after, str):
        words = [one.before, one.after]  # the same words, formatted in another way
    found = pieces(*words) if _is_prose(column) else whole(*words)
    return Change(
        one.path,
        _label(model, one.path, of, column, row, names),
        wording.html_lang(language),
        shortened(found),
        one.path not in revisions.STATE,
    )


def _is_prose(column) -> bool:
    """A text an editor writes, where single words change; the rest changes as a whole."""
    return (
        isinstance(column, (db.CharField, db.TextField)) and not column.choices and not hasattr(column, "code_choices")
    )


def _label(model, place, of, column, in_row, names) -> str:
    first, *rest = place.split("/")
    if first == READY:
        return _("Languages ready for readers")
    if isinstance(column, TranslationField):
        label = field_label(capfirst(column.translated_field.verbose_name), column.language)
    else:
        label = capfirst(str(column.verbose_name)) if column is not None else ""
    if not rest:
        return label or first
    name = _name_of_row(*row_model(model, first), in_row, names)
    row = (
        wording.with_note(capfirst(str(of._meta.verbose_name)), name, get_language() or "")
        if name
        else capfirst(str(of._meta.verbose_name))
    )
    return _("%(row)s: %(column)s") % {"row": row, "column": label} if label else row


def _name_of_row(of, parent, row, names) -> str:
    """By which an editor tells a row from its neighbours: whom or what it points to, or its first words."""
    asked = get_language() or ""
    if told := [names[one] for one in _targets(of, parent, row) if one in names]:
        return str(wording.series(told, asked))
    lead = getattr(of, "lead_field", None)
    places = [build_localized_fieldname(lead, code) for code in (asked, *language_codes()) if code] if lead else []
    texts = (row.get(name) for name in (*places, "name", "number"))
    text = next((str(text) for text in texts if text), "")
    return Truncator(prose.plain_text(text)).chars(LONGEST_NAME)


def _in_words(model, column, name, value, names, zones) -> str:
    if value in (None, "", []):
        return ""
    if isinstance(value, dict):
        return _row_in_words(model, value, names)
    asked = get_language() or ""
    if name == READY:
        return wording.join_list([language_name(code) for code in language_codes() if code in value], asked)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(column, (db.ForeignKey, db.ManyToManyField)):
        keys = value if isinstance(value, list) else [value]
        return wording.series((names.get((column.related_model, key), f"#{key}") for key in keys), asked)
    if column is None:
        return str(value)
    if isinstance(column, ProseField):
        return prose.plain_text(value)
    if isinstance(value, list):
        labels = dict(column.code_choices()) if hasattr(column, "code_choices") else {}
        return wording.series((labels.get(code, code) for code in value), asked)
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    value = value_of(model, name, value)
    if isinstance(value, datetime):
        return clocks.in_words(value, zones)
    return str(formats.localize(value))


def _row_in_words(model, row, names) -> str:
    """A whole row: what it points to, its choices of several, its texts; what is for the desk last."""
    asked, told, notes = get_language() or "", [], []
    for column in model._meta.concrete_fields:
        value = row.get(column.name)
        if isinstance(column, db.ForeignKey):
            told += [names[column.related_model, value]] if (column.related_model, value) in names else []
        elif hasattr(column, "code_choices") and value:
            labels = dict(column.code_choices())
            told.append(wording.series((str(labels.get(code, code)) for code in value), asked))
        elif (
            isinstance(column, (db.CharField, db.TextField)) and isinstance(value, str) and value and not column.choices
        ):
            text = prose.plain_text(value) if isinstance(column, ProseField) else value
            (notes if column.name in FOR_THE_DESK else told).append(text)
    return " · ".join([*told, *notes]) or f"#{row['id']}"
