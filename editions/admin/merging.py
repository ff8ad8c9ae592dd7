"""A form opened on an older state (R16): what others changed meanwhile is taken over, what both changed is shown.

A form carries, signed, the snapshot it was opened on. Nothing is overwritten without the editor having seen it, and
nothing that was typed is lost.
"""

import re
from dataclasses import dataclass, field

from django import forms
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.http import QueryDict
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from editions import drafts, prose
from editions.models import ProseField, Publishable, Translated, language_codes
from editions.snapshots import by_id, row_model, snapshot, value_of

SALT = "editions.admin.opened-on"
READY = "ready_languages"
MAX_ROWS = 1000


def document_of(item, held: list[str] | None = None, lock: bool = False) -> dict:
    """The snapshot an editor sees: held texts in their places, and which languages are ready."""
    document = snapshot(item, lock)
    texts = drafts.held_texts(item) if held is None else drafts.HeldTexts(languages=held)
    for name, text in texts.fields.items():
        document["fields"][name] = document["fields"][name] or text
    for name, rows in texts.rows.items():
        for row in document["inlines"][name]:
            for column, text in rows.get(row["id"], {}).items():
                row[column] = row[column] or text
    if isinstance(item, Publishable) and isinstance(item, Translated):
        document["fields"][READY] = [code for code in language_codes() if code not in texts.languages]
    return document


def signed(item, document: dict) -> str:
    """What the form carries: the document it was opened on, of which item, and when."""
    return signing.dumps([item._meta.model_name, item.pk, document], salt=SALT, compress=True)


def opened_on(text: str, item) -> dict | None:
    """The document a form was opened on; None where that cannot be told."""
    try:
        model_name, key, document = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return document if (model_name, key) == (item._meta.model_name, item.pk) else None


@dataclass
class Merge:
    """What became of a form that was opened on an older state."""

    data: QueryDict
    files: dict
    taken_over: list[str] = field(default_factory=list)
    clashes: dict[str, str] = field(default_factory=dict)  # by field; "" for the whole form
    row_clashes: dict[str, dict[int, dict[str, str]]] = field(default_factory=dict)  # by prefix, row and field

    @property
    def has_clashes(self) -> bool:
        return bool(self.clashes or self.row_clashes)


def merged(model_admin, request, item, base: dict | None, current: dict) -> Merge:
    """Compare what was typed with the state the form was opened on and with the present one."""
    merge = Merge(request.POST.copy(), request.FILES.copy())
    if base is None:
        merge.clashes[""] = _(
            "It cannot be told on which state of the item this form was opened. Nothing was saved; what you typed "
            "is still here. Compare it with the item, then save again."
        )
        return merge
    if base == current:
        return merge
    author = last_author(item, request.user)
    _merge_fields(merge, model_admin, request, item, base, current, author)
    for inline in model_admin.get_inline_instances(request, item):
        formset = inline.get_formset(request, item)
        prefix = formset.get_default_prefix()
        if base["inlines"].get(prefix) != current["inlines"].get(prefix):
            _merge_rows(merge, inline, formset, prefix, type(item), base, current, author)
    return merge


def last_author(item, user) -> str:
    """Who saved the item last, and when, in words."""
    entries = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(item), object_id=str(item.pk)
    ).select_related("user")
    entry = entries.exclude(user=user).first() or entries.first()
    if entry is None:
        return _("Somebody")
    name = entry.user.get_full_name() or entry.user.get_username()
    when = formats.date_format(timezone.localtime(entry.action_time), "DATETIME_FORMAT")
    return _("%(name)s (%(when)s)") % {"name": name, "when": when}


