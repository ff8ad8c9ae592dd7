"""A spreadsheet file (XLSX) as rows of text, within limits, and without running anything in it."""

import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from .refusing import Refusal, Refused

MOST_BYTES = 100_000_000  # of what is packed in the file
MOST_PARTS = 500
MOST_SIGNS = 4_000_000  # of "<": a cell with its value has four
MOST_OTHERS = 300_000  # of "<" before anything but cells and their texts: each becomes an object of half a kilobyte
MOST_STORED = 100_000  # rows with or without anything in them; each is read in some thirty microseconds
MOST_IN_A_ROW = 16_384  # cells, in any spreadsheet
LONGEST_TAG = 100_000  # with what is said in it
MOST_SHEETS = 20
MOST_ROWS = 20_000
LAST_ROW = 1_048_576  # of any spreadsheet; a file may name a row that no reader comes to
MOST_COLUMNS = 200
MOST_TOLD = 200  # formulas and merged cells
MERGED = re.compile(r'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3}\d{1,7})"')
OTHERS = re.compile(rb"<(?!/?(?:\w+:)?(?:c|v|f|is|si|t|r|rPh|phoneticPr|row)[\s/>])")
ROWS = re.compile(rb"<(?:\w+:)?row[\s/>]")
CELLS = re.compile(rb"<(?:\w+:)?c[\s/>]")
TAG = re.compile(rb"<[^<>]{%d}" % LONGEST_TAG)
PACKED = b"PK\x03\x04"
OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"  # .xls of before 2007, and every file with a password


def is_workbook(data: bytes) -> bool:
    """Whether it is meant to be a spreadsheet of any age, and not a text."""
    return data.startswith((PACKED, OLD_OR_LOCKED))


def read_sheet(name: str, data: bytes, kind: str = "") -> list[tuple[int, list[str]]]:
    """The rows of the sheet named ``kind``, or of the only one that is filled, each with its number from 1.

    Rows without any text are left out. Numbers and days are written as our tables write them. Raises ``Refused``.
    """

    def refuse(reason: str, line: int = 1, column: str = "") -> Refused:
        return Refused([Refusal(name, line, column, reason)])

    if reason := _reason_against(data):
        raise refuse(reason)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        try:
            found = _filled(book, kind, refuse)
        finally:
            book.close()
    except Refused:
        raise
    except Exception as error:  # whatever a broken file brings up inside the reader
        raise refuse(_("This spreadsheet cannot be read. Open it, save it anew as .xlsx, and try again.")) from error
    return found


def _reason_against(data: bytes) -> str:
    """Why it is not opened at all; nothing of it is unpacked before its sizes are known."""
    if data.startswith(OLD_OR_LOCKED):
        return _("This is an old spreadsheet (.xls) or one with a password. Save it as .xlsx without a password.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            too_much = _("This spreadsheet unpacks to more than it may hold: divide it.")
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
                return too_much
            if any(part.flag_bits & 1 for part in parts):
                return _(
                    "This is an old spreadsheet (.xls) or one with a password. Save it as .xlsx without a password."
                )
            signs = stored = 0
            for part in parts:
                data = packed.read(part)
                if _defines_things(part.filename, data):
                    return _("This spreadsheet cannot be read. Open it, save it anew as .xlsx, and try again.")
                signs, stored = signs + data.count(b"<"), stored + data.count(b"<row") + data.count(b":row")
                if signs > MOST_SIGNS or stored > MOST_STORED or _swells(data):
                    return too_much
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError, zlib.error):
        return _("This spreadsheet is damaged: a part of it is missing. Save it again.")
    return ""


def _defines_things(name: str, data: bytes) -> bool:
    """No spreadsheet program declares a document type or writes UTF-16: who does wants the reader to fetch or to swell."""
    is_text = name.endswith((".xml", ".rels")) or b"<" in data[:16]  # a part may have any name
    return is_text and (b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"\0" in data[:4])


def _swells(data: bytes) -> bool:
    """Whether a part becomes far more in memory than it is in the file: formats, merged cells, names, one endless row."""
    if data.count(b"<") > MOST_OTHERS and sum(1 for _found in OTHERS.finditer(data)) > MOST_OTHERS:
        return True
    rows = ROWS.split(data) if data.count(b"<") > MOST_IN_A_ROW else []
    return any(len(CELLS.findall(row)) > MOST_IN_A_ROW for row in rows) or TAG.search(data) is not None


