"""Editions as pages show them: their names and dates, the head of a page, the thread, the table, the facts and their sources."""

import datetime
from collections.abc import Iterable

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from editions import charts, wording
from editions.languages import Text
from editions.models import Edition, Figure, Partnership, Photo, Plan, PressRelease, Session, Side, Venue

from . import shapes, timetable

LONG_THEME = 120  # letters; a theme has the width of the page
TO_COME = (Edition.State.PLANNED, Edition.State.CONFIRMED)


def label(edition: Edition) -> str:
    return wording.edition_label(edition.number, get_language() or "")


def label_of(number: int, year: int) -> str:
    language = get_language() or ""
    return _("%(edition)s (%(year)s)") % {
        "edition": wording.edition_label(number, language),
        "year": wording.year(year, language),
    }


def has_date(edition: Edition) -> bool:
    """A postponed or cancelled edition has none, whatever was planned."""
    return bool(edition.starts_on) and edition.state not in (Edition.State.POSTPONED, Edition.State.CANCELLED)


def dates(edition: Edition) -> str:
    return wording.date_range(edition.starts_on, edition.ends_on, get_language() or "") if has_date(edition) else ""


def no_date(edition: Edition) -> str:
    """Why there is none."""
    if edition.state == Edition.State.POSTPONED:
        return _("No new date")
    if edition.state == Edition.State.CANCELLED:
        return _("No date")
    return _("Not recorded") if edition.state == Edition.State.HELD else _("Not announced yet")


def cities(edition: Edition) -> list[Text]:
    """The cities it meets in, each once."""
    return list(dict.fromkeys(text for venue in edition.main_venues if (text := venue.text("city"))))


def state_label(edition: Edition) -> str:
    return "" if edition.state == Edition.State.HELD else edition.get_state_display()


def heading(edition: Edition) -> dict:
    """What stands at the head of its page and on the front page."""
    theme = shapes.wordings(edition, "theme")
    number = label_of(edition.number, edition.year)
    mode = "" if edition.mode == Edition.Mode.IN_PERSON else edition.get_mode_display()
    parts = [number if theme["shown"] else "", *cities(edition), mode]
    return {
        "title": wording.heading(label(edition), str(theme["shown"]), get_language() or "")
        if theme["shown"]
        else number,
        "label": number,
        "theme": theme,
        "is_long": shapes.is_long(theme["shown"], LONG_THEME),
        "dates": dates(edition),
        "starts_on": edition.starts_on if has_date(edition) else None,
        "kicker": [part for part in parts if part],
        "state_label": state_label(edition),
        "is_postponed": edition.state == Edition.State.POSTPONED,
        "is_cancelled": edition.state == Edition.State.CANCELLED,
        "is_to_come": edition.state in TO_COME,
    }


def place_words(edition: Edition) -> str:
    return wording.join_list([str(city) for city in cities(edition)], get_language() or "")


def weave(editions: Iterable[Edition], sides: list[Side]) -> charts.Weave:
    address = shapes.addresses("edition-detail")
    return charts.weave(node(edition, sides, address(edition.number)) for edition in editions)


def node(edition: Edition, sides: list[Side], url: str) -> charts.WeaveEdition:
    """An edition on the thread; its city is told where it is one, and not a capital."""
    place = shapes.placement(edition, sides)
    one_place = place in (charts.Placement.SIDE_A, charts.Placement.SIDE_B)
    capitals = {str(side.text("capital")) for side in sides}
    away = next((city for city in cities(edition) if str(city) not in capitals), None) if one_place else None
    told = [label_of(edition.number, edition.year), place_words(edition), state_label(edition)]
    states = {Edition.State.CONFIRMED: charts.State.PLANNED}
    return charts.WeaveEdition(
        number=edition.number,
        year=edition.year,
        label=wording.clauses(told, get_language() or ""),
        url=url,
        placement=place,
        state=states.get(edition.state) or charts.State(edition.state),
        city=str(away or ""),
        city_lang=wording.html_lang(away.language) if away and away.is_fallback else "",
    )


def row(edition: Edition, sides: list[Side], address) -> dict:
    """A row of the table of all editions."""
    theme = shapes.wordings(edition, "theme")
    return {
        "url": address(edition.number),
        "ordinal": label(edition),
        "year": wording.year(edition.year, get_language() or ""),
        "names": [printed_name(one) for one in edition.printed_names.all()],
        "dates": dates(edition),
        "no_date": no_date(edition),
        "cities": cities(edition),
        "hosts": [side.text("country") for side in edition.host_sides],
        "mode": edition.get_mode_display(),
        "state_label": state_label(edition),
        "theme": theme,
        "placement": shapes.placement(edition, sides),
    }


