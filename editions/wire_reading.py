"""The wire reader with what the site knows, and a draft release made of what was read."""

import re
from collections.abc import Iterable
from datetime import date
from html import escape
from typing import Any

from django.db import transaction

from editions import terms, wire
from editions.models import Contact, Edition, Forum, Organisation, PressRelease, Side, Speaker, Status, language_codes
from editions.wire.decoding import decode, unwrapped


def knowledge() -> wire.Knowledge:
    """Editions, speakers, organisations and names of the forum as the reader takes them; a constant number of queries."""
    forum = Forum.objects.first()
    sides = list(Side.objects.all())
    editions = list(Edition.objects.order_by("number").prefetch_related("venues"))
    own = [_texts(forum, "name")] if forum else []
    names = [name for texts in [*own, *(_texts(side, "forum_name") for side in sides)] for name in texts]
    cities = [city for edition in editions for venue in edition.venues.all() for city in _texts(venue, "city")]
    cities += [city for side in sides for city in _texts(side, "capital")]
    return wire.Knowledge(
        forum_names=_once(names),
        founded=(forum.founded if forum else None) or next((one.year for one in editions if one.number == 1), None),
        cities=_once(cities),
        countries=_once(country for side in sides for country in _texts(side, "country")),
        editions=tuple(_edition(one) for one in editions),
        speakers=tuple(
            _speaker(one)
            for one in Speaker.objects.not_withdrawn().select_related("delegation").prefetch_related("aliases")
        ),
        organisations=tuple(
            _organisation(one)
            for one in Organisation.objects.not_withdrawn().select_related("side").prefetch_related("names", "aliases")
        ),
        terms=terms.known(),
    )


def read(text: str | bytes) -> wire.Reading:
    """The text read with everything the site knows."""
    return wire.read(unwrapped(decode(text)[0] if isinstance(text, bytes) else text), knowledge())


@transaction.atomic
def save_draft(reading: wire.Reading, chosen: dict[str, Any] | None = None) -> PressRelease:
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
        **{f"{name}_{suffix}": value for name, value in texts.items() if value},
        **{name: chosen.get(name) or "" for name in ("wire", "byline")},
        dateline_date=chosen.get("dateline_date"),
    )
    release.full_clean(exclude=["slug", "year"])
    release.save()
    release.speakers.set(chosen.get("speakers") or [])
    release.contacts.set(chosen.get("contacts") or [])
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
        or any(len(name) > 3 and name.casefold() in lines for name in _texts(contact, "name"))
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


def _edition(one: Edition) -> wire.KnownEdition:
    return wire.KnownEdition(
        number=one.number,
        year=one.year,
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        cities=_once(city for venue in one.main_venues for city in _texts(venue, "city")),
        themes=_once(_texts(one, "theme")),
    )


def _speaker(one: Speaker) -> wire.KnownName:
    latin = [
        " ".join(filter(None, parts))
        for parts in ((one.given_name, one.family_name), (one.family_name, one.given_name))
    ]
    native = one.native_name()
    return wire.KnownName(
        slug=one.slug,
        names=_once([*latin, *_texts(one, "name"), one.name_zh_hant_form]),
        aliases=_once(alias.name for alias in one.aliases.all()),
        native=str(native) if native and not str(native).isascii() else "",
    )


def _organisation(one: Organisation) -> wire.KnownName:
    names = [text for name in one.names.all() for field in ("name", "short_name") for text in _texts(name, field)]
    return wire.KnownName(
        slug=one.slug,
        names=_once(names),
        aliases=_once(alias.name for alias in one.aliases.all()),
        countries=_once(_texts(one.side, "country")) if one.side else (),
    )


def _texts(item: object, name: str) -> list[str]:
    return [getattr(item, f"{name}_{code.replace('-', '_')}") or "" for code in language_codes()]


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))
