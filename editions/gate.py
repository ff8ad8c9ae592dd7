"""The publish gate: what an item lacks before readers may have it. The page, the actions and the command all ask here.

Each check takes the item as it would be published and its circumstances. Further examiners join the table ``CHECKS``.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models as db
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from editions import models, preflight, programme_findings, survey_sums, terms, wording, working
from editions.approving import digest_of, is_second, last_author, of_item, rule_of_second_eyes
from editions.drafts import held_texts, is_text
from editions.findings import Finding, Severity
from editions.languages import language_name
from editions.models import Acknowledgement, Approval, Document, Photo, PressRelease, Publishable, SecondEyes, Status
from editions.photo_desk import reasons_against
from editions.projecting import READY
from editions.rehearsal import rehearsed
from editions.snapshots import PARTS, opened, row_model
from editions.staleness import NOT_TRANSLATED, marks_of, stale_texts
from editions.wire import Knowledge
from editions.wire_knowledge import knowledge

# Texts without which a language that has the leading text is half an item.
NEEDED: dict[type[db.Model], tuple[str, ...]] = {PressRelease: ("body",)}


@dataclass(frozen=True)
class Circumstances:
    """When it is to be public (None: now), by whom, and which linked items are published with it.

    ``knowledge`` is what the site knows of names, gathered when a check asks for it, and once for whoever is given the same.
    """

    at: datetime | None = None
    by: User | None = None
    with_it: tuple[Publishable, ...] = ()
    knowledge: Callable[[], Knowledge] = field(default_factory=lambda: cache(knowledge), compare=False)

    @property
    def moment(self) -> datetime:
        return self.at or timezone.now()


@dataclass
class Verdict:
    """What the gate says of an item: the findings, and which of the warnings somebody went past already."""

    findings: list[Finding]
    acknowledged: dict[str, Acknowledgement] = field(default_factory=dict)
    standing: frozenset[str] = frozenset()

    def open(self, reasons: Iterable[str] = ()) -> list[Finding]:
        """What still stands in the way; ``reasons`` are the keys of warnings that are being gone past now.

        Warnings of a state that readers have already do not hold back its correction.
        """
        passed = {*self.acknowledged, *self.standing, *reasons}
        return [finding for finding in self.findings if finding.is_must or finding.key not in passed]


Check = Callable[[Any, Circumstances], Iterable[Finding]]


def examine(item: Publishable, circumstances: Circumstances | None = None) -> Verdict:
    """Ask every check of the item's working draft, or of its saved state where it has none."""
    circumstances = circumstances or Circumstances()
    findings = list(_unread(item))
    try:
        with rehearsed(item) as changed:
            findings += _asked(changed, circumstances)
    except ValidationError as error:
        findings += _refusals(item, error)
    return verdict_on(item, findings, standing_of(item, circumstances.knowledge))


def examine_rows(item: Publishable, circumstances: Circumstances, standing: frozenset[str]) -> Verdict:
    """The same of the rows as they are: a form has just written its draft into them."""
    return verdict_on(item, list(_asked(item, circumstances)), standing)


def verdict_on(item: Publishable, findings: list[Finding], standing: frozenset[str]) -> Verdict:
    findings.sort(key=lambda finding: not finding.is_must)
    return Verdict(findings, {one.finding: one for one in of_item(Acknowledgement, item)}, standing)


def standing_of(item: Publishable, known: Callable[[], Knowledge]) -> frozenset[str]:
    """Keys of the warnings that hold of what readers have already; none for what they do not have."""
    if not item.is_itself_public():
        return frozenset()
    return frozenset(finding.key for finding in _asked(item, Circumstances(knowledge=known)) if not finding.is_must)


def _asked(item: Publishable, circumstances: Circumstances) -> Iterator[Finding]:
    for model, check in CHECKS:
        if isinstance(item, model):
            yield from check(item, circumstances)


def belongings(item: db.Model) -> list[Publishable]:
    """What is published with the item unless an editor says otherwise: what it shows and readers do not have yet."""
    linked: list[Publishable] = []
    if isinstance(item, PressRelease):
        linked += Photo.objects.filter(release_photos__release=item).order_by("release_photos__order")
        linked += Document.objects.filter(release_documents__release=item).order_by("release_documents__order")
    linked += [photo for name in ("cover", "portrait", "logo") if (photo := getattr(item, name, None))]
    return [one for one in linked if one.status != Status.WITHDRAWN and not one.is_itself_public()]


