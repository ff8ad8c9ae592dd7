"""What the reader is told of the forum beforehand: plain values, gathered by whoever has the database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from .names import Index


@dataclass(frozen=True, slots=True)
class KnownEdition:
    """An edition: its dates, and its cities and themes in every language."""

    number: int
    year: int
    starts_on: date | None = None
    ends_on: date | None = None
    cities: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownName:
    """A speaker or an organisation: ``names`` are right in any language and order, ``aliases`` were printed somewhere.

    ``native`` is the name in its own script; ``countries`` are the names of the country it belongs to.
    """

    slug: str
    names: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    native: str = ""
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownTerm:
    """A fixed name: by language, the right forms with the official one first, and the forms not to be used."""

    right: Mapping[str, tuple[str, ...]]
    wrong: Mapping[str, tuple[str, ...]]
    kind: str = ""

    def official(self, language: str) -> str:
        return next(iter(self.right.get(language, ())), "")


@dataclass(frozen=True)
class Knowledge:
    """Everything known; every part may be empty, and the reader still reads."""

    forum_names: tuple[str, ...] = ()
    founded: int | None = None
    cities: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    editions: tuple[KnownEdition, ...] = ()
    speakers: Index = field(
        default_factory=Index
    )  # there may be thousands, and a text is looked through for them a dozen times
    organisations: tuple[KnownName, ...] = ()
    terms: tuple[KnownTerm, ...] = ()

    def edition(self, number: int | None) -> KnownEdition | None:
        return next((one for one in self.editions if one.number == number), None)
