"""Lists that grow without end: a page deep in them costs what the first one does."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q


class LongList:
    """Rows that are in the order of ``leading`` first; the page asked for is looked for only where it lies.

    ``groups``: how many rows there are of each value of ``leading``, in the order of the list; None stands last.
    """

    def __init__(self, rows: Any, leading: str, groups: Sequence[tuple[Any, int]]) -> None:
        self.rows, self.leading, self.groups = rows, leading, groups

    def count(self) -> int:
        return sum(number for _value, number in self.groups)

    def __getitem__(self, part: slice) -> list[Any]:
        passed = before = 0
        touched: list[Any] = []
        for value, number in self.groups:
            if passed + number > part.start and passed < part.stop:
                before = before if touched else passed
                touched.append(value)
            passed += number
        if not touched:
            return []
        first = part.start - before
        return list(self.rows.filter(self.where(touched))[first : first + part.stop - part.start])

    def where(self, values: list[Any]) -> Q:
        known = [value for value in values if value is not None]
        condition = Q(**{self.leading: known[0]}) if len(known) == 1 else Q(**{f"{self.leading}__in": known})
        return condition if len(known) == len(values) else condition | Q(**{f"{self.leading}__isnull": True})


def groups(rows: Any, leading: str) -> list[tuple[Any, int]]:
    """The values of a column, the greatest first and None last, with their numbers; one query."""
    found = list(rows.order_by().values_list(leading).annotate(number=Count("pk")))
    return sorted(found, key=lambda pair: (pair[0] is not None, pair[0] or 0), reverse=True)
