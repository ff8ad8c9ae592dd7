"""What a place in an item is called, in the words of its form; and a remark with the name of what it is about."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models as db
from django.utils.text import capfirst
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from modeltranslation.fields import TranslationField

from editions import wording
from editions.findings import Finding
from editions.languages import field_label
from editions.models import language_codes
from editions.snapshots import PARTS, READY, row_model

# Remarks whose own words say what they are about.
SAYS_ITSELF = {
    *("unreadable", "invalid", "nothing-ready", "held-back", "language-missing", "text-missing", "stale"),
    *("no-date", "no-contact", "photo", "photo-text", "hidden", "programme", "off-record"),
}


def label_of(model: type[db.Model], path: str) -> str:
    """A path of a snapshot (``title_ja``, ``clauses/3/number``) as the form calls it, with its language and what its row is."""
    if path == READY:
        return _("Languages ready for readers")
    rows, _dash, rest = path.partition("/")
    is_of_a_row = bool(rest) and rows in PARTS[model].inlines
    of = row_model(model, rows)[0] if is_of_a_row else model
    try:
        name = _named(of._meta.get_field(path.rpartition("/")[2]), path)
    except FieldDoesNotExist:
        return path
    return wording.heading(_plural(of), name, get_language() or "") if is_of_a_row else name


def label_of_text(model: type[db.Model], path: str) -> str:
    """A translated field of an item, or of one of its rows, whatever the language."""
    first, *rest = path.split("/")
    of, name = (row_model(model, first)[0], rest[1]) if rest else (model, first)
    label = _named(of._meta.get_field(name), name)
    return wording.heading(_plural(of), label, get_language() or "") if rest else label


def _named(field: object, otherwise: str) -> str:
    if isinstance(field, TranslationField):
        return field_label(capfirst(str(field.translated_field.verbose_name)), field.language)
    if isinstance(field, db.Field):
        return capfirst(str(field.verbose_name))
    related = getattr(field, "related_model", None)
    return _plural(related) if related else otherwise


def _plural(model: type[db.Model]) -> str:
    return capfirst(str(model._meta.verbose_name_plural))


def name_of_place(finding: Finding) -> str:
    """What the form calls the place a remark is about; "" where its own words say so, or where it is about the whole."""
    (name, _key), path = finding.place
    if not path or not name or finding.code in SAYS_ITSELF:
        return ""
    return label_of(apps.get_model("editions", name), path)


def in_every_language(found: Callable[[], Iterable[Finding]]) -> dict[str, dict[str, str]]:
    """Remarks in words, by their key and the language of the desk; ``found`` looks for them anew in each."""
    words: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for code in language_codes():
        with override(code):
            for one in found():
                words[one.key][code] = told(one)
    return words


def told(finding: Finding) -> str:
    """The remark in one line."""
    return wording.heading(name_of_place(finding), finding.sentence, get_language() or "")
