"""What is remarked of an item's words: forms that the term base does not want, official names its translations lack, characters of
another language. Nothing is ever replaced.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models as db
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from editions import prose, wording, working
from editions.character_forms import foreign_forms
from editions.drafts import is_text
from editions.findings import Finding
from editions.languages import language_name
from editions.models import Coverage, Photo, PressRelease, ProseField, Term, language_codes, roles
from editions.snapshots import Snapshot, row_model
from editions.wire.knowledge import KnownTerm
from editions.wire.terms import lacking, misnomers

# Texts about an item rather than of it.
NOT_READ = {"withdrawal_note", "reading"}
MOST_PAIRS = 8
_MARKED = re.compile(r'<span lang="[^"]*">.*?</span>')
Written = tuple[str, str, str]  # language, path, text
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
    for code, place, text in [*_own(texts), *_in_one_language(model, fields), *_of_rows(model, document["inlines"])]:
        yield from _misnomers(item, text, code, place, source, terms)
        yield from _characters(item, text, code, place, source, terms)
    for code, written in texts.items():
        if code != source and any(written.values()):
            yield from _lacking(item, texts[source], source, written, code, terms)


def of_photo(photo: Photo, terms: Iterable[KnownTerm]) -> list[Finding]:
    """What is remarked of a photograph's own texts, held ones filled in; no query."""
    columns = [build_localized_fieldname(name, code) for name in photo.translated for code in language_codes()]
    fields = {name: getattr(photo, name) for name in [*columns, "source_language"]}
    return list(remarks(photo, {"fields": fields, "inlines": {}}, terms))


def _own(texts: dict[str, dict[str, str]]) -> Iterator[Written]:
    for code, written in texts.items():
        for name, text in written.items():
            yield code, build_localized_fieldname(name, code), text


def _in_one_language(model: type[db.Model], fields: dict[str, Any]) -> Iterator[Written]:
    """Of what appeared elsewhere, the words that are ours: a headline stays as it was published."""
    if model is Coverage:
        if not fields["title_is_published"]:
            yield fields["title_language"] or fields["language"], "title", fields["title"]
        yield fields["language"], "publisher", fields["publisher"]


def _of_rows(model: type[db.Model], inlines: dict[str, list[dict[str, Any]]]) -> Iterator[Written]:
    for related, rows in inlines.items():
        of, _parent = row_model(model, related)
        for row in rows:
            for name in (name for name in getattr(of, "translated", ()) if is_text(of, name)):
                for code in language_codes():
                    place = f"{related}/{row['id']}/{build_localized_fieldname(name, code)}"
                    yield code, place, _plain(of, name, code, row)


def _characters(
    item: db.Model, text: str, code: str, place: str, source: str, terms: tuple[KnownTerm, ...]
) -> Iterator[Finding]:
    """Characters in a form of another language; official names in that language may stand in a text, and wrong ones are told."""
    if not foreign_forms(text, code):
        return
    names = {name for term in terms for other, forms in term.right.items() if other != code for name in forms}
    for name in names | {one.printed for one in misnomers(text, code, terms)}:
        text = text.replace(name, "")
    found = foreign_forms(text, code)
    if not found:
        return
    pairs = [f"{printed} → {usual}" for printed, usual in found.items()]
    said = _("Not written so in %(language)s: %(pairs)s. In a name it may be meant.")
    words = {"language": language_name(code), "pairs": wording.series(pairs[:MOST_PAIRS], get_language() or "")}
    yield _finding("characters", said % words, item, code, place, source, " ".join(pairs))


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
    if isinstance(item, Photo):
        role = "photo-desk"
    else:
        role = "writer" if isinstance(item, Coverage) else roles.writing(code, source)
    ident = (str(item._meta.model_name), item.pk)
    return Finding(kind, sentence, language=code, item=ident, field=place, role=role, about=about)


def _plain(model: type[db.Model], name: str, code: str, values: dict[str, Any]) -> str:
    """Without what is marked as being in another language."""
    value = values.get(build_localized_fieldname(name, code)) or ""
    return (
        prose.plain_text(_MARKED.sub(" ", value)) if isinstance(model._meta.get_field(name), ProseField) else str(value)
    )
