"""The search: one box for everything that is public, in the language of the page first."""

import datetime
from collections import Counter
from collections.abc import Mapping
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from editions import engines, entry_kinds, extracts, limits, near_names, search, tokens, wording
from editions.filters import clean_address, with_count
from editions.languages import Text, language_name
from editions.lines import clean_line
from editions.models import Edition, SearchEntry, language_codes

from . import pages, shapes

PER_PAGE = 20
SEARCHES = limits.Often("search", most=300, seconds=60)  # of one visitor; a hall of journalists shares one address
EXTRACT = {"en": 220}  # letters; a Chinese character says as much as two or three of them
EXTRACT_OF_CHARACTERS = 110
CHOICES = ("q", "language", "kind", "edition", "year")
FORMS = 3  # other forms of a name that are shown


@clean_address
def search_page(request: HttpRequest) -> HttpResponse:
    typed = request.GET.get("q", "")
    question = clean_line(typed)[: tokens.LONGEST_ASKED]
    if len(typed) > tokens.LONGEST_ASKED:
        return redirect(address(request, q=question))  # or it would stand in each link of the page
    if question and SEARCHES.is_too_often(request.META.get("REMOTE_ADDR", "")):
        return HttpResponse(status=429, headers={"Retry-After": "60"})
    language, narrowed = chosen(request)
    groups, found = found_closely_or_loosely(tokens.ask(question), language, narrowed)
    # Of a word that is everywhere nobody needs to know how often it is elsewhere too, and counting is dear then.
    others = search.elsewhere(groups, language) if found.is_counted else search.uncounted(language)
    page = pages.paginate(request, found.keys, PER_PAGE)
    return render(
        request,
        "search/page.html",
        {
            "question": question,
            "is_asked": bool(question),
            "is_understood": bool(groups),
            "count": len(found.keys),
            "is_more": found.is_more,
            "language": language_label(language),
            "results": results(page.object_list, groups),
            "facets": facets(request, found, narrowed) if found.kinds else [],
            "elsewhere": elsewhere(request, others),
            **({} if found.keys or not groups else nothing_found(request, question, narrowed, others)),
            "pagination": shapes.pagination(request, page),
            "noindex": True,
        },
    )


def found_closely_or_loosely(
    groups: list[tokens.Group], language: str, narrowed: search.Narrowed
) -> tuple[list[tokens.Group], search.Found]:
    """What holds the words as they were written; where nothing does, what holds their parts."""
    found = search.find(groups, language, narrowed)
    loose = tokens.loosened(groups)
    if found.keys or loose == groups:
        return groups, found
    other = search.find(loose, language, narrowed)
    return (loose, other) if other.keys else (groups, found)


def chosen(request: HttpRequest) -> tuple[str, search.Narrowed]:
    """Language, kind, edition and year asked for; what does not exist narrows nothing."""
    language, kind = (request.GET.get(name, "") for name in ("language", "kind"))
    is_known = language in (*language_codes(), engines.OTHER_LANGUAGES)
    narrowed = search.Narrowed(
        kind=kind if kind in entry_kinds.KINDS else "", edition=number(request, "edition"), year=number(request, "year")
    )
    return language if is_known else get_language() or "", narrowed


def number(request: HttpRequest, name: str) -> int | None:
    """A whole number of at most four digits, from 1."""
    value = request.GET.get(name, "")
    return int(value) or None if value.isascii() and value.isdigit() and len(value) < 5 else None


def results(keys: list[int], groups: list[tokens.Group]) -> list[dict]:
    """The entries of one page in their order, with the words that were found marked."""
    by_key = SearchEntry.objects.defer("title_tokens", "body_tokens").in_bulk(keys)
    return [result(by_key[key], groups) for key in keys if key in by_key]


def result(entry: SearchEntry, groups: list[tokens.Group]) -> dict:
    reader = get_language() or settings.LANGUAGE_CODE
    is_outside = entry.address.startswith(("http://", "https://"))
    in_title = extracts.spans(entry.title, groups)
    return {
        "kind": kind_label(entry.kind),
        "text": Text(entry.title, entry.title_language or entry.language, reader),
        "title": extracts.cut(entry.title, in_title),
        "forms": [] if in_title else forms(entry, groups, reader),
        "extract_text": Text(entry.body, entry.language, reader),
        "extract": extracts.extract(entry.body, groups, EXTRACT.get(entry.language, EXTRACT_OF_CHARACTERS)),
        "url": entry.address if is_outside else f"/{reader}/{entry.address}",
        "is_outside": is_outside,
        "edition": wording.edition_label(entry.edition_number, reader) if entry.edition_number else "",
        **when(entry.day, reader),
    }


