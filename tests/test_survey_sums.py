"""The parts of an answer add up to what was published for the whole."""

from decimal import Decimal

import pytest

from editions import survey_sums
from editions.gate import examine
from tests import factories
from tests.admin.desk import saved

N, ROUNDED = False, True


@pytest.mark.parametrize(
    ("parts", "whole", "right"),
    [
        ([("3.5", N), ("37.2", N)], ("40.7", N), True),
        ([("3.5", N), ("37.2", N)], ("40.8", N), True),  # each is rounded to a tenth
        ([("3.5", N), ("37.2", N)], ("40.9", N), False),
        ([("3.5", N), ("37.2", N)], ("40", ROUNDED), False),
        ([("3.5", N), ("37.2", N)], ("41", ROUNDED), True),
        ([("3", ROUNDED), ("37", ROUNDED)], ("41", ROUNDED), True),
        ([("3.25", N), ("37.25", N)], ("40.5", N), True),
        ([("3.25", N), ("37.25", N)], ("40.6", N), False),
    ],
)
def test_parts_add_up_as_far_as_rounding_allows(parts, whole, right):
    given = [(Decimal(value), rounded) for value, rounded in parts]
    assert survey_sums.adds_up(given, (Decimal(whole[0]), whole[1])) is right


@pytest.fixture
def scale(db):
    """A whole of 40.7 with two parts of 3.5 and 37.2 in one country and population, and a part without a value in another."""
    survey, side = factories.make_survey(year=2020), factories.make_side(country_en="Eastland")
    question = factories.make_question(text_line_en="Impression")
    whole = factories.make_answer(question=question, code="whole", label_en="favourable")
    parts = [factories.make_answer(question=question, code=f"part-{n}", part_of=whole) for n in (1, 2)]
    results = [
        factories.make_result(survey=survey, side=side, answer=answer, value=value)
        for answer, value in zip([whole, *parts], ("40.7", "3.5", "37.2"), strict=True)
    ]
    other = factories.make_side()
    factories.make_result(survey=survey, side=other, answer=whole, value=90)
    factories.make_result(survey=survey, side=other, answer=parts[0], value=1)
    factories.make_result(survey=survey, side=side, answer=parts[0], value=99, population="students")
    return survey, results


def test_the_gate_warns_of_parts_that_do_not_add_up(scale):
    survey, (whole, part, _other) = scale
    assert [one for one in examine(survey).findings if one.code == "parts"] == []
    part.value = 13.5
    part.save()
    (finding,) = [one for one in examine(survey).findings if one.code == "parts"]
    assert finding.sentence == (
        "Eastland, General public: the parts of “favourable” (Impression) add up to 50.7%, not to 40.7%."
    )
    factories.make_result(survey=survey, side=whole.side, answer=whole.answer, value="50.7")  # another source
    assert list(survey_sums.mismatches(survey)) == []


def test_an_editor_who_saves_a_result_is_told(scale, admin_client):
    _survey, (_whole, part, _other) = scale
    answer = saved(admin_client, part, value="13.5")
    assert "add up to 50.7%, not to 40.7%" in admin_client.get(answer.url).content.decode()
