"""Organisations: under their present names by country, and each with its names and roles over the years."""

from collections.abc import Iterable

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from editions import wording
from editions.charts import Placement
from editions.languages import Text
from editions.models import Document, Organisation, OrganisationName, Partnership, Photo, Side

from . import pages, shapes

PER_PAGE = 100


@pages.public
def organisation_list(request: HttpRequest) -> HttpResponse:
    roles = Partnership.objects.visible_to(request.user).select_related("edition").order_by("edition__number")
    organisations = Organisation.objects.visible_to(request.user).with_names()
    ordered = organisations.order_by("side__order", "side", "slug").prefetch_related(
        Prefetch("partnerships", roles, to_attr="roles_seen")
    )
    page = pages.paginate(request, ordered, PER_PAGE)
    return render(
        request,
        "organisations/list.html",
        {
            "groups": by_country(page),
            "count": page.paginator.count,
            "pagination": shapes.pagination(request, page),
            "breadcrumbs": [{"label": _("Organisations")}],
        },
    )


@pages.public
def organisation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    logos = Prefetch("logo", Photo.objects.visible_to(request.user))
    organisations = Organisation.objects.select_related("side").with_names().prefetch_related(logos)
    organisation = pages.fetch(request, organisations, slug=slug)
    partnerships = Partnership.objects.visible_to(request.user).filter(organisation=organisation)
    partnerships = list(partnerships.select_related("edition").order_by("-edition__number", "order", "id"))
    documents = Document.objects.visible_to(request.user).filter(adopted_by=organisation)
    native = organisation.side.language if organisation.side else ""
    return render(
        request,
        "organisations/detail.html",
        {
            **pages.about(request, organisation),
            "organisation": organisation,
            "name": present_name(organisation),
            "country": organisation.side.text("country") if organisation.side else "",
            "logo": shapes.image(organisation.logo) if organisation.logo else None,
            "names": names_over_time(organisation),
            "aliases": [shapes.as_printed(alias.name, native) for alias in organisation.aliases.all()],
            "body": organisation.text("description"),
            "fallback": shapes.fallback(organisation, "description"),
            "editions": roles_by_edition(organisation, partnerships),
            "documents": [shapes.document(one) for one in documents.newest_first()],
            "sources": shapes.sources(organisation, *partnerships),
            "palette": organisation.side.palette if organisation.side else "",
            "breadcrumbs": [
                {"label": _("Organisations"), "url": reverse("organisation-list")},
                {"label": present_name(organisation)},
            ],
        },
    )


def by_country(organisations: Iterable[Organisation]) -> list[dict]:
    """Groups in the order of the sides, the others last."""
    sides = list(Side.objects.all())
    places = [*list(Placement)[: len(sides)], Placement.MIDDLE]
    address = shapes.addresses("organisation-detail")
    groups = []
    for side, place in zip([*sides, None], places, strict=False):
        key = side.pk if side else None
        if rows := [organisation_row(one, address) for one in organisations if one.side_id == key]:
            label = side.text("country") if side else _("Elsewhere")
            groups.append({"label": label, "placement": place, "rows": rows})
    return groups


def organisation_row(organisation: Organisation, address) -> dict:
    """The present name, and each role with the years it was held in."""
    years: dict[str, list[int]] = {}
    for partnership in organisation.roles_seen:
        years.setdefault(partnership.get_role_display(), []).append(partnership.edition.year)
    name = organisation.name_in(None)
    return {
        "name": present_name(organisation),
        "short_name": short_name(name) if name else "",
        "url": address(organisation.slug),
        "roles": [
            {"label": label, "years": wording.year_span(held[0], held[-1], get_language() or "")}
            for label, held in years.items()
        ],
    }


def short_name(name: OrganisationName) -> Text | str:
    """As this language shortens the name; another language's short form says nothing here, nor does the name again."""
    short = name.text("short_name")
    return "" if short.is_fallback or short.value == name.text("name").value else short


def present_name(organisation: Organisation) -> Text | str:
    name = organisation.name_in(None)
    return name.text("name") if name else organisation.slug


def names_over_time(organisation: Organisation) -> list[dict]:
    """Every name with its years, the present one first, in each language that is recorded."""
    names = sorted(organisation.names.all(), key=lambda name: (name.from_year or 0, name.pk), reverse=True)
    return [
        {
            "years": years_in_words(name) or (_("Years not recorded") if len(names) > 1 else _("Name")),
            "name": name.text("name"),
            "short_name": name.text("short_name"),
            "others": [
                text for code in name.languages_of("name") if (text := name.text("name", code)) != name.text("name")
            ],
        }
        for name in names
    ]


def years_in_words(name: OrganisationName) -> str:
    language = get_language() or ""
    first, last = wording.year(name.from_year, language), wording.year(name.until_year, language)
    if first and last:
        return wording.year_span(name.from_year, name.until_year, language)
    if first:
        return _("since %(year)s") % {"year": first}
    return _("until %(year)s") % {"year": last} if last else ""


def roles_by_edition(organisation: Organisation, partnerships: Iterable[Partnership]) -> list[dict]:
    """One row an edition, the latest first, under the name of that year."""
    language = get_language() or ""
    editions: dict[int, dict] = {}
    for partnership in partnerships:
        edition = partnership.edition
        name = organisation.name_in(edition.year)
        row = editions.setdefault(
            edition.pk,
            {
                "label": wording.edition_label(edition.number, language),
                "url": edition.get_absolute_url(),
                "year": wording.year(edition.year, language),
                "name": name.text("name") if name else "",
                "roles": [],
            },
        )
        row["roles"].append({"label": partnership.get_role_display(), "note": partnership.note})
    return list(editions.values())
