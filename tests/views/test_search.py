"""The search page as a visitor sees it."""

import datetime
from urllib.parse import quote

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editions import entries
from editions.models import MissedSearch
from tests import factories

pytestmark = pytest.mark.django_db


def ask(client, query: str, language: str = "en") -> str:
    answer = client.get(f"/{language}/search/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_one_and_for_three(client, django_assert_num_queries, number):
    for n in range(number):
        factories.make_release(headline_en=f"Violet {n}")
        factories.make_speaker(name_en=f"Violet {n}")
    list(entries.rebuild())
    # SQLite is asked for titles, for texts, and in three languages more; PostgreSQL for all of it at once, and before it for the newest year.
    with django_assert_num_queries(12 if connection.vendor == "sqlite" else 11):
        page = ask(client, "?q=violet")
    assert page.count("<mark>Violet</mark>") == 2 * number


def test_results_say_what_they_are_where_they_lead_and_why_they_were_found(client):
    edition = factories.make_edition(number=2, year=2002)
    factories.make_release(
        slug="opening", edition=edition, headline_en="Opened <b>", body_en="<p>In the violet hall &amp; garden.</p>"
    )
    list(entries.rebuild())
    page = ask(client, "?q=violets")
    assert '<a href="/en/press/2020/opening/">Opened &lt;b&gt;</a>' in page
    assert "In the <mark>violet</mark> hall &amp; garden." in page
    assert "2nd edition" in page
    assert "1 result in English" in page
    assert '<meta name="robots" content="noindex">' in page


def test_results_can_be_narrowed_by_kind_and_edition_and_stay_in_the_link(client):
    one, other = factories.make_edition(number=2), factories.make_edition(number=3)
    factories.make_session(edition=one, title_en="Violet session")
    factories.make_release(edition=other, headline_en="Violet release")
    list(entries.rebuild())
    page = ask(client, "?q=violet")
    assert "?q=violet&amp;kind=session" in page
    assert "Violet</mark> session" not in ask(client, "?q=violet&kind=release")
    assert "Violet</mark> release" not in ask(client, "?q=violet&edition=2")
    assert "Violet</mark> release" in ask(client, "?q=violet&edition=nonsense&kind=nonsense&language=xx")


def test_another_form_of_a_name_is_shown_once_whether_typed_with_blanks_or_without(client):
    factories.make_speaker(name_en="Test Speaker", reading="てすと はなこ")
    list(entries.rebuild())
    assert "<mark>てすとはなこ</mark>" in ask(client, "?q=テストハナコ")
    page = ask(client, "?q=てすと はなこ")
    assert "<mark>てすと</mark> <mark>はなこ</mark>" in page
    assert page.count("<mark>はなこ") == 1


def test_a_long_chinese_title_ends_its_lines_between_phrases(client):
    factories.make_release(headline_zh_hans="维护亚洲稳定与世界和平合作的中日两国责任")
    list(entries.rebuild())
    page = ask(client, "?q=世界和平", "zh-hans")
    assert "维护亚洲稳定<wbr>与<mark>世界<wbr>和平</mark>合作的<wbr>中日两国责任" in page


def test_other_languages_are_offered_and_shown_with_their_own(client):
    factories.make_release(slug="opening", headline_en="", headline_ja="紫の見出し", headline_zh_hans="")
    list(entries.rebuild())
    page = ask(client, "?q=紫")
    assert "Nothing in English has all of these words." in page
    assert "Japanese (1)" in page
    page = ask(client, "?q=紫&language=ja")
    assert '<a href="/en/press/2020/opening/" lang="ja"><mark>紫</mark>の見出し</a>' in page


def test_what_has_a_year_and_no_day_is_dated_by_the_year_alone(client):
    factories.make_edition(number=2, year=2002, starts_on=None, ends_on=None, theme_en="Violet year")
    list(entries.rebuild())
    page = ask(client, "?q=violet")
    assert "<p>2002</p>" in page
    assert "1 January" not in page


def test_a_near_spelling_is_offered(client):
    factories.make_speaker(family_name="Testerman", given_name="Ada")
    list(entries.rebuild())
    assert '<a href="/en/search/?q=testerman">testerman</a>' in ask(client, "?q=testermann")


def test_a_search_without_result_is_counted_and_one_that_is_narrowed_is_not(client):
    ask(client, "?q=violet&kind=release")
    ask(client, "?q=violet")
    ask(client, "?q=👍")
    assert [(missed.words, missed.count) for missed in MissedSearch.objects.all()] == [("violet", 1)]


def test_later_pages_hold_the_next_results_and_none_is_beyond_the_last(client):
    for n in range(21):
        factories.make_topic(name_en=f"Violet {n}")
    list(entries.rebuild())
    first, second = ask(client, "?q=violet"), ask(client, "?q=violet&page=2")
    assert (first.count("<mark>"), second.count("<mark>")) == (20, 1)
    assert client.get("/en/search/?q=violet&page=3").status_code == 404


@pytest.mark.parametrize("language", ["en", "zh-hans", "ja"])
def test_signs_alone_bring_advice(client, language):
    assert '<div class="empty">' in ask(client, "?q=%22*", language)
    assert '<div class="empty">' not in ask(client, "", language)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    question=st.text(max_size=200) | st.sampled_from(['"', "a AND", "NEAR(", "x" * 2_900, "\0", "国" * 2_900, "'&|!:*"])
)
def test_any_question_has_an_answer(client, question):
    answer = client.get("/ja/search/", {"q": question, "kind": question, "edition": question, "language": question})
    assert answer.status_code in (200, 302)


