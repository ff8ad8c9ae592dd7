"""A table file as rows of text: CSV or XLSX, with cells that may name a text file lying beside it."""

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from editions.wire.decoding import likeliest

from .formulas import freed
from .refusing import Refusal, Refused
from .workbook import is_workbook, read_sheet

MOST_CHARACTERS = 20_000_000  # a table of 100,000 rows has fewer


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line on which it begins, and its cells by column, without outer white space."""

    line: int
    cells: dict[str, str]


@dataclass
class Source:
    """A table that comes in: its file name, its bytes, and the folder whose files its cells may name (None: no folder).

    ``encodings`` are those tried in turn for a text that is not UTF-8; none: it is refused. ``read_as`` says afterwards
    which it was.
    """

    name: str
    data: bytes
    folder: Path | None = None
    encodings: tuple[str, ...] = ()
    read_as: str = field(default="", init=False)

    @classmethod
    def of(cls, path: Path) -> "Source":
        """The file of a command, with its folder. Raises Refused."""
        try:
            return cls(path.name, path.read_bytes(), path.parent)
        except OSError as error:
            reason = _("The file cannot be read: %(error)s.") % {"error": error.strerror or error}
            raise Refused([Refusal(path.name, 0, "", reason)]) from error


MARK = "row"  # the column in which a table that was given out says which row it is
REMARK = "#"  # begins a column, or a line of a table with marks, that is for people only


def read_rows(table: Source | Path, kind: str = "") -> tuple[list[str], list[Row]]:
    """Return the columns and the rows of a table; rows without any text are passed over. Raises Refused."""
    source = table if isinstance(table, Source) else Source.of(table)

    def refuse(line: int, reason: str, column: str = "") -> Refused:
        return Refused([Refusal(source.name, line, column, reason)])

    if is_workbook(source.data):
        source.read_as = "xlsx"
        numbered = read_sheet(source.name, source.data, kind)
    else:
        numbered = _numbered_csv(source, refuse)
    if not numbered:
        raise refuse(1, _("The file is empty: its first line names the columns."))
    if _names_too_few(numbered):
        raise refuse(numbered[0][0], _("The first line is to name the columns: take out what stands above them."))
    columns = [unicodedata.normalize("NFKC", name).strip().lower() for name in numbered[0][1]]
    width = max((place for _line, cells in numbered for place, cell in enumerate(cells, 1) if cell.strip()), default=0)
    del columns[width:]  # as programs save columns that were filled once
    times = Counter(columns)
    for place, name in enumerate(columns, start=1):
        if not name or (times[name] > 1 and not name.startswith(REMARK)):
            reason = _("Every column needs a name, and each name stands once.")
            raise refuse(numbered[0][0], reason, name or get_column_letter(place))
    needed = max((place for place, name in enumerate(columns, 1) if not name.startswith(REMARK)), default=0)
    mark = slice(columns.index(MARK), columns.index(MARK) + 1) if MARK in columns else slice(0)
    rows, refusals = [], []
    for line, cells in numbered[1:]:
        if "".join(cells[mark]).strip().startswith(REMARK):
            continue
        if len(cells) < needed or any(cell.strip() for cell in cells[len(columns) :]):
            counts = {"cells": len(cells), "columns": len(columns)}
            reason = _("This row has %(cells)d cells, the header %(columns)d.") % counts
            refusals.append(Refusal(source.name, line, "", reason))
        else:
            named = zip(columns, (cell.strip() for cell in cells), strict=False)
            rows.append(Row(line, {name: cell for name, cell in named if not name.startswith(REMARK)}))
    if refusals:
        raise Refused(refusals)
    return [name for name in columns if not name.startswith(REMARK)], rows


def _names_too_few(numbered: list[tuple[int, list[str]]]) -> bool:
    """Whether the first line is a title: one of those below fills more than twice as many cells."""
    first, *below = (sum(bool(cell.strip()) for cell in cells) for _line, cells in numbered[:10])
    return 2 * first < max(below, default=0)


def text_of(cell: str, folder: Path | None) -> str:
    """The text a cell stands for: the file it names as ``@texts/about.html``, or itself (``@@`` for a real ``@``).

    The file must lie in the folder of the table or below it. Raises ValueError with the reason.
    """
    if not cell.startswith("@"):
        return cell
    if cell.startswith("@@"):
        return cell[1:]
    if folder is None:
        raise ValueError(_("A text that begins with @ is written with two of them; files cannot be named here."))
    root = folder.resolve()
    path = (root / cell[1:]).resolve()
    if not path.is_relative_to(root):
        raise ValueError(_("“%(name)s” lies outside the folder of the table.") % {"name": cell[1:]})
    try:
        return path.read_text("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        raise ValueError(_("“%(name)s” is not a text in UTF-8.") % {"name": cell[1:]}) from error
    except OSError as error:
        raise ValueError(_("There is no text file “%(name)s” beside the table.") % {"name": cell[1:]}) from error


def several(cell: str) -> list[str]:
    """The values of a cell that may hold several: one a line, or parted by `` | ``."""
    return [part for line in cell.splitlines() for value in line.split(" | ") if (part := value.strip())]


def _numbered_csv(source: Source, refuse: Callable[..., Refused]) -> list[tuple[int, list[str]]]:
    text = _decoded(source, refuse)
    first, _end, rest = text.partition("\n")
    told = re.fullmatch(r"sep=(.)\r?", first)  # Excel's own way to say what parts the cells
    delimiter = told[1] if told else _delimiter(first)
    reader = csv.reader(io.StringIO(f"\n{rest}" if told else text, newline=""), strict=True, delimiter=delimiter)
    try:
        return [(line, [freed(cell) for cell in cells]) for line, cells in _numbered(reader)]
    except csv.Error as error:
        raise refuse(reader.line_num, _("This is not well-formed CSV: %(error)s.") % {"error": error}) from error


def _delimiter(first: str) -> str:
    """A comma; where the first line has none, what programs of some countries write in its place."""
    return next((sign for sign in (",", "\t", ";") if sign in first), ",")


def _decoded(source: Source, refuse: Callable[..., Refused]) -> str:
    data = source.data
    try:
        text, source.read_as = data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError as error:
        text, source.read_as = _otherwise_decoded(data, source.encodings)
        if not source.read_as:
            line = data.count(b"\n", 0, error.start) + 1
            raise refuse(line, _("This is not UTF-8: save the table as “CSV UTF-8”.")) from error
    if len(text) > MOST_CHARACTERS:
        raise refuse(1, _("The file is too large: divide it."))
    if "\0" in text:
        raise refuse(text.count("\n", 0, text.index("\0")) + 1, _("There is a NUL character: this is not a text file."))
    return text


def _otherwise_decoded(data: bytes, encodings: tuple[str, ...]) -> tuple[str, str]:
    """The text by the first encoding it is wholly in, the likeliest one first; ("", "") where there is none."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16",)
    first = likeliest(data, encodings) if encodings else ""
    for name in sorted(encodings, key=lambda one: one != first):
        try:
            return data.decode(name), name
        except UnicodeDecodeError:
            continue
    return "", ""


def _numbered(reader) -> Iterator[tuple[int, list[str]]]:  # type: ignore[no-untyped-def]
    """Rows with the line on which each begins, those without any text left out."""
    begins = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield begins, cells
        begins = reader.line_num + 1
