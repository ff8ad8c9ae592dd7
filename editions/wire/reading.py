"""What was read in a text: frozen values, each with its place in the text as received and whether it is sure."""

from dataclasses import dataclass, field
from datetime import date

Span = tuple[int, int]
NOWHERE: Span = (0, 0)


def gettext_noop(message: str) -> str:
    """Mark a sentence for the translators; it is translated where it is shown."""
    return message


@dataclass(frozen=True, slots=True)
class Found:
    """A piece of the text; ``sure`` is false where an editor should look again."""

    text: str
    span: Span
    sure: bool = True


@dataclass(frozen=True, slots=True)
class FoundDate:
    value: date
    span: Span
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Dateline:
    """The head of the first paragraph: a city, a date (its year may be concluded) and the wire as printed."""

    city: str | None
    date: date | None
    wire: str | None
    span: Span
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Caption:
    text: str
    credit: str | None
    date: date | None
    span: Span
    sure: bool = True


@dataclass(frozen=True, slots=True)
class FoundEdition:
    """``number`` is None where the forum is named without one and no date tells it."""

    number: int | None
    name: str
    span: Span
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody named in the text: ``speaker`` is the slug of a known one."""

    name: str
    native_name: str | None
    title: str | None
    speaker: str | None
    span: Span
    sure: bool = True


@dataclass(frozen=True, slots=True)
class NamedOrganisation:
    name: str
    organisation: str | None
    span: Span
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that does not agree. ``message`` is English; ``words`` are what it names, for other languages."""

    code: str
    message: str
    span: Span
    words: dict[str, str] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        return self.message % self.words


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read. ``received`` is the text that every span counts in."""

    received: str
    language: str
    headline: Found | None = None
    standfirst: Found | None = None
    dateline: Dateline | None = None
    byline: Found | None = None
    published: FoundDate | None = None
    source: Found | None = None
    edition: FoundEdition | None = None
    theme: Found | None = None
    body: tuple[Found, ...] = ()
    captions: tuple[Caption, ...] = ()
    boilerplate: tuple[Found, ...] = ()
    contacts: tuple[Found, ...] = ()
    people: tuple[Person, ...] = ()
    organisations: tuple[NamedOrganisation, ...] = ()
    chrome: tuple[Found, ...] = ()
    warnings: tuple[Doubt, ...] = ()
