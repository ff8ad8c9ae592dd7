"""A table file as rows of text: CSV in UTF-8, with cells that may name a text file lying beside it."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

MOST_CHARACTERS = 20_000_000  # a table of 100,000 rows has fewer


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something in a file was not taken: the file, the line in it (1 is the header), the column, the reason."""

    file: str
    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}"
        return f"{place}: {self.column}: {self.reason}" if self.column else f"{place}: {self.reason}"


class Refused(Exception):
    """One or more things in a file that cannot be taken."""

    def __init__(self, refusals: list[Refusal]):
        super().__init__("\n".join(map(str, refusals)))
        self.refusals = refusals


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line on which it begins, and its cells by column, without outer white space."""

    line: int
    cells: dict[str, str]


def read_rows(path: Path) -> tuple[list[str], list[Row]]:
    """Return the columns and the rows of a CSV file; rows without any text are passed over. Raises Refused."""

    def refuse(line: int, reason: str, column: str = "") -> Refused:
        return Refused([Refusal(path.name, line, column, reason)])

    text = _decoded(path, refuse)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        numbered = list(_numbered(reader))
    except csv.Error as error:
        raise refuse(reader.line_num, _("This is not well-formed CSV: %(error)s.") % {"error": error}) from error
    if not numbered:
        raise refuse(1, _("The file is empty: its first line names the columns."))
    columns = [name.strip() for name in numbered[0][1]]
    for name in columns:
        if not name or columns.count(name) > 1:
            raise refuse(1, _("Every column needs a name, and each name stands once."), name)
    rows, refusals = [], []
    for line, cells in numbered[1:]:
        if len(cells) != len(columns):
            counts = {"cells": len(cells), "columns": len(columns)}
            reason = _("This row has %(cells)d cells, the header %(columns)d.") % counts
            refusals.append(Refusal(path.name, line, "", reason))
        else:
            rows.append(Row(line, dict(zip(columns, (cell.strip() for cell in cells), strict=True))))
    if refusals:
        raise Refused(refusals)
    return columns, rows


def text_of(cell: str, folder: Path) -> str:
    """The text a cell stands for: the file it names as ``@texts/about.html``, or itself (``@@`` for a real ``@``).

    The file must lie in the folder of the table or below it. Raises ValueError with the reason.
    """
    if not cell.startswith("@"):
        return cell
    if cell.startswith("@@"):
        return cell[1:]
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


def _decoded(path: Path, refuse) -> str:  # type: ignore[no-untyped-def]
    try:
        data = path.read_bytes()
    except OSError as error:
        raise refuse(0, _("The file cannot be read: %(error)s.") % {"error": error.strerror or error}) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise refuse(line, _("This is not UTF-8: save the table as “CSV UTF-8”.")) from error
    if len(text) > MOST_CHARACTERS:
        raise refuse(1, _("The file is too large: divide it."))
    if "\0" in text:
        raise refuse(text.count("\n", 0, text.index("\0")) + 1, _("There is a NUL character: this is not a text file."))
    return text


def _numbered(reader) -> Iterator[tuple[int, list[str]]]:  # type: ignore[no-untyped-def]
    """Rows with the line on which each begins, those without any text left out."""
    begins = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield begins, cells
        begins = reader.line_num + 1
