"""The rows of one inline, typed here and changed elsewhere, put together again."""

import re

from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from editions.keys import is_key
from editions.snapshots import by_id, is_new, row_model

from .values import initial_value, other_file, their_version, write_posted

MAX_ROWS = 1000


def shows_rows_that_are_gone(data, prefix, stored, model) -> bool:
    """Rows that were taken out, here too, and are not stored any more: Django would refuse them by a field nobody sees.

    What is no key of a row, or the key of another item's, was in no form of ours: it is left for Django to refuse.
    """
    known = by_id(stored)
    keys = (data.get(f"{prefix}-{index}-id") for index in range(total_of(data, prefix)))
    unknown = {key for key in keys if key and not is_new(key) and key not in known}
    return (
        bool(unknown)
        and all(map(is_key, unknown))
        and not row_model(model, prefix)[0]._base_manager.filter(pk__in=unknown).exists()
    )


def total_of(data, prefix) -> int:
    try:
        return min(int(data[f"{prefix}-TOTAL_FORMS"]), MAX_ROWS)
    except (KeyError, ValueError):
        return 0


def merge_rows(merge, inline, formset, model, states, author) -> None:
    """Rebuild the posted rows: those of the present state first, then the new ones, each with what was typed.

    ``states`` are the documents the form was opened on, of the present state, and of the rows.
    """
    prefix = formset.get_default_prefix()
    rows = Rows(merge, formset, prefix, row_model(model, prefix)[0], author)
    before, now, stored = (by_id(document["inlines"].get(prefix, [])) for document in states)
    taken = False
    for index, key in rows.posted():
        was, other = before.get(key), now.get(key)
        if other is None and key in stored:  # taken out in the draft: it stands in the form, ticked to be deleted
            if was is None or rows.is_deleted(index):
                rows.keep(index)
            elif rows.is_touched(index, was):
                rows.keep(index, {"": _("%(who)s removed this row meanwhile.") % {"who": author}})
            else:
                rows.take_out(index)
                taken = True
        elif not key or (was is None and other is None):
            if not (key and rows.is_deleted(index)):
                rows.keep_as_new(index)
        elif other is None:
            if rows.is_deleted(index) or not rows.is_touched(index, was):
                taken = True
            else:
                rows.keep_as_new(index, {"": _("%(who)s removed this row meanwhile.") % {"who": author}})
        elif was == other:
            rows.keep(index)
        elif was is not None and not rows.is_deleted(index) and not rows.is_touched(index, was):
            rows.take_over(key, other)
            taken = True
        elif rows.is_deleted(index):
            rows.keep(index, rows.clashes(index, was or {}, other))
        else:
            taken = rows.follow(index, was or {}, other) or taken
            rows.keep(
                index, rows.clashes(index, was or {}, other) if rows.is_contested(index, was or {}, other) else None
            )
    for key, other in now.items():
        if key not in before and key not in rows.keys:
            rows.take_over(key, other)
            taken = True
    if taken:
        merge.taken_over[:] = [*(merge.taken_over or [author]), str(inline.verbose_name_plural)]
    rows.write()


