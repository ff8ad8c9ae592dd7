"""How the rows of the tables of the joint poll are looked for; the columns of a country begin with its name."""

from __future__ import annotations

from editions.folding import fold

from .record_site import Outcome, Site, differences, in_languages, not_there, sources


def poll_value(site: Site, number: int, cells: dict[str, str]) -> Outcome:
    asked = next(
        (q for q in site.tables.get("survey_questions.csv", []) if q["question_as_in_data"] == cells["question"]), None
    )
    slug = (
        asked["question_slug"]
        if asked
        else next(
            (slug for slug, row in site.questions.items() if fold(row.text_line_en) == fold(cells["question"])), ""
        )
    )
    known = {
        answer["answer_en"]: answer["label_en"]
        for answer in site.tables.get("survey_answers.csv", [])
        if answer["question_slug"] == slug
    }
    label = fold(known.get(cells["answer_category"], cells["answer_category"]))
    problems = []
    for side in site.sides:
        value = cells.get(f"{fold(side.country_en)}_percent", "")
        held = [
            row
            for row in site.results.get((cells["year"], slug), [])
            if row.side_id == side.pk
            and fold(row.answer.label_en) == label
            and value
            and row.value is not None
            and float(value) == float(row.value)
            and not sources(cells["source_url"], row)
        ]
        if value and not held:
            problems.append(f"no result says {value} for {side.country_en}")
    return Outcome(f"survey {cells['year']}, question {slug}", problems)


def poll(site: Site, number: int, cells: dict[str, str]) -> Outcome:
    row = site.surveys.get(cells["year"])
    if row is None:
        return not_there("such survey")
    problems = differences(
        [("number", cells["poll_number"], row.number), ("release", cells["release_date"], row.released_on)]
    )
    for side in site.sides:
        done = [work for work in row.fieldwork.all() if work.side_id == side.pk]
        name = fold(side.country_en)
        held = {
            f"{name}_sample": {str(work.sample) for work in done},
            f"{name}_fieldwork": {f"{work.starts_on}/{work.ends_on}" for work in done if work.starts_on},
            f"{name}_cities": {str(work.places_count) for work in done},
            f"{name}_agency_as_printed": {work.agency for work in done},
        }
        for column, there in held.items():
            said = cells.get(column, "").removesuffix(" (as printed)")
            # Months only are told in words, in every language.
            in_words = len(said.split("/")[0]) == 7 and any(work.dates_note_en for work in done)
            if said and said not in there and not in_words:
                problems.append(f"no fieldwork has {said} in {side.country_en}")
    return Outcome(f"survey {row.year}", problems + sources(cells["source_url"], row))


def question(site: Site, number: int, cells: dict[str, str]) -> Outcome:
    row = site.questions.get(cells["question_slug"])
    if row is None:
        return not_there("such question")
    return Outcome(f"question {row.slug}", in_languages(cells, "question", row, "text_line"))


def answer(site: Site, number: int, cells: dict[str, str]) -> Outcome:
    row = site.answers.get((cells["question_slug"], fold(cells["label_en"])))
    if row is None:
        return not_there("such answer")
    said = [
        ("label_zh_hans", cells["answer_zh_hans"], row.label_zh_hans),
        ("label_ja", cells["answer_ja"], row.label_ja),
    ]
    return Outcome(f"question {cells['question_slug']}", differences(said))
