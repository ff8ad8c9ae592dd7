"""The search: one box for everything that is public, in the language of the page first."""

from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from editions import entries, extracts, search, tokens, wording
from editions.filters import clean_address
from editions.languages import Text, language_name
from editions.lines import clean_line
from editions.models import SearchEntry, language_codes

from . import pages, shapes

PER_PAGE = 20
EXTRACT = {"en": 220}  # letters; a Chinese character says as much as two or three of them
EXTRACT_OF_CHARACTERS = 110


@clean_address
def search_page(request: HttpRequest) -> HttpResponse:
    question = clean_line(request.GET.get("q", ""))[: tokens.LONGEST_ASKED]
    asked, groups = chosen(request), tokens.ask(question)
    groups, found = found_closely_or_loosely(groups, asked)
    others = search.elsewhere(groups, asked["language"])
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
            "language": language_label(asked["language"]),
            "results": results(page.object_list, groups),
            "facets": facets(request, found, asked) if found.kinds else [],
            "elsewhere": elsewhere(request, others),
            **({} if found.keys or not groups else nothing_found(request, question, asked, others)),
            "pagination": shapes.pagination(request, page),
            "noindex": True,
        },
    )


def found_closely_or_loosely(groups: list[tokens.Group], asked: dict) -> tuple[list[tokens.Group], search.Found]:
    """What holds the words as they were written; where nothing does, what holds their parts."""
    found = search.find(groups, **asked)
    loose = tokens.loosened(groups)
    if found.keys or loose == groups:
        return groups, found
    other = search.find(loose, **asked)
    return (loose, other) if other.keys else (groups, found)


def chosen(request: HttpRequest) -> dict:
    """Language, kind and edition asked for; what does not exist narrows nothing."""
    language, kind, edition = (request.GET.get(name, "") for name in ("language", "kind", "edition"))
    return {
        "language": language if language in (*language_codes(), search.OTHER_LANGUAGES) else get_language() or "",
        "kind": kind if kind in entries.KINDS else "",
        "edition": int(edition) if edition.isascii() and edition.isdigit() and len(edition) < 5 else None,
    }


def results(keys: list[int], groups: list[tokens.Group]) -> list[dict]:
    """The entries of one page in their order, with the words that were found marked."""
    by_key = SearchEntry.objects.defer("title_tokens", "body_tokens").in_bulk(keys)
    return [result(by_key[key], groups) for key in keys if key in by_key]


def result(entry: SearchEntry, groups: list[tokens.Group]) -> dict:
    reader = get_language() or settings.LANGUAGE_CODE
    is_outside = entry.address.startswith(("http://", "https://"))
    return {
        "kind": kind_label(entry.kind),
        "text": Text(entry.title, entry.language, reader),
        "title": extracts.cut(entry.title, extracts.spans(entry.title, groups)),
        "extract": extracts.extract(entry.body, groups, EXTRACT.get(entry.language, EXTRACT_OF_CHARACTERS)),
        "url": entry.address if is_outside else f"/{reader}/{entry.address}",
        "is_outside": is_outside,
        "edition": wording.edition_label(entry.edition_number, reader) if entry.edition_number else "",
        "day": entry.day,
    }


def kind_label(kind: str, *, many: bool = False) -> str:
    model: type[Model] = entries.KINDS[kind].model
    return capfirst(str(model._meta.verbose_name_plural if many else model._meta.verbose_name))


def language_label(code: str) -> str:
    return _("other languages") if code == search.OTHER_LANGUAGES else language_name(code)


def facets(request: HttpRequest, found: search.Found, asked: dict) -> list[dict]:
    """What the results can be narrowed by, each choice with what it leads to; counted to a limit."""
    kinds = [
        choice(request, "kind", kind, kind_label(kind, many=True), found.kinds[kind], asked["kind"], found.is_counted)
        for kind in entries.KINDS
        if found.kinds[kind]
    ]
    editions = [
        choice(
            request,
            "edition",
            number,
            wording.edition_label(number, get_language() or ""),
            found.editions[number],
            asked["edition"],
            found.is_counted,
        )
        for number in sorted(found.editions, reverse=True)
    ]
    groups = [
        {"label": _("Kind"), "every": _("All kinds"), "choices": kinds, "is_long": False},
        {"label": _("Edition"), "every": _("All editions"), "choices": editions, "is_long": True},
    ]
    for group, name in zip(groups, ("kind", "edition"), strict=True):
        group |= {"clear_url": address(request, **{name: ""}), "is_chosen": asked[name] not in ("", None)}
    return [group for group in groups if len(group["choices"]) > 1 or group["is_chosen"]]


def choice(request: HttpRequest, name: str, value, label: str, count: int, chosen, is_counted: bool) -> dict:
    return {
        "label": label,
        "count": wording.number(count, get_language() or "") + ("" if is_counted else "+"),
        "url": address(request, **{name: str(value)}),
        "current": value == chosen,
    }


def elsewhere(request: HttpRequest, counts: dict[str, int]) -> list[dict]:
    """The other languages of texts in which there is something."""
    most = search.MOST_ELSEWHERE
    return [
        {
            "label": language_label(code),
            "count": f"{most}+" if count > most else str(count),
            "url": address(request, language="" if code == get_language() else code, kind="", edition=""),
        }
        for code, count in counts.items()
    ]


def nothing_found(request: HttpRequest, question: str, asked: dict, others: dict[str, int]) -> dict:
    """A spelling that is near, a wider search; and a note for the editors if no language has anything."""
    is_narrowed = bool(asked["kind"]) or asked["edition"] is not None
    if not (is_narrowed or others):
        search.remember_missed(question, get_language() or settings.LANGUAGE_CODE)
    similar = search.similar(question)
    return {
        "is_narrowed": is_narrowed,
        "widen_url": address(request, kind="", edition=""),
        "similar": similar,
        "similar_url": address(request, q=similar),
    }


def address(request: HttpRequest, **changes: str) -> str:
    """This search with other choices, from its first page."""
    query = request.GET.copy()
    for name, value in {"page": "", **changes}.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"{request.path}?{query.urlencode()}" if query else request.path
