"""A second reader of calendars, written from RFC 5545 and strict: what it takes, no other reader refuses for its form.

It shares nothing with the library that writes them; clocks are read from the file's own VTIMEZONEs alone.
"""

import datetime as dt
import re
from dataclasses import dataclass, field

LINE = re.compile(
    r"(?P<name>[A-Za-z0-9-]+)(?P<params>(?:;[A-Za-z0-9-]+=(?:\"[^\"\x00-\x1f]*\"|[^\";:,\x00-\x1f]*))*):(?P<value>.*)",
    re.DOTALL,
)
PARAM = re.compile(r";([A-Za-z0-9-]+)=(?:\"([^\"]*)\"|([^\";:,]*))")
ONCE = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS", "SEQUENCE", "LOCATION", "DESCRIPTION", "URL"}


@dataclass
class Part:
    name: str
    lines: list[tuple[str, dict, str]] = field(default_factory=list)
    parts: list["Part"] = field(default_factory=list)

    def all(self, name: str) -> list[tuple[dict, str]]:
        return [(params, value) for one, params, value in self.lines if one == name]

    def one(self, name: str) -> tuple[dict, str]:
        found = self.all(name)
        assert len(found) == 1, f"{name} stands {len(found)} times in {self.name}"
        return found[0]

    def text(self, name: str) -> str:
        value = self.one(name)[1]
        assert not re.search(r"(?<!\\)(?:\\\\)*[,;]", value), f"unescaped: {value}"
        return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def read(body: bytes) -> Part:
    """The one calendar of a file. Raises AssertionError for anything the standard does not allow."""
    assert body.endswith(b"\r\n")
    assert b"\n" not in body.replace(b"\r\n", b""), "a line ends without CR"
    assert all(len(line) <= 75 for line in body.split(b"\r\n")), "a line is too long"
    text = body.decode("utf-8").replace("\r\n ", "")
    stack = [Part("")]
    for line in text.removesuffix("\r\n").split("\r\n"):
        found = LINE.fullmatch(line)
        assert found, f"no content line: {line!r}"
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f]", line), "a control character"
        name, value = found["name"].upper(), found["value"]
        if name == "BEGIN":
            stack.append(Part(value))
        elif name == "END":
            part = stack.pop()
            assert part.name == value
            stack[-1].parts.append(part)
        else:
            params = {key.upper(): quoted or plain for key, quoted, plain in PARAM.findall(found["params"])}
            stack[-1].lines.append((name, params, value))
    assert len(stack) == 1
    (whole,) = stack[0].parts
    check(whole)
    return whole


def check(whole: Part) -> None:
    assert whole.name == "VCALENDAR"
    assert whole.text("VERSION") == "2.0"
    assert whole.text("PRODID")
    assert whole.parts, "a calendar has at least one component"
    for event in events(whole):
        assert event.one("UID")[1]
        assert event.one("DTSTAMP")[1].endswith("Z")
        assert all(len(event.all(name)) <= 1 for name in ONCE)
        start, end = moment(whole, event, "DTSTART"), moment(whole, event, "DTEND") if event.all("DTEND") else None
        assert end is None or (type(start) is type(end) and end > start)
    uids = [event.text("UID") for event in events(whole)]
    assert len(uids) == len(set(uids))


def events(whole: Part) -> list[Part]:
    return [part for part in whole.parts if part.name == "VEVENT"]


def event(whole: Part, title: str) -> Part:
    return next(one for one in events(whole) if one.text("SUMMARY") == title)


def moment(whole: Part, part: Part, name: str) -> dt.datetime | dt.date:
    """A day, or the moment in UTC by the rules that stand in the file."""
    params, value = part.one(name)
    if params.get("VALUE") == "DATE":
        return dt.date(int(value[:4]), int(value[4:6]), int(value[6:8]))
    if value.endswith("Z"):
        return stamp(value[:-1]).replace(tzinfo=dt.UTC)
    zones = [one for one in whole.parts if one.name == "VTIMEZONE" and one.text("TZID") == params["TZID"]]
    assert len(zones) == 1, f"{params['TZID']} is described {len(zones)} times"
    return (stamp(value) - offset(zones[0], stamp(value))).replace(tzinfo=dt.UTC)


def stamp(value: str) -> dt.datetime:
    assert re.fullmatch(r"\d{8}T\d{6}", value), value
    return dt.datetime(*(int(value[at : at + n]) for at, n in ((0, 4), (4, 2), (6, 2), (9, 2), (11, 2), (13, 2))))  # noqa: DTZ001


def offset(zone: Part, local: dt.datetime) -> dt.timedelta:
    """What the last change before this local time set; a zone with rules of its own (RRULE) is not written here."""
    changes = []
    for observance in zone.parts:
        assert observance.name in {"STANDARD", "DAYLIGHT"}
        assert not observance.all("RRULE")
        listed = [stamp(one) for _params, value in observance.all("RDATE") for one in value.split(",")]
        to = span(observance.one("TZOFFSETTO")[1])
        changes += [(at, to) for at in [stamp(observance.one("DTSTART")[1]), *listed]]
    before = [change for change in changes if change[0] <= local]
    assert before, "a time before the first rule of its clock"
    return max(before)[1]


def span(value: str) -> dt.timedelta:
    assert re.fullmatch(r"[+-]\d{4}(\d\d)?", value)
    return (1 if value[0] == "+" else -1) * dt.timedelta(hours=int(value[1:3]), minutes=int(value[3:5]))
