"""Keeping the search entries as the items are: on every change, on a rebuild, and in a check."""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db import models as db
from django.utils.translation import override

from editions import models, tokens
from editions.entry_kinds import BY_MODEL, INSIDE, KINDS, Kind
from editions.models import SearchEntry, language_codes

AT_ONCE = 200  # items that are read together
# Where in the key of an entry its parts begin, in bits; the item is what is below.
LANGUAGE_AT, DAY_AT, KIND_AT = 59, 39, 34
KINDS_AT = (1 << DAY_AT - KIND_AT) - 1  # the slots of kinds there may be, as bits
YEARS = range(1950, 2101)  # told apart by a mark of their own
COLUMNS = [field.name for field in SearchEntry._meta.fields if not field.primary_key]
UNDATED = (1 << LANGUAGE_AT - DAY_AT) - 1  # what lasts is read before what has a day


def is_searched(model: Any) -> bool:
    return model in BY_MODEL or model in INSIDE or model is models.Side


def items_of(row: db.Model) -> dict[str, set[int]]:
    """Kinds and keys of the items whose entries this row is part of."""
    if type(row) in BY_MODEL:
        return {BY_MODEL[type(row)]: {row.pk}}
    if type(row) in INSIDE:
        kind, column = INSIDE[type(row)]
        return {kind: {getattr(row, column)}}
    return _all_editions() if isinstance(row, models.Side) else {}


def items_of_rows(model: Any, keys: list[int]) -> dict[str, set[int]]:
    """The same for many rows of one model."""
    if model in BY_MODEL:
        return {BY_MODEL[model]: set(keys)}
    if model in INSIDE:
        kind, column = INSIDE[model]
        return {kind: set(model.objects.filter(pk__in=keys).values_list(column, flat=True))}
    return _all_editions() if model is models.Side else {}


def _all_editions() -> dict[str, set[int]]:
    return {"edition": set(models.Edition.objects.values_list("pk", flat=True))}


def entry_id(language: str, day: datetime.date | None, kind: Kind, key: int) -> int:
    """The key of an entry: language, day, slot of the kind and item, in bits from the top, so that it sorts as they do."""
    days = _days(day) if day else UNDATED
    return language_slot(language) << LANGUAGE_AT | days << DAY_AT | kind.slot << KIND_AT | key


def item_of(key: int) -> tuple[str, int]:
    """The kind and the item of an entry, by its key."""
    return _BY_SLOT[key >> KIND_AT & KINDS_AT], key & (1 << KIND_AT) - 1


_BY_SLOT = {kind.slot: name for name, kind in KINDS.items()}


def _days(day: datetime.date) -> int:
    """Its number among all days; those far beyond any forum share the last one."""
    return min(day.toordinal(), UNDATED - 1)


def year_of(key: int) -> int | None:
    """The year of an entry's day; None where it has none."""
    days = key >> DAY_AT & UNDATED
    return None if days == UNDATED else datetime.date.fromordinal(days).year


def years_of(keys: Iterable[int]) -> Counter[int]:
    """How many of these entries there are of each year; what has no day is not counted."""
    years: Counter[int] = Counter()
    for day, count in Counter(key >> DAY_AT for key in keys).items():  # they are of few days
        if year := year_of(day << DAY_AT):
            years[year] += count
    return years


def key_range(language: str | None = None, year: int | None = None) -> tuple[int, int]:
    """The first and the last key there may be: of all languages or of one, of all days or of one year's in it."""
    if language is None:
        return 0, (1 << LANGUAGE_AT + 3) - 1
    slot = language_slot(language) << LANGUAGE_AT
    if year is None:
        return slot, slot + (1 << LANGUAGE_AT) - 1
    first, last = (_days(datetime.date(year, *day)) for day in ((1, 1), (12, 31)))
    return slot + (first << DAY_AT), slot + (last + 1 << DAY_AT) - 1


def key_range_of_days(language: str) -> tuple[int, int]:
    """The first and the last key there may be of what has a day, in one language."""
    first, _last = key_range(language)
    return first, first + (UNDATED << DAY_AT) - 1


def marks(name: str, edition: int | None = None) -> list[str]:
    """Tokens by which an engine narrows to a kind and an edition, as it looks for words; in every entry beside its title."""
    of_kind = [f"x0k{KINDS[name].slot}"] if name else []
    return of_kind if edition is None else [*of_kind, f"x0e{edition}"]


def language_mark(language: str) -> str:
    return f"x0l{language_slot(language)}"


def year_mark(language: str, year: int | None) -> str:
    """Language and year; those before and after all that are told apart share one. 0: what has no day."""
    known = 0 if year is None else min(max(year, YEARS[0]), YEARS[-1])
    return f"x0d{language_slot(language)}x{known}"


def language_slot(language: str) -> int:
    """1, 2, 3 for the site's languages; 0 for those of others' headlines, which share one range of keys."""
    codes = language_codes()
    return codes.index(language) + 1 if language in codes else 0


