"""Events to iCalendar (RFC 5545 and 7986): a file that calendars subscribe to or take in once."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from editions.languages import Text
from editions.wording import html_lang

if TYPE_CHECKING:
    import icalendar  # it is loaded with the first calendar: other pages need not wait for it

PRODUCT = "-//annual forum//programme//EN"
CONFIRMED, TENTATIVE, CANCELLED = "CONFIRMED", "TENTATIVE", "CANCELLED"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One event. ``start`` and ``end`` are moments on a named clock, or days, of which ``end`` is the last.

    ``sequence`` never becomes less, and ``changed`` is the moment from which this version of the event is true.
    """

    uid: str
    title: Text
    start: dt.datetime | dt.date
    end: dt.datetime | dt.date | None = None
    changed: dt.datetime
    sequence: int = 0
    status: str = CONFIRMED
    place: str = ""
    description: str = ""
    url: str = ""
    is_background: bool = False  # takes nobody's time: the days of the forum behind its sessions

    @property
    def is_timed(self) -> bool:
        return isinstance(self.start, dt.datetime)


def calendar(name: str, entries: Sequence[Entry], *, zone: str, source: str, language: str) -> bytes:
    """A calendar of these events. ``zone`` is the clock that is described where no event has a time.

    Every clock an event names is described with its rules for the time of these events: readers need no list of zones.
    """
    import icalendar

    whole = icalendar.Calendar()
    whole.add("PRODID", PRODUCT)
    whole.add("VERSION", "2.0")
    whole.add("CALSCALE", "GREGORIAN")
    whole.add("METHOD", "PUBLISH")
    whole.add("NAME", one_line(name), parameters={"LANGUAGE": html_lang(language)})
    whole.add("X-WR-CALNAME", one_line(name))  # the name under which older programs look for it
    whole.add("URL", source)
    whole.add("SOURCE", source, parameters={"VALUE": "URI"})
    whole.add("REFRESH-INTERVAL", dt.timedelta(hours=1), parameters={"VALUE": "DURATION"})
    first, last = span(entries)
    for key in dict.fromkeys([*(clock_of(one.start) for one in entries if one.is_timed), *([] if entries else [zone])]):
        whole.add_component(described(key, first, last))
    for entry in entries:
        whole.add_component(event(entry))
    return whole.to_ical()


def clock_of(moment: dt.datetime | dt.date) -> str:
    """The IANA name of the clock of a moment. Raises ValueError for one that has none: an offset is no clock."""
    key = getattr(getattr(moment, "tzinfo", None), "key", None)
    if not key:
        raise ValueError("A moment in a calendar needs a named clock.")
    return str(key)


def span(entries: Iterable[Entry]) -> tuple[dt.date, dt.date]:
    """From the year before the first event to the year after the last: any change of clocks near them is inside."""
    years = [moment.year for entry in entries for moment in (entry.start, entry.end) if moment is not None] or [2000]
    return dt.date(max(min(years) - 1, 1970), 1, 1), dt.date(min(max(years) + 1, 2037), 12, 31)


@lru_cache(64)
def described(zone: str, first: dt.date, last: dt.date) -> "icalendar.Timezone":
    """The rules of a clock between two days, as the time zone database has them."""
    import icalendar

    found = icalendar.Timezone.from_tzid(zone, first_date=first, last_date=last)
    found.pop("COMMENT", None)
    return found


def event(entry: Entry) -> "icalendar.Event":
    import icalendar

    found = icalendar.Event()
    found.add("UID", entry.uid)
    found.add("DTSTAMP", entry.changed.astimezone(dt.UTC).replace(microsecond=0))
    found.add("LAST-MODIFIED", entry.changed.astimezone(dt.UTC).replace(microsecond=0))
    found.add("SEQUENCE", entry.sequence)
    found.add("STATUS", entry.status)
    found.add("SUMMARY", one_line(str(entry.title)), parameters={"LANGUAGE": html_lang(entry.title.language)})
    found.add("DTSTART", entry.start)
    if entry.end is not None:
        found.add("DTEND", entry.end if entry.is_timed else entry.end + dt.timedelta(days=1))
    elif not entry.is_timed:
        found.add("DTEND", entry.start + dt.timedelta(days=1))
    if entry.place:
        found.add("LOCATION", one_line(entry.place))
    if entry.description:
        found.add("DESCRIPTION", entry.description)
    if entry.url:
        found.add("URL", entry.url)
    if entry.is_background or not entry.is_timed:
        found.add("TRANSP", "TRANSPARENT")
    return found


def one_line(text: str) -> str:
    """A title is one line, whatever was typed."""
    return " ".join(text.split())
