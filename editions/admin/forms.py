"""The forms of the desk: opened on a document in hand, with ready languages, clashes, labels without queries."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import CheckConstraint, Q
from django.forms.models import BaseInlineFormSet
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from editions.models import StashedFile, Status, language_codes
from editions.snapshots import by_id, is_new

from .autocompletes import LabelledAutocomplete
from .form_fields import ReadyField
from .values import READY, initial_value


class ToldBesideFields(forms.ModelForm):
    """What a constraint refuses is told beside the field to look at: one it names that is empty, else the last."""

    def _update_errors(self, errors):
        if hasattr(errors, "error_dict"):
            for error in errors.error_dict.pop(NON_FIELD_ERRORS, []):
                errors.error_dict.setdefault(self._place_of(error) or NON_FIELD_ERRORS, []).append(error)
        super()._update_errors(errors)

    def _place_of(self, error) -> str | None:
        for constraint in self._meta.model._meta.constraints:
            if isinstance(constraint, CheckConstraint) and constraint.violation_error_message == error.message:
                named = set(_columns_in(constraint.condition))
                fields = [name for name in self.fields if name in named]
                return next(
                    (name for name in fields if not self.cleaned_data.get(name)), fields[-1] if fields else None
                )
        return None


def _columns_in(condition):
    for child in condition.children:
        if isinstance(child, Q):
            yield from _columns_in(child)
        else:
            yield child[0].partition("__")[0]


class InHand(forms.ModelForm):
    """A form opened on a document: what it says stands in the fields, and what was typed and could not be read."""

    in_hand: dict[str, Any] = {}
    unread: dict[str, Any] = {}
    chosen: dict[str, StashedFile] = {}

    def open_on(self, values, unread, chosen, path=""):
        for name, form_field in self.fields.items():
            if path + name in chosen:
                form_field.widget.kept = chosen[path + name]
            if name in values and name != "id":
                self.initial[name] = initial_value(form_field, self._meta.model, name, values[name])
            if path + name in unread:
                self.initial[name] = unread[path + name]


class ItemForm(InHand, ToldBesideFields):
    """A form that shows where somebody else changed the same field meanwhile."""

    clashes: dict[str, str] = {}
    notes: dict[str, str] = {}  # by field, what is said of it besides

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.open_on(self.in_hand, self.unread, self.chosen)
        for name, note in self.notes.items():
            if name in self.fields:
                self.fields[name].help_text = format_html("{} {}", self.fields[name].help_text, note)
        if "status" in self.fields:
            self._leave_publishing_to_its_page(self.fields["status"])

    def _leave_publishing_to_its_page(self, field):
        """Here an item goes from draft to review and back; the gate publishes it, and what is out is withdrawn."""
        now = self.instance.status
        kept = {now} if now in (Status.PUBLISHED, Status.WITHDRAWN) else {Status.DRAFT, Status.IN_REVIEW}
        field.choices = [choice for choice in field.choices if choice[0] in kept]

    def full_clean(self):
        super().full_clean()
        for name, note in self.clashes.items():
            self.add_error(name or None, ValidationError(note, code="clash"))


class TranslatedItemForm(ItemForm):
    """The form of an item with a state: its texts are for readers in the languages ticked as ready."""

    needs_text = True  # published, it has its leading text in a language that is ready

    ready_languages = ReadyField(
        label=_("Languages ready for readers"),
        choices=settings.LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The text in a language that is not ticked is kept here and shown to nobody."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if READY in self.fields:
            held = getattr(self.instance, "held", [])
            self.initial.setdefault(READY, [code for code in language_codes() if code not in held])

    def clean(self):
        cleaned = super().clean()
        ready = self.cleaned_data.get(READY)
        if ready is not None:
            held = getattr(self.instance, "held", [])
            ready = self.fields[READY].joined([code for code in language_codes() if code not in held], ready)
            cleaned[READY] = ready
        if self.needs_text and ready is not None and self.cleaned_data.get("status") == Status.PUBLISHED:
            lead = self.instance.lead_field
            written = {
                code for code in language_codes() if self.cleaned_data.get(build_localized_fieldname(lead, code))
            }
            if written and not written & set(ready):
                self.add_error(READY, _("Nothing would be left for readers: tick a language that has a text."))
        return cleaned


class RowForm(InHand, ToldBesideFields):
    """A row of an inline; like its item's form it shows where two changed it."""

    clashes: dict[str, str] = {}

    @property
    def media(self):
        """The same for every row, of which the page asks each."""
        kind: Any = type(self)
        if "media_of_rows" not in vars(kind):
            kind.media_of_rows = super().media
        return kind.media_of_rows

    def full_clean(self):
        super().full_clean()
        for name, note in self.clashes.items():
            if name != "DELETE":
                self.add_error(name or None, ValidationError(note, code="clash"))


class RowFormSet(BaseInlineFormSet):
    """Rows as the document in hand has them, with the labels of what they point to loaded at once."""

    clashes: dict = {}
    in_hand: list | None = None  # the rows as the draft has them
    unread: dict = {}
    chosen: dict = {}

    @cached_property
    def empty_form(self):
        """Made once: the page asks for it four times."""
        return super().empty_form

    def get_queryset(self):
        if not hasattr(self, "_rows"):
            loaded = getattr(self.instance, "_prefetched_objects_cache", {}).get(self.prefix)
            rows = list(super().get_queryset() if self.is_bound or loaded is None else loaded)
            if self.is_bound:  # in the order of the forms, which is not that of the table when rows were merged
                place = {self.data.get(f"{self.add_prefix(i)}-id"): i for i in range(self.initial_form_count())}
                rows.sort(key=lambda row: place.get(str(row.pk), len(place)))
            for row in rows:
                setattr(row, self.fk.name, self.instance)
            self._label(rows)
            self._rows = rows
        return self._rows

    def _label(self, rows):
        for name, field in self.form.base_fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, LabelledAutocomplete):
                chosen = (getattr(row, name) for row in rows)
                widget.labels.update({str(one.pk): str(one) for one in chosen if one is not None})

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        form.clashes = self.clashes.get(i, {})
        if self.in_hand is not None and not self.is_bound:
            self._open_row(form, i)
        return form

    def _open_row(self, form, i):
        """A row as the draft has it; one taken out there stands with its tick."""
        new = [row for row in self.in_hand if is_new(row["id"])]
        if i >= self.initial_form_count() + len(new):
            return  # an empty row
        if i >= self.initial_form_count():
            row = new[i - self.initial_form_count()]
            form.initial["id"] = row["id"]
        else:
            row = by_id(self.in_hand).get(str(form.instance.pk))
        if row is None:
            form.fields["DELETE"].initial = True
        else:
            form.open_on(row, self.unread, self.chosen, f"{self.prefix}/{row['id']}/")

    def save_new(self, form, commit=True):
        """A new row comes last, unless its place was typed."""
        if "order" in form.fields and "order" not in form.changed_data:
            self.last = 1 + max([getattr(self, "last", 0), *(row.order for row in self.get_queryset())])
            form.instance.order = self.last
        return super().save_new(form, commit)

    def clean(self):
        super().clean()
        for index, notes in self.clashes.items():
            if "DELETE" in notes and index < len(self.forms) and self._should_delete_form(self.forms[index]):
                raise ValidationError(notes["DELETE"], code="clash")
