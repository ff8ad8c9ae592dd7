"""A life line: where somebody appeared over the editions, with the title held at each, and the years between."""

from itertools import groupby, pairwise

from django.utils.translation import get_language

from editions import wording
from editions.models import Appearance, Edition, Side

from . import shapes

UNSAID = {Appearance.Mode.IN_PERSON, ""}


def lifeline(editions: list[Edition], appearances: list[Appearance], sides: list[Side]) -> list[dict]:
    """One entry an edition, the oldest first. Both lists are visible rows in the order of the editions' numbers."""
    language = get_language() or ""
    places = {edition.pk: (place, edition) for place, edition in enumerate(editions)}
    entries = []
    for key, group in groupby(appearances, key=lambda appearance: appearance.edition_id):
        if key not in places:
            continue  # withdrawn under a notice: what belongs to it stays, and no list shows it
        place, edition = places[key]
        entries.append(
            {
                "place": place,
                "number": edition.number,
                "year": edition.year,
                "year_label": wording.year(edition.year, language),
                "label": wording.edition_label(edition.number, language),
                "url": edition.get_absolute_url(),
                "placement": shapes.placement(edition, sides),
                "state": edition.state,
                "state_label": edition.get_state_display() if edition.state != Edition.State.HELD else "",
                "titles": titles_of(list(group)),
                "gap": False,
            }
        )
    for entry, following in pairwise(entries):
        entry["gap"] = following["place"] - entry["place"] > 1
    return entries


def titles_of(appearances: list[Appearance]) -> list[dict]:
    """The titles held in one edition, mostly one, each with the appearances under it."""
    held: dict = {}
    for appearance in appearances:
        held.setdefault(appearance.text("title"), []).append(part_of(appearance))
    return [{"title": title, "parts": parts} for title, parts in held.items()]


def part_of(appearance: Appearance) -> dict:
    """What somebody did in an edition, as short texts; being there in person for the whole of it goes without saying."""
    session, reader = appearance.session, appearance.read_by
    return {
        "roles": wording.series(appearance.role_labels, get_language() or ""),
        "mode": "" if reader or appearance.mode in UNSAID else appearance.get_mode_display(),
        "part": "" if appearance.part == Appearance.Part.WHOLE else appearance.get_part_display(),
        "session": {"title": session.text("title"), "url": session.get_absolute_url()} if session else None,
        "session_label": "" if session else shapes.as_printed(appearance.session_label),
        "read_by": {"name": reader.text("name"), "url": reader.get_absolute_url()} if reader else None,
        "unconfirmed": not appearance.is_confirmed,
    }


def years_of(editions: list[Edition], entries: list[dict]) -> list[dict]:
    """Every edition's year in order, the ones of the life line told apart: its gaps at a glance."""
    here = {entry["number"]: entry["placement"] for entry in entries}
    return [
        {"number": str(edition.number), "year": str(edition.year), "placement": here.get(edition.number)}
        for edition in editions
    ]
