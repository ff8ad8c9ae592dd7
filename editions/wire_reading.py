"""The wire reader with what the site knows, and a draft release made of what was read."""

import re
from collections.abc import Iterable
from datetime import date
from html import escape
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from editions import revisions, wire, working
from editions.models import (
    Contact,
    Edition,
    Organisation,
    PressRelease,
    Revision,
    Side,
    Speaker,
    Status,
    Venue,
    language_codes,
)
from editions.wire.decoding import decode, unwrapped
from editions.wire_knowledge import knowledge, texts_of


def read(text: str | bytes) -> wire.Reading:
    """The text read with everything the site knows."""
    return wire.read(unwrapped(decode(text)[0] if isinstance(text, bytes) else text), knowledge())


@transaction.atomic
def save_draft(
    reading: wire.Reading, chosen: dict[str, Any] | None = None, *, by: User | None = None, permanent_id: str = ""
) -> PressRelease:
    """A draft release with the text as received, and with what was read or, where given, what an editor chose of it.

    ``chosen`` has the keys of `plain_values`, an ``edition``, ``speakers`` and ``contacts``; without it, only speakers who
    are sure and contacts who are on record are linked. Raises ValidationError for what a release cannot hold.
    """
    if chosen is None:
        sure = [one.speaker for one in reading.people if one.speaker and one.sure]
        chosen = plain_values(reading) | {
            "edition": _edition_of(reading),
            "speakers": Speaker.objects.filter(slug__in=sure),
            "contacts": contacts_in(reading),
        }
    suffix = reading.language.replace("-", "_")
    texts = {name: chosen.get(name) or "" for name in ("headline", "standfirst", "dateline_city", "source_line")}
    texts["headline"] = texts["headline"] or _made_headline(reading)
    for name in ("body", "boilerplate"):
        texts[name] = paragraphs((chosen.get(name) or "").split("\n\n"))
    release = PressRelease(
        status=Status.DRAFT,
        source_language=reading.language,
        received_text=reading.received.replace("\x00", ""),
        edition=chosen.get("edition"),
        **_named_alike(texts["dateline_city"], texts["source_line"], chosen.get("edition"))
        | {f"{name}_{suffix}": value for name, value in texts.items() if value},
        **{name: chosen.get(name) or "" for name in ("wire", "byline")},
        dateline_date=chosen.get("dateline_date"),
    )
    release.permanent_id = permanent_id or release.permanent_id
    release.full_clean(exclude=["slug", "year"])
    release.save()
    release.speakers.set(chosen.get("speakers") or [])
    release.contacts.set(chosen.get("contacts") or [])
    revisions.write(release, working.document_of(release), by, Revision.What.CREATED)
    return release


def contacts_in(reading: wire.Reading) -> list[Contact]:
    """Press contacts on record that the text names: by mailbox, by telephone, or by name."""
    lines = " \n".join(one.text for one in reading.contacts).casefold()
    if not lines:
        return []
    digits = re.sub(r"\D", "", lines)
    return [one for one in Contact.objects.all() if _is_named_in(one, lines, digits)]


def _is_named_in(contact: Contact, lines: str, digits: str) -> bool:
    phone = re.sub(r"\D", "", contact.phone)
    return bool(
        (contact.email and contact.email.casefold() in lines)
        or (len(phone) > 6 and phone in digits)
        or any(len(name) > 3 and name.casefold() in lines for name in texts_of(contact, "name"))
    )


def plain_values(reading: wire.Reading) -> dict[str, Any]:
    """What was read, by the names of the release's columns; paragraphs are parted by empty lines."""
    dateline = reading.dateline
    return {
        "headline": reading.headline.text[:500] if reading.headline else "",
        "standfirst": reading.standfirst.text[:1000] if reading.standfirst else "",
        "body": "\n\n".join(one.text for one in reading.body),
        "boilerplate": "\n\n".join(one.text for one in reading.boilerplate),
        "dateline_city": (dateline.city or "")[:100] if dateline else "",
        "dateline_date": dateline.date if dateline and dateline.date else _published(reading),
        "wire": ((dateline.wire or "") if dateline else "")[:100],
        "source_line": (reading.source.text if reading.source else "")[:200],
        "byline": (reading.byline.text if reading.byline else "")[:200],
    }


def paragraphs(texts: Iterable[str]) -> str:
    """Plain paragraphs as an editor's text."""
    return "".join(f"<p>{escape(text.strip(), quote=False)}</p>" for text in texts if text.strip())


def _made_headline(reading: wire.Reading) -> str:
    """A release needs a headline: the name of its edition stands in for one until an editor writes it."""
    return reading.edition.name if reading.edition else (reading.body[0].text[:120] if reading.body else "")


def _published(reading: wire.Reading) -> date | None:
    return reading.published.value if reading.published else None


def _edition_of(reading: wire.Reading) -> Edition | None:
    number = reading.edition.number if reading.edition else None
    return Edition.objects.filter(number=number).first() if number else None


def _named_alike(city: str, issuer: str, edition: Edition | None) -> dict[str, str]:
    """Columns in every language: the city of the dateline, and who issued the text, where both are on record."""
    found: dict[str, str] = {}
    places = [(one, "capital") for one in Side.objects.all()] + [(one, "city") for one in Venue.objects.all()]
    if place := next((one for one in places if city and city in texts_of(*one)), None):
        found |= _columns("dateline_city", *place)
    for organisation in Organisation.objects.not_withdrawn().with_names() if issuer else ():
        if issuer in (text for name in organisation.names.all() for text in texts_of(name, "name")):
            found |= _columns("source_line", organisation.name_in(edition.year if edition else None), "name")
            break
    return found


def _columns(column: str, item: object, name: str) -> dict[str, str]:
    suffixes = [code.replace("-", "_") for code in language_codes()]
    return {f"{column}_{one}": text for one in suffixes if (text := getattr(item, f"{name}_{one}"))}
