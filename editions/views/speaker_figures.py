"""Speakers in figures: how many of each delegation spoke at which edition and on which topic, and who came most often."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from editions import charts, wording
from editions.languages import Text
from editions.models import Appearance, Edition, Side, Speaker, Topic

from . import pages
from .edition_rows import label_of

MOST_OFTEN = 30
OFTEN = 3  # editions from which somebody is listed


@dataclass
class Tally:
    """Who is counted in one row: keys of speakers, each once an edition, by delegation."""

    seen: dict[int | None, set[tuple[int, int]]] = field(default_factory=lambda: defaultdict(set))

    def add(self, side: int | None, edition: int, speaker: int) -> None:
        self.seen[side].add((edition, speaker))

    def of(self, side: int | None) -> int:
        return len(self.seen.get(side, ()))


@pages.public
def speaker_figures(request: HttpRequest) -> HttpResponse:
    # Of those on our lists alone: who is withdrawn under a notice keeps a page, and is counted nowhere.
    of_those, at_those = (model.objects.visible_to(request.user).values("pk") for model in (Speaker, Edition))
    appearances = (
        Appearance.objects.visible_to(request.user).filter(speaker__in=of_those, edition__in=at_those).order_by()
    )
    found = list(appearances.values_list("edition_id", "speaker_id", "speaker__delegation_id", "session__topic_id"))
    columns = delegations(pages.sides(request), {side for _edition, _speaker, side, _topic in found})
    editions = list(Edition.objects.visible_to(request.user).order_by("-number"))
    topics = list(Topic.objects.visible_to(request.user))
    by_edition, by_topic = tallies(found)
    named = [
        (one.pk, label_of(one.number, one.year), reverse("edition-speakers", args=[one.number])) for one in editions
    ]
    subjects = [(one.pk, one.text("name"), one.get_absolute_url()) for one in topics]
    return render(
        request,
        "speakers/figures.html",
        {
            "title": _("Speakers in figures"),
            "breadcrumbs": [{"label": _("Speakers"), "url": reverse("speaker-list")}, {"label": _("In figures")}],
            "count": len({speaker for _edition, speaker, _side, _topic in found}),
            "columns": columns,
            "editions": rows(named, by_edition, columns),
            "topics": rows(subjects, by_topic, columns),
            "often": often(request, found, {one.pk: one.year for one in editions}, columns),
        },
    )


def delegations(sides: list[Side], there: set[int | None]) -> list[dict]:
    """The columns: the delegations in their order, and those of neither where there are any."""
    places = [charts.Placement.SIDE_A, charts.Placement.SIDE_B]
    columns = [
        {"key": side.pk, "name": side.text("delegation"), "placement": place}
        for side, place in zip(sides, places, strict=False)
    ]
    others = there - {column["key"] for column in columns}
    return [*columns, {"key": None, "name": _("Other speakers"), "placement": ""}] if others else columns


def tallies(found: list[tuple]) -> tuple[dict[int, Tally], dict[int, Tally]]:
    by_edition: defaultdict[int, Tally] = defaultdict(Tally)
    by_topic: defaultdict[int, Tally] = defaultdict(Tally)
    for edition, speaker, side, topic in found:
        by_edition[edition].add(side, edition, speaker)
        if topic:
            by_topic[topic].add(side, edition, speaker)
    return by_edition, by_topic


def rows(named: list[tuple[int, Text | str, str]], found: dict[int, Tally], columns: list[dict]) -> list[dict]:
    """Rows with somebody in them; ``share`` is the length of a bar, of 100, against the longest in the table."""
    counts = {key: [found[key].of(column["key"]) for column in columns] for key, _name, _url in named if key in found}
    most = max((count for of_row in counts.values() for count in of_row), default=0) or 1
    return [
        {
            "name": name,
            "url": url,
            "is_short": isinstance(name, str),
            "total": sum(counts[key]),
            "cells": [
                {"count": count, "share": round(100 * count / most, 1), **column}
                for count, column in zip(counts[key], columns, strict=True)
            ],
        }
        for key, name, url in named
        if key in counts and any(counts[key])
    ]


def often(request: HttpRequest, found: list[tuple], years: dict[int, int], columns: list[dict]) -> list[dict]:
    """Who spoke at most editions: first those who came most often, then those who came last."""
    came: defaultdict[int, set[int]] = defaultdict(set)
    for edition, speaker, _side, _topic in found:
        came[speaker].add(years[edition])
    ranked = sorted(came.items(), key=lambda item: (-len(item[1]), -max(item[1]), item[0]))
    ranked = [(key, theirs) for key, theirs in ranked if len(theirs) >= OFTEN][:MOST_OFTEN]
    speakers = (
        Speaker.objects.visible_to(request.user).select_related("delegation").in_bulk([key for key, _y in ranked])
    )
    most = max((len(theirs) for _key, theirs in ranked), default=1)
    language, placements = get_language() or "", {column["key"]: column for column in columns}
    return [
        {
            "name": speakers[key].text("name"),
            "url": speakers[key].get_absolute_url(),
            "delegation": placements.get(speakers[key].delegation_id, {}).get("name", ""),
            "placement": placements.get(speakers[key].delegation_id, {}).get("placement", ""),
            "count": len(theirs),
            "share": round(100 * len(theirs) / most, 1),
            "span": wording.year_span(min(theirs), max(theirs), language),
        }
        for key, theirs in ranked
    ]
