"""Are the values readers see right to the digit? Each value of a research table against the page's drawing and its CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from django.urls import reverse
from django.utils.translation import override

from editions import models
from editions.charts.line_charts import BOTTOM, TOP
from editions.folding import fold
from editions.visits import Visitor

from .refusing import Refusal as _Refusal
from .refusing import Refused
from .rows import read_rows

_SECTION = re.compile(r"<section\b.*?</section>", re.DOTALL)
_HEADING = re.compile(r'<h2[^>]*>(.*?)</h2>\s*<p class="meta">(.*?)</p>', re.DOTALL)
_GROUP = re.compile(r'<g data-placement="(\w+)".*?</g>', re.DOTALL)
_DOT = re.compile(r'c?y="([\d.]+)" r="3.5"><title>(\d{4}): ([^<]+)</title>')
_CROSS = re.compile(r'<path class="other" d="M[\d.]+ ([\d.]+)m[^"]*"><title>(\d{4}): ([^<]+)</title>')
# How far a dot may stand from its value, in per cent: the drawing has one decimal.
NEAR = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class Checked:
    """One value of the research: what it says, and what is wrong with what readers see of it."""

    row: int
    name: str
    said: str
    in_csv: str = ""
    drawn: str = ""
    problems: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        seen = f"said {self.said} · CSV {self.in_csv or '-'} · drawn {self.drawn or 'no line, in the table'}"
        return f"{self.row}: {self.name}: {seen}" + (f": WRONG: {'; '.join(self.problems)}" if self.problems else "")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A dot or cross: the value in words, and the one its height says."""

    words: str
    height: Decimal


def check_charts(folder: Path) -> Iterator[Checked]:
    """One for each value of survey.csv, blanks left out. Raises Refused where a table is missing or cannot be read."""
    tables = {}
    for name in ("survey", "survey_questions", "survey_answers"):
        path = folder / f"{name}.csv"
        if not path.exists():
            raise Refused([_Refusal(path.name, 0, "", "This table is needed.")])
        tables[name] = [row.cells for row in read_rows(path)[1]]
    with override("en"):
        yield from _Check(tables).run()


class _Check:
    def __init__(self, tables: dict[str, list[dict[str, str]]]) -> None:
        self.tables = tables
        self.visitor = Visitor()
        self.files: dict[str, list[dict[str, str]]] = {}
        self.pages: dict[str, dict[tuple[str, str, str, str], list[Drawn]]] = {}

    @cached_property
    def sides(self) -> list[models.Side]:
        return list(models.Side.objects.all())

    def run(self) -> Iterator[Checked]:
        questions = {row["question_as_in_data"]: row["question_slug"] for row in self.tables["survey_questions"]}
        labels = {(row["question_slug"], row["answer_en"]): row["label_en"] for row in self.tables["survey_answers"]}
        for number, row in enumerate(self.tables["survey"], start=1):
            slug = questions.get(row["question"], "")
            label = labels.get((slug, row["answer_category"]), row["answer_category"])
            for side in self.sides:
                if said := row.get(f"{fold(str(side.text('country', 'en')))}_percent"):
                    yield self.value(number, row, slug, label, side, said)

    def value(self, number: int, row: dict[str, str], slug: str, label: str, side: models.Side, said: str) -> Checked:
        population = population_of(row["population"])
        name = f"{row['year']} {slug}: {label}: {side.code}, {population or row['population']}"
        sources = {one.strip() for one in row["source_url"].split(" | ")}
        held = [
            one
            for one in self.file_of(slug)
            if one["year"] == row["year"]
            and fold(one["answer_en"]) == fold(label)
            and one["side"] == side.code
            and one["population"] == population
            and one["value"]
            and sources <= set(one["sources"].split(" | "))
        ]
        right = next((one for one in held if Decimal(one["value"]) == Decimal(said)), None)
        problems = [] if right else [f"the CSV says {', '.join(one['value'] for one in held) or 'nothing'}"]
        place = "ab"[self.sides.index(side)] if self.sides.index(side) < 2 else "middle"
        population_words = str(models.Population(population).label) if population else ""
        dots = self.drawn_on(slug).get((fold(label), population_words, place, row["year"]), [])
        dot = next((one for one in dots if Decimal(one.words.rstrip("%")) == Decimal(said)), None)
        if dots and dot is None:
            problems.append(f"the drawing says {', '.join(one.words for one in dots)}")
        if dot and abs(dot.height - Decimal(said)) > NEAR:
            problems.append(f"its dot stands at {dot.height:.2f}")
        return Checked(number, name, said, right["value"] if right else "", dot.words if dot else "", problems)

    def file_of(self, slug: str) -> list[dict[str, str]]:
        if slug not in self.files:
            answer = self.visitor.get(reverse("question-csv", args=[slug or "-"]))
            text = answer.body.decode("utf-8-sig") if answer.code == 200 else ""
            self.files[slug] = list(csv.DictReader(io.StringIO(text, newline="")))
        return self.files[slug]

    def drawn_on(self, slug: str) -> dict[tuple[str, str, str, str], list[Drawn]]:
        """Dots and crosses by answer, population, place and year, read from the page as it is sent."""
        if slug not in self.pages:
            found: dict[tuple[str, str, str, str], list[Drawn]] = {}
            page = self.visitor.get(reverse("question-detail", args=[slug or "-"]))
            for section in _SECTION.findall(page.text if page.code == 200 else ""):
                heading = _HEADING.search(section)
                if heading is None:
                    continue
                answer = fold(re.sub("<[^>]+>", "", heading[1]))
                for group in _GROUP.finditer(section):
                    for y, year, words in (*_DOT.findall(group[0]), *_CROSS.findall(group[0])):
                        height = (Decimal(str(BOTTOM)) - Decimal(y)) / Decimal(str(BOTTOM - TOP)) * 100
                        found.setdefault((answer, heading[2], group[1], year), []).append(Drawn(words, height))
            self.pages[slug] = found
        return self.pages[slug]


def population_of(words: str) -> str:
    """The population that a description means; empty where none is meant, or more than one."""
    marks = {
        models.Population.GENERAL_PUBLIC: ("general public",),
        models.Population.ELITES: ("elite",),
        models.Population.EXPERTS: ("expert", "intellectual"),
        models.Population.STUDENTS: ("student",),
    }
    found = [code for code, signs in marks.items() if any(sign in words.casefold() for sign in signs)]
    # Elites are described by whom they are made of.
    return str(found[0]) if len(found) == 1 or models.Population.ELITES in found[:1] else ""