def ident(item: db.Model) -> tuple[str, int]:
    return str(item._meta.model_name), item.pk


# Checks of every item


def _unread(item: db.Model) -> Iterator[Finding]:
    draft = working.draft_of(item)
    for path in draft.unread if draft else ():
        text = _("What was typed into “%(field)s” could not be read.") % {"field": label_of(item, path)}
        yield Finding("unreadable", text, Severity.MUST, item=ident(item), field=path)


def _refusals(item: db.Model, error: ValidationError) -> Iterator[Finding]:
    for path, messages in error.message_dict.items():
        for message in messages:
            text = _("%(field)s: %(problem)s") % {"field": label_of(item, path), "problem": message}
            yield Finding("invalid", text, Severity.MUST, item=ident(item), field=path)


def label_of(item: db.Model, path: str) -> str:
    """A path of a snapshot as an editor knows the field, with what its row is."""
    rows, _dash, rest = path.partition("/")
    model: Any = row_model(type(item), rows)[0] if rest and rows in PARTS[type(item)].inlines else type(item)
    column = path.rpartition("/")[2]
    try:
        name = str(getattr(model._meta.get_field(column), "verbose_name", column))
    except FieldDoesNotExist:
        return path
    return wording.heading(str(model._meta.verbose_name_plural), name, get_language() or "") if rest else name


def validity(item: db.Model, _circumstances: Circumstances) -> Iterator[Finding]:
    try:
        item.full_clean(exclude=["status", "publish_at", "slug"])
    except ValidationError as error:
        yield from _refusals(item, error)


def texts(item: Any, _circumstances: Circumstances) -> Iterator[Finding]:
    """Languages without the item, and texts that one language has and another lacks."""
    ready, held = item.ready_languages, held_texts(item).languages
    if not ready:
        text = _("No language is ready: readers would have nothing.")
        yield Finding("nothing-ready", text, Severity.MUST, item=ident(item), field=item.lead_field)
        return
    names = [name for name in item.translated if is_text(type(item), name) and name not in NOT_TRANSLATED]
    written = {name: item.languages_of(name) for name in names}
    for code in models.language_codes():
        lead = build_localized_fieldname(item.lead_field, code)
        if code in held:
            if item.is_itself_public():
                continue  # taken from readers on purpose; the page shows it
            said = _("%(language)s is held back: readers of it are shown another language.")
            yield _about_language("held-back", said, code, item, lead)
        elif code not in ready:
            said = _("There is no text in %(language)s: readers of it are shown another language.")
            yield _about_language("language-missing", said, code, item, lead)
        else:
            for name in names:
                if code not in written[name] and set(written[name]) & set(ready):
                    needed = name in NEEDED.get(type(item), ())
                    yield _missing_text(item, name, code, Severity.MUST if needed else Severity.WARNING)


def stale(item: Any, _circumstances: Circumstances) -> Iterator[Finding]:
    """Before anybody reads it, translations of what the source said before; a correction of what is out does not wait."""
    if item.is_itself_public():
        return
    now, draft = working.document_of(item), working.draft_of(item)
    was = opened(draft.base) if draft and draft.base else now
    for one in stale_texts(type(item), was, now, marks_of(item)):
        if one.language not in now["fields"].get(READY, [one.language]):
            continue
        said = _("“%(field)s” in %(language)s translates an earlier text: what it was made of has changed since.")
        label = label_of_text(type(item), one.name)
        yield Finding(
            "stale",
            said % {"field": label, "language": language_name(one.language)},
            language=one.language,
            item=ident(item),
            field=one.column,
            role=translator(item, one.language),
            about=one.source_now,
        )


def label_of_text(model: type[db.Model], path: str) -> str:
    """A translated field of an item, or of one of its rows, as an editor knows it."""
    first, *rest = path.split("/")
    of, name = (row_model(model, first)[0], rest[1]) if rest else (model, first)
    column: Any = of._meta.get_field(name)
    if not rest:
        return str(column.verbose_name)
    return _("%(row)s: %(column)s") % {"row": of._meta.verbose_name, "column": column.verbose_name}


def _about_language(code: str, sentence: str, language: str, item: Any, column: str) -> Finding:
    text = sentence % {"language": language_name(language)}
    return Finding(code, text, language=language, item=ident(item), field=column, role=translator(item, language))


