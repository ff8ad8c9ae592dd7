"""A table from the desk: tried first, told row by row, then written at once or not at all.

What readers do not have is written into its rows. What they have is written into working drafts, or published by whoever
may. See docs/decisions/0051.
"""

from __future__ import annotations

import copy
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db import models as db
from django.utils.translation import gettext as _

from editions import drafts, places, publication, revisions, working
from editions.models import Publishable, Revision, Status
from editions.snapshots import PARTS

from .cells import References, comparable
from .drafted import Touched, compare
from .kinds import KINDS
from .loading import Load
from .refusing import Refusal, Refused
from .remembering import anew, has_still, owner_of, owners
from .reports import Difference, Report
from .rows import MARK, Row, Source

MOST_ROWS = 500  # new or changed: some twenty queries each, and nobody else writes to SQLite meanwhile
MOST_AT_ONCE = 100  # items published with the same button
MOST_LOOKED_AT = 20_000


@dataclass(frozen=True)
class Rights:
    """What whoever brings the table may do: ``columns`` are the only ones to change (None: all)."""

    by: User
    columns: frozenset[str] | None = None
    may_add: bool = True
    may_change: bool = True

    def may_publish(self, trial: Trial) -> bool:
        """Everything the table changes and readers have, where it is not too much at a time."""
        return 0 < len(trial.out) <= MOST_AT_ONCE and self.by.has_perms(
            f"editions.{'publish' if isinstance(one.item, Publishable) else 'change'}_{one.item._meta.model_name}"
            for one in trial.out
        )


@dataclass
class Trial:
    """What a table would do."""

    report: Report
    read_as: str
    touched: list[Touched]
    is_another: bool = False  # than the one that was looked at
    unpublished: list[Refusal] = field(default_factory=list)  # why the gate keeps back what was to be published at once

    @property
    def out(self) -> list[Touched]:
        return [one for one in self.touched if one.waits]

    @property
    def written(self) -> list[Touched]:
        """The items whose rows or drafts it writes."""
        return [one for one in self.touched if one.waits or not one.is_out]

    @property
    def changes_something(self) -> bool:
        return bool(self.report.counts["created"] or self.report.counts["changed"])

    @property
    def mark(self) -> str:
        """Another one when the same file would do something else: then it is looked at again."""
        said = [
            sorted(self.report.counts.items()),
            [(one.line, one.column, one.before, one.after) for one in (*self.report.differences, *self.report.new)],
            [str(one) for one in self.report.refusals],
            sorted((type(one.item).__name__, one.item.pk, revisions.digest(one.in_hand)) for one in self.out),
        ]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def tried(kind: str, source: Source, rights: Rights) -> Trial:
    """Load the table and undo it: what became of each row, and of the items it belongs to."""
    load = DeskLoad(kind, source, rights)
    with transaction.atomic():
        load.run()
        for one in load.touched.values():
            one.after = working.document_of(anew(one.item))
            if one.is_out:
                compare(one, load.report, load.table.key, load.said)
        transaction.set_rollback(True)
    return Trial(load.report, source.read_as, list(load.touched.values()))


@transaction.atomic
def carry_out(kind: str, source: Source, rights: Rights, *, mark: str, at_once: bool = False) -> tuple[Trial, bool]:
    """Write what the table says, all of it or, where anything is refused or it would do something else than when it
    was looked at (``mark``), nothing; returns what it does, and whether that was written.

    ``at_once`` publishes what would wait in drafts. Raises PermissionDenied where the editor may not.
    """
    if connection.features.has_select_for_update:  # elsewhere nobody else writes now
        _keep_from_changing(tried(kind, source, rights))
    trial = tried(kind, source, rights)
    trial.is_another = trial.mark != mark
    if trial.report.refusals or trial.is_another:
        return trial, False
    if at_once and not rights.may_publish(trial):
        raise PermissionDenied
    refusals = _write_rows(kind, source, rights, trial)
    for one in trial.out:
        _into_draft(one, rights.by)
        if at_once:
            _publish(one, rights.by, trial)
    trial.report.refusals += refusals  # by what others wrote in the meantime
    if refusals or trial.unpublished:
        transaction.set_rollback(True)
        return trial, False
    return trial, True