def when(day: datetime.date | None, reader: str) -> dict:
    """The day, or the year alone: of what has a year and no day the first of January keeps the place."""
    is_year = day is not None and (day.month, day.day) == (1, 1)
    return {"year": wording.year(day.year, reader) if day and is_year else "", "day": None if is_year else day}


def forms(entry: SearchEntry, groups: list[tokens.Group], reader: str) -> list[dict]:
    """The other forms of a name in which the words stand, each in its own language, and once with or without blanks."""
    found: dict[str, dict] = {}
    for form, language in entry.forms or []:
        if places := extracts.spans(form, groups):
            shown = {"text": Text(form, language or reader, reader), "parts": extracts.cut(form, places)}
            found.setdefault("".join(form.split()), shown)
    return list(found.values())[:FORMS]


def kind_label(kind: str, *, many: bool = False) -> str:
    model: type[Model] = entry_kinds.KINDS[kind].model
    return capfirst(str(model._meta.verbose_name_plural if many else model._meta.verbose_name))


def language_label(code: str) -> str:
    return _("other languages") if code == engines.OTHER_LANGUAGES else language_name(code)


def facets(request: HttpRequest, found: search.Found, narrowed: search.Narrowed) -> list[dict]:
    """What the results can be narrowed by, each choice with what it leads to.

    Where there are more results than are counted, every choice there is is offered, without a number: the first results are
    the newest, and say nothing of the others.
    """
    language = get_language() or ""
    kinds, editions, years = list(entry_kinds.KINDS), found.editions.keys(), found.years.keys()
    if not found.is_counted:
        public = list(Edition.objects.published().values_list("number", "year"))
        editions, years = ({*counted, *(row[n] for row in public)} for n, counted in enumerate((editions, years)))
    told = [
        facet(_("Kind"), _("All kinds"), "kind", [(kind, kind_label(kind, many=True)) for kind in kinds]),
        facet(
            _("Edition"),
            _("Every edition"),
            "edition",
            [(one, wording.edition_label(one, language)) for one in sorted(editions, reverse=True)],
        ),
        facet(
            _("Year"),
            _("All years"),
            "year",
            [(one, wording.year(one, language)) for one in sorted(years, reverse=True)],
        ),
    ]
    counts = {"kind": found.kinds, "edition": found.editions, "year": found.years}
    for one in told:
        fill_in(request, one, counts[one["name"]] if found.is_counted else None, getattr(narrowed, one["name"]))
    return [one for one in told if len(one["choices"]) > 1 or one["is_chosen"]]


def facet(label: str, every: str, name: str, values: list[tuple]) -> dict:
    return {"label": label, "every": every, "name": name, "values": values, "is_long": name != "kind"}


def fill_in(request: HttpRequest, one: dict, counts: Counter | None, chosen) -> None:
    """Links and numbers of one facet; the address but for its own choice is written once."""
    name, rest = one["name"], address(request, **{one["name"]: ""})
    joint = "&" if "?" in rest else "?"
    one |= {"clear_url": rest, "is_chosen": chosen not in ("", None)}
    one["choices"] = [
        {
            "label": label if counts is None else with_count(label, counts[value]),
            "url": f"{rest}{joint}{name}={value}",
            "current": value == chosen,
        }
        for value, label in one["values"]
        if counts is None or counts[value] or value == chosen
    ]


def elsewhere(request: HttpRequest, counts: Mapping[str, int | None]) -> list[dict]:
    """The other languages of texts in which there is something, or may be where it was not counted."""
    return [
        {
            "label": language_label(code) if count is None else counted(language_label(code), count),
            "url": address(request, language="" if code == get_language() else code, kind="", edition="", year=""),
        }
        for code, count in counts.items()
    ]


def counted(label: str, number: int) -> str:
    most = search.MOST_ELSEWHERE
    return _("%(choice)s (%(count)s)") % {"choice": label, "count": f"{most}+" if number > most else str(number)}


def nothing_found(request: HttpRequest, question: str, narrowed: search.Narrowed, others: Mapping) -> dict:
    """A spelling that is near, a wider search; and a note for the editors if no language has anything."""
    if not (narrowed or others):
        search.remember_missed(question, get_language() or settings.LANGUAGE_CODE)
    similar = near_names.similar(question)
    return {
        "is_narrowed": bool(narrowed),
        "widen_url": address(request, kind="", edition="", year=""),
        "similar": similar,
        "similar_url": address(request, q=similar),
    }


def address(request: HttpRequest, **changes: str) -> str:
    """This search with other choices, from its first page."""
    chosen = {name: request.GET.get(name, "")[: tokens.LONGEST_ASKED] for name in CHOICES} | changes
    query = urlencode({name: value for name, value in chosen.items() if value})
    return f"{request.path}?{query}" if query else request.path