def printed_name(name) -> Text:
    return Text(name.name, name.language, get_language() or "")


def figure(one: Figure) -> dict:
    """For components/figure.html: the number as exactly as it was given, and who gave it."""
    counted = one.get_counts_display()
    if one.is_planned:
        counted = _("%(counted)s, announced beforehand") % {"counted": counted}
    language = get_language() or ""
    return {
        "counted": counted,
        "number": wording.approximately(one.value, one.precision, language, wording.counter(one.counts, language)),
        "according": one.text("according_to"),
        "note": one.text("note"),
        "url": next(iter(one.source_list), ""),
    }


def plan(one: Plan) -> dict:
    """Dates once announced, and when: the day, or the month when only this is known."""
    language = get_language() or ""
    announced = wording.date(one.announced_on, language)
    if not announced and one.announced_in:
        year, _dash, month = one.announced_in.partition("-")
        if year.isdigit() and month.isdigit() and 1 <= int(month) <= 12:
            announced = wording.month(datetime.date(int(year), int(month), 1), language)
    return {
        "announced": announced,
        "dates": one.text("wording") or wording.date_range(one.starts_on, one.ends_on, language),
        "note": one.text("note"),
    }


def details(edition: Edition, partnerships: list[Partnership]) -> list[dict]:
    """For components/details.html: what is looked up; a row without a value says that it is not recorded."""
    address = shapes.addresses("organisation-detail")
    rows = [
        (_("Dates"), [{"value": dates(edition) or no_date(edition), "note": edition.text("dates_note")}]),
        (_("Places"), [venue_words(venue) for venue in edition.venues.all()]),
        (_("How it met"), [{"value": edition.get_mode_display()}] if edition.mode else []),
        (
            _("Name as printed"),
            [{"value": printed_name(one), "note": shapes.as_printed(one.note)} for one in edition.printed_names.all()],
        ),
    ]
    for role, role_label in Partnership.Role.choices:
        values = [partner(one, edition, address) for one in partnerships if one.role == role]
        if values or role == Partnership.Role.CO_HOST:
            rows.append((role_label, values))
    nothing = [{"value": _("Not recorded")}]
    bare = {"url": "", "note": ""}
    return [{"label": name, "values": [bare | value for value in values or nothing]} for name, values in rows]


def venue_words(venue: Venue) -> dict:
    """The house, or the city where no house is recorded; what kind of place it was, when not the main one."""
    notes = [] if venue.kind == Venue.Kind.MAIN else [venue.get_kind_display()]
    if venue.is_planned:
        notes.append(_("Planned"))
    house, city = venue.text("name"), venue.text("city")
    return {"value": house or city, "note": wording.clauses([str(city) if house else "", *notes], get_language() or "")}


def partner(one: Partnership, edition: Edition, address) -> dict:
    """An organisation under the name it had in the year of the edition."""
    name = one.organisation.name_in(edition.year)
    return {
        "value": name.text("name") if name else one.organisation.slug,
        "url": address(one.organisation.slug),
        "note": one.note,
    }


def programme(sessions: list[Session], sides: list[Side]) -> dict:
    """The days of the forum, and apart from them the meetings that prepared it."""
    address = shapes.addresses("session-detail")

    def days(some):
        return timetable.days(some, sides, lambda session: timetable.session_card(session, address))

    preparatory = Session.Kind.PREPARATORY
    return {
        "main": days(session for session in sessions if session.kind != preparatory),
        "preparatory": days(session for session in sessions if session.kind == preparatory),
    }


def releases(rows: Iterable[PressRelease]) -> list[dict]:
    """Where other things are listed beside them, of which kind each is goes without saying."""
    address = shapes.addresses("press-detail", 2)
    return [{**shapes.release(one, address), "kind": ""} for one in rows]


def gallery(photos: Iterable[Photo]) -> list[dict]:
    address = shapes.addresses("photo-detail")
    return [shaped for one in photos if (shaped := shapes.photo(one, address))["image"]]


def neighbours(edition: Edition) -> dict:
    """For components/neighbours.html."""
    address = shapes.addresses("edition-detail")
    words = {"previous": _("Previous edition"), "next": _("Next edition")}
    return {
        which: {"url": address(number), "label": words[which], "title": label_of(number, year)}
        for which in words
        if (number := getattr(edition, f"{which}_number"))
        for year in [getattr(edition, f"{which}_year")]
    }