def _filled(book: Any, kind: str, refuse: Any) -> list[tuple[int, list[str]]]:
    sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "iter_rows")]
    sheets = [sheet for sheet in sheets if sheet.sheet_state == "visible"] or sheets
    if len(sheets) > MOST_SHEETS:
        raise refuse(_("There are %(count)d sheets: save the one that is meant by itself.") % {"count": len(sheets)})
    named = [sheet for sheet in sheets if sheet.title == kind]
    found = [(sheet, rows) for sheet in named or sheets if (rows := list(_rows(sheet, refuse)))]
    if len(found) > 1:
        text = _("%(count)d sheets are filled: name the one that is meant “%(kind)s”, or save it by itself.")
        raise refuse(text % {"count": len(found), "kind": kind})
    for sheet, rows in found:
        if merged := _merged(sheet):
            text = _(
                "The cells %(place)s are merged: only the first of them holds anything. Part them, and fill in each."
            )
            raise Refused([refuse(text % {"place": place}, line).refusals[0] for line, place in merged[:MOST_TOLD]])
        return rows
    return []


def _merged(sheet: Any) -> list[tuple[int, str]]:
    """Where cells of a sheet are merged, with the first line; the reader does not say."""
    with sheet._get_source() as part:
        return [(int(line), f"{first}{line}:{last}") for first, line, last in MERGED.findall(part.read().decode())]


def _rows(sheet: Any, refuse: Any) -> Iterator[tuple[int, list[str]]]:
    sheet.reset_dimensions()  # what the file says of its size need not be so
    _bring_far_cells_near(sheet)
    width, blank = 0, None
    refusals: list[Refusal] = []
    for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1), start=1):
        if cells is blank and number <= LAST_ROW:
            continue  # the one row the reader fills gaps with, a million times before a cell far below
        texts = [_text(cell, number, refuse, refusals) for cell in cells]
        if len(refusals) >= MOST_TOLD:
            break
        if not any(texts) and number <= LAST_ROW:
            blank = cells
            continue
        if number > MOST_ROWS or (len(texts) > MOST_COLUMNS and texts[MOST_COLUMNS]):
            words = {"rows": MOST_ROWS, "columns": MOST_COLUMNS}
            raise refuse(_("A sheet has at most %(rows)d rows and %(columns)d columns: divide it.") % words, number)
        while texts and not texts[-1] and len(texts) > width:
            texts.pop()
        width = width or len(texts)  # the header says how wide it is
        yield number, texts + [""] * (width - len(texts))
    if refusals:
        raise Refused(refusals)


def _bring_far_cells_near(sheet: Any) -> None:
    """What stands far to the right is not read: the first of it goes right behind the last column, where it is refused."""
    given = sheet._get_row

    def row_of(row: list[dict[str, Any]], *how: Any) -> Any:
        far = [cell for cell in row if cell["column"] > MOST_COLUMNS and cell["value"] is not None]
        return given([*row, far[0] | {"column": MOST_COLUMNS + 1}] if far else row, *how)

    sheet._get_row = row_of


def _text(cell: Any, number: int, refuse: Any, refusals: list[Refusal]) -> str:
    """The text of a cell; what it may not hold is added to ``refusals``."""
    value = cell.value
    if value is None:
        return ""
    place = getattr(cell, "coordinate", "")
    if cell.data_type == "f" or not isinstance(value, (str, bool, int, float, dt.date, dt.time, dt.timedelta)):
        text = _("The cell %(place)s is a formula: put its value there.") % {"place": place}
    elif cell.data_type == "e":
        text = _("The cell %(place)s says %(error)s.") % {"place": place, "error": value}
    else:
        return _written(value, str(cell.number_format or "")).strip()
    refusals += refuse(text, number).refusals
    return text


def _written(value: Any, number_format: str) -> str:
    if isinstance(value, str):
        return value.replace("_x000D_", "").replace("\r\n", "\n")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if not any(value.timetuple()[3:6]) else value.isoformat()
    if isinstance(value, dt.timedelta):
        midnight = dt.datetime.min.replace(tzinfo=dt.UTC)
        value = (midnight + value).time() if dt.timedelta() <= value < dt.timedelta(days=1) else str(value)
    if isinstance(value, dt.time):
        return value.isoformat("seconds" if value.second else "minutes")
    if isinstance(
        value, (int, float)
    ):  # as the program shows it: 15 digits, 0.521 under “%” is 52.1, 7 under “000” is 007
        shown = f"{value * 100 if '%' in number_format else value:.15g}"
        return shown.zfill(len(number_format)) if shown.isdigit() and not number_format.strip("0") else shown
    return str(value)
