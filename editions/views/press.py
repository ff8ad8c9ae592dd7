"""Press: our releases with their corrections and earlier texts, and what others published."""

from dataclasses import replace
from itertools import groupby

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from editions import citations, wording
from editions.filters import clean_address
from editions.kept_counts import kept
from editions.languages import Text, language_name
from editions.list_filters import CoverageFilter, PressFilter
from editions.long_lists import LongList
from editions.mentions import linked
from editions.models import (
    Contact,
    Correction,
    Coverage,
    PressRelease,
    Promise,
    ReaderNote,
    give_each,
    language_codes,
    prepared,
)
from editions.structured_data import release_data

from . import pages, shapes
from .beside_releases import (
    BESIDE,
    aliases_in,
    contacts_of,
    corrections_of,
    documents_of,
    mentioned,
    names_of,
    photos_of,
    related,
    shown,
    speakers_in,
)
from .press_rows import (
    contact_row,
    correction_row,
    correction_rows,
    differences,
    document_row,
    fetch_release,
    hosts_first,
    kicker_of,
    release_date,
    set_back,
    text_of,
    zones,
)
from .press_texts import cited
from .speaker_rows import with_visible_portraits

RELEASES_A_PAGE = 25
LINES_A_PAGE = 50


@pages.public
@clean_address
def press_list(request: HttpRequest) -> HttpResponse:
    releases = PressRelease.objects.visible_to(request.user).with_month()
    filters = PressFilter(request.GET, releases, request=request)
    years = filters.kept("years", lambda: filters.years(filters.chosen), filters.chosen)
    rows = filters.qs.for_list().order_by("-year", "-publish_at", "-id")
    page = pages.paginate(request, LongList(rows, "year", years), RELEASES_A_PAGE)
    address = shapes.addresses("press-detail", 2)
    coverage, sides = newest_coverage(request.user), pages.sides(request)
    language = get_language() or ""
    return render(
        request,
        "press/list.html",
        {
            "years": [
                {"label": wording.year(year, language), "releases": [listed_release(one, address) for one in group]}
                for year, group in groupby(page, key=lambda release: release.year)
            ],
            "count": page.paginator.count,
            "filters": filters,
            "pagination": shapes.pagination(request, page),
            "matrix": languages_by_edition(request, filters.kept("by edition", filters.by_edition, {})),
            "coverage": [shapes.coverage(item) for item in coverage],
            "contacts": [contact_row(contact, sides) for contact in public_contacts(request.user)],
            # What belongs to an edition is told on its page.
            "promises": promises_of_no_edition(request.user),
            "breadcrumbs": [{"label": _("Press")}],
        },
    )


