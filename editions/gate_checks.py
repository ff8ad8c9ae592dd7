"""What the publish gate asks of an item. Further examiners join the table ``CHECKS``.

Each check takes the item as it would be published and its circumstances.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models as db
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from modeltranslation.utils import build_localized_fieldname

from editions import models, photo_desk, preflight, programme_findings, survey_sums, terms, working
from editions.approving import digest_of, is_second, last_author, of_item, rule_of_second_eyes
from editions.drafts import held_texts, is_text
from editions.findings import Finding, Severity
from editions.languages import language_name
from editions.models import Approval, Document, Photo, PressRelease, Publishable, SecondEyes
from editions.places import label_of, label_of_text
from editions.projecting import READY
from editions.snapshots import opened
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


Check = Callable[[Any, Circumstances], Iterable[Finding]]


def ident(item: db.Model) -> tuple[str, int]:
    return str(item._meta.model_name), item.pk


# Checks of every item


def unread(item: db.Model) -> Iterator[Finding]:
    draft = working.draft_of(item)
    for path in draft.unread if draft else ():
        text = _("What was typed into “%(field)s” could not be read.") % {"field": label_of(type(item), path)}
        yield Finding("unreadable", text, Severity.MUST, item=ident(item), field=path)


def refusals(item: db.Model, error: ValidationError) -> Iterator[Finding]:
    for path, messages in error.message_dict.items():
        for message in messages:
            text = _("%(field)s: %(problem)s") % {"field": label_of(type(item), path), "problem": message}
            yield Finding("invalid", text, Severity.MUST, item=ident(item), field=path)


def validity(item: db.Model, _circumstances: Circumstances) -> Iterator[Finding]:
    try:
        item.full_clean(exclude=["status", "publish_at", "slug"])
    except ValidationError as error:
        yield from refusals(item, error)


def texts(item: Any, _circumstances: Circumstances) -> Iterator[Finding]:
    """Languages without the item, and texts that one language has and another lacks."""
    ready, held = item.ready_languages, held_texts(item).languages
    if not ready:
        text = _("No language is ready: readers would have nothing.")
        to = READY if held else build_localized_fieldname(item.lead_field, item.source_language)
        at = (ident(item), to)
        yield Finding("nothing-ready", text, Severity.MUST, item=ident(item), field=item.lead_field, stands_at=at)
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


def _about_language(code: str, sentence: str, language: str, item: Any, column: str) -> Finding:
    text = sentence % {"language": language_name(language)}
    return Finding(code, text, language=language, item=ident(item), field=column, role=translator(item, language))


def _missing_text(item: Any, name: str, language: str, severity: Severity) -> Finding:
    label = label_of_text(type(item), name)
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
        unworded = photo_desk.reasons_against(item)
    for (column, reason), about in zip(photo_desk.lacking(item), unworded, strict=True):
        text = _("Photograph “%(photo)s”: %(reason)s.") % {"photo": name, "reason": reason}
        severity = Severity.MUST if is_news else Severity.WARNING
        at = (ident(item), column)
        yield Finding("photo", text, severity, item=ident(item), role="photo-desk", about=about, stands_at=at)
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
    (models.Coverage, terms.check),
    (models.Session, programme_findings.check),
    (Photo, alone),
    (models.Survey, survey_sums.check),
]
