"""Items and languages: in which an item has no text, a draft, a text behind its source, or one that is ready.

A page of it costs five queries, whatever kinds of items there are and however many.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db import models as db
from django.db.models import Exists, F, OuterRef, Q, Value
from modeltranslation.utils import build_localized_fieldname

from editions.languages import Text, fallback_order
from editions.models import Draft, Edition, Translated, TranslationSource, WorkingDraft, language_codes
from editions.snapshots import opened

LINES_A_PAGE = 50

Key = tuple[type[db.Model], int]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to list: of one kind or edition, and where this language (any: "") is not done; ``everything`` lists what is done too."""

    kind: type[db.Model] | None = None
    edition: int | None = None
    language: str = ""
    everything: bool = False


@dataclass(slots=True)
class Line:
    """An item, its leading text by language as readers have it, and what the desk knows besides."""

    kind: Any
    pk: int
    at: datetime | None
    source: str
    texts: dict[str, str]
    held: dict[str, str] = field(default_factory=dict)
    drafted: dict[str, str] = field(default_factory=dict)
    behind: dict[str, int] = field(default_factory=dict)  # texts, by language

    def state(self, code: str) -> str:
        if not self.texts[code]:
            return "draft" if self.held.get(code) or self.drafted.get(code) else "empty"
        if self.behind.get(code):
            return "stale"
        return "source" if code == self.source else "ready"

    def name(self, asked: str) -> Text:
        for texts in (self.texts, self.held, self.drafted):
            for code in fallback_order(asked, self.source, language_codes()):
                if texts.get(code):
                    return Text(texts[code], code, asked)
        return Text("", asked, asked)


def has_edition(model: type[db.Model]) -> bool:
    try:
        return model is Edition or model._meta.get_field("edition").is_relation
    except FieldDoesNotExist:
        return False


def lines(kinds: Iterable[Any], wanted: Wanted, page: int) -> tuple[list[Line], bool]:
    """A page of items, the latest first, and whether there is another; ``kinds`` are what the editor may look at."""
    asked = [model for model in kinds if issubclass(model, Translated) and wanted.kind in (None, model)]
    if wanted.edition is not None:
        asked = [model for model in asked if has_edition(model)]
    if not asked:
        return [], False
    codes = [wanted.language] if wanted.language else language_codes()
    behind = TranslationSource.objects.filter(language__in=codes, since__isnull=False)
    of_kind = {*behind.order_by().values_list("content_type", flat=True).distinct()}  # most often of none
    parts = [part for model in asked for part in _parts(model, wanted, codes, behind, of_kind)]
    union = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    first = (page - 1) * LINES_A_PAGE
    rows = union.order_by(F("moment").desc(nulls_last=True), "-pk")[first : first + LINES_A_PAGE + 1]
    by_name = {model._meta.model_name: model for model in asked}
    found = [
        Line(by_name[kind], pk, at, source, {c: text or "" for c, text in zip(language_codes(), texts, strict=True)})
        for kind, pk, at, source, *texts in rows
    ]
    shown = found[:LINES_A_PAGE]
    _fill_in(shown)
    return shown, len(found) > LINES_A_PAGE


def _parts(
    model: Any, wanted: Wanted, codes: list[str], behind: db.QuerySet[Any], of_kind: set[int]
) -> Iterator[db.QuerySet[Any]]:
    """What is not done of a kind, in parts for each of which an index finds the rows without a look at those that are done."""
    rows = model._default_manager.not_withdrawn().order_by()
    if wanted.edition is not None:
        rows = rows.filter(pk=wanted.edition) if model is Edition else rows.filter(edition=wanted.edition)
    if wanted.everything:
        yield _values(model, rows)
        return
    kind = ContentType.objects.get_for_model(model)
    lacks = _lacks(model, kind, codes)
    # The condition of the index, which is wider than one language's.
    yield _values(model, rows.filter(model.lacking_condition(*language_codes())).filter(lacks))
    if kind.pk in of_kind:
        keys = behind.filter(content_type=kind).values("object_id")
        yield _values(model, rows.filter(~lacks, pk__in=keys))


def _lacks(model: Any, kind: ContentType, codes: list[str]) -> Q:
    """Without a text in one of these languages though with one in another, readers' or held back."""
    nowhere = Q()
    for code in language_codes():
        nowhere &= model.lacking_condition(code)
    held = Exists(Draft.objects.filter(content_type=kind, object_id=OuterRef("pk")))
    return model.lacking_condition(*codes) & (~nowhere | held)


def _values(model: Any, rows: db.QuerySet[Any]) -> db.QuerySet[Any]:
    texts = {f"text_{n}": F(_lead(model, code)) for n, code in enumerate(language_codes())}
    rows = rows.annotate(of_kind=Value(model._meta.model_name), moment=F("publish_at"), written_in=F("source_language"))
    return rows.annotate(**texts).values_list("of_kind", "pk", "moment", "written_in", *texts)


def _lead(model: Any, code: str) -> str:
    return build_localized_fieldname(model.lead_field, code)


def _fill_in(shown: list[Line]) -> None:
    """What is held back, in working drafts and behind, for all of them at once."""
    if not shown:
        return
    of_kind: dict[Any, list[int]] = {}
    for line in shown:
        of_kind.setdefault(line.kind, []).append(line.pk)
    types = {ContentType.objects.get_for_model(kind).pk: kind for kind in of_kind}
    items = Q()
    for key, kind in types.items():
        items |= Q(content_type=key, object_id__in=of_kind[kind])
    by_key = {(line.kind, line.pk): line for line in shown}
    for draft in Draft.objects.filter(items):
        line = by_key[types[draft.content_type_id], draft.object_id]
        line.held = _texts(line.kind, draft.snapshot, draft.held)
    for working in WorkingDraft.objects.filter(items).only("content_type_id", "object_id", "document"):
        line = by_key[types[working.content_type_id], working.object_id or 0]
        line.drafted = _texts(line.kind, working.document, language_codes())
    behind = TranslationSource.objects.filter(items, since__isnull=False).values_list(
        "content_type", "object_id", "language"
    )
    for kind, pk, code in behind:
        line = by_key[types[kind], pk]
        line.behind[code] = line.behind.get(code, 0) + 1


def _texts(kind: Any, document: dict[str, Any], codes: Iterable[str]) -> dict[str, str]:
    fields = opened(document)["fields"]
    return {code: fields.get(_lead(kind, code)) or "" for code in codes}
