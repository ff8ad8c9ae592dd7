"""What a visitor can see of the record, each model asked for once; and how a row of a table is compared with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from editions import models, prose
from editions.folding import fold

LANGUAGES = ("en", "zh_hans", "ja")


@dataclass
class Outcome:
    """Where the row is; or what of it is not as it says; or the reason why it is not shown."""

    place: str = ""
    problems: list[str] = field(default_factory=list)
    reason: str = ""


class Site:
    """What a visitor can see, each model asked for once; and the tables, for those that speak of one another."""

    def __init__(self, tables: dict[str, list[dict[str, str]]]):
        self.tables = tables

    def _by(self, model: Any, name: str, *joined: str) -> dict[str, Any]:
        rows = model.objects.published().select_related(*joined) if joined else model.objects.published()
        return {str(getattr(row, name)): row for row in rows}

    @cached_property
    def editions(self) -> dict[str, Any]:
        rows = models.Edition.objects.published().prefetch_related("venues", "partnerships")
        return {str(row.number): row for row in rows}

    @cached_property
    def sessions(self) -> dict[str, Any]:
        return self._by(models.Session, "slug", "edition", "topic")

    @cached_property
    def topics(self) -> dict[str, Any]:
        return self._by(models.Topic, "slug")

    @cached_property
    def speakers(self) -> dict[str, Any]:
        return self._by(models.Speaker, "slug", "delegation")

    @cached_property
    def sides(self) -> list[Any]:
        return list(models.Side.objects.all())

    @cached_property
    def aliases(self) -> dict[int, set[str]]:
        return grouped(models.SpeakerAlias.objects.published().values_list("speaker_id", "name"))

    @cached_property
    def appearances(self) -> dict[tuple[str, str], list[Any]]:
        found = defaultdict(list)
        for row in models.Appearance.objects.published().select_related("edition", "speaker", "session"):
            found[str(row.edition.number), row.speaker.slug].append(row)
        return found

    @cached_property
    def titles(self) -> set[tuple[str, str]]:
        return {(row.title_zh_hans or "", row.title_ja or "") for rows in self.appearances.values() for row in rows}

    @cached_property
    def role_sets(self) -> list[set[str]]:
        return [set(row.roles) for rows in self.appearances.values() for row in rows]

    @cached_property
    def organisations(self) -> dict[str, Any]:
        return {row.slug: row for row in models.Organisation.objects.published().prefetch_related("names", "aliases")}

    @cached_property
    def coverage(self) -> dict[str, Any]:
        return {plain(row.link): row for row in models.Coverage.objects.published().select_related("edition")}

    @cached_property
    def surveys(self) -> dict[str, Any]:
        return {str(row.year): row for row in models.Survey.objects.published().prefetch_related("fieldwork__side")}

    @cached_property
    def questions(self) -> dict[str, Any]:
        return self._by(models.Question, "slug")

    @cached_property
    def answers(self) -> dict[tuple[str, str], Any]:
        rows = models.Answer.objects.published().select_related("question")
        return {(row.question.slug, fold(row.label_en)): row for row in rows}

    @cached_property
    def results(self) -> dict[tuple[str, str], list[Any]]:
        found = defaultdict(list)
        for row in models.Result.objects.published().in_line().select_related("answer__question"):
            found[str(row.survey.year), row.answer.question.slug].append(row)
        return found

    @cached_property
    def figures(self) -> set[tuple[str, str]]:
        rows = models.Figure.objects.published().select_related("edition")
        return {(str(row.edition.number), str(row.value)) for row in rows}

    def of(self, file: str, number: int) -> dict[str, str]:
        """The row of this number in another table of the folder; empty when there is none."""
        rows = self.tables.get(file, [])
        return rows[number - 1] if number <= len(rows) else {}


def grouped(pairs: Iterable[tuple[int, str]]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for key, value in pairs:
        found[key].add(value)
    return found


def plain(address: str) -> str:
    """An address without the dot that may end a host name."""
    return address.replace("./", "/") if address.count("./") and "../" not in address else address


def differences(pairs: Iterable[tuple[str, str, Any]]) -> list[str]:
    """What the table says and the site does not; an empty cell asks nothing."""
    return [
        f"{what} is {('“' + str(there) + '”') if there else 'not given'}, not “{said}”"
        for what, said, there in pairs
        if said and prose.clean_line(said) != prose.clean_line(str(there if there is not None else ""))
    ]


def sources(cell: str, row: Any) -> list[str]:
    there = {plain(line) for line in row.source_list}
    return [f"the source {one} is not given" for one in cell.split(" | ") if one and plain(one) not in there]


def in_languages(cells: dict[str, str], column: str, row: Any, name: str) -> list[str]:
    return differences(
        (f"{name}_{code}", cells[f"{column}_{code}"], getattr(row, f"{name}_{code}")) for code in LANGUAGES
    )


def not_there(what: str) -> Outcome:
    return Outcome(problems=[f"there is no {what}"])
