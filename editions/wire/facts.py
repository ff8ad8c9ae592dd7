"""What a text is compared with, and its parts as the checks take them."""

from dataclasses import dataclass, field
from datetime import date

from .cleaning import Traced
from .knowledge import Knowledge, KnownEdition
from .reading import Caption, Dateline, FoundDate, Span


@dataclass(frozen=True, slots=True)
class Pieces:
    """The text in its parts: what a reading leaves out but a check looks at."""

    whole: Traced | None
    main: list[Traced]
    captions: list[Traced]
    boilerplate: list[Traced]
    glued_title: Span | None = None
    captions_name_somebody: frozenset[int] = field(default=frozenset())


@dataclass(frozen=True, slots=True)
class Facts:
    """What the text is compared with: its own dateline, edition and days."""

    knowledge: Knowledge
    edition: int | None = None
    dateline: Dateline | None = None
    published: FoundDate | None = None
    captions: tuple[Caption, ...] = ()

    @property
    def day(self) -> date | None:
        if self.dateline and self.dateline.date:
            return self.dateline.date
        return self.published.value if self.published else None

    @property
    def known(self) -> KnownEdition | None:
        return self.knowledge.edition(self.edition)

    @property
    def year(self) -> int | None:
        return self.day.year if self.day else self.known.year if self.known else None
