"""What the site knows, as the wire reader takes it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from modeltranslation.utils import build_localized_fieldname

from editions import asked_once, terms, wire
from editions.models import Edition, Forum, Organisation, Side, Speaker, SpeakerAlias, language_codes


def knowledge() -> wire.Knowledge:
    """Editions, speakers, organisations and names of the forum as the reader takes them; a constant number of queries."""
    forum = Forum.objects.first()
    sides = list(Side.objects.all())
    editions = list(Edition.objects.order_by("number").prefetch_related("venues"))
    own = [texts_of(forum, "name")] if forum else []
    names = [name for texts in [*own, *(texts_of(side, "forum_name") for side in sides)] for name in texts]
    cities = [city for edition in editions for venue in edition.venues.all() for city in texts_of(venue, "city")]
    cities += [city for side in sides for city in texts_of(side, "capital")]
    return wire.Knowledge(
        forum_names=_once(names),
        founded=(forum.founded if forum else None) or next((one.year for one in editions if one.number == 1), None),
        cities=_once(cities),
        countries=_once(country for side in sides for country in texts_of(side, "country")),
        editions=tuple(_edition(one) for one in editions),
        speakers=asked_once.for_this_content("speakers", lambda: wire.Index(_speakers())),
        organisations=tuple(
            _organisation(one)
            for one in Organisation.objects.not_withdrawn().select_related("side").prefetch_related("names", "aliases")
        ),
        terms=terms.known(),
    )


def _edition(one: Edition) -> wire.KnownEdition:
    return wire.KnownEdition(
        number=one.number,
        year=one.year,
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        cities=_once(city for venue in one.main_venues for city in texts_of(venue, "city")),
        themes=_once(texts_of(one, "theme")),
    )


def _speakers() -> Iterator[wire.KnownName]:
    """There may be thousands: of each only what makes its name is read."""
    aliases = defaultdict(list)
    for key, name in SpeakerAlias.objects.values_list("speaker", "name"):
        aliases[key].append(name)
    names = ["slug", "given_name", "family_name", "name_zh_hant_form", "source_language", "delegation__language"]
    names += [build_localized_fieldname("name", code) for code in language_codes()]
    for one in Speaker.objects.not_withdrawn().select_related("delegation").only(*names):
        yield _speaker(one, aliases[one.pk])


def _speaker(one: Speaker, aliases: list[str]) -> wire.KnownName:
    latin = [
        " ".join(filter(None, parts))
        for parts in ((one.given_name, one.family_name), (one.family_name, one.given_name))
    ]
    native = one.native_name()
    return wire.KnownName(
        slug=one.slug,
        names=_once([*latin, *texts_of(one, "name"), one.name_zh_hant_form]),
        aliases=_once(aliases),
        native=str(native) if native and not str(native).isascii() else "",
    )


def _organisation(one: Organisation) -> wire.KnownName:
    names = [text for name in one.names.all() for field in ("name", "short_name") for text in texts_of(name, field)]
    return wire.KnownName(
        slug=one.slug,
        names=_once(names),
        aliases=_once(alias.name for alias in one.aliases.all()),
        countries=_once(texts_of(one.side, "country")) if one.side else (),
    )


def texts_of(item: object, name: str) -> list[str]:
    return [getattr(item, f"{name}_{code.replace('-', '_')}") or "" for code in language_codes()]


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))
