"""What every row of content can: be read quickly, say its words in a language, name its sources, keep its place."""

from collections.abc import Iterable
from functools import lru_cache

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.base import ModelState
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from editions.languages import Text, fallback_order

from .fields import PlainTextField, SourcesField


def language_codes() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]


column_of = lru_cache(1000)(build_localized_fieldname)


class Row(models.Model):
    """What is read a hundred times for each page: Django's ways of reading a row and a choice, without what is for writing."""

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db, field_names, values):
        """A row as it was read. The constructor, which is for what people give, took a tenth of the time of a page."""
        row = cls.__new__(cls)
        row.__dict__.update(zip(field_names, values, strict=True))
        row._state = ModelState()
        row._state.adding, row._state.db = False, db
        return row

    def _get_FIELD_display(self, field):
        """As Django's, but for the language of the page alone: that one translates every choice for each word it gives."""
        value = getattr(self, field.attname)
        label = dict(field.flatchoices).get(value, value)
        return label if label is None else str(label)


def lacking(lead_field: str, languages: Iterable[str]) -> Q:
    """Rows without this text in one of these languages. Indexes are made of the condition for all of them, word for word."""
    found = Q()
    for code in languages:
        column = build_localized_fieldname(lead_field, code)
        found |= Q(**{column: ""}) | Q(**{f"{column}__isnull": True})
    return found


def unfinished_index(lead_field: str, name: str) -> models.Index:
    """Of a model that grows: the few rows that lack a language, in the order of their moments."""
    return models.Index(fields=["publish_at", "id"], condition=lacking(lead_field, language_codes()), name=name)


class Translated(Row):
    """A model with a column per language for each name in ``translated``.

    ``lead_field`` is the text without which the item does not exist in a language.
    """

    translated: tuple[str, ...] = ()
    lead_field = "title"

    class Meta:
        abstract = True

    @classmethod
    def lacking_condition(cls, *languages: str) -> Q:
        """Rows without their leading text in one of these languages."""
        return lacking(cls.lead_field, languages)

    def text(self, field: str, language: str | None = None) -> Text:
        """Return ``field`` in the language asked for, else in the source language, English, or any; never None."""
        asked = language or get_language() or settings.LANGUAGE_CODE
        if value := getattr(self, column_of(field, asked), ""):
            return Text(value, asked, asked)  # nearly always: a page has hundreds of texts
        for code in fallback_order(asked, self.original_language, language_codes()):
            value = getattr(self, column_of(field, code))
            if value:
                return Text(value, code, asked)
        return Text("", asked, asked)

    @property
    def original_language(self) -> str:
        return getattr(self, "source_language", settings.LANGUAGE_CODE)

    def languages_of(self, field: str) -> list[str]:
        """Codes of the languages in which ``field`` has a text."""
        return [code for code in language_codes() if getattr(self, build_localized_fieldname(field, code))]

    @property
    def ready_languages(self) -> list[str]:
        """Languages readers may see this item in: the columns hold nothing else."""
        return self.languages_of(self.lead_field)

    def __str__(self) -> str:
        return str(self.text(self.lead_field)) or str(self._meta.verbose_name)


class Sourced(models.Model):
    """A fact with the pages it was read from, and a note that only editors see."""

    sources = SourcesField()
    editor_note = PlainTextField(_("note for editors"), blank=True, help_text=_("Never shown to readers."))

    class Meta:
        abstract = True

    @property
    def source_list(self) -> list[str]:
        return [line for line in self.sources.splitlines() if line]


class Ordered(models.Model):
    """Rows whose order is set by hand: rank is protocol."""

    order = models.PositiveIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ["order", "id"]

    def __str__(self):
        return str(self._meta.verbose_name)