def _missing_text(item: Any, name: str, language: str, severity: Severity) -> Finding:
    label = str(item._meta.get_field(name).verbose_name)
    text = _("“%(field)s” is empty in %(language)s.") % {"field": label, "language": language_name(language)}
    column = build_localized_fieldname(name, language)
    return Finding(
        "text-missing", text, severity, language, ident(item), column, role=translator(item, language), about=name
    )


def translator(item: Any, language: str) -> str:
    """The role that writes an item's text in this language."""
    if isinstance(item, Photo):
        return "photo-desk"
    return models.roles.writing(language, item.original_language)


def parents(item: Any, circumstances: Circumstances) -> Iterator[Finding]:
    """What an item hangs on hides it while it is not public itself."""
    for name in item.public_through:
        parent = getattr(item, name)
        if parent is not None and not parent.is_readable(circumstances.moment):
            text = _("It stays hidden while “%(parent)s” is not public.") % {"parent": parent}
            yield Finding("hidden", text, item=ident(parent), role="publisher", about=name)


# Checks of one kind


def release(item: PressRelease, circumstances: Circumstances) -> Iterator[Finding]:
    if item.dateline_date is None:
        yield Finding("no-date", _("The dateline has no date."), item=ident(item), field="dateline_date")
    if not item.contacts.exists():
        yield Finding("no-contact", _("No press contact is named."), item=ident(item), field="contacts")
    photos = Photo.objects.filter(release_photos__release=item)
    papers = Document.objects.filter(release_documents__release=item)
    for linked in (*photos, *papers, *item.speakers.all()):
        if not linked.is_public(circumstances.moment) and linked not in circumstances.with_it:
            text = _("“%(linked)s” is not public at that moment: readers of this do not see it.") % {"linked": linked}
            yield Finding("linked-draft", text, item=ident(linked), role="publisher")
    for one in photos:
        yield from photo(one, circumstances, {*item.ready_languages})


def photo(item: Photo, circumstances: Circumstances, languages: set[str] | None = None) -> Iterator[Finding]:
    """Caption, alternative text, credit and rights; the texts in every language of what shows it."""
    is_news = item in circumstances.with_it or not item.is_itself_public()
    name = str(item)
    with override(settings.LANGUAGE_CODE):
        unworded = reasons_against(item)
    for reason, about in zip(reasons_against(item), unworded, strict=True):
        text = _("Photograph “%(photo)s”: %(reason)s.") % {"photo": name, "reason": reason}
        severity = Severity.MUST if is_news else Severity.WARNING
        yield Finding("photo", text, severity, item=ident(item), role="photo-desk", about=about)
    for code in (languages or set()) - {item.source_language}:
        for column, said in (
            ("caption", _("Photograph “%(photo)s” has no caption in %(language)s.")),
            ("alt", _("Photograph “%(photo)s” has no alternative text in %(language)s.")),
        ):
            if not getattr(item, build_localized_fieldname(column, code)):
                text = said % {"photo": name, "language": language_name(code)}
                place = build_localized_fieldname(column, code)
                yield Finding("photo-text", text, language=code, item=ident(item), field=place, role="photo-desk")


def alone(item: Photo, circumstances: Circumstances) -> Iterator[Finding]:
    return photo(item, circumstances)


def second_eyes(item: PressRelease, circumstances: Circumstances) -> Iterator[Finding]:
    """Somebody besides the last author has seen exactly this state, if the forum wishes so."""
    rule = rule_of_second_eyes()
    if rule == SecondEyes.NONE:
        return
    digest = digest_of(item)
    author = last_author(item)
    seen = [one.by for one in of_item(Approval, item) if one.digest == digest and one.by]
    seen += [circumstances.by] if circumstances.by else []
    if any(is_second(one, author, rule) for one in seen):
        return
    text = (
        _("Nobody of the other house has approved this state.")
        if rule == SecondEyes.OTHER_HOUSE
        else _("Nobody but its last author has seen this state.")
    )
    yield Finding("second-eyes", text, item=ident(item), role="publisher", about=digest)


CHECKS: list[tuple[type[db.Model], Check]] = [
    (Publishable, validity),
    (models.Translated, texts),
    (models.Translated, stale),
    (Publishable, parents),
    (PressRelease, release),
    (PressRelease, second_eyes),
    (PressRelease, preflight.check),
    (models.Translated, terms.check),
    (models.Session, programme_findings.check),
    (Photo, alone),
    (models.Survey, survey_sums.check),
]
