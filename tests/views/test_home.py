"""What a visitor sees first."""

import datetime
import re

import pytest

from editions.models import Fieldwork, Plan
from tests.factories import (
    make_answer,
    make_coverage,
    make_edition,
    make_figure,
    make_forum,
    make_notice,
    make_photo,
    make_question,
    make_release,
    make_result,
    make_side,
    make_survey,
    make_venue,
)

pytestmark = pytest.mark.django_db


def html_of(client, language="en"):
    response = client.get(f"/{language}/")
    assert response.status_code == 200
    return response.content.decode()


def make_finding(year=2024, **fields):
    """One answer of one survey, given by two sides."""
    survey = make_survey(year=year)
    answer = make_answer(question=make_question(text_line_en="What do you think?"), label_en="Good")
    for value in (88, 89):
        side = make_side(country_en=f"Country of {value}")
        make_result(survey=survey, answer=answer, side=side, value=value, **fields)
        Fieldwork.objects.create(survey=survey, side=side, sample=1500, starts_on=datetime.date(year, 9, 1))
    return survey


def test_the_last_edition_held_stands_on_the_front_page(client):
    make_edition(number=19, year=2023, state="held", theme_en="Before")
    make_edition(number=20, year=2024, state="held", theme_en="Peace")
    html = html_of(client)
    assert "The latest edition" in html
    assert '<h1><a href="/en/editions/20/">Peace</a></h1>' in html
    assert html.count("<h1") == 1


def test_an_edition_to_come_stands_before_those_held(client):
    make_edition(number=20, year=2024, state="held", theme_en="Held")
    make_edition(number=21, year=2025, state="confirmed", theme_en="To come")
    html = html_of(client)
    assert "The next edition" in html
    assert ">To come</a></h1>" in html


def test_a_postponed_edition_is_told_with_the_dates_it_was_last_announced_for(client):
    make_edition(number=20, year=2024, state="held", theme_en="Held")
    edition = make_edition(number=21, year=2025, state="postponed", theme_en="Postponed theme")
    Plan.objects.create(edition=edition, starts_on=datetime.date(2025, 11, 10), order=0)
    Plan.objects.create(edition=edition, starts_on=datetime.date(2025, 11, 22), order=1)
    Plan.objects.create(edition=edition, wording_en="no date", order=2)
    html = html_of(client)
    assert ">Held</a></h1>" in html
    assert "The 21st edition (2025) has no new date. It was last announced for 22 November 2025." in html


def test_hidden_things_are_not_on_the_front_page(client):
    make_edition(number=20, year=2024, state="held")
    hidden = make_edition(number=21, year=2025, state="confirmed", status="draft", theme_en="Secret edition")
    make_release(status="draft", headline_en="Secret release")
    make_release(edition=hidden, headline_en="Secret release")
    make_coverage(edition=hidden, title="Secret coverage")
    make_photo(edition=hidden, caption_en="Secret photograph")
    make_notice(status="draft", text_line_en="Secret notice")
    make_notice(edition=hidden, text_line_en="Secret notice")
    make_result(survey=make_survey(year=2025, title_en="Secret survey", status="draft"))
    html = html_of(client)
    assert "Secret" not in html
    assert "21st" not in html
    assert "2025" not in html


def test_what_is_new_is_shown_in_the_readers_language(client):
    make_forum(tagline_ja="二つの首都")
    make_edition(number=20, year=2024, state="held")
    make_release(headline_ja="開幕", edition=None)
    make_coverage(title="Meeting opens", language="en")
    make_photo(caption_ja="開会式")
    make_notice(text_line_ja="受付中")
    html = html_of(client, "ja")
    for words in ("二つの首都", "開幕", '<span lang="en">Meeting opens</span>', "開会式", "受付中", "第20回"):
        assert words in html


def test_one_finding_of_the_newest_survey_is_shown_with_those_who_were_asked(client):
    make_finding(year=2020)
    survey = make_finding(year=2024)
    html = html_of(client)
    for words in ("What do you think?", "Good", "88.0%", "89.0%", "Country of 88"):
        assert words in html
    assert "Country of 88: 1,500 people asked, 1 September 2024" in html
    assert survey.get_absolute_url() in html


def test_the_finding_is_the_answer_recorded_most_often_and_is_drawn_over_the_years(client):
    question, sides = make_question(), [make_side(), make_side()]
    rare = make_answer(question=question, label_en="Rarely asked", order=1)
    often = make_answer(question=question, label_en="Asked often", order=2)
    for year in (2022, 2023, 2024):
        survey = make_survey(year=year)
        for side in sides:
            make_result(survey=survey, answer=often, side=side, value=year - 1960)
            if year == 2024:
                make_result(survey=survey, answer=rare, side=side, value=10)
    hidden = make_survey(year=2021, status="draft")
    make_result(survey=hidden, answer=often, side=sides[0], value=1)
    html = html_of(client)
    assert "Asked often" in html
    assert "Rarely asked" not in html
    assert html.count('class="line"') == 2
    assert "2022: 62.0%" in html
    assert "2021" not in html


def test_a_site_without_content_says_so(client):
    html = html_of(client)
    assert "No edition is recorded yet." in html
    assert "No press release has been published yet." in html
    assert "No survey result is recorded yet." in html


@pytest.mark.parametrize("number", [1, 3])
def test_the_front_page_asks_seventeen_questions(client, number, django_assert_num_queries):
    lost = make_edition(number=9000, year=9000, state="postponed")
    for _n in range(number):
        edition = make_edition(state="held")
        make_venue(edition=edition, side=make_side())
        make_figure(edition=edition)
        make_release(edition=edition)
        make_coverage(edition=edition)
        make_photo(edition=edition)
        Plan.objects.create(edition=lost, starts_on=datetime.date(2090, 1, 1))
    for n in range(number):
        make_finding(year=2024 + n)
    with django_assert_num_queries(17):
        html_of(client)


def test_photographs_of_the_latest_editions_stand_on_the_front_page_and_of_none_last(client):
    old, new = make_edition(number=91), make_edition(number=92)
    make_photo(edition=None, alt_en="Of none")
    for edition, order, alt in ((old, 2, "Old, second"), (new, 2, "New, second"), (old, 1, "Old"), (new, 1, "New")):
        make_photo(edition=edition, order=order, alt_en=alt)
    shown = re.findall(r'alt="((?:Old|New|Of none)[^"]*)"', html_of(client))
    assert shown == ["New", "New, second", "Old", "Old, second", "Of none"]
    for _n in range(4):
        make_photo(edition=new, order=3, alt_en="New, third")
    assert re.findall(r'alt="(Old|Of none)', html_of(client)) == []


def test_without_a_paragraph_search_engines_are_told_the_names_once(client):
    make_forum(name_en="Test Forum", tagline_en="")
    assert '<meta name="description" content="Test Forum">' in html_of(client)


def test_the_foot_of_every_page_leads_to_what_the_menu_has_no_room_for(client):
    footer = html_of(client).partition('<footer class="footer">')[2]
    for name in ("sessions", "topics", "organisations", "press/coverage", "press/corrections"):
        assert f'href="/en/{name}/"' in footer


def test_the_forum_in_one_paragraph_is_what_search_engines_are_told(client):
    make_forum(tagline_en="What the forum is", tagline_ja="")
    assert '<meta name="description" content="What the forum is">' in client.get("/en/").content.decode()
    assert 'content="What the forum is"' not in client.get("/ja/").content.decode()