class Rows:
    """The rows of one inline as they were posted, put together again."""

    def __init__(self, merge, formset, prefix, model, author) -> None:
        self.merge, self.prefix, self.model, self.author = merge, prefix, model, author
        self.fields = formset.form.base_fields
        self.data, self.files = merge.data.copy(), merge.files.copy()
        self.known: list[tuple] = []
        self.new: list[tuple] = []
        self.keys: set[str] = set()

    def posted(self):
        """The index of each posted row with its id, ``""`` for a new one."""
        for index in range(total_of(self.data, self.prefix)):
            key = self.data.get(f"{self.prefix}-{index}-id", "")
            self.keys.add(key)
            yield index, key

    def is_deleted(self, index) -> bool:
        return bool(self.data.get(f"{self.prefix}-{index}-DELETE"))

    def typed(self, index, name):
        return self.fields[name].widget.value_from_datadict(self.data, self.files, f"{self.prefix}-{index}-{name}")

    def differs(self, index, name, row) -> bool:
        form_field = self.fields[name]
        return form_field.has_changed(initial_value(form_field, self.model, name, row[name]), self.typed(index, name))

    def is_touched(self, index, row) -> bool:
        if row is None or any(key.startswith(f"{self.prefix}-{index}-") for key in self.files):
            return True
        return any(self.differs(index, name, row) for name in self.fields if name in row)

    def follow(self, index, was, other) -> bool:
        """Take the other version of each column that was not touched here."""
        followed = False
        for name, form_field in self.fields.items():
            if name in other and name in was and was[name] != other[name] and not self.differs(index, name, was):
                value = initial_value(form_field, self.model, name, other[name])
                write_posted(self.data, form_field, f"{self.prefix}-{index}-{name}", value)
                followed = True
        return followed

    def is_contested(self, index, was, other) -> bool:
        """Both changed the same column, or one of them a file."""
        columns = (name for name in self.fields if name in other and was.get(name) != other[name])
        has_file = any(key.startswith(f"{self.prefix}-{index}-") for key in self.files)
        return has_file or any(self.differs(index, name, other) for name in columns)

    def clashes(self, index, was, other) -> dict[str, str]:
        """Their version of each column that differs from what is typed here."""
        notes = {}
        for name, form_field in self.fields.items():
            if name not in other:
                continue
            if self.is_deleted(index) or (was.get(name) != other[name] and self.differs(index, name, other)):
                value = initial_value(form_field, self.model, name, other[name])
                notes[name] = their_version(self.author, form_field, self.model, name, value)
        for name, form_field in self.fields.items():
            if hasattr(form_field, "stands_for") and self.files.get(f"{self.prefix}-{index}-{name}"):
                notes[name] = other_file(self.author)
        notes[""] = _("%(who)s changed this row meanwhile.") % {"who": self.author}
        if self.is_deleted(index):
            notes = {"DELETE": format_html_join(" ", "{}", ((note,) for note in notes.values()))}
        return notes

    def keep(self, index, notes=None) -> None:
        is_not_saved = is_new(self.data.get(f"{self.prefix}-{index}-id"))
        (self.new if is_not_saved else self.known).append((index, None, notes))

    def take_out(self, index) -> None:
        self.data[f"{self.prefix}-{index}-DELETE"] = "on"
        self.keep(index)

    def keep_as_new(self, index, notes=None) -> None:
        self.new.append((index, None, notes))

    def take_over(self, key, row) -> None:
        (self.new if is_new(key) else self.known).append((None, row, None))
        self.keys.add(key)

    def write(self) -> None:
        """Put the rows into the form's data with new numbers."""
        pattern = re.compile(rf"{re.escape(self.prefix)}-(\d+)-(.+)")
        for source, target in ((self.data, self.merge.data), (self.files, self.merge.files)):
            for key in [key for key in source if pattern.fullmatch(key)]:
                target.pop(key, None)
        for number, (index, row, notes) in enumerate(self.known + self.new):
            if row is not None:
                self._write_row(number, row)
            else:
                self._move(index, number, as_new=number >= len(self.known))
            if notes:
                self.merge.row_clashes.setdefault(self.prefix, {})[number] = notes
        self.merge.data[f"{self.prefix}-INITIAL_FORMS"] = str(len(self.known))
        self.merge.data[f"{self.prefix}-TOTAL_FORMS"] = str(len(self.known) + len(self.new))

    def _move(self, index, number, as_new) -> None:
        start, start_of_new = f"{self.prefix}-{index}-", f"{self.prefix}-{number}-"
        for source, target in ((self.data, self.merge.data), (self.files, self.merge.files)):
            for key in source:
                if key.startswith(start):
                    target.setlist(f"{start_of_new}{key[len(start) :]}", source.getlist(key))
        if as_new and not is_new(self.data.get(f"{start}id")):
            self.merge.data[f"{start_of_new}id"] = ""

    def _write_row(self, number, row) -> None:
        for name, form_field in self.fields.items():
            if name in row:
                value = initial_value(form_field, self.model, name, row[name])
                write_posted(self.merge.data, form_field, f"{self.prefix}-{number}-{name}", value)
        self.merge.data[f"{self.prefix}-{number}-id"] = str(row["id"])