def made_of(name: str, items: Iterable[Any], there: Iterable[SearchEntry] = ()) -> Iterator[SearchEntry]:
    """The entries these items ought to have; none in a language in which an item has no title.

    Making tokens of a text is most of the work: a text that is in one of the entries ``there`` keeps those it has.
    """
    known = {(entry.object_id, entry.language): entry for entry in there}
    kind = KINDS[name]
    with override(settings.LANGUAGE_CODE):
        for item in items:
            day, edition, address = kind.day(item), kind.edition(item), kind.address(item)
            for words in kind.words(item):
                if not words.title:
                    continue
                entry = SearchEntry(
                    id=entry_id(words.language, day, kind, item.pk),
                    kind=name,
                    object_id=item.pk,
                    language=words.language,
                    edition_number=edition.number if edition else None,
                    day=day,
                    address=address,
                    title=words.title,
                    title_language=words.title_language or None,
                    forms=[list(form) for form in words.forms] or None,
                    body="\n".join(filter(None, words.body)),
                )
                of_title = tokens.index(words.title, *(form for form, _language in words.forms))
                of_place = [language_mark(words.language), year_mark(words.language, year_of(entry.id))]
                entry.title_tokens = " ".join([of_title, *of_place, *marks(name, entry.edition_number)])
                before = known.get((item.pk, words.language))
                is_same = before is not None and before.body == entry.body
                entry.body_tokens = before.body_tokens if before and is_same else tokens.index(entry.body)
                yield entry


def rows(name: str) -> db.QuerySet[Any]:
    kind = KINDS[name]
    return kind.model.objects.order_by().select_related(*kind.joined).prefetch_related(*kind.fetched)


def renew(name: str, keys: Iterable[int]) -> int:
    """Make the entries of these items as they ought to be; those of items that are gone go. Returns how many changed."""
    keys, changed = sorted(keys), 0
    for at in range(0, len(keys), AT_ONCE):
        some = keys[at : at + AT_ONCE]
        with transaction.atomic():
            changed += len(_renewed(name, some, is_edit=True))
        for other, column in KINDS[name].then.items():
            theirs = KINDS[other].model.objects.filter(**{f"{column}__in": some}).values_list("pk", flat=True)
            changed += renew(other, theirs)
    return changed


def _renewed(name: str, keys: list[int], *, is_edit: bool = False) -> list[int]:
    if connection.features.has_select_for_update:
        # Of two saves at one moment the second waits here, and so reads what the first one wrote.
        list(KINDS[name].model.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
    there = {entry.id: entry for entry in SearchEntry.objects.filter(kind=name, object_id__in=keys)}
    kept = there.values() if is_edit else ()  # a rebuild makes everything anew
    wanted = {entry.id: entry for entry in made_of(name, rows(name).filter(pk__in=keys), kept)}
    gone = there.keys() - wanted.keys()
    fresh = [entry for key, entry in wanted.items() if key not in there or differs(there[key], entry)]
    if gone:
        SearchEntry.objects.filter(pk__in=gone).delete()
    SearchEntry.objects.bulk_create(fresh, update_conflicts=True, update_fields=COLUMNS, unique_fields=["id"])
    if is_edit and name == "edition":
        _renew_what_moved(there.values(), fresh)
    return [*gone, *(entry.id for entry in fresh)]


def _renew_what_moved(before: Iterable[SearchEntry], now: list[SearchEntry]) -> None:
    """An edition of another number or day moves what belongs to it."""
    stood = {(entry.object_id, entry.edition_number, entry.day) for entry in before}
    moved = {entry.object_id for entry in now if (entry.object_id, entry.edition_number, entry.day) not in stood}
    for name, kind in KINDS.items():
        if moved and any(relation.name == "edition" for relation in kind.model._meta.fields):
            renew(name, kind.model.objects.filter(edition__in=moved).values_list("pk", flat=True))


def differs(one: SearchEntry, other: SearchEntry) -> bool:
    return any(getattr(one, column.attname) != getattr(other, column.attname) for column in SearchEntry._meta.fields)


def rebuild() -> Iterator[tuple[str, int, int]]:
    """Make every entry anew where it differs: yields kind, items done, entries changed, after each portion."""
    for name in KINDS:
        gone = SearchEntry.objects.filter(kind=name).exclude(object_id__in=KINDS[name].model.objects.values("pk"))
        changed, done = gone.delete()[0], 0
        yield name, done, changed
        for keys in _portions(name):
            with transaction.atomic():
                changed += len(_renewed(name, keys))
            done += len(keys)
            yield name, done, changed
    SearchEntry.objects.exclude(kind__in=KINDS).delete()


def wrong() -> Iterator[tuple[str, int, int]]:
    """What differs from what ought to be there, nothing written: yields kind, items read, entries that are wrong."""
    for name in KINDS:
        gone = SearchEntry.objects.filter(kind=name).exclude(object_id__in=KINDS[name].model.objects.values("pk"))
        bad, done = gone.count(), 0
        for keys in _portions(name):
            there = {entry.id: entry for entry in SearchEntry.objects.filter(kind=name, object_id__in=keys)}
            wanted = {entry.id: entry for entry in made_of(name, rows(name).filter(pk__in=keys))}
            bad += len(there.keys() ^ wanted.keys())
            bad += sum(differs(there[key], wanted[key]) for key in there.keys() & wanted.keys())
            done += len(keys)
        yield name, done, bad


def _portions(name: str) -> Iterator[list[int]]:
    last = 0
    while keys := list(
        KINDS[name].model.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]
    ):
        yield keys
        last = keys[-1]
