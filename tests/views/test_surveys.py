"""The survey: all questions, one over the years, one year."""

import json
import re

import pytest

from editions import models
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def results():
    """One question, asked in two years in two countries; in the second year two sources disagree on one value."""
    question = factories.make_question(text_line_en="Is it so?")
    answer = factories.make_answer(question=question, label_en="It is")
    here, there = factories.make_side(country_en="Here"), factories.make_side(country_en="There")
    first, second = factories.make_survey(year=2019), factories.make_survey(year=2020)
    factories.make_result(survey=first, answer=answer, side=here, value="12.5")
    factories.make_result(survey=first, answer=answer, side=there, value=None, note_en="more than half")
    factories.make_result(survey=second, answer=answer, side=here, value="13.1", sources="https://one.example/")
    factories.make_result(survey=second, answer=answer, side=here, value="13.9", sources="https://two.example/")
    factories.make_result(survey=second, answer=answer, side=there, value="40", population="students")
    return question


def test_a_question_shows_each_year_both_values_where_sources_disagree_and_what_is_not_recorded(client, results):
    page = client.get(f"/en/survey/{results.slug}/").content.decode()
    for words in ("Is it so?", "12.5", "13.1", "13.9", "more than half", "one.example", "two.example", "not recorded"):
        assert words in page


def test_a_question_draws_a_line_for_each_side_with_two_years_and_none_for_the_others(client, results):
    page = client.get(f"/en/survey/{results.slug}/").content.decode()
    assert page.count('<svg class="chart"') == 1
    assert page.count('<path class="line"') == 1
    assert "Here 13.1%" in page
    assert "There 40" not in page


def test_a_line_is_broken_where_the_question_changed_and_the_page_says_so(client, results):
    changed = models.Survey.objects.get(year=2020)
    models.Wording.objects.create(question=results, survey=changed, text_line_en="Is it not so?", breaks_line=True)
    page = client.get(f"/en/survey/{results.slug}/").content.decode()
    assert '<path class="line"' not in page
    assert page.count('<path class="break"') == 1
    assert "do not compare" in page


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"value": "13.1"}, ">13.1%<"),
        ({"value": "89"}, ">89.0%<"),
        ({"value": "12.25"}, ">12.25%<"),
        ({"value": "51", "is_rounded": True}, ">51% <"),
    ],
)
def test_a_value_has_the_decimals_its_source_gave_it(client, fields, shown):
    result = factories.make_result(**fields)
    assert shown in client.get(f"/en/survey/{result.answer.question.slug}/").content.decode()


def test_populations_stand_in_tables_of_their_own(client, results):
    page = client.get(f"/en/survey/{results.slug}/").content.decode()
    assert page.count("<table") == 2
    assert page.index("General public") < page.index("University students")


def test_a_year_shows_its_fieldwork_and_its_answers(client, results):
    survey = models.Survey.objects.get(year=2020)
    side = models.Side.objects.get(country_en="Here")
    models.Fieldwork.objects.create(survey=survey, side=side, sample=1597, agency="試験調査", agency_language="ja")
    page = client.get("/en/survey/years/2020/").content.decode()
    assert "1,597" in page
    assert '<dd lang="ja">試験調査</dd>' in page
    assert "13.9" in page
    assert "12.5" not in page


def test_the_index_names_every_question_with_its_years(client, results):
    page = client.get("/en/survey/").content.decode()
    assert "Is it so?" in page
    assert "2019–2020" in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_pages_cost_the_same_for_one_and_for_three(client, django_assert_num_queries, number):
    question = factories.make_question()
    survey = factories.make_survey(year=2001)
    for _n in range(number):
        factories.make_result(survey=survey, answer=factories.make_answer(question=question))
        factories.make_result(answer=factories.make_answer())
    with django_assert_num_queries(7):
        client.get("/en/survey/")
    with django_assert_num_queries(9):
        client.get(f"/en/survey/{question.slug}/")
    with django_assert_num_queries(9):
        client.get("/en/survey/years/2001/")


def test_results_of_a_hidden_survey_are_not_shown(client):
    survey = factories.make_survey(status="draft")
    result = factories.make_result(survey=survey, value="77.7")
    assert "77.7" not in client.get(f"/en/survey/{result.answer.question.slug}/").content.decode()
    assert client.get(f"/en/survey/years/{survey.year}/").status_code == 404


def test_what_another_source_says_of_a_year_stands_beside_the_line(client, results):
    page = client.get(f"/en/survey/{results.slug}/").content.decode()
    assert page.count('<path class="other"') == 1
    assert "<title>2020: 13.9%</title>" in page
    assert "A cross is what another source says of the same year." in page


def test_a_question_names_the_base_the_dates_and_the_wording_of_each_year(client, results):
    survey, side = models.Survey.objects.get(year=2019), models.Side.objects.get(country_en="Here")
    fieldwork = {"starts_on": "2019-09-07", "ends_on": "2019-09-28", "method_en": "By visits"}
    models.Fieldwork.objects.create(survey=survey, side=side, sample=1597, **fieldwork)
    models.Fieldwork.objects.create(survey=survey, side=side, sample=77, population="students")
    models.Wording.objects.create(question=results, survey=survey, text_line_en="Is it really so?")
    page = client.get(f"/en/survey/{results.slug}/").content.decode()
    for words in ("1,597 people asked", "7–28 September 2019", "By visits", "Is it really so?"):
        assert words in page
    assert "77 people" not in page  # nobody of them answered this question


def test_a_question_is_a_dataset_to_machines_and_can_be_cited(client, results):
    survey, side = models.Survey.objects.get(year=2019), models.Side.objects.get(country_en="Here")
    models.Fieldwork.objects.create(survey=survey, side=side, agency="Test Agency")
    factories.make_forum(name_en="Test Forum")
    page = client.get(f"/en/survey/{results.slug}/").content.decode()
    told = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])
    assert (told["@type"], told["name"], told["temporalCoverage"]) == ("Dataset", "Is it so?", "2019/2020")
    assert [file["encodingFormat"] for file in told["distribution"]] == ["text/csv", "application/json"]
    assert (told["creator"]["name"], told["contributor"][0]["name"]) == ("Test Forum", "Test Agency")
    assert told["license"].endswith("/en/data/")
    assert told["isBasedOn"][0].startswith("http")
    assert "“Is it so?” survey data, http" in page


def test_a_year_draws_each_value_as_a_bar_of_its_length(client, results):
    page = client.get("/en/survey/years/2020/").content.decode()
    assert '<path d="M0 3H13.9"/>' in page.replace("13.90", "13.9")
