"""Open data: its page, its tables as CSV and JSON, the schemas of their rows, and the survey question by question."""

import csv
import io
import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from editions import models, open_data, zipping
from tests import factories

pytestmark = pytest.mark.django_db

TYPES = {"string": str, "integer": int, "number": int | float, "boolean": bool, "array": list, "null": type(None)}


def rows_of(answer) -> list[dict]:
    assert answer.status_code == 200
    text = (b"".join(answer) if answer.streaming else answer.content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture
def filled():
    """A row in every table."""
    side = factories.make_side(code="here")
    edition = factories.make_edition(number=20, year=2020)
    factories.make_venue(edition=edition, side=side, city_en="Test City")
    session = factories.make_session(edition=edition, topic=factories.make_topic(slug="media"))
    speaker = factories.make_speaker(slug="test-speaker", delegation=side)
    models.SpeakerAlias.objects.create(speaker=speaker, name="Tset Speaker")
    factories.make_appearance(edition=edition, session=session, speaker=speaker, title_en="Chair of Tests")
    release = factories.make_release(edition=edition, body_en="<p>One &amp; two</p>")
    release.speakers.add(speaker)
    survey = factories.make_survey(year=2020, edition=edition)
    question = factories.make_question(slug="trust")
    answer = factories.make_answer(question=question, code="yes")
    models.Fieldwork.objects.create(survey=survey, side=side, sample=1000, method_en="Visits", agency="Test Agency")
    models.Wording.objects.create(survey=survey, question=question, text_line_en="Do you?", breaks_line=True)
    factories.make_result(survey=survey, answer=answer, side=side, value="93.00", sources="https://one.example/a")
    factories.make_result(
        survey=survey, answer=answer, side=side, value="51", is_rounded=True, note_en="Another source"
    )
    document = factories.make_clause(document=factories.make_document(edition=edition)).document
    document.signatories.add(models.Appearance.objects.get())
    return edition


@pytest.mark.parametrize("name", open_data.TABLES)
def test_csv_and_json_of_a_table_say_the_same_and_keep_to_its_schema(client, filled, name):
    told = json.loads(client.get(f"/en/data/{name}.json").content)
    answer = client.get(f"/en/data/{name}.schema.json")
    assert answer["Content-Type"].startswith("application/schema+json")
    schema = json.loads(answer.content)
    assert told["schema"] == schema["$id"]
    assert told["rows"]
    for row in told["rows"]:
        assert list(row) == list(schema["properties"]) == schema["required"]
        for key, value in row.items():
            assert any(isinstance(value, TYPES[one]) for one in schema["properties"][key]["type"]), key
            assert TYPES["boolean"] in map(TYPES.get, schema["properties"][key]["type"]) or not isinstance(value, bool)
    as_text = [{key: open_data.cell(value) for key, value in row.items()} for row in told["rows"]]
    assert rows_of(client.get(f"/ja/data/{name}.csv")) == as_text


def test_the_columns_promised_to_the_outside_stand_in_the_documentation():
    written = Path(settings.BASE_DIR, "docs", "data.md").read_text()
    for table in open_data.TABLES.values():
        names = dict.fromkeys(column.name for column in table.columns)
        for code in models.language_codes():
            names = dict.fromkeys(name.removesuffix(f"_{code.replace('-', '_')}") for name in names)
        assert [name for name in names if f"`{name}`" not in written and f"`{name}_*`" not in written] == [], table.name


@pytest.mark.parametrize("number", [1, 3])
def test_a_table_costs_the_same_for_one_row_and_for_three(client, django_assert_num_queries, number):
    side = factories.make_side()
    for _n in range(number):
        edition = factories.make_edition()
        factories.make_venue(edition=edition, side=side)
        session = factories.make_session(edition=edition, topic=factories.make_topic())
        factories.make_release().speakers.add(factories.make_appearance(session=session).speaker)
        factories.make_result(side=side)
        clause = factories.make_clause()
        clause.document.signatories.add(session.appearances.first())
        clause.document.adopted_by.add(factories.make_organisation())
    models.TopicOrigin.objects.bulk_create(
        models.TopicOrigin(topic=models.Topic.objects.first(), earlier=one) for one in models.Topic.objects.all()[1:]
    )
    counts = {"editions": 3, "sessions": 2, "speakers": 2, "appearances": 1, "releases": 2, "survey": 3}
    counts |= {"topics": 2, "documents": 4, "clauses": 1}
    for name, count in counts.items():
        with django_assert_num_queries(count):
            assert len(rows_of(client.get(f"/en/data/{name}.csv"))) == number


def test_a_value_of_the_survey_comes_with_its_base_its_method_and_its_source(client, filled):
    first, second = rows_of(client.get("/en/survey/trust.csv"))
    told = {name: first[name] for name in ("year", "side", "population", "value", "sample", "method_en", "agency")}
    assert told == {
        "year": "2020",
        "side": "here",
        "population": "general-public",
        "value": "93.0",
        "sample": "1000",
        "method_en": "Visits",
        "agency": "Test Agency",
    }
    assert (first["wording_en"], first["breaks_line"], first["sources"]) == ("Do you?", "yes", "https://one.example/a")
    assert (second["value"], second["is_rounded"], second["note_en"]) == ("51", "yes", "Another source")
    values = [row["value"] for row in json.loads(client.get("/en/survey/trust.json").content)["rows"]]
    assert values == [93.0, 51]


def test_a_large_table_is_sent_as_it_comes(client, filled, monkeypatch):
    monkeypatch.setattr("editions.views.data.WHOLE", 10)
    answer = client.get("/en/data/speakers.csv")
    assert answer.streaming
    assert [row["slug"] for row in rows_of(answer)] == ["test-speaker"]


def test_a_text_that_a_spreadsheet_would_run_stands_behind_an_apostrophe(client):
    factories.make_edition(theme_en="=1+1")
    assert rows_of(client.get("/en/data/editions.csv"))[0]["theme_en"] == "'=1+1"


@pytest.mark.parametrize("text", ["=1", "'=1", "''@x", "it's", "'quoted'", "-5", ""])
def test_what_is_put_behind_an_apostrophe_can_be_told_again(text):
    assert zipping.meant(zipping.neutral(text)) == text


def test_the_page_links_every_table_and_every_question(client, filled):
    page = client.get("/en/data/").content.decode()
    for name in open_data.TABLES:
        assert f'href="/en/data/{name}.csv"' in page
        assert f'href="/en/data/{name}.schema.json"' in page
    assert 'href="/en/survey/trust.csv"' in page
    assert 'href="/en/data/"' in client.get("/en/editions/").content.decode()


@pytest.mark.parametrize("address", ["/en/data/nothing.csv", "/en/data/nothing.json", "/en/data/nothing.schema.json"])
def test_a_table_that_is_not_there_is_not_found(client, address):
    assert client.get(address).status_code == 404


@pytest.fixture
def research(tmp_path):
    """A research table of our own making, with the rows on the site."""
    side = factories.make_side(code="north", country_en="North")
    question = factories.make_question(slug="trust", text_line_en="Trust")
    answer = factories.make_answer(question=question, label_en="Yes")
    for year, value in ((2001, "12.5"), (2002, "40.1"), (2003, "40.2")):
        factories.make_result(survey=factories.make_survey(year=year), answer=answer, side=side, value=value)
    other = {"survey": models.Survey.objects.get(year=2003), "answer": answer, "side": side}
    factories.make_result(**other, value="39.9", sources="https://two.example/")
    factories.make_result(**other, value="77", population="students")

    def write(name, *lines):
        (tmp_path / name).write_text("\n".join(lines) + "\n")

    def values(*lines):
        write("survey.csv", "year,question,answer_category,north_percent,population,source_url", *lines)

    write("survey_questions.csv", "question_as_in_data,question_slug", "trust in others,trust")
    write("survey_answers.csv", "question_slug,answer_en,label_en", "trust,yes,Yes")
    return tmp_path, values


def test_charts_are_held_against_the_research_to_the_digit(research, capsys):
    folder, write = research
    write(
        *("2001,trust in others,yes,12.5,general public,", "2002,trust in others,yes,40.1,general public,"),
        *("2003,trust in others,yes,39.9,general public,https://two.example/", "2003,trust in others,yes,77,Students,"),
    )
    call_command("check_charts", folder)
    told = capsys.readouterr().out
    assert "4 values: 4 right to the digit (3 of all are drawn), 0 wrong." in told
    assert "2001 trust: Yes: north, general-public: said 12.5 · CSV 12.5 · drawn 12.5%" in told


@pytest.mark.parametrize(
    "row",
    [
        "2001,trust in others,yes,12.6,general public,",
        "2001,trust in others,yes,12.5,students,",
        "2003,trust in others,yes,40.2,general public,https://two.example/",
    ],
    ids=["another value", "another population", "another source"],
)
def test_a_chart_that_says_something_else_is_told(research, row):
    folder, write = research
    write(row)
    with pytest.raises(CommandError, match="1 wrong"):
        call_command("check_charts", folder)