def test_results_can_be_narrowed_by_year(client):
    factories.make_release(headline_en="Violet of old", dateline_date=datetime.date(2010, 12, 31))
    factories.make_release(headline_en="Violet of now", dateline_date=datetime.date(2011, 1, 1))
    factories.make_topic(name_en="Violet as ever")
    list(entries.rebuild())
    page = ask(client, "?q=violet")
    assert '<a class="pill plain" href="/en/search/?q=violet&amp;year=2011">2011 (1)</a>' in page
    page = ask(client, "?q=violet&year=2010")
    assert "1 result in English" in page
    assert "Violet</mark> of old" in page
    for nonsense in ("0", "9999", "-1", "²", "20100", "x"):
        page = ask(client, f"?q=violet&year={nonsense}")
        assert "3 results in English" in page or "Nothing in English" in page


def test_where_not_all_are_counted_every_choice_is_offered_without_a_number(client, monkeypatch):
    monkeypatch.setattr("editions.search.MOST", 2)
    for number in (2, 3):
        factories.make_edition(number=number, year=2000 + number)
    for n in range(3):
        factories.make_topic(name_en=f"Violet {n}")
    list(entries.rebuild())
    page = ask(client, "?q=violet")
    assert "The first 2 results in English; there are more" in page
    assert 'kind=session">Sessions</a>' in page
    assert 'edition=2">2nd edition</a>' in page
    assert 'year=2002">2002</a>' in page
    assert 'language=ja">Japanese</a>' in page


def test_a_title_in_another_language_says_so(client):
    document = factories.make_document(slug="charter", title_en="", title_ja="紫の憲章", title_zh_hans="")
    factories.make_clause(document=document, text_line_en="A violet clause")
    list(entries.rebuild())
    assert '#clause-1" lang="ja">紫の憲章</a>' in ask(client, "?q=violet")


def test_the_form_of_a_name_that_was_found_is_shown_in_its_own_language(client):
    speaker = factories.make_speaker(name_en="Violet Tester", name_ja="試験紫", name_zh_hans="试验紫")
    speaker.aliases.create(name="Wiolet Tester")
    list(entries.rebuild())
    assert '<p class="meta" lang="ja"><mark>試験</mark>紫</p>' in ask(client, "?q=試験")
    assert '<p class="meta"><mark>Wiolet</mark> Tester</p>' in ask(client, "?q=wiolet")
    assert "Wiolet" not in ask(client, "?q=violet")


HOSTILE = {
    "one letter": "q",
    "one character": "紫",
    "ten thousand letters": "violet " * 1_500,
    "ten thousand characters": "紫" * 10_000,
    "operators of the one engine": 'violet* AND NEAR(a b, 3) {title_tokens} : "x" OR NOT ^a -b',
    "operators of the other": "violet:* & ('a' <-> b) | !c <2> \\ ''",
    "quotes": "\"'“”«»「」『』`'' \"\"",
    "a null byte": "vio\0let\0",
    "control signs": "\x01\x1f\x7f\u0085\u2028violet",
    "emoji": "👍🏽 👩‍👩‍👧‍👦 🇺🇳",
    "mixed scripts": "violet紫むらさき보라фиолет",
    "from right to left": "\u202eteloiv\u202c بنفسجي סגול",
    "half a pair": "violet\udc00",
    "accents stacked": "v" + "\u0301" * 200,
    "a statement": "'; DROP TABLE editions_searchentry; --",
}


@pytest.mark.parametrize("language", ["en", "zh-hans", "ja"])
@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE)
def test_bad_input_gets_results_or_advice(client, language, typed):
    factories.make_release(headline_en="Violet", headline_ja="紫", headline_zh_hans="紫")
    list(entries.rebuild())
    for question in (typed, typed + " violet"):
        address = f"/{language}/search/?q={quote(question, errors='surrogatepass')}"
        answer = client.get(address, follow=True)
        assert answer.status_code == 200
        page = answer.content.decode()
        assert ('class="releases results"' in page) or ('<div class="empty">' in page)
