"""Speakers: the two delegations, one person's life line over the editions, everybody of one edition."""

import re

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from editions import wording
from editions.filters import clean_address
from editions.list_filters import SpeakerFilter
from editions.models import (
    Appearance,
    Coverage,
    Document,
    Edition,
    Photo,
    PressRelease,
    Speaker,
    SpeakerAlias,
    Venue,
    give,
    give_each,
    prepared,
)

from . import pages, shapes
from .lifelines import lifeline, years_of
from .speaker_rows import (
    aliases_of,
    appearing_row,
    in_delegations,
    listed_row,
    names_of,
    side_by_side,
    with_last_appearances,
    with_portraits,
    with_visible_portraits,
)

PER_PAGE = 60
MENTIONS = 30  # of each kind on a page
BOUND = {Appearance.Role.SIGNATORY, Appearance.Role.READER}
LONG_NAME = 24  # letters that fit the narrow column in large type on two lines


@pages.public
@clean_address
def speaker_list(request: HttpRequest) -> HttpResponse:
    speakers = SpeakerFilter(request.GET, Speaker.objects.visible_to(request.user), request=request)
    in_order = side_by_side(speakers.qs).values_list("pk", flat=True)
    # Both delegations advance together, so all are sorted for any page of them.
    keys = in_order if speakers.chosen else speakers.kept("in order", lambda: list(in_order), {})
    of_delegations = speakers.qs.order_by().values_list("delegation").annotate(Count("pk"))
    counts = speakers.kept("delegations", lambda: dict(of_delegations), speakers.chosen)
    page = pages.paginate(request, keys, PER_PAGE, sum(counts.values()))
    shown = Speaker.objects.visible_to(request.user).filter(pk__in=list(page))
    known = with_portraits(with_last_appearances(shown, request.user), request.user).in_bulk()
    address = shapes.addresses("speaker-detail")
    return render(
        request,
        "speakers/list.html",
        {
            "filters": speakers,
            "count": page.paginator.count,
            "delegations": in_delegations(
                [known[key] for key in page if key in known], lambda speaker: listed_row(speaker, address), counts
            ),
            "pagination": shapes.pagination(request, page),
            "breadcrumbs": [{"label": _("Speakers")}],
        },
    )


@pages.public
def edition_speakers(request: HttpRequest, number: int) -> HttpResponse:
    edition = pages.fetch(request, Edition.objects.with_venues(), number=number)
    appearances = Appearance.objects.visible_to(request.user).filter(edition=edition).order_by("order", "id")
    by_speaker: dict[int, list[Appearance]] = {}
    for appearance in appearances.select_related("session"):
        by_speaker.setdefault(appearance.speaker_id, []).append(appearance)
    visible = with_portraits(Speaker.objects.visible_to(request.user), request.user).in_bulk(list(by_speaker))
    in_protocol_order = [
        visible[key] for key in by_speaker if key in visible
    ]  # one withdrawn under a notice is on no list
    label = wording.edition_label(edition.number, get_language() or "")
    address = shapes.addresses("speaker-detail")
    return render(
        request,
        "speakers/edition.html",
        {
            **pages.about(request, edition),
            "edition": edition,
            "edition_label": label,
            "year": wording.year(edition.year, get_language() or ""),
            "count": len(in_protocol_order),
            "delegations": in_delegations(
                in_protocol_order, lambda speaker: appearing_row(speaker, by_speaker[speaker.pk], address)
            ),
            "palette": shapes.palette(edition),
            "breadcrumbs": [
                {"label": _("Editions"), "url": reverse("edition-list")},
                {"label": label, "url": edition.get_absolute_url()},
                {"label": _("Speakers")},
            ],
        },
    )


@pages.public
def speaker_detail(request: HttpRequest, slug: str) -> HttpResponse:
    speaker = pages.fetch_by(request, speaker_at, lambda: Speaker.objects.select_related("delegation"), slug=slug)
    with_visible_portraits([speaker], request.user)
    editions = editions_in_order(request.user)
    give_each(editions, "venues", lambda: venues_where(None, speaker=speaker.pk))
    give(speaker, "aliases", aliases_known(None, speaker=speaker.pk))
    appearances = appearances_of(request.user, speaker=speaker.pk)
    titles = [title for appearance in appearances if (title := appearance.text("title"))]
    entries = lifeline(editions, appearances, pages.sides(request))
    return render(
        request,
        "speakers/detail.html",
        {
            **pages.about(request, speaker),
            "speaker": speaker,
            "card": shapes.speaker(speaker, shapes.addresses("speaker-detail")),
            "is_long": len(str(speaker.text("name"))) > LONG_NAME,
            "portrait": portrait(speaker),
            "names": names_of(speaker),
            "aliases": aliases_of(speaker),
            "biography": speaker.text("biography"),
            "fallback": shapes.fallback(speaker, "name", "biography"),
            "titles_fall_back": any(title.is_fallback for title in titles),
            "lifeline": entries,
            "years": years_of(editions, entries),
            "span": wording.year_span(entries[0]["year"], entries[-1]["year"], get_language() or "") if entries else "",
            "documents": documents_of(request, appearances),
            **mentions(request, speaker),
            "sources": shapes.sources(speaker, *appearances),
            "has_calendar": any(one.session and one.session.day for one in appearances),
            "palette": speaker.delegation.palette if speaker.delegation else "",
            "breadcrumbs": [
                {"label": _("Speakers"), "url": reverse("speaker-list")},
                {"label": speaker.text("name")},
            ],
        },
    )


