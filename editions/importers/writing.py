"""Tables given out as files: CSV and XLSX that open right in a spreadsheet program and come back in without a loss."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.db import models as db
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override
from modeltranslation.fields import TranslationField
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from editions import drafts
from editions.languages import field_label
from editions.models import CodesField, Result, Survey, language_codes
from editions.snapshots import PARTS

from .cells import References, cell_of
from .formulas import BEGINS_FORMULA, harmless
from .refusing import Refusal, Refused
from .rows import MARK, REMARK
from .tables import Table

LONGEST_CELL = 32_767  # characters that XLSX can hold; a longer one would be cut off
MOST_CELLS = 2_000_000  # of an XLSX made within a request
WIDE, NARROW = 42, 16  # characters
# What people want to read beside a code, with what is loaded for it. It is passed over on the way in.
REMARKS: dict[str, dict[str, str]] = {
    "results": {"answer": "answer__question"},
    "appearances": {"speaker": "speaker", "session": "session"},
}


def columns_of(table: Table) -> list[str]:
    """The columns in which a table is given out, beside the mark: what an editor may change."""
    return [name for name in table.fields() if name != "publish_at"]


def rows_of(table: Table, rows: Iterable[Any]) -> Iterator[list[Any]]:
    """The header, a line for people, then each row with its mark; texts held back stand in their places."""
    columns, fields, references = columns_of(table), table.fields(), References()
    remarks = REMARKS.get(table.kind, {})
    yield [MARK, *columns, *(f"{REMARK} {name}" for name in remarks)]
    told = _("What the columns hold. Leave the first one as it is.")
    yield [
        f"{REMARK} {told}",
        *(label(table, name) for name in columns),
        *(capfirst(str(table.model._meta.get_field(name).verbose_name)) for name in remarks),  # type: ignore[union-attr]
    ]
    items = list(rows)
    held = drafts.held_fields([item for item in items if item.pk]) if table.model in PARTS else {}
    for row in items:
        texts = held.get(row.pk, {})
        cells: list[Any] = [table.mark(row) if row.pk else ""]
        for name in columns:
            cell = cell_of(fields[name], row, references)
            cells.append(texts.get(name, "") if cell == "" else cell)
        yield [*cells, *(str(getattr(row, name) or "") for name in remarks)]


def loaded(table: Table, rows: db.QuerySet[Any]) -> list[Any]:
    """The rows with what their cells say of others; a constant number of queries."""
    many = [name for name, field in table.fields().items() if isinstance(field, db.ManyToManyField)]
    paths = [path for path in REMARKS.get(table.kind, {}).values() if path]
    return list(rows.select_related(*paths).prefetch_related(*many) if paths else rows.prefetch_related(*many))


def blank_results(survey: Survey) -> list[Result]:
    """A year's results with their values left open: the answers, countries and populations of the survey before it."""
    asked = Result.objects.filter(survey__year__lt=survey.year).order_by("-survey__year")
    latest = asked.values_list("survey", flat=True).first()
    known = set(survey.results.values_list("answer", "side", "population"))
    before = Result.objects.filter(survey=latest).select_related("answer__question", "side")
    before = before.order_by("answer__question__order", "answer__order", "side__order", "id")
    blank: dict[tuple[int, int, str], Result] = {}
    for one in before:
        key = (one.answer_id, one.side_id, one.population)
        if key not in known:
            blank.setdefault(key, Result(survey=survey, answer=one.answer, side=one.side, population=one.population))
    return list(blank.values())


def label(table: Table, name: str) -> str:
    """What a column is called in the forms, with the codes that may stand in it."""
    field: Any = table.fields()[name]
    if isinstance(field, TranslationField):
        return field_label(str(capfirst(field.translated_field.verbose_name)), field.language)
    codes = codes_of(field)
    name = str(capfirst(field.verbose_name))
    return f"{name}: {', '.join(codes)}" if codes else name


def tells_columns(table: Table, cells: dict[str, str]) -> bool:
    """Whether a row is the line for people: most of its cells say what their columns are called, in one of the languages."""
    filled = {name: cell for name, cell in cells.items() if cell}
    names = [name for name in filled if name in table.fields()]
    for code in language_codes():
        with override(code):
            if sum(filled[name] == label(table, name) for name in names) * 2 > len(filled):
                return True
    return False


def codes_of(field: Any) -> list[str]:
    choices = field.code_choices() if isinstance(field, CodesField) else (field.choices or [])
    return [str(code) for code, _words in choices if code]


def as_csv(table: Table, rows: list[Any]) -> bytes:
    """UTF-8 with a mark of its order, by which Excel knows it for what it is; no cell is taken for a formula."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    for cells in rows_of(table, rows):
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in cells])
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def as_xlsx(table: Table, rows: list[Any]) -> bytes:
    """One sheet named as the kind: texts as texts, days as days, the choices of a column in a list. Raises Refused."""
    columns, fields = columns_of(table), table.fields()
    if len(rows) * len(columns) > MOST_CELLS:
        raise Refused([Refusal(table.kind, 0, "", _("These are too many rows for one sheet: take CSV."))])
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(table.kind)
    sheet.freeze_panes = "B3"
    for place, name in enumerate(columns, start=2):
        is_long = isinstance(fields[name], (TranslationField, db.TextField))
        sheet.column_dimensions[get_column_letter(place)].width = WIDE if is_long else NARROW
    for place, cells in enumerate(rows_of(table, rows)):
        sheet.append([_cell(sheet, cell, table, is_head=place < 2) for cell in cells])
    for place, name in enumerate(columns, start=2):
        codes = codes_of(fields[name])
        if codes and not isinstance(fields[name], CodesField) and sum(map(len, codes)) + len(codes) < 250:
            letter = get_column_letter(place)
            choice = DataValidation(type="list", formula1=f'"{",".join(codes)}"', allow_blank=True)
            choice.add(f"{letter}3:{letter}{LONGEST_CELL}")
            sheet.data_validations.append(choice)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(sheet: Any, value: Any, table: Table, *, is_head: bool) -> Any:
    if isinstance(value, str) and len(value) > LONGEST_CELL:
        raise Refused([Refusal(table.kind, 0, "", _("A text is too long for a cell of a spreadsheet: take CSV."))])
    cell = WriteOnlyCell(sheet)
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        cell.value = value
        cell.number_format = "yyyy-mm-dd"
    elif isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        cell.value = value
    elif value != "":
        text = ILLEGAL_CHARACTERS_RE.sub("", str(value))
        cell.value = text
        cell.data_type = "s"  # whatever it begins with
        cell.number_format = "@"
        if text.startswith(BEGINS_FORMULA):
            cell.quotePrefix = True  # nor when somebody edits the cell
        cell.alignment = Alignment(vertical="top", wrap_text="\n" in text)
    if is_head:
        cell.font = Font(bold=True)
    return cell


FORMS: dict[str, tuple[str, Any]] = {
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
    "csv": ("text/csv; charset=utf-8", as_csv),
}
