"""What the publish gate, the wire reader's checks and other examiners of an item find."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """``MUST`` be mended; a ``WARNING`` can be gone past with a reason."""

    MUST = "must"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be, in words for the editor who can mend it.

    ``code`` names the kind of thing for machines; ``language`` is "" where it concerns none. ``item`` is the model and
    key of what has the ``field`` to mend ("" for the whole item); ``about`` is what it is about, the same whichever language the desk speaks: when that changes, a
    warning that somebody went past counts again. ``stands_at`` is the item and the path where it stands now, when that is more
    than what it is known by.
    """

    code: str
    sentence: str
    severity: Severity = Severity.WARNING
    language: str = ""
    item: tuple[str, int] | None = None
    field: str = ""
    role: str = "writer"
    about: str = ""
    stands_at: tuple[tuple[str, int], str] | None = None

    @property
    def place(self) -> tuple[tuple[str, int], str]:
        """Where it can be mended: the model and key of an item, and the path there ("" for the whole)."""
        return self.stands_at or (self.item or ("", 0), self.field)

    @property
    def is_must(self) -> bool:
        return self.severity is Severity.MUST

    @property
    def key(self) -> str:
        """The same for the same thing found again."""
        model, number = self.item or ("", 0)
        mark = hashlib.sha256(self.about.encode()).hexdigest()[:12] if self.about else ""
        return f"{self.code}:{self.language}:{model}:{number}:{self.field}:{mark}"