def portrait(speaker: Speaker) -> dict | None:
    """The portrait large, for the head of the speaker's page."""
    item = speaker.portrait and (speaker.portrait.rendition("portrait") or speaker.portrait.rendition("medium"))
    return item and {**item, "src": speaker.portrait.rendition_url(item["name"])}


def documents_of(request: HttpRequest, appearances: list[Appearance]) -> list[dict]:
    """What the speaker signed or read out, by the editions at which it was adopted; asked only of those who did."""
    there = {one.edition_id for one in appearances if BOUND & set(one.roles)}
    if not there:
        return []
    adopted = Document.objects.visible_to(request.user).filter(edition__in=there, kind__in=Document.OUTCOMES)
    return [shapes.document(one) for one in adopted.newest_first()]


def mentions(request: HttpRequest, speaker: Speaker) -> dict:
    """A page of the releases, coverage and photographs of a speaker that this visitor may see; all three turn over together."""
    asked = request.GET.get("page", "1")
    first = MENTIONS * (int(asked) - 1) if re.fullmatch("[1-9][0-9]{0,4}", asked) else -1
    if first == 0:
        shown = [ask(request.user, speaker=speaker.pk) for ask in (releases_about, coverage_about, photos_of)]
    else:
        shown = [list(of_kind[max(first, 0) : max(first, 0) + MENTIONS]) for of_kind in mentioning(request, speaker)]
    is_one = first == 0 and all(len(of_kind) < MENTIONS for of_kind in shown)
    most = MENTIONS if is_one else max(of_kind.order_by().count() for of_kind in mentioning(request, speaker))
    page = pages.paginate(request, range(most), MENTIONS)
    releases, coverage, photos = shown
    release_address, photo_address = shapes.addresses("press-detail", 2), shapes.addresses("photo-detail")
    return {
        "releases": [shapes.release(one, release_address) for one in releases],
        "coverage": [shapes.coverage(one) for one in coverage],
        "photos": [row for one in photos if (row := shapes.photo(one, photo_address))["image"]],
        "pagination": shapes.pagination(request, page),
    }


# What is asked for


@prepared
def speaker_at(visible, language, slug):
    return pages.knowing_behind(visible(Speaker).select_related("delegation").filter(slug=slug), language)[:1]


@prepared
def editions_in_order(visible):
    """All editions, of which most are a year on the page and no more."""
    return visible(Edition).only("number", "year", "state", "mode").order_by("number")


@prepared
def venues_where(_visible, speaker):
    """The venues of the editions at which a speaker appeared."""
    return Venue.objects.filter(edition__appearances__speaker=speaker).select_related("side").distinct()


@prepared
def aliases_known(_visible, speaker):
    return SpeakerAlias.objects.filter(speaker=speaker)


@prepared
def appearances_of(visible, speaker):
    appearances = visible(Appearance).filter(speaker=speaker).select_related("session", "read_by")
    return appearances.order_by("edition__number", "order", "id")


def mentioning(request: HttpRequest, speaker: Speaker) -> list:
    """Releases, coverage and photographs, each in the order of its list."""
    return in_order(lambda model: model.objects.visible_to(request.user), speaker.pk)


def in_order(visible, speaker) -> list:
    """The links to the speaker are looked up first, however few there are: a database that thinks them many looks through the rest."""

    def linked(model):
        links = model.speakers.through
        return visible(model).filter(pk__in=links.objects.filter(speaker=speaker).values(model._meta.model_name))

    return [linked(PressRelease).brief().newest_first(), linked(Coverage).newest_first(), linked(Photo).in_order()]


@prepared
def releases_about(visible, speaker):
    return in_order(visible, speaker)[0][:MENTIONS]


@prepared
def coverage_about(visible, speaker):
    return in_order(visible, speaker)[1][:MENTIONS]


@prepared
def photos_of(visible, speaker):
    return in_order(visible, speaker)[2][:MENTIONS]