def _write_rows(kind: str, source: Source, rights: Rights, trial: Trial) -> list[Refusal]:
    """What readers do not have: written as it was tried."""
    if all(one.is_out for one in trial.touched):
        return []
    in_drafts = {line for one in trial.touched if one.is_out for line in one.lines}
    load = DeskLoad(kind, source, rights, passed_over=in_drafts)
    load.run()
    for touched in load.touched.values():
        revisions.write(touched.item, working.document_of(anew(touched.item)), rights.by, Revision.What.IMPORTED)
    return load.report.refusals


def _keep_from_changing(trial: Trial) -> None:
    """Nobody else saves these items until all is written; always locked in one order."""
    keys: dict[type[db.Model], list[int]] = {}
    for one in trial.touched:
        if one.item.pk is not None:
            keys.setdefault(type(one.item), []).append(one.item.pk)
    for model in sorted(keys, key=lambda one: str(one._meta.model_name)):
        list(model._base_manager.select_for_update().filter(pk__in=keys[model]).order_by("pk").values_list("pk"))


def _into_draft(one: Touched, by: User) -> None:
    item = type(one.item)._base_manager.select_for_update().get(pk=one.item.pk)
    draft = working.draft_of(item, lock=True)
    in_hand = working.document_in_hand(draft, working.document_of(item))
    unread = {path: typed for path, typed in (draft.unread if draft else {}).items() if path not in one.columns}
    document = working.rebased(one.before, one.after, in_hand)
    files = draft.files if draft else {}
    working.save(item, document, by, unread=unread, files=files, what=Revision.What.DRAFT_IMPORT)


def _publish(one: Touched, by: User, trial: Trial) -> None:
    try:
        if isinstance(one.item, Publishable) and one.item.status == Status.PUBLISHED:
            publication.publish(one.item, by=by, at=one.item.publish_at if one.item.is_embargoed else None)
        elif not isinstance(one.item, Publishable):
            working.publish(one.item, by)
        else:
            return  # withdrawn: it stays so, and its draft waits
    except publication.NotReady as refused:
        reasons = list(map(places.told, refused.found))
    except ValidationError as error:
        reasons = list(error.messages)
    else:
        return
    for reason in reasons:
        text = _("“%(item)s” cannot be published: %(reason)s") % {"item": one.item, "reason": reason}
        trial.unpublished.append(Refusal(trial.report.file, min(one.lines), "", text))


