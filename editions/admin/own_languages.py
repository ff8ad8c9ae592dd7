"""A translator's form: the texts in the languages of the role, and whether they are ready, are open; the rest stays as it is."""

import copy
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.utils import flatten, flatten_fieldsets
from django.db import models as db
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from modeltranslation.fields import TranslationField

from editions import wording
from editions.languages import language_name
from editions.models import CodesField, ProseField, roles
from editions.places import label_of
from editions.templatetags.words import prose

from .values import READY


@dataclass(frozen=True)
class Shown:
    """A column in words, for Django's list of what is only read: it is called as the form calls its field."""

    model: Any
    name: str

    @property
    def __name__(self) -> str:
        return self.name

    @property
    def short_description(self) -> str:
        return label_of(self.model, self.name)


class ShownText(Shown):
    """A text in another language, as readers would see it: a translator reads it beside the own one."""

    def __call__(self, item) -> str:
        column, text = self.model._meta.get_field(self.name), getattr(item, self.name) or ""
        shown = prose(text) if isinstance(column.translated_field, ProseField) else text
        return format_html('<div class="shown-text" lang="{}">{}</div>', wording.html_lang(column.language), shown)


class ShownCodes(Shown):
    """A choice of several in the editor's words; Django shows the codes."""

    def __call__(self, item) -> str:
        labels = dict(self.model._meta.get_field(self.name).code_choices())
        return str(
            wording.series((str(labels.get(code, code)) for code in getattr(item, self.name)), get_language() or "")
        )


class ShownFlag(Shown):
    """Yes or no in words; Django shows a picture that is read out as True or False."""

    def __call__(self, item) -> str:
        value = getattr(item, self.name)
        return "–" if value is None else _("Yes") if value else _("No")


def ready_in_words(item) -> str:
    return str(wording.series(map(language_name, item.ready_languages), get_language() or ""))


ready_in_words.short_description = gettext_lazy("Languages ready for readers")


class OwnLanguages:
    """What is not open is no field of the form at all: nothing that is sent for it is read."""

    def own_columns(self, request) -> set[str] | None:
        """The columns this editor may change; None: every one."""
        own = roles.languages_of(request.user, self.model)
        return None if own is None else set(roles.columns_of(self.model, own))

    def get_fieldsets(self, request, obj=None):
        """Without what is neither shown nor open, such as the field for a file."""
        fieldsets = super().get_fieldsets(request, obj)
        own = self.own_columns(request)
        if own is None:
            return fieldsets if self.has_change_permission(request, obj) else self._in_words(request, fieldsets, obj)
        shown = {READY, *(field.name for field in self.opts.get_fields()), *super().get_readonly_fields(request, obj)}
        return [
            (
                title,
                {**options, "fields": [self._shown(name, own) for name in flatten(options["fields"]) if name in shown]},
            )
            for title, options in fieldsets
        ]

    def _in_words(self, request, fieldsets, obj):
        """For who only reads: every field in words, where Django shows codes and names of columns."""
        names = {READY, *(field.name for field in self.opts.get_fields()), *super().get_readonly_fields(request, obj)}
        shown = {READY: ready_in_words}
        shown |= {name: ShownText(self.model, name) for name in self._texts}
        shown |= {name: ShownCodes(self.model, name) for name in self._codes}
        shown |= {
            field.name: ShownFlag(self.model, field.name)
            for field in self.opts.concrete_fields
            if isinstance(field, db.BooleanField)
        }

        def read_only(name):
            """A field of a fieldset, or those that stand in one line."""
            if isinstance(name, (list, tuple)):
                return tuple(read_only(one) for one in name if isinstance(one, tuple) or one in names)
            return shown.get(name, name)

        return [(title, {**options, "fields": read_only(options["fields"])}) for title, options in fieldsets]

    def _shown(self, name, own):
        """A field of the form, or in place of a text in another language, or of codes, what shows them."""
        if name in self._codes:
            return ShownCodes(self.model, name)
        if name in own or name == READY or name not in self._texts:
            return name
        return ShownText(self.model, name)

    @property
    def _texts(self) -> set[str]:
        return {column.name for column in self.opts.get_fields() if isinstance(column, TranslationField)}

    @property
    def _codes(self) -> set[str]:
        return {column.name for column in self.opts.get_fields() if isinstance(column, CodesField)}

    def get_readonly_fields(self, request, obj=None):
        names = super().get_readonly_fields(request, obj)
        own = self.own_columns(request)
        if own is None:
            if self.has_change_permission(request, obj):
                return names
            return [*names, *filter(callable, flatten_fieldsets(self.get_fieldsets(request, obj)))]
        fields = flatten_fieldsets(self.get_fieldsets(request, obj))
        return [*names, *(name for name in fields if name not in {*own, *names, READY})]

    def get_form(self, request, obj=None, change=False, **kwargs):
        return self.with_own_fields(request, super().get_form(request, obj, change=change, **kwargs))

    def with_own_fields(self, request, form):
        """Fields a form declares itself are in it whatever is asked for: they go here."""
        own = self.own_columns(request)
        for name in [] if own is None else [name for name in form.base_fields if name not in {*own, READY}]:
            del form.base_fields[name]
        if own is not None and READY in form.base_fields:
            form.base_fields[READY] = copy.deepcopy(form.base_fields[READY])
            form.base_fields[READY].only(roles.languages_of(request.user, self.model))
        return form