def _merge_fields(merge, model_admin, request, item, base, current, author) -> None:
    fieldsets = model_admin.get_fieldsets(request, item)
    form = model_admin.get_form(request, item, change=True, fields=flatten_fieldsets(fieldsets))(instance=item)
    before, now = ({**document["fields"], **document["relations"]} for document in (base, current))
    for name, form_field in form.fields.items():
        column = getattr(form_field, "stands_for", name)
        if column not in before or column not in now or before[column] == now[column]:
            continue
        if column != name:
            if merge.files.get(name):
                merge.clashes[name] = _other_file(author)
            else:
                merge.taken_over.append(str(form_field.label))
            continue
        was, other = (_initial(form_field, type(item), name, values[name]) for values in (before, now))
        typed = form_field.widget.value_from_datadict(merge.data, merge.files, name)
        if not form_field.has_changed(was, typed):
            _post(merge.data, form_field, name, other)
            merge.taken_over.append(str(form_field.label))
        elif form_field.has_changed(other, typed):
            merge.clashes[name] = _their_version(author, form_field, type(item), name, other)
    if merge.taken_over:
        merge.taken_over[:] = [author, *merge.taken_over]


def _merge_rows(merge, inline, formset, prefix, model, base, current, author) -> None:
    """Rebuild the posted rows: those of the present state first, then the new ones, each with what was typed."""
    rows = Rows(merge, formset, prefix, row_model(model, prefix)[0], author)
    before, now = by_id(base["inlines"].get(prefix, [])), by_id(current["inlines"].get(prefix, []))
    taken = False
    for index, key in rows.posted():
        was, other = before.get(key), now.get(key)
        if not key or (was is None and other is None):
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
        elif rows.is_touched(index, other) or rows.is_deleted(index):
            rows.keep(index, rows.clashes(index, was or {}, other))
        else:
            rows.keep(index)
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
        try:
            total = min(int(self.data[f"{self.prefix}-TOTAL_FORMS"]), MAX_ROWS)
        except (KeyError, ValueError):
            total = 0
        for index in range(total):
            key = self.data.get(f"{self.prefix}-{index}-id", "")
            self.keys.add(key)
            yield index, key

    def is_deleted(self, index) -> bool:
        return bool(self.data.get(f"{self.prefix}-{index}-DELETE"))

    def typed(self, index, name):
        return self.fields[name].widget.value_from_datadict(self.data, self.files, f"{self.prefix}-{index}-{name}")

    def differs(self, index, name, row) -> bool:
        form_field = self.fields[name]
        return form_field.has_changed(_initial(form_field, self.model, name, row[name]), self.typed(index, name))

    def is_touched(self, index, row) -> bool:
        if row is None or any(key.startswith(f"{self.prefix}-{index}-") for key in self.files):
            return True
        return any(self.differs(index, name, row) for name in self.fields if name in row)

    def clashes(self, index, was, other) -> dict[str, str]:
        """Their version of each column that differs from what is typed here."""
        notes = {}
        for name, form_field in self.fields.items():
            if name not in other:
                continue
            if self.is_deleted(index) or (was.get(name) != other[name] and self.differs(index, name, other)):
                value = _initial(form_field, self.model, name, other[name])
                notes[name] = _their_version(self.author, form_field, self.model, name, value)
        for name, form_field in self.fields.items():
            if hasattr(form_field, "stands_for") and self.files.get(f"{self.prefix}-{index}-{name}"):
                notes[name] = _other_file(self.author)
        notes[""] = _("%(who)s changed this row meanwhile.") % {"who": self.author}
        if self.is_deleted(index):
            notes = {"DELETE": format_html_join(" ", "{}", ((note,) for note in notes.values()))}
        return notes

    def keep(self, index, notes=None) -> None:
        self.known.append((index, None, notes))

    def keep_as_new(self, index, notes=None) -> None:
        self.new.append((index, None, notes))

    def take_over(self, key, row) -> None:
        self.known.append((None, row, None))
        self.keys.add(key)

    def write(self) -> None:
        """Put the rows into the form's data with new numbers."""
        pattern = re.compile(rf"{re.escape(self.prefix)}-(\d+)-(.+)")
        for source, target in ((self.data, self.merge.data), (self.files, self.merge.files)):
            for key in [key for key in source if pattern.fullmatch(key)]:
                del target[key]
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
        start = f"{self.prefix}-{index}-"
        for source, target in ((self.data, self.merge.data), (self.files, self.merge.files)):
            for key in source:
                if key.startswith(start):
                    target.setlist(f"{self.prefix}-{number}-{key[len(start) :]}", source.getlist(key))
        if as_new:
            self.merge.data[f"{self.prefix}-{number}-id"] = ""

    def _write_row(self, number, row) -> None:
        for name, form_field in self.fields.items():
            if name in row:
                value = _initial(form_field, self.model, name, row[name])
                _post(self.merge.data, form_field, f"{self.prefix}-{number}-{name}", value)
        self.merge.data[f"{self.prefix}-{number}-id"] = str(row["id"])


