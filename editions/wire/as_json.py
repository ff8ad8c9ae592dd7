"""A reading as the plain values that are promised to the outside."""

from typing import Any

from .reading import Found, FoundDate, Reading


def as_json(reading: Reading) -> dict[str, Any]:
    """One object: dates in ISO 8601, None for what was not found, lists never None, spans as [start, end]."""
    dateline, edition = reading.dateline, reading.edition
    return {
        "language": reading.language,
        "headline": _text(reading.headline),
        "standfirst": _text(reading.standfirst),
        "dateline": {"city": dateline.city, "date": _day(dateline.date), "wire": dateline.wire} if dateline else None,
        "byline": _text(reading.byline),
        "published": _day(reading.published),
        "source": _text(reading.source),
        "edition": {"number": edition.number, "name": edition.name} if edition else None,
        "theme": _text(reading.theme),
        "body": [one.text for one in reading.body],
        "captions": [{"text": one.text, "credit": one.credit, "date": _day(one.date)} for one in reading.captions],
        "boilerplate": [one.text for one in reading.boilerplate],
        "contacts": [one.text for one in reading.contacts],
        "people": [
            {
                "name": one.name,
                "native_name": one.native_name,
                "title": one.title,
                "speaker": one.speaker,
                "sure": one.sure,
            }
            for one in reading.people
        ],
        "organisations": [
            {"name": one.name, "organisation": one.organisation, "sure": one.sure} for one in reading.organisations
        ],
        "chrome": [one.text for one in reading.chrome],
        "warnings": [{"code": one.code, "message": one.sentence, "span": list(one.span)} for one in reading.warnings],
    }


def _text(found: Found | None) -> str | None:
    return found.text if found else None


def _day(found: Any) -> str | None:
    day = found.value if isinstance(found, FoundDate) else found
    return day.isoformat() if day else None