@pages.public
def press_detail(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    release = fetch_release(request, year, slug)
    ask = {"user": request.user, "release": release.pk}
    corrections, sides = corrections_of(**ask), pages.sides(request)
    language = get_language() or ""
    reference, text = cited(request, release), text_of(release)
    speakers = with_visible_portraits(speakers_in(**ask), request.user)
    give_each(speakers, "aliases", lambda: aliases_in(**ask))
    pictures = shown(photos_of(**ask))
    picture = pictures[0]["image"]["src"] if pictures else ""
    return render(
        request,
        "press/detail.html",
        {
            **pages.about(request, release),
            "release": release,
            **text,
            "body": replace(text["body"], value=linked(text["body"].value, names_of(speakers, text["body"].language))),
            "kicker": kicker_of(release),
            "is_long": shapes.is_long(release.text("headline")),
            "date": release_date(release),
            "published": wording.moment(release.publish_at, zones(hosts_first(release, sides), language), language),
            "languages": shapes.release(release, shapes.addresses("press-detail", 2))["languages"],
            "fallback": shapes.fallback(release, "headline", "body", "standfirst"),
            "corrections": correction_rows(corrections, release),
            "photos": pictures,
            "documents": [document_row(document) for document in documents_of(**ask)],
            "contacts": [contact_row(contact, sides) for contact in contacts_of(**ask)],
            "speakers": mentioned(request, release, speakers),
            "related": related(request, release),
            "addresses": addresses_of(release),
            "cite": Text(citations.line(reference), reference.language, language),
            "citation": citations.meta(reference) if release.is_public() else [],
            "structured_data": release_data(release, text, corrections, picture) if release.is_public() else None,
            "comments": ReaderNote.objects.approved_comments().filter(release=release) if release.comments_open else [],
            "sources": shapes.sources(release),
            "palette": shapes.palette(release.edition) if release.edition else "",
            "description": release.text("standfirst"),
            "breadcrumbs": [
                {"label": _("Press"), "url": reverse("press-list")},
                {"label": release.text("headline")},
            ],
        },
    )


@pages.public
def press_version(request: HttpRequest, year: int, slug: str, version: int) -> HttpResponse:
    """The text before the correction of this number; 1 is the first text there was."""
    release = fetch_release(request, year, slug)
    corrections = list(Correction.objects.visible_to(request.user).filter(release=release))
    later = corrections[: len(corrections) - version + 1]
    if not 1 <= version <= len(corrections) or not later[-1].earlier:
        raise Http404
    page = pages.about(request, release)
    headline, now = release.text("headline"), text_of(release)
    set_back(release, later)
    then = text_of(release)
    return render(
        request,
        "press/version.html",
        {
            **page,
            "noindex": True,
            "alternates": [],
            "canonical_url": page["canonical_url"].removesuffix(f"versions/{version}/"),
            "release": release,
            **then,
            "differences": differences(then, now),
            "kicker": kicker_of(release),
            "is_long": shapes.is_long(release.text("headline")),
            "date": release_date(release),
            "version": version,
            "corrections": correction_rows(corrections, release)[: len(later)],
            "fallback": shapes.fallback(release, "headline", "body", "standfirst"),
            "palette": shapes.palette(release.edition) if release.edition else "",
            "breadcrumbs": [
                {"label": _("Press"), "url": reverse("press-list")},
                {"label": headline, "url": release.get_absolute_url()},
                {"label": _("Earlier text")},
            ],
        },
    )


@pages.public
def correction_list(request: HttpRequest) -> HttpResponse:
    ours = Correction.objects.visible_to(request.user)
    of_release = Prefetch("release__corrections", ours.only("release"), to_attr="all_corrections")
    count = kept(request.META, "corrections", ours.count)
    page = pages.paginate(request, ours.select_related("release").prefetch_related(of_release), LINES_A_PAGE, count)
    rows = []
    for correction in page:
        keys = [one.pk for one in correction.release.all_corrections]
        row = correction_row(correction, correction.release, len(keys) - keys.index(correction.pk))
        release = {
            "headline": correction.release.text("headline"),
            "release_url": correction.release.get_absolute_url(),
        }
        rows.append({**row, **release})
    return render(
        request,
        "press/corrections.html",
        {
            "corrections": rows,
            "withdrawn": [
                withdrawn_row(release) for release in PressRelease.objects.withdrawn().newest_first()[:LINES_A_PAGE]
            ],
            "pagination": shapes.pagination(request, page),
            "breadcrumbs": [{"label": _("Press"), "url": reverse("press-list")}, {"label": _("Corrections")}],
        },
    )


def withdrawn_row(release: PressRelease) -> dict:
    """A tombstone: when and why, and nothing of what it said."""
    return {
        "date": timezone.localtime(release.withdrawn_at).date(),
        "note": release.text("withdrawal_note"),
        "url": release.get_absolute_url(),
    }


@pages.public
@clean_address
def coverage_list(request: HttpRequest) -> HttpResponse:
    filters = CoverageFilter(request.GET, Coverage.objects.visible_to(request.user), request=request)
    count = filters.kept("coverage", filters.qs.count, filters.chosen)
    page = pages.paginate(request, filters.qs.newest_first(), LINES_A_PAGE, count)
    return render(
        request,
        "press/coverage.html",
        {
            "coverage": [shapes.coverage(item) for item in page],
            "count": page.paginator.count,
            "filters": filters,
            "pagination": shapes.pagination(request, page),
            "breadcrumbs": [{"label": _("Press"), "url": reverse("press-list")}, {"label": _("Coverage")}],
        },
    )


def addresses_of(release: PressRelease) -> dict:
    """The other forms of a release: as plain text, as a reference, and with everything that goes with it."""
    forms = {"text": "press-text", "bibtex": "press-bibtex", "ris": "press-ris", "kit": "press-kit"}
    return {form: reverse(name, args=[release.year, release.slug]) for form, name in forms.items()}


def listed_release(release: PressRelease, address) -> dict:
    """In the list of all releases the edition stands where other lists have the place."""
    edition = release.edition
    place = wording.edition_label(edition.number, get_language() or "") if edition else ""
    return {**shapes.release(release, address), "place": place}


def languages_by_edition(request: HttpRequest, counted: list[dict]) -> dict:
    """How many releases of each edition are out in each language, each number leading to them."""
    codes, asked = language_codes(), get_language() or ""
    rows = []
    for row in counted:
        number = row["edition__number"]
        cells = [(code, row[code]) for code in codes]
        rows.append(
            {
                "edition": wording.edition_label(number, asked),
                "year": wording.year(row["edition__year"], asked),
                "cells": [
                    {"count": count, "url": f"{request.path}?edition={number}&language={code}"} for code, count in cells
                ],
            }
        )
    return {"languages": [language_name(code) for code in codes], "rows": rows}


@prepared
def newest_coverage(visible):
    return visible(Coverage).newest_first()[:BESIDE]


@prepared
def public_contacts(_visible):
    return Contact.objects.filter(is_public=True).select_related("side")


@prepared
def promises_of_no_edition(visible):
    return visible(Promise).open(visible.at).filter(edition=None)
