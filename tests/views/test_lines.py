"""What a visitor sees of all editions over the years: one picture and one table."""

import re

import pytest

from editions import models
from tests import factories
from tests.factories import make_edition, make_session, make_topic

pytestmark = pytest.mark.django_db


def html_of(client, address="/en/lines/"):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


@pytest.fixture
def record():
    """Three editions, two topics of which one split from the other, an outcome, and a survey with two sources."""
    sides = [factories.make_side(country_en=name) for name in ("Eastland", "Westland")]
    editions = [
        make_edition(number=n, year=2000 + n, theme_en=f"Theme {n}", theme_zh_hans="", theme_ja="") for n in (1, 2, 3)
    ]
    for edition, side in zip(editions, [*sides, sides[0]], strict=True):
        factories.make_venue(edition=edition, side=side)
    media, digital = make_topic(slug="media", name_en="Media"), make_topic(slug="digital", name_en="Digital matters")
    for edition in editions:
        make_session(edition=edition, topic=media, slug=f"{edition.number}-media")
    make_session(edition=editions[2], topic=digital, slug="3-digital")
    make_session(edition=editions[1], topic=digital, slug="2-called-off", state="cancelled")
    models.TopicOrigin.objects.create(topic=digital, earlier=media, kind="split", edition=editions[2])
    factories.make_document(edition=editions[1], kind="consensus", slug="2002-consensus", title_en="Second Consensus")
    factories.make_document(edition=editions[1], kind="paper", slug="a-paper", title_en="A paper")
    question = factories.make_question(slug="impression", text_line_en="Impression")
    answer = factories.make_answer(question=question, label_en="good")
    for edition in editions:
        survey = factories.make_survey(year=edition.year)
        for side, value in zip(sides, (40, 50.5), strict=True):
            factories.make_result(survey=survey, answer=answer, side=side, value=value + edition.number)
    factories.make_result(survey=survey, answer=answer, side=sides[0], value=77.7, sources="https://other.example/")
    factories.make_result(survey=survey, answer=answer, side=sides[0], value=11, population="students")
    factories.make_result(
        answer=factories.make_answer(question=factories.make_question(order=9)), side=sides[0], value=99
    )
    return editions


def test_the_picture_and_the_table_say_the_same(client, record):
    html = html_of(client)
    picture, table = html.split("<figcaption>")[0], html.split("<tbody>")[1]
    assert re.findall(r"20\d\d: ([\d.]+%)", picture) == ["41.0%", "42.0%", "43.0%", "77.7%", "51.5%", "52.5%", "53.5%"]
    for value in re.findall(r"20\d\d: ([\d.]+%)", picture):
        assert f"{value}</div>" in table
    assert "99" not in re.sub(r"<[^>]*>", "", table)
    assert "11.0%" not in html
    for shown in (picture, table):
        assert 'href="/en/documents/2002-consensus/"' in shown
        assert "A paper" not in shown
        assert "Theme 3" in shown
    assert "Media: 1st edition, 2nd edition and 3rd edition" in picture
    assert "Digital matters: 3rd edition</title>" in picture
    assert picture.count('class="branch split"') == 1
    assert picture.count('class="stop"') == 4
    assert 'href="/en/sessions/3-digital/">Digital matters' in table
    assert table.index("3rd edition") < table.index("1st edition")
    assert table.count('class="slice"') == 3
    assert '<span lang="en">Theme 3</span>' in html_of(client, "/ja/lines/")


def test_nothing_recorded_is_said_and_an_edition_without_anything_else_is_drawn(client):
    assert "No edition is recorded yet." in html_of(client)
    make_edition(number=1, year=2001, state="planned", theme_en="")
    html = html_of(client)
    assert 'data-state="planned"' in html
    assert "Sub-forums</text>" not in html


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(client, number, django_assert_num_queries):
    side, topic = factories.make_side(), make_topic()
    answer = factories.make_answer()
    for _n in range(number):
        edition = make_edition()
        factories.make_venue(edition=edition, side=side)
        other = make_session(edition=edition, topic=make_topic()).topic
        models.TopicOrigin.objects.create(topic=topic, earlier=other, edition=edition)
        factories.make_document(edition=edition, kind="consensus")
        survey = factories.make_survey(year=edition.year)
        factories.make_result(survey=survey, answer=answer, side=side)
        models.Fieldwork.objects.create(survey=survey, side=side, sample=1000)
    with django_assert_num_queries(14):
        html_of(client)
