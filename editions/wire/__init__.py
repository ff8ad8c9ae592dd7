"""The wire reader: a text as it came, in English, Chinese or Japanese, to a reading of it. Nothing is saved here."""

from .as_json import as_json
from .assembling import read
from .knowledge import Knowledge, KnownEdition, KnownName
from .names import Index
from .reading import (
    Caption,
    Dateline,
    Doubt,
    Found,
    FoundDate,
    FoundEdition,
    NamedOrganisation,
    Person,
    Reading,
    Span,
)

__all__ = [
    "Caption",
    "Dateline",
    "Doubt",
    "Found",
    "FoundDate",
    "FoundEdition",
    "Index",
    "Knowledge",
    "KnownEdition",
    "KnownName",
    "NamedOrganisation",
    "Person",
    "Reading",
    "Span",
    "as_json",
    "read",
]
