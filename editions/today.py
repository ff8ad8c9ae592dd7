"""What the day asks of the desk: what waits, what the clock publishes, what languages lack, what is late, what others did.

Every list is a few rows long and costs one query, however much there is; what an editor may not look at is not in it.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import models as db
from django.db.models import Count, F, Max, Q, QuerySet, Value
from django.utils import timezone

from editions import asked_once, content_version
from editions.models import (
    SEE_UNPUBLISHED,
    Link,
    Promise,
    Publishable,
    ReaderNote,
    Revision,
    Translated,
    TranslationSource,
    WorkingDraft,
    language_codes,
    roles,
)

SHOWN = 8  # rows of a list; one more is asked for, to say that there are others
OWN = 30  # items an editor worked on last
COUNTED = 200  # rows that are asked for where those not shown are counted by kind
KEPT_FOR = 3600

Kind = type[Publishable]


@dataclass(frozen=True, slots=True)
class Row:
    """An item by its kind and key, with the moment it is listed for."""

    kind: type[db.Model]
    pk: int
    at: dt.datetime | None = None

    @property
    def key(self) -> tuple[type[db.Model], int]:
        return self.kind, self.pk


def kinds(user: Any, action: str = roles.VIEW) -> list[Kind]:
    """The kinds of items with a state that this editor may do something with."""
    models = apps.get_app_config("editions").get_models()
    found = [model for model in models if issubclass(model, Publishable)]
    return [model for model in found if user.has_perm(f"editions.{action}_{model._meta.model_name}")]


def may_look_at(user: Any, model: type[db.Model]) -> bool:
    name = model._meta.model_name
    return bool(user.has_perm(f"editions.view_{name}") or user.has_perm(f"editions.change_{name}"))


def in_review(user: Any) -> list[Row]:
    """What waits for this editor to approve or publish it; what waited longest first."""
    mine = kinds(user, roles.PUBLISH)
    if user.has_perm("editions.approve_releases"):
        mine += [model for model in kinds(user) if model._meta.model_name == "pressrelease" and model not in mine]
    return asked_once.for_this_content(
        ("in review", *mine),
        lambda: _listed([(model, model._default_manager.in_review()) for model in mine], "updated_at", COUNTED),
    )


def scheduled(user: Any) -> list[Row]:
    """What the clock makes public; the next first."""
    mine, now = kinds(user), timezone.now()
    found = asked_once.for_this_content(
        ("scheduled", *mine),
        lambda: _listed([(model, model._default_manager.scheduled()) for model in mine], "publish_at", COUNTED),
    )
    return [row for row in found if row.at and row.at > now]


def to_translate(user: Any, languages: Iterable[str]) -> dict[str, list[Row]]:
    """By language, what somebody means to publish and has no text in it yet; what readers get next first."""
    found = {}
    for code in languages:
        asked = [  # one by one: both in one condition are not looked up in an index
            (model, rows.lacking(code))
            for model in _translated(kinds(user))
            for rows in (model._default_manager.in_review(), model._default_manager.scheduled())
        ]
        if rows := _listed(asked, "publish_at"):
            found[code] = rows
    return found


def to_bring_up_to_date(user: Any, languages: list[str]) -> dict[str, list[Row]]:
    """By language, what readers have in it made of an earlier text; what was left behind last first. One query."""
    mine = {ContentType.objects.get_for_model(model).pk: model for model in _translated(kinds(user))}
    left = TranslationSource.objects.filter(language__in=languages, content_type__in=mine, since__isnull=False)
    latest = left.values_list("language", "content_type", "object_id").annotate(at=Max("since")).order_by("-at")
    found: dict[str, list[Row]] = {}
    for code, kind, pk, at in latest[: (SHOWN + 1) * len(language_codes())] if languages else ():
        found.setdefault(code, []).append(Row(mine[kind], pk, at))
    return {code: found[code][: SHOWN + 1] for code in languages if code in found}


def languages_of(user: Any) -> list[str]:
    """The languages this editor translates into."""
    codes = language_codes()
    return [code for code in codes if user.has_perm(f"editions.translate_{code.replace('-', '_')}")]


def lacking(user: Any) -> dict[str, dict[Kind, int]]:
    """By language and kind, how many public items readers of the language are shown in another one."""
    counted = _lacking_of_all()
    mine = {model._meta.model_name: model for model in kinds(user)}
    return {
        code: {mine[name]: count for name, count in of_kind.items() if name in mine and count}
        for code, of_kind in counted.items()
    }


def _lacking_of_all() -> dict[str, dict[str, int]]:
    """Counted once for each version of the content: it reads every public row."""
    version = content_version.current()
    kept = cache.get("desk-lacking") if version is not None else None
    if kept and kept["version"] == version:
        found: dict[str, dict[str, int]] = kept["counts"]
        return found
    counts = {code: {} for code in language_codes()}  # type: dict[str, dict[str, int]]
    asked = []
    for model in _translated(_all_kinds()):
        nowhere = Q()
        for code in counts:
            nowhere &= model.lacking_condition(code)
        columns = {
            f"lacking_{code.replace('-', '_')}": Count("pk", filter=model.lacking_condition(code) & ~nowhere)
            for code in counts
        }
        rows = model._default_manager.published().order_by().values(of_kind=Value(model._meta.model_name))
        asked.append(rows.annotate(**columns).values_list("of_kind", *columns))
    for name, *numbers in asked[0].union(*asked[1:], all=True):
        for code, number in zip(counts, numbers, strict=True):
            counts[code][name] = number
    if version is not None:
        cache.set("desk-lacking", {"version": version, "counts": counts}, KEPT_FOR)
    return counts


def overdue(user: Any, today: dt.date) -> list[Promise]:
    """Promises to readers whose day has passed; the oldest first."""
    if not may_look_at(user, Promise):
        return []
    late = Promise.objects.not_withdrawn().open().filter(expected_on__lt=today).select_related("edition")
    return list(late.order_by("expected_on", "pk")[: SHOWN + 1])


class _Dead:
    """The dead links of one state of the content: finding another, or none, moves its mark."""

    mark: int | None = None
    links: list[Link] = []


def dead_links(user: Any) -> list[Link]:
    """Pages elsewhere that are gone; those longest gone first."""
    if not user.has_perm(SEE_UNPUBLISHED):
        return []
    mark = content_version.current()
    if mark is None or mark != _Dead.mark:
        _Dead.links, _Dead.mark = list(Link.objects.dead().order_by("failing_since", "pk")[: SHOWN + 1]), mark
    return _Dead.links


def new_notes(user: Any) -> list[ReaderNote]:
    """What readers sent and nobody has looked at; the oldest first."""
    if not may_look_at(user, ReaderNote):
        return []
    return list(ReaderNote.objects.filter(state=ReaderNote.State.NEW).order_by("sent_at", "id")[: SHOWN + 1])


def unfinished(user: User) -> list[WorkingDraft]:
    """Working drafts that this editor changed last, of saved items and of new ones; the latest first."""
    mine = WorkingDraft.objects.filter(Q(owner=user) | Q(changed_by=user)).select_related("content_type")
    return list(mine.defer("base").order_by("-changed_at", "-pk")[: SHOWN + 1])


def work_of_others(user: User) -> list[Revision]:
    """What others did last, an item once."""
    return _latest(user, Revision.objects.filter(made_by__isnull=False).exclude(made_by=user))


def own_work(user: User) -> list[Row]:
    """What this editor worked on last, an item once."""
    states = _latest(user, Revision.objects.filter(made_by=user), OWN)
    return [Row(model, state.object_id) for state in states if (model := kind_of(state.content_type_id))]


def _latest(user: User, states: QuerySet[Revision], most: int = SHOWN + 1) -> list[Revision]:
    states = states.defer("document").select_related("side", "made_by__editor__side")
    found: dict[tuple[int, int], Revision] = {}
    for revision in states.order_by("-pk")[: 8 * most]:
        model = kind_of(revision.content_type_id)
        if model is not None and may_look_at(user, model):
            found.setdefault((revision.content_type_id, revision.object_id), revision)
    return list(found.values())[:most]


def kind_of(content_type: int) -> type[db.Model] | None:
    return ContentType.objects.get_for_id(content_type).model_class()


def _all_kinds() -> list[Kind]:
    return [model for model in apps.get_app_config("editions").get_models() if issubclass(model, Publishable)]


def _translated(models: Iterable[Kind]) -> list[Any]:
    return [model for model in models if issubclass(model, Translated)]


def _listed(asked: list[tuple[Any, QuerySet[Any]]], moment: str, most: int = SHOWN + 1) -> list[Row]:
    """The first rows of several kinds as one list, ordered by a moment; one query."""
    by_name = {model._meta.model_name: model for model, _rows in asked}
    parts = [
        rows.order_by()
        .annotate(of_kind=Value(model._meta.model_name), moment=F(moment))
        .values_list("of_kind", "pk", "moment")
        for model, rows in asked
    ]
    if not parts:
        return []
    union = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    ordered = union.order_by(F("moment").asc(nulls_last=True), "pk")[:most]
    return [Row(by_name[name], pk, at) for name, pk, at in ordered]