class _TooMany(Exception):
    """A row that would be new or changed, after as many as are written at once."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line


class DeskLoad(Load):
    """A table an editor brings. Lines in ``passed_over`` are only looked at."""

    def __init__(self, kind: str, source: Source, rights: Rights, passed_over: set[int] | None = None) -> None:
        super().__init__(KINDS[kind], source, Report(kind, source.name), References(), [])
        self.rights, self.passed_over = rights, passed_over or set()
        self.touched: dict[tuple[str, int], Touched] = {}
        self.owners = owners()
        self.held: dict[int, dict[str, str]] = {}
        self.was: Any = None  # the row in hand, before its line was read

    def run(self) -> None:
        if self.table.model in PARTS:
            self.held = drafts.held_fields(self.table.model._base_manager.all())
        try:
            super().run()
        except _TooMany as beyond:
            self._refuse(self._too_many(beyond.line))

    def _look_at_length(self, rows: list[Row]) -> None:
        new = [row.line for row in rows if not row.cells.get(MARK)]
        if len(rows) > MOST_LOOKED_AT or len(new) > MOST_ROWS:
            raise Refused(self._too_many(rows[MOST_LOOKED_AT].line if len(rows) > MOST_LOOKED_AT else new[MOST_ROWS]))

    def _too_many(self, line: int) -> list[Refusal]:
        text = _("A table from the desk has at most %(most)d rows, %(rows)d of them new or changed: divide it.")
        return [Refusal(self.source.name, line, "", text % {"most": MOST_LOOKED_AT, "rows": MOST_ROWS})]

    def _is_still_within(self, row: Row) -> None:
        if self.report.counts["created"] + self.report.counts["changed"] >= MOST_ROWS:
            raise _TooMany(row.line)

    def _make_public(self, fresh: Any) -> None:
        """What is new at the desk is a draft, and goes past the gate like any other."""
        fresh.status = Status.DRAFT

    def _add(self, row: Row, fresh: Any, relations: dict[str, list[db.Model]]) -> None:
        if not self.rights.may_add or self.rights.columns is not None:
            self._refuse_row(row, _("You may not add rows of this kind."))
        self._is_still_within(row)
        self.was = None
        fresh.full_clean()
        if row.line in self.passed_over:
            return
        owner = owner_of(fresh, self.owners)
        touched = self._before(owner) if owner is not None else None
        fresh.save()
        for name, related in relations.items():
            getattr(fresh, name).set(related)
        if touched is None and type(fresh) in PARTS:
            document = working.document_of(fresh)
            touched = Touched(fresh, document, is_out=False, in_hand=document)
            self.touched[(str(fresh._meta.model_name), fresh.pk)] = touched
        if touched is not None:
            touched.lines[row.line] = fresh
        named = self._named(row, fresh)
        for name, cell in row.cells.items():
            if cell and name in self.fields:
                self.report.new.append(Difference(row.line, named, name, "", cell))

    def _change(self, row: Row, found: Any, relations: dict[str, list[db.Model]]) -> None:
        if not self.rights.may_change:
            self._refuse_row(row, _("You may not change rows of this kind."))
        self._is_still_within(row)
        told = [one for one in self.report.differences if one.line == row.line]
        for one in told:
            if one.after != one.before and one.after == self._as_saved(one.before):
                text = _("Characters that the file cannot hold became “?”: save it as XLSX or as “CSV UTF-8”.")
                self._refuse_row(row, text, one.column)
        changed = {one.column for one in told}
        if self.rights.columns is not None and (others := changed - self.rights.columns):
            for name in sorted(others):
                self._refuse_row(row, _("This is not yours to change."), name)
        if row.line in self.passed_over:
            return
        for owner in self._owners_of(row, found):
            touched = self._before(owner)
            touched.lines[row.line] = found
            if owner.pk == found.pk and type(owner) is type(found):
                touched.columns |= changed
        found.save()
        for name, related in relations.items():
            getattr(found, name).set(related)

    def _as_saved(self, text: str) -> str:
        """What a program leaves of a text in the characters of the file."""
        if self.source.read_as in ("xlsx", ""):
            return text
        return text.encode(self.source.read_as, "replace").decode(self.source.read_as)

    def _owners_of(self, row: Row, found: Any) -> list[Any]:
        """The item in whose form the row stands, and where it goes to another, that one too. Raises Refused."""
        if type(found) in PARTS:
            return [self.was]
        left, owner = owner_of(self.was, self.owners), owner_of(found, self.owners)
        if left is None or owner is None:
            self._refuse_row(row, _("This belongs to nothing an editor opens."))
        if left == owner or has_still(left, found, self.owners):
            return [left]
        if working.is_out(left) != working.is_out(owner):
            text = _(
                "Readers have only one of “%(from)s” and “%(to)s”: a row goes from one to the other in their forms."
            )
            self._refuse_row(row, text % {"from": left, "to": owner})
        return [left, owner]

    def _renew(self, row: Row, found: Any, values: dict[str, Any], relations: dict[str, list[db.Model]]) -> None:
        """A text held back is given out in its place; where it comes back as it was, nothing has changed."""
        self.was = copy.copy(found)
        held = self.held.get(found.pk, {})
        told = {
            name: value
            for name, value in values.items()
            if name not in held or comparable(self.fields[name], value) != comparable(self.fields[name], held[name])
        }
        super()._renew(row, found, told, relations)

    def _before(self, owner: Any) -> Touched:
        key = (str(owner._meta.model_name), owner.pk)
        if key not in self.touched:
            document, is_out = working.document_of(owner), working.is_out(owner)
            in_hand = working.document_in_hand(working.draft_of(owner), document) if is_out else document
            self.touched[key] = Touched(owner, document, is_out, in_hand)
            if not is_out:
                revisions.catch_up(owner, document)
        return self.touched[key]

    def _named(self, row: Row, found: Any = None) -> str:
        """As the forms call it: what stands in a cell is an address, or not in the file at all."""
        return str(self.was or found) if found is not None else super()._named(row)

    def said(self, name: str, value: Any) -> str:
        """What stands in a document, as a table says it."""
        model_field = self.fields[name]
        return self.in_words(
            name, set(value) if isinstance(model_field, db.ManyToManyField) else comparable(model_field, value)
        )

    def _refuse_row(self, row: Row, reason: str, column: str = "") -> None:
        raise Refused([Refusal(self.source.name, row.line, column, reason)])
