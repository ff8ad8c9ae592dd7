"""A programme of one's own: an address that carries the sessions somebody chose. Nothing is kept of it anywhere."""

import re
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from editions.models import Edition, Session
from editions.views import pages, shapes, timetable
from editions.views.edition_rows import label_of
from editions.views.editions import hosts

MOST = 200
SLUG = re.compile(r"[-a-zA-Z0-9_]{1,100}")


def picked(request: HttpRequest) -> list[str]:
    """The slugs an address carries (``?pick=20-media&pick=20-security``, or with commas between), each once."""
    asked = [slug for value in request.GET.getlist("pick")[:MOST] for slug in value.split(",")[:MOST]]
    return list(dict.fromkeys(slug for slug in asked if SLUG.fullmatch(slug)))[:MOST]


def carrying(address: str, slugs: list[str]) -> str:
    """An address that carries a choice."""
    return f"{address}?{urlencode({'pick': ','.join(slugs)}, safe=',')}" if slugs else address


def choice(edition: Edition, slugs: list[str]) -> dict:
    """What the programme's page says of a choice of these sessions: addresses to change it, and of its calendar."""
    number = [edition.number]
    return {
        "change_url": carrying(reverse("programme-choice", args=number), slugs),
        "calendar_url": carrying(reverse("programme-calendar", args=number), slugs),
        "all_url": reverse("programme", args=number),
    }


@pages.public
def programme_choice(request: HttpRequest, number: int) -> HttpResponse:
    edition = pages.fetch(request, Edition.objects.prefetch_related(hosts()), number=number)
    sessions = Session.objects.visible_to(request.user).filter(edition=edition)
    rows = list(sessions.select_related("venue").in_programme_order())
    chosen, sides, address = set(picked(request)), pages.sides(request), shapes.addresses("session-detail")
    name = label_of(edition.number, edition.year)

    def card(one: Session) -> dict:
        return {**timetable.session_card(one, address), "slug": one.slug, "is_chosen": one.slug in chosen}

    return render(
        request,
        "sessions/choice.html",
        {
            **pages.about(request, edition),
            "title": _("Choose sessions"),
            "label": name,
            "edition": edition,
            "palette": shapes.palette(edition),
            "noindex": True,
            "breadcrumbs": [
                {"label": _("Editions"), "url": reverse("edition-list")},
                {"label": name, "url": edition.get_absolute_url()},
                {"label": _("Programme"), "url": reverse("programme", args=[edition.number])},
                {"label": _("Choose sessions")},
            ],
            "days": timetable.days(rows, sides, card),
        },
    )