def _initial(form_field, model, name, value):
    """A snapshot's value as a form field takes its initial one."""
    value = value_of(model, name, value)
    if getattr(form_field.widget, "supports_microseconds", True) or not hasattr(value, "microsecond"):
        return value
    return value.replace(microsecond=0)


def _post(data: QueryDict, form_field, name: str, value) -> None:
    """Write a value into posted data as its widget would have sent it."""
    widget = form_field.widget
    widget = widget.widget if isinstance(widget, RelatedFieldWidgetWrapper) else widget
    value = form_field.prepare_value(value)
    if isinstance(widget, forms.FileInput):
        return
    if isinstance(widget, forms.MultiWidget):
        parts = widget.decompress(value)
        for part, suffix, part_value in zip(widget.widgets, widget.widgets_names, parts, strict=True):
            data[name + suffix] = part.format_value(part_value) or ""
    elif isinstance(widget, forms.CheckboxInput):
        data.pop(name, None)
        if value:
            data[name] = "on"
    elif isinstance(value, (list, tuple, set)):
        data.setlist(name, [str(one) for one in value])
    elif isinstance(widget, forms.Select):
        data[name] = "" if value is None else str(value)
    else:
        data[name] = widget.format_value(value) or ""


def _their_version(author, form_field, model, name, value) -> SafeString:
    """The note beside a field that two changed: who and when, and the other version in full."""
    shown = readable(form_field, model, name, value)
    language = form_field.widget.attrs.get("lang", "")
    return format_html(
        '<span class="clash"><strong>{}</strong> <span class="clash__text"{}>{}</span> {}</span>',
        _("%(who)s changed this meanwhile. Their version:") % {"who": author},
        format_html(' lang="{}"', language) if language else "",
        shown,
        _("Yours is still in the field. Nothing was saved; saving again puts yours in place of theirs."),
    )


def _other_file(author) -> SafeString:
    """The note beside a file that another replaced: no browser lets a form keep the one that was chosen."""
    return format_html(
        '<span class="clash"><strong>{}</strong> {}</span>',
        _("%(who)s changed this file meanwhile.") % {"who": author},
        _("Nothing was saved. Choose your file again to put it in place of theirs."),
    )


def readable(form_field, model, name, value) -> str | SafeString:
    """A value as an editor reads it."""
    if value in (None, "", []):
        return _("(empty)")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(form_field, forms.ModelChoiceField):
        keys = value if isinstance(value, (list, tuple)) else [value]
        return format_html_join(", ", "{}", ((str(row),) for row in form_field.queryset.filter(pk__in=keys)))
    if isinstance(form_field, forms.ChoiceField):
        labels = {str(code): label for code, label in form_field.choices}
        codes = value if isinstance(value, (list, tuple)) else [value]
        return ", ".join(str(labels.get(str(code), code)) for code in codes)
    column = model._meta.get_field(name) if name != READY else None
    if isinstance(column, ProseField):
        return prose.plain_text(value)
    return formats.localize(timezone.localtime(value) if hasattr(value, "tzinfo") and value.tzinfo else value)
