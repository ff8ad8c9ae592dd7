"""The term base asked about an item: forms not to be used, and official names its translations lack. It never replaces anything."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models as db
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from editions import prose, working
from editions.drafts import is_text
from editions.findings import Finding
from editions.languages import language_name
from editions.models import Photo, PressRelease, ProseField, Term, language_codes, roles
from editions.snapshots import Snapshot, row_model
from editions.wire.knowledge import KnownTerm
from editions.wire.terms import lacking, misnomers

# Texts about an item rather than of it.
NOT_READ = {"withdrawal_note", "reading"}
# What the comparison of a release's languages looks at by itself: speakers and organisations on record.
NAMES_ON_RECORD = {Term.Kind.BODY, Term.Kind.SPEAKER}


def known() -> tuple[KnownTerm, ...]:
    """The whole term base; one query."""
    return tuple(_known(term) for term in Term.objects.order_by("pk"))


def _known(term: Term) -> KnownTerm:
    right, wrong = {}, {}
    for code in language_codes():
        forms = [_text(term, "name", code), *_text(term, "also", code).split("\n")]
        right[code] = tuple(form.strip() for form in forms if form.strip())
        wrong[code] = tuple(form.strip() for form in _text(term, "wrong", code).split("\n") if form.strip())
    return KnownTerm(right, wrong, term.kind)


def _text(term: Term, name: str, code: str) -> str:
    return getattr(term, build_localized_fieldname(name, code)) or ""


def check(item: Any, _circumstances: object) -> Iterator[Finding]:
    """For the publish gate. Of a release, what its own examination does not say already."""
    terms = known()
    if not terms:
        return
    is_release = isinstance(item, PressRelease)
    if is_release:
        terms = tuple(term for term in terms if term.kind not in NAMES_ON_RECORD)
    for one in remarks(item, working.document_of(item), terms):
        if not (is_release and one.code == "term"):
            yield one


def remarks(item: db.Model, document: Snapshot, terms: Iterable[KnownTerm]) -> Iterator[Finding]:
    """Everything the term base has to say of a state of the item, held texts and rows included."""
    terms, model, fields = tuple(terms), type(item), document["fields"]
    source = fields.get("source_language") or language_codes()[0]
    names = [name for name in getattr(model, "translated", ()) if is_text(model, name) and name not in NOT_READ]
    texts = {code: {name: _plain(model, name, code, fields) for name in names} for code in language_codes()}
    for code, written in texts.items():
        for name, text in written.items():
            yield from _misnomers(item, text, code, build_localized_fieldname(name, code), source, terms)
    for related, rows in document["inlines"].items():
        of, _parent = row_model(model, related)
        for row in rows:
            for name in (name for name in getattr(of, "translated", ()) if is_text(of, name)):
                for code in language_codes():
                    column = build_localized_fieldname(name, code)
                    place = f"{related}/{row['id']}/{column}"
                    yield from _misnomers(item, _plain(of, name, code, row), code, place, source, terms)
    for code, written in texts.items():
        if code != source and any(written.values()):
            yield from _lacking(item, texts[source], source, written, code, terms)


def _misnomers(
    item: db.Model, text: str, code: str, place: str, source: str, terms: tuple[KnownTerm, ...]
) -> Iterator[Finding]:
    for one in {one.printed: one for one in misnomers(text, code, terms)}.values():
        said = _("“%(printed)s” is not to be used: the official name is “%(right)s”.")
        sentence = said % {"printed": one.printed, "right": one.right}
        yield _finding("term", sentence, item, code, place, source, f"{one.printed} {one.right}")


def _lacking(
    item: db.Model,
    texts: dict[str, str],
    source: str,
    written: dict[str, str],
    code: str,
    terms: tuple[KnownTerm, ...],
) -> Iterator[Finding]:
    whole = "\n".join(written.values())
    told = set()
    for name, text in texts.items():
        if not written[name]:
            continue  # not translated yet: other checks say so
        for one in lacking(text, source, whole, code, terms):
            if one.right in told:
                continue
            told.add(one.right)
            said = _("“%(printed)s” stands in the text in %(language)s; here its official name is “%(right)s”.")
            words = {"printed": one.printed, "language": language_name(source), "right": one.right}
            place = build_localized_fieldname(name, code)
            yield _finding("term-pair", said % words, item, code, place, source, f"{one.printed} {one.right}")


def _finding(kind: str, sentence: str, item: db.Model, code: str, place: str, source: str, about: str) -> Finding:
    role = "photo-desk" if isinstance(item, Photo) else roles.writing(code, source)
    ident = (str(item._meta.model_name), item.pk)
    return Finding(kind, sentence, language=code, item=ident, field=place, role=role, about=about)


def _plain(model: type[db.Model], name: str, code: str, values: dict[str, Any]) -> str:
    value = values.get(build_localized_fieldname(name, code)) or ""
    return prose.plain_text(value) if isinstance(model._meta.get_field(name), ProseField) else str(value)
