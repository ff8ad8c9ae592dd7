"""What a table would change in a working draft: an item with a draft is compared with that, and not with what readers have."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from django.db import models as db

from editions.snapshots import PARTS, Snapshot, by_id, is_new, new_row_id, row_model, value_of

from .reports import Difference, Report


@dataclass
class Touched:
    """An item whose state the table changes: the rows before and after, and by which lines; ``is_out``: readers have it.

    ``in_hand`` is its working draft, or else the rows; ``same`` are the lines whose words stand in that already.
    """

    item: db.Model
    before: Snapshot
    is_out: bool
    in_hand: Snapshot
    after: Snapshot = field(default_factory=dict)
    lines: dict[int, db.Model] = field(default_factory=dict)
    columns: set[str] = field(default_factory=set)
    same: set[int] = field(default_factory=set)

    @property
    def waits(self) -> bool:
        """Whether a draft would be written."""
        return self.is_out and bool(self.lines.keys() - self.same)


def compare(one: Touched, report: Report, key: tuple[str, ...], words: Any) -> None:
    """Say what the table changes in the draft: what stands there already is the same, the rest is told as the draft has it.

    ``words`` says a column's value as a table does. A row the draft has added is known again by the columns of ``key``.
    """
    own = {row.pk for row in one.lines.values()}
    for name, rows in one.after[
        "inlines"
    ].items():  # what other lines brought here is told, and kept, where they belong
        known = by_id(one.before["inlines"].get(name, []))
        one.after["inlines"][name] = [row for row in rows if str(row["id"]) in known or row["id"] in own]
    for line, row in one.lines.items():
        place = _place(one.item, row)
        before, mine, after = (_values(document, place, row.pk) for document in (one.before, one.in_hand, one.after))
        told = [found for found in (*report.differences, *report.new) if found.line == line]
        if before is None and after is not None:
            mine = _added(one.in_hand, place, after, key)
            _name(one.after, place, row.pk, mine, {found.column for found in told})
        if mine is None or after is None:  # new, or taken out in the draft: it comes back
            continue
        told = [found for found in told if before or found.column in mine]  # its parent is this item
        kept = [
            found if before and mine.get(found.column) == before.get(found.column)
            else replace(found, before=words(found.column, value_of(type(row), found.column, mine[found.column])))
            for found in told
            if found.column not in mine or mine[found.column] != after[found.column]
        ]  # fmt: skip
        _retell(report, line, kept, "created" if before is None else "changed")
        if not kept:
            one.same.add(line)


def _retell(report: Report, line: int, kept: list[Difference], verdict: str) -> None:
    report.new = [found for found in report.new if found.line != line]
    report.differences = [found for found in report.differences if found.line != line] + kept
    report.counts[verdict] -= 1
    report.counts["changed" if kept else "unchanged"] += 1


def _place(item: db.Model, row: db.Model) -> str:
    """Where in the item's document a row stands; "" for the item itself."""
    if type(row) is type(item):
        return ""
    return next(name for name in PARTS[type(item)].inlines if row_model(type(item), name)[0] is type(row))


def _values(document: Snapshot, place: str, key: Any) -> dict[str, Any] | None:
    if not place:
        return {**document["fields"], **document["relations"]}
    return by_id(document["inlines"].get(place, [])).get(str(key))


def _added(in_hand: Snapshot, place: str, after: dict[str, Any], key: tuple[str, ...]) -> dict[str, Any] | None:
    """The row that the draft has added already, and the table adds once more."""
    known = [name for name in key if name in after]
    for row in in_hand["inlines"].get(place, []) if place and known else []:
        if is_new(row["id"]) and all(row[name] == after[name] for name in known):
            return dict(row)
    return None


def _name(after: Snapshot, place: str, key: Any, mine: dict[str, Any] | None, columns: set[str]) -> None:
    """A row that was made and undone has a number that another will have: it gets the name it has in the draft, or a new one."""
    if not place:
        return
    for row in after["inlines"][place]:
        if row["id"] == key:
            said = {name: value for name, value in row.items() if name in columns}
            row.update((mine | said) if mine else {"id": new_row_id()})
