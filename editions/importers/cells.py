"""A cell's text to the value of a model field, and rows of other tables by the words people call them."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import (
    BooleanField,
    DateField,
    DateTimeField,
    DecimalField,
    Field,
    ForeignKey,
    IntegerField,
    ManyToManyField,
    Model,
    TimeField,
)
from django.utils.translation import gettext as _

from editions.lines import clean_line
from editions.models import (
    Answer,
    Appearance,
    CodesField,
    Contact,
    Document,
    Edition,
    Organisation,
    Photo,
    PressRelease,
    Question,
    Session,
    Side,
    SourcesField,
    Speaker,
    Survey,
    Topic,
    Venue,
)
from editions.wire.dates import dates

from .rows import several

YES = {"yes", "true", "1", "x", "是", "はい", "○", "〇"}
NO = {"", "no", "false", "0", "否", "いいえ"}

# What a row of another table is called in a cell; several parts are parted by a slash.
CALLED: dict[type[Model], tuple[str, ...]] = {
    Answer: ("question__slug", "code"),
    Appearance: ("edition__number", "speaker__slug", "session__slug"),
    Contact: ("name",),
    Document: ("slug",),
    Edition: ("number",),
    Organisation: ("slug",),
    Photo: ("original_name",),
    PressRelease: ("year", "slug"),
    Question: ("slug",),
    Session: ("slug",),
    Side: ("code",),
    Speaker: ("slug",),
    Survey: ("year",),
    Topic: ("slug",),
    Venue: ("edition__number", "city", "name"),
}


class NoSuchRow(ValueError):
    """A cell calls a row that is not there."""


class References:
    """Rows of other tables by what they are called, each table asked for once."""

    def __init__(self) -> None:
        self._known: dict[type[Model], dict[str, Model]] = {}
        self._names: dict[type[Model], dict[Any, str]] = {}

    def find(self, model: type[Model], name: str) -> Model:
        """The row of ``model`` called ``name``. Raises NoSuchRow."""
        try:
            rows = self.rows_of(model)
            return rows[name] if name in rows else rows[_plain(name)]
        except KeyError:
            what = {"what": model._meta.verbose_name, "name": name}
            raise NoSuchRow(_("There is no %(what)s “%(name)s”.") % what) from None

    def called(self, model: type[Model], key: Any) -> str:
        """What the row of ``model`` with this primary key is called; its number where nobody calls it."""
        if model not in CALLED:
            return f"#{key}"
        if model not in self._names:
            self.rows_of(model)
        return self._names[model].get(key) or f"#{key}"

    def rows_of(self, model: type[Model]) -> dict[str, Model]:
        if model not in self._known:
            joined = [path.rpartition("__")[0] for path in CALLED[model] if "__" in path]
            rows = model._base_manager.select_related(*joined) if joined else model._base_manager.all()
            self._known[model] = {self.name_of(row): row for row in rows}
            self._names[model] = {row.pk: name for name, row in self._known[model].items()}
        return self._known[model]

    def name_of(self, row: Model) -> str:
        parts = []
        for path in CALLED[type(row)]:
            value: Any = row
            for step in path.split("__"):
                if value is not None:
                    value = lead_text(value, step) if step in getattr(value, "translated", ()) else getattr(value, step)
            parts.append(str(value or ""))
        return "/".join(parts).rstrip("/")

    def add(self, row: Model) -> None:
        """Let later rows call ``row``, which was made just now."""
        if type(row) in self._known:
            self._known[type(row)][self.name_of(row)] = row
            self._names[type(row)][row.pk] = self.name_of(row)


def value_of(field: Field[Any, Any] | ManyToManyField[Any, Any], cell: str, references: References) -> Any:
    """The Python value of ``cell`` in ``field``; an empty cell is nothing, or the field's default.

    Raises ValueError or ValidationError with the reason.
    """
    if isinstance(field, ManyToManyField):
        return [references.find(field.related_model, name) for name in several(cell)]
    if isinstance(field, ForeignKey):
        return references.find(field.related_model, cell) if cell else None
    if isinstance(field, BooleanField):
        return _yes_or_no(field, cell)
    if isinstance(field, CodesField):
        return [
            _code_of(field.code_choices(), code) for code in _BETWEEN_CODES.split(" | ".join(several(cell))) if code
        ]
    if isinstance(field, SourcesField):
        return "\n".join(several(cell))
    if not cell:
        return _nothing(field)
    if field.choices:
        cell = _code_of(field.flatchoices, cell)
    value = field.to_python(_as_a_moment(field, _as_a_number(field, cell)))
    if isinstance(field, DateTimeField) and isinstance(value, datetime.datetime) and value.tzinfo is None:
        raise ValueError(_("“%(cell)s” needs its zone, as in 2024-12-04T09:00:00+09:00.") % {"cell": cell})
    return value


def _plain(cell: str) -> str:
    """With narrow letters and digits."""
    return unicodedata.normalize("NFKC", cell).strip()


_BETWEEN_CODES = re.compile(r"\s*[|,，、;；]\s*")


def _code_of(choices: Iterable[tuple[Any, Any]], cell: str) -> str:
    """The code of a choice, also written wide, in capitals, or as the forms say it; any other is for its field to refuse."""
    said = _plain(cell).casefold()
    names = ((str(code), _plain(str(words)).casefold()) for code, words in choices if code not in ("", None))
    return next((code for code, words in names if said in (code.casefold(), words)), cell)


_DAY = re.compile(r"(\d{4})(?:[-/.]|年 ?)(\d{1,2})(?:[-/.]|月 ?)(\d{1,2})日?")
_HALF = r"am|pm|午前|午後|上午|下午"
_MINUTES = r":(\d{1,2})(?::00)?|[時时点點](?:(\d{1,2})分?|(半))?"
_HOUR = re.compile(rf"({_HALF})? ?(\d{{1,2}})(?:{_MINUTES}) ?({_HALF})?", re.IGNORECASE)
# A day as spreadsheet programs count them, where a cell lost its form; 20 years either side of ours and more.
_COUNTED = re.compile(r"[2-6]\d{4}")
_FIRST = datetime.date(1899, 12, 30)
_PART_OF_A_DAY = re.compile(r"0\.\d{1,15}")


def _as_a_moment(field: Field[Any, Any], cell: str) -> str:
    """A day or an hour as spreadsheet programs of East Asia write it; where the day stands first nobody can tell."""
    if not isinstance(field, (DateField, TimeField)):
        return cell
    plain = _plain(cell)
    if isinstance(field, TimeField):
        if found := _HOUR.fullmatch(plain):
            half, hour, minutes, more, is_half_past, after = found.groups()
            minute = 30 if is_half_past else int(minutes or more or 0)
            return f"{_of_the_day(int(hour), (half or after or '').lower()):02}:{minute:02}"
        if _PART_OF_A_DAY.fullmatch(plain):
            minutes = round(float(plain) * 24 * 60)
            return f"{minutes // 60:02}:{minutes % 60:02}"
    elif found := _DAY.fullmatch(plain):
        return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
    elif _COUNTED.fullmatch(plain):
        return (_FIRST + datetime.timedelta(days=int(plain))).isoformat()
    elif printed := _whole_date(plain):
        return printed.isoformat()
    return cell


def _whole_date(plain: str) -> datetime.date | None:
    """A date as it is printed, with its year: in words, in years of an era, with the day of the week."""
    found = dates(plain)
    is_whole = len(found) == 1 and found[0].place == (0, len(plain)) and found[0].last is None
    return found[0].on(None) if is_whole and found[0].year else None


def _of_the_day(hour: int, half: str) -> int:
    """The hour of 24; noon is the twelfth of the second half, or none in Japan."""
    if not half or hour > 12:
        return hour
    return hour % 12 + (12 if half in ("pm", "午後", "下午") else 0)


def _as_a_number(field: Field[Any, Any] | ManyToManyField[Any, Any], cell: str) -> str:
    """A number in wide digits, or with the sign of per cent that a program shows and saves."""
    if isinstance(field, IntegerField | DecimalField):
        plain = _plain(cell)
        return plain.removesuffix("%").rstrip() if isinstance(field, DecimalField) else plain
    return cell


def cell_of(field: Field[Any, Any] | ManyToManyField[Any, Any], row: Model, references: References) -> Any:
    """What stands for a field of ``row`` in a table that is given out; ``value_of`` reads it back.

    Numbers and days are given as such, everything else as text.
    """
    if isinstance(field, ManyToManyField):
        return " | ".join(references.called(field.related_model, one.pk) for one in getattr(row, field.name).all())
    value = getattr(row, field.attname)
    if value is None:
        return ""
    if isinstance(field, ForeignKey):
        return references.called(field.related_model, value)
    if isinstance(field, BooleanField):
        return "yes" if value else "no"
    if isinstance(field, CodesField):
        return " | ".join(value)
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    if isinstance(value, datetime.time):
        return value.isoformat("seconds" if value.second else "minutes")
    if isinstance(value, str) and value.startswith("@"):
        return f"@{value}"
    return value


def lead_text(row: Any, name: str) -> str:
    """A translated text by which a row is known: English, or the language there is."""
    return clean_line(str(row.text(name, settings.LANGUAGE_CODE)))


def comparable(field: Field[Any, Any], value: Any) -> Any:
    """The value as the database would give it back, so that two can be compared; nothing is None."""
    if isinstance(field, ForeignKey):
        return getattr(value, "pk", value)
    if value is None or value == "":
        return None
    prepared = field.to_python(field.get_prep_value(value))
    return tuple(prepared) if isinstance(prepared, list) else (prepared if prepared != "" else None)


def reasons(error: Exception) -> dict[str, list[str]]:
    """The sentences of an error by the field they complain of; the empty name for the row as a whole."""
    if isinstance(error, ValidationError):
        if hasattr(error, "error_dict"):
            return {name if name != "__all__" else "": texts for name, texts in error.message_dict.items()}
        return {"": list(error.messages)}
    return {"": [str(error)]}


def _yes_or_no(field: BooleanField[Any, Any], cell: str) -> bool:
    if not cell:
        return bool(field.get_default())
    said = _plain(cell).lower()
    if said in YES:
        return True
    if said in NO:
        return False
    raise ValueError(_("“%(cell)s” is neither yes nor no.") % {"cell": cell})


def _nothing(field: Field[Any, Any]) -> Any:
    if field.has_default():
        return field.get_default()
    return None if field.null else ("" if field.empty_strings_allowed else None)
