"""Rows of a table file into the database: every row checked by its model, what is there already found again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import Field, ForeignKey, ManyToManyField, Model
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from editions import wording
from editions.models import Photo, Status

from .cells import NoSuchRow, References, comparable, lead_text, reasons, value_of
from .kinds import TABLES
from .pictures import put_back, take_in
from .refusing import Refusal, Refused
from .reports import Difference, Report, shown
from .rows import MARK, Row, Source, read_rows, text_of
from .tables import Table
from .writing import tells_columns

Key = tuple[Any, ...]
# Seen by whoever waits: the table just done.
Progress = Callable[[Report], None]


class _Undo(Exception):
    """Leaves a transaction without keeping what was done in it; ``pictures`` have files that go with it."""

    def __init__(self) -> None:
        super().__init__()
        self.pictures: list[Photo] = []


@contextmanager
def kept_or_undone() -> Iterator[_Undo]:
    """A transaction that is undone, files included, when what is yielded is raised, or anything else."""
    undo = _Undo()
    try:
        with transaction.atomic():
            yield undo
    except _Undo:
        put_back(undo.pictures)
    except BaseException:
        put_back(undo.pictures)
        raise


def load_folder(folder: Path, *, progress: Progress | None = None, anew: bool = False) -> list[Report]:
    """Load every table of a folder, named as its kind, in the order in which they need one another.

    All or nothing: one refused row anywhere, and nothing is kept. ``anew`` is for tables that an installation gave out
    whole: every row is a row of its own and keeps its permanent id.
    """
    return _each_table(folder, progress, anew=anew)


def compare_folder(folder: Path, *, add_missing: bool = False, progress: Progress | None = None) -> list[Report]:
    """Compare a folder with the database and change no row that is there; ``add_missing`` makes those that are not."""
    return _each_table(folder, progress, keeps=True, adds=add_missing)


def _each_table(
    folder: Path, progress: Progress | None, *, keeps: bool = False, adds: bool = True, anew: bool = False
) -> list[Report]:
    reports: list[Report] = []
    references = References()
    with kept_or_undone() as undo:
        for table in TABLES:
            path = folder / f"{table.kind}.csv"
            if not path.exists():
                continue
            report = Report(table.kind, path.name)
            reports.append(report)
            Load(table, Source.of(path), report, references, undo.pictures, keeps=keeps, adds=adds, anew=anew).run()
            if progress:
                progress(report)
        if any(report.refusals for report in reports) or not adds:
            raise undo
    return reports


class _Missing(Exception):
    """What a row of the file hangs on is not in the database any more."""


class Load:
    """One table on its way in."""

    def __init__(
        self,
        table: Table,
        source: Source,
        report: Report,
        references: References,
        pictures: list[Photo],
        *,
        keeps: bool = False,
        adds: bool = True,
        anew: bool = False,
    ):
        self.table, self.source, self.report = table, source, report
        self.references, self.pictures = references, pictures
        self.keeps, self.adds, self.anew = keeps, adds, anew
        self.moment = timezone.now()
        self.columns: list[str] = []
        self.fields: dict[str, Any] = {}
        self.marked: dict[Any, Model] = {}

    def run(self) -> None:
        try:
            self.columns, rows = read_rows(self.source, self.table.kind)
            self._look_for_the_mark(rows)
            self._look_at_length(rows)
            self.fields = self._fields()
        except Refused as refused:
            self._refuse(refused.refusals)
            return
        there = list(self.table.model._base_manager.all())
        known = {self._key(row): row for row in there}
        self.marked = {row.pk: row for row in there} if MARK in self.columns else {}
        seen: dict[Key, int] = {}
        for position, row in enumerate(rows, start=1):
            try:
                with transaction.atomic():
                    self._take(row, position, known, seen)
            except Refused as refused:
                self._refuse(refused.refusals)
            except _Missing:
                self.report.counts["missing"] += 1
            except (DatabaseError, ValidationError, ValueError) as error:
                self._refuse(self._complaints(row.line, error))

    def _look_at_length(self, rows: list[Row]) -> None:
        """A command takes any; the desk refuses what nobody would wait for."""

    def _look_for_the_mark(self, rows: list[Row]) -> None:
        """A table as it was given out, but for its first column: rows whose key was changed would come in as new ones."""
        if MARK in self.columns or not rows or not tells_columns(self.table, rows[0].cells):
            return
        names = wording.join_list([name for name in self.table.key if name in self.columns], get_language() or "")
        reason = _(
            "The column “row” is missing: it says which row of this site each line is. Put it back as it was given out. "
            "Or take out the second line, with the names for people, too: rows are then found by %(names)s alone."
        )
        raise Refused([Refusal(self.source.name, 1, MARK, reason % {"names": names})])

    def _fields(self) -> dict[str, Any]:
        """The model's field of each column of this file. Raises Refused for columns that mean nothing or are missing."""
        known = self.table.fields()
        if self.anew and self.table.is_publishable:
            known["permanent_id"] = self.table.model._meta.get_field("permanent_id")  # type: ignore[assignment]
        own = {"file", MARK} if self.table.pictures else {MARK}
        wrong = [name for name in self.columns if name not in known and name not in own]
        missing = [name for name in self.table.key if name not in self.columns and name in known]
        if len(wrong) > len(self.columns) / 2:  # another table, or the line with the names is not the first
            raise Refused([Refusal(self.source.name, 1, "", self._other_table(list(known)))])
        refusals = [
            *(Refusal(self.source.name, 1, name, self._unknown_column(list(known))) for name in wrong),
            *(
                Refusal(self.source.name, 1, name, _("This column is needed."))
                for name in missing
                if self._needs(name) and MARK not in self.columns
            ),
        ]
        if refusals:
            raise Refused(refusals)
        return {name: known[name] for name in self.columns if name in known}

    def _needs(self, name: str) -> bool:
        """A column by which rows are told apart may be left out when its field may be empty."""
        model_field = self.table.fields()[name]
        return not (model_field.blank or model_field.null or model_field.has_default())

    def _unknown_column(self, known: list[str]) -> str:
        words = {"columns": ", ".join(known)}
        text = _(
            "There is no such column: take it out, or put # before its name, and it is passed over. There are: %(columns)s."
        )
        return text % words

    def _other_table(self, known: list[str]) -> str:
        names = set(self.columns) - {MARK}
        meant = [table for table in TABLES if names and names <= table.fields().keys()]
        if meant:
            kinds = wording.series(
                (str(table.model._meta.verbose_name_plural) for table in meant), get_language() or ""
            )
            return _(
                "By its columns this is another table (%(kinds)s): choose that, or bring it on the list where it belongs."
            ) % {"kinds": kinds}
        text = _("The first line is to name the columns, as in a table given out here: %(columns)s.")
        return text % {"columns": ", ".join((MARK, *known))}

    def _take(self, row: Row, position: int, known: dict[Key, Model], seen: dict[Key, int]) -> None:
        if self.table.is_blank(row.cells):
            self.report.counts["blank"] += 1
            return
        values, relations = self._values(row)
        fresh = self.table.model()
        self._set(fresh, values)
        if self.anew:
            self._create(row, fresh, position, relations)
            return
        key = self._key(fresh)
        marked, there = self._marked(row), known.get(key)
        found = there if marked is None else marked
        if found is not None and there is not None and found.pk != there.pk and self._has_whole_key():
            reason = _("There is another row that says so already.")
            raise Refused([Refusal(self.source.name, row.line, self.table.key[0], reason)])
        key = (MARK, found.pk) if found is not None else key
        if key in seen:
            reason = _("This is the same row as line %(line)d.") % {"line": seen[key]}
            raise Refused([Refusal(self.source.name, row.line, self.table.key[0] if self.table.key else "", reason)])
        seen[key] = row.line
        if found is not None:
            self._renew(row, found, values, relations)
        elif self.adds:
            self._create(row, fresh, position, relations)
        else:
            self.report.counts["missing"] += 1
            self.report.differences.append(Difference(row.line, self._named(row), "", "", "missing"))

    def _marked(self, row: Row) -> Any:
        """The row that a mark of ours names; None where there is no mark. Raises Refused."""
        if not (mark := row.cells.get(MARK)):
            return None
        key = self.table.marked_row(mark)
        found = self.marked.get(key)
        if found is None:
            reason = _("“%(mark)s” marks no row of this site. Empty the cell where the row is a new one.")
            if key is not None:
                reason = _(
                    "This row was deleted meanwhile. Take the line out, or empty the cell to make a new one of it."
                )
            raise Refused([Refusal(self.source.name, row.line, MARK, reason % {"mark": mark})])
        return found

    def _has_whole_key(self) -> bool:
        return all(self.table.column_of(name, self.columns) for name in self.table.key)

    def _values(self, row: Row) -> tuple[dict[str, Any], dict[str, list[Model]]]:
        """The values of a row's columns, and its relations to several rows of other tables. Raises Refused."""
        values: dict[str, Any] = {}
        relations: dict[str, list[Model]] = {}
        refusals: list[Refusal] = []
        for name, model_field in self.fields.items():
            try:
                value = value_of(model_field, text_of(row.cells[name], self.source.folder), self.references)
            except (ValidationError, ValueError) as error:
                if isinstance(error, NoSuchRow) and self.keeps and not self.adds:
                    raise _Missing from error  # what it belongs to is gone
                told = (text for texts in reasons(error).values() for text in texts)
                refusals.extend(Refusal(self.source.name, row.line, name, text) for text in told)
                continue
            (relations if isinstance(model_field, ManyToManyField) else values)[name] = value
        if refusals:
            raise Refused(refusals)
        if self.table.pictures:
            values["original_name"] = Path(row.cells.get("file", "")).name
        return values, relations

    def _create(self, row: Row, fresh: Any, position: int, relations: dict[str, list[Model]]) -> None:
        if self.table.is_publishable:
            self._make_public(fresh)
        if self.table.is_ordered and "order" not in self.columns:
            fresh.order = position
        self._add(row, fresh, relations)
        self.references.add(fresh)
        self.report.counts["created"] += 1

    def _make_public(self, fresh: Any) -> None:
        fresh.publish_at = fresh.publish_at or self.moment
        if self.table.kind != "organisations":  # public with its first name
            fresh.status = Status.PUBLISHED

    def _add(self, row: Row, fresh: Any, relations: dict[str, list[Model]]) -> None:
        if self.table.pictures:
            if self.source.folder is None:
                raise ValueError(_("Pictures come in at the photo desk."))
            take_in(fresh, row.cells.get("file", ""), self.source.folder)
            self.pictures.append(fresh)
        else:
            fresh.full_clean()
            fresh.save()
        for name, related in relations.items():
            getattr(fresh, name).set(related)
        if self.table.created:
            self.table.created(fresh)

    def _renew(self, row: Row, found: Any, values: dict[str, Any], relations: dict[str, list[Model]]) -> None:
        """Write what differs. State and moment of publication are the editors' from the first day on."""
        told = {name: value for name, value in values.items() if name != "publish_at"}
        before = self._told(found, list(told), list(relations))
        wanted = {name: {related.pk for related in rows} for name, rows in relations.items()}
        self._set(found, told)
        after = self._told(found, list(told), []) | wanted
        if before != after:  # else as most rows are: they are not looked over again
            try:
                found.full_clean(exclude=["original"] if self.table.pictures else None)
            except ValidationError:
                if not self.keeps:  # compared only: what editors made of other rows may not go with this file any more
                    raise
            after = self._told(found, list(told), []) | wanted
        changed = [name for name in before if before[name] != after[name]]
        if not changed:
            self.report.counts["unchanged"] += 1
            return
        named = self._named(row, found)
        self.report.differences.extend(
            Difference(row.line, named, name, self.in_words(name, before[name]), self.in_words(name, after[name]))
            for name in changed
        )
        if self.keeps:
            self.report.counts["kept"] += 1
            return
        self._change(row, found, {name: relations[name] for name in relations if name in changed})
        self.report.counts["changed"] += 1

    def _change(self, row: Row, found: Any, relations: dict[str, list[Model]]) -> None:
        found.save()
        for name, related in relations.items():
            getattr(found, name).set(related)

    def in_words(self, name: str, value: Any) -> str:
        """A value as the file would say it: rows of other tables by what they are called."""
        model_field: Any = self.table.model._meta.get_field(name)
        if not isinstance(model_field, (ForeignKey, ManyToManyField)) or value is None:
            return shown((value,))
        keys = value if isinstance(value, set) else {value}
        return " | ".join(sorted(self.references.called(model_field.related_model, key) for key in keys))

    def _told(self, row: Any, names: list[str], relations: list[str]) -> dict[str, Any]:
        told: dict[str, Any] = {name: self._compared(name, row) for name in names}
        return told | {name: set(getattr(row, name).values_list("pk", flat=True)) for name in relations}

    def _compared(self, name: str, row: Any) -> Any:
        model_field: Field[Any, Any] = self.table.model._meta.get_field(name)  # type: ignore[assignment]
        return comparable(model_field, getattr(row, model_field.attname))

    def _set(self, row: Any, values: dict[str, Any]) -> None:
        for name, value in values.items():
            setattr(row, name, value)

    def _named(self, row: Row, found: Any = None) -> str:
        """What the file itself calls the row."""
        columns = (self.table.column_of(name, self.columns) for name in self.table.key)
        return ", ".join(cell for name in columns if (cell := row.cells.get(name))) or self.table.kind

    def _key(self, row: Any) -> Key:
        translated = getattr(self.table.model, "translated", ())
        return tuple(
            lead_text(row, name) or None if name in translated else self._compared(name, row) for name in self.table.key
        )

    def _complaints(self, line: int, error: Exception) -> list[Refusal]:
        told = [
            Refusal(self.source.name, line, self.table.column_of(name, self.columns) or name, text)
            for name, texts in reasons(error).items()
            for text in texts
        ]
        return list(dict.fromkeys(told))

    def _refuse(self, refusals: list[Refusal]) -> None:
        self.report.refusals.extend(refusals)
        self.report.counts["refused"] += 1
