"""Is every row of a folder of research tables on the site, and if not, why not? Asked as a visitor would see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .record_site import Outcome, Site
from .record_tables import CHECKS
from .rows import read_rows

FOUND, EXPLAINED, MISSING = "found", "explained", "missing"
# The column that names a row for people, the first there is.
NAMING = ("slug", "full_name", "name", "name_en", "title", "title_en", "question", "number", "edition", "year")


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of one row: found on the site, explained why not, or missing."""

    file: str
    row: int
    name: str
    verdict: str
    words: str

    def __str__(self) -> str:
        return f"{self.file}:{self.row}: {self.name}: {self.verdict}{': ' if self.words else ''}{self.words}"


def check_record(folder: Path) -> Iterator[Finding]:
    """One finding for each row of each CSV file of the folder, files in the order of their names. Raises Refused."""
    tables = {path.name: [row.cells for row in read_rows(path)[1]] for path in sorted(folder.glob("*.csv"))}
    site = Site(tables)
    for file, rows in tables.items():
        check = CHECKS.get(file)
        for number, cells in enumerate(rows, start=1):
            yield _finding(file, number, cells, check, site)


def totals(findings: list[Finding]) -> dict[str, Counter[str]]:
    """Counts of each verdict by file."""
    counts: dict[str, Counter[str]] = {}
    for finding in findings:
        counts.setdefault(finding.file, Counter())[finding.verdict] += 1
    return counts


def _finding(
    file: str, number: int, cells: dict[str, str], check: Callable[..., Outcome] | None, site: Site
) -> Finding:
    name = next((cells[column] for column in NAMING if cells.get(column)), next(iter(cells.values()), ""))[:60]
    if check is None:
        return Finding(file, number, name, MISSING, "no table of this name is known")
    try:
        outcome = check(site, number, cells)
    except KeyError as error:
        return Finding(file, number, name, MISSING, f"the column {error} is missing")
    if outcome.reason:
        return Finding(file, number, name, EXPLAINED, outcome.reason)
    if outcome.problems:
        return Finding(file, number, name, MISSING, "; ".join(outcome.problems))
    return Finding(file, number, name, FOUND, outcome.place)
