"""How a text of ours is cited: one line in each language's habit, and the files that reference managers read."""

import datetime as dt
import re
from dataclasses import dataclass

from editions import wording

# What BibTeX takes for a command, and how it is written so that it does not.
_BIBTEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
} | {sign: f"\\{sign}" for sign in "&%$#_"}
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


@dataclass(frozen=True)
class Cited:
    """What is cited. ``language`` is that of the title; ``day`` may be unknown, ``place`` and ``site`` may be empty."""

    key: str
    title: str
    issuer: str
    kind: str
    day: dt.date | None
    place: str
    site: str
    url: str
    language: str


def line(cited: Cited) -> str:
    """The usual line: Chicago's for English, GB/T 7714 for Chinese, quotation and book marks for Japanese.

    The day on which somebody looked is left out: the page may be kept in a cache.
    """
    family = cited.language[:2]
    day = wording.date(cited.day, cited.language)
    if family == "zh":
        dated = f" ({cited.day.isoformat()})." if cited.day else ""
        return f"{cited.issuer}. {cited.title}[EB/OL].{dated} {cited.url}"
    if family == "ja":
        site = f"『{cited.site}』" if cited.site and cited.site != cited.issuer else ""
        return f"{cited.issuer}{wording.quote(cited.title, 'ja')}{site}{'、'.join(filter(None, [day, cited.url]))}"
    comma = "" if cited.title.endswith(("?", "!")) else ","
    return ", ".join(
        filter(None, [cited.issuer, f"{wording.quote(cited.title + comma, 'en')} {cited.kind.lower()}", day, cited.url])
    )


def bibtex(cited: Cited) -> str:
    """One entry of kind ``misc``; names of houses are kept whole by a second pair of braces."""
    fields = {
        "author": f"{{{_plain(cited.issuer)}}}",
        "title": f"{{{_plain(cited.title)}}}",
        "howpublished": _plain(cited.kind),
        "publisher": _plain(cited.site),
        "address": _plain(cited.place),
        "language": wording.html_lang(cited.language),
        "url": cited.url,
    }
    rows = [f"  {name} = {{{value}}}" for name, value in fields.items() if value.strip("{}")]
    if cited.day:
        rows += [f"  year = {{{cited.day.year}}}", f"  month = {_MONTHS[cited.day.month - 1]}"]
        rows += [f"  date = {{{cited.day.isoformat()}}}"]
    return f"@misc{{{cited.key},\n" + ",\n".join(rows) + "\n}\n"


def ris(cited: Cited) -> str:
    """One record of kind PRESS, press release, with the line ends the format asks for."""
    fields = [
        ("TY", "PRESS"),
        ("TI", cited.title),
        ("AU", cited.issuer),
        ("PB", cited.site),
        ("CY", cited.place),
        ("PY", str(cited.day.year) if cited.day else ""),
        ("DA", f"{cited.day:%Y/%m/%d}/" if cited.day else ""),
        ("M3", cited.kind),
        ("LA", wording.html_lang(cited.language)),
        ("UR", cited.url),
        ("ID", cited.key),
    ]
    rows = [f"{tag}  - {_one_line(value)}" for tag, value in fields if value]
    return "\r\n".join([*rows, "ER  - "]) + "\r\n"


def meta(cited: Cited) -> list[tuple[str, str]]:
    """The ``citation_*`` fields that scholarly indexes and reference managers read from a page."""
    fields = [
        ("citation_title", cited.title),
        ("citation_author", cited.issuer),
        ("citation_publication_date", f"{cited.day:%Y/%m/%d}" if cited.day else ""),
        ("citation_publisher", cited.site),
        ("citation_language", wording.html_lang(cited.language)),
        ("citation_public_url", cited.url),
    ]
    return [(name, value) for name, value in fields if value]


def _plain(text: str) -> str:
    return "".join(_BIBTEX.get(sign, sign) for sign in _one_line(text))


def _one_line(text: str) -> str:
    """A line break would begin a new field."""
    return re.sub(r"\s+", " ", text).strip()
