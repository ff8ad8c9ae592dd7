"""What a visitor sees of programmes and sessions."""

import datetime
from urllib.parse import urlencode

import pytest
import time_machine

from editions.models import Session
from tests.factories import (
    make_appearance,
    make_document,
    make_edition,
    make_notice,
    make_photo,
    make_record,
    make_session,
    make_side,
    make_speaker,
    make_topic,
    make_venue,
)

pytestmark = pytest.mark.django_db

DAY = datetime.date(2024, 12, 4)


def html_of(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def make_capitals():
    first = make_side(capital_en="Westtown", time_zone="Asia/Shanghai")
    return first, make_side(capital_en="Easttown", time_zone="Asia/Tokyo")


def at(hour, minute=0):
    return datetime.time(hour, minute)


# The programme of an edition


def test_both_capitals_clocks_are_told_the_venues_first(client):
    make_capitals()
    edition = make_edition(number=20, year=2024)
    make_session(edition=edition, day=DAY, start_time=at(10), end_time=at(12), time_zone="Asia/Tokyo")
    html = html_of(client, "/en/editions/20/programme/")
    assert '<time class="here" datetime="2024-12-04T10:00:00+09:00">10:00–12:00 Easttown</time>' in html
    assert ">09:00–11:00 Westtown</time>" in html
    assert html.index("Easttown<") < html.index("Westtown<")
    assert "Wednesday 4 December 2024" in html


def test_a_session_on_a_third_clock_names_its_city(client):
    make_capitals()
    edition = make_edition(number=20, year=2024)
    venue = make_venue(edition=edition, city_en="Midtown", time_zone="Asia/Kolkata")
    make_session(edition=edition, venue=venue, day=DAY, start_time=at(10))
    html = html_of(client, "/en/editions/20/programme/")
    assert "10:00 Midtown" in html
    assert "12:30 Westtown" in html
    assert "13:30 Easttown" in html


def test_what_begins_together_stands_in_one_slot_and_the_rest_in_order(client):
    edition = make_edition(number=20, year=2024)
    late = make_session(edition=edition, day=DAY, title_en="Late", start_time=at(14), time_zone="Asia/Tokyo")
    make_session(edition=edition, day=DAY, title_en="Beside", start_time=at(14), time_zone="Asia/Tokyo")
    make_session(edition=edition, day=DAY, title_en="Early", start_time=at(9), time_zone="Asia/Tokyo")
    make_session(edition=edition, day=DAY, title_en="Timeless")
    make_session(edition=edition, title_en="Dayless")
    html = html_of(client, "/en/editions/20/programme/")
    order = [html.index(f">{title}<") for title in ("Early", "Late", "Beside", "Timeless", "Dayless")]
    assert order == sorted(order)
    assert html.count('<ul class="sessions">') == 4
    assert "Time not recorded" in html
    assert html.index("Day not recorded") < html.index("Dayless")
    assert late.get_absolute_url() in html


def test_sessions_of_a_slot_that_end_at_different_times_say_so_each(client):
    make_capitals()
    edition = make_edition(number=20, year=2024)
    for end in (11, 12):
        make_session(edition=edition, day=DAY, start_time=at(10), end_time=at(end), time_zone="Asia/Tokyo")
    html = html_of(client, "/en/editions/20/programme/")
    assert "10:00–11:00 Easttown" in html
    assert "10:00–12:00 Easttown" in html


def test_speakers_stand_in_the_programme_under_their_role(client):
    edition = make_edition(number=20, year=2024)
    session = make_session(edition=edition, day=DAY)
    make_appearance(session=session, speaker=make_speaker(name_en="Test Moderator"), roles=["moderator"])
    make_appearance(session=session, speaker=make_speaker(name_en="Secret Speaker", status="draft"))
    html = html_of(client, "/en/editions/20/programme/")
    assert "<dt>Moderator</dt>" in html
    assert "Test Moderator" in html
    assert "Secret Speaker" not in html


def test_preparatory_meetings_are_told_apart(client):
    edition = make_edition(number=20, year=2024)
    make_session(edition=edition, kind="preparatory", day=datetime.date(2024, 3, 1), title_en="Before")
    make_session(edition=edition, day=DAY, title_en="Main")
    html = html_of(client, "/en/editions/20/programme/")
    assert html.index(">Main<") < html.index("Preparatory meetings") < html.index(">Before<")


def test_the_programme_is_narrowed_by_day_kind_topic_and_language(client):
    edition, topic = make_edition(number=20, year=2024), make_topic(slug="media", name_en="Media")
    make_session(edition=edition, day=DAY, kind="plenary", title_en="Wanted", topic=topic, spoken=["ja"])
    make_session(edition=edition, day=datetime.date(2024, 12, 5), kind="closing", title_en="Other", spoken=["en"])
    for query in ("day=2024-12-04", "kind=plenary", "topic=media", "language=ja"):
        html = html_of(client, f"/en/editions/20/programme/?{query}")
        assert ">Wanted<" in html, query
        assert ">Other<" not in html, query
        assert 'class="pill" href="/en/editions/20/programme/"' in html
    assert "No session matches these filters." in html_of(
        client, "/en/editions/20/programme/?day=2024-12-04&kind=closing"
    )


@pytest.mark.parametrize(
    "query", ["?day=yesterday", "?day=%00", "?kind=--", "?language=xx", "?topic=..", "?q=%00", "?day=9999-99-99"]
)
def test_nonsense_gets_the_whole_programme(client, query):
    make_session(edition=make_edition(number=20, year=2024), day=DAY, title_en="Shown")
    assert ">Shown<" in html_of(client, f"/en/editions/20/programme/{query}")


def test_the_programme_is_searched_for_words_of_titles_rooms_topics_and_speakers(client):
    edition = make_edition(number=20, year=2024)
    known = make_speaker(name_en="Test Speaker", family_name="Speaker", given_name="Test", name_ja="試験太郎")
    known.aliases.create(name="Tset Speeker")
    hidden = make_speaker(name_en="Nobody Known", status="draft")
    wanted = make_session(
        edition=edition, day=DAY, title_en="Peace and order", title_zh_hans="和平与秩序", room_en="Hall Nine",
        topic=make_topic(name_en="Security", name_ja="安全保障"),
    )  # fmt: skip
    make_session(edition=edition, day=DAY, title_en="Another one", topic=make_topic(status="draft", name_en="Secret"))
    make_appearance(session=wanted, edition=edition, speaker=known)
    make_appearance(session=wanted, edition=edition, speaker=hidden)
    page = "/en/editions/20/programme/"
    for words in ("peace", "和平與秩序", "nine", "安全保障", "SPEAKER test", "試驗太郎", "tset", "orders speaker"):
        html = html_of(client, f"{page}?{urlencode({'q': words})}")
        assert (">Peace and order<" in html, ">Another one<" in html) == (True, False), words
    assert "Remove the filter “orders speaker”" in html
    assert "/en/editions/20/programme.ics?q=orders+speaker" in html
    for words in ("nobody", "secret", "peace another", "%", "'"):
        assert "No session matches these filters." in html_of(client, f"{page}?{urlencode({'q': words})}"), words
    calendar = client.get("/en/editions/20/programme.ics?q=tset").content.decode()
    assert ("Peace and order" in calendar, "Another one" in calendar) == (True, False)


def test_a_topic_nobody_may_see_is_not_named(client):
    topic = make_topic(status="draft", name_en="Secret topic")
    session = make_session(edition=make_edition(number=20, year=2024), topic=topic)
    for address in ("/en/editions/20/programme/", "/en/sessions/", session.get_absolute_url()):
        assert "Secret topic" not in html_of(client, address)


def test_an_empty_programme_says_so_and_a_hidden_edition_has_none(client):
    make_edition(number=20, year=2024)
    make_edition(number=21, year=2025, status="draft")
    assert "No programme is recorded" in html_of(client, "/en/editions/20/programme/")
    assert client.get("/en/editions/21/programme/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_programme_asks_nine_questions(client, number, django_assert_num_queries):
    edition = make_edition(number=20, year=2024)
    venue = make_venue(edition=edition, side=make_side())
    for _n in range(number):
        session = make_session(edition=edition, day=DAY, topic=make_topic(), venue=venue)
        make_appearance(session=session)
    with django_assert_num_queries(9):
        html_of(client, "/en/editions/20/programme/")


# All sessions


def test_the_list_is_paged_and_keeps_its_filters(client):
    edition = make_edition(number=20, year=2024)
    for _n in range(41):
        make_session(edition=edition, kind="parallel")
    html = html_of(client, "/en/sessions/?kind=parallel")
    assert "41 sessions" in html
    assert 'rel="next" href="/en/sessions/?kind=parallel&amp;page=2"' in html
    assert html_of(client, "/en/sessions/?kind=parallel&page=2").count('class="session"') == 1
    assert client.get("/en/sessions/?page=3").status_code == 404
    assert client.get("/en/sessions/?page=x").status_code == 404


def test_hidden_sessions_are_neither_listed_nor_counted(client):
    make_session(title_en="Shown")
    make_session(title_en="Secret", status="draft")
    make_session(title_en="Secret", edition=make_edition(status="in-review"))
    html = html_of(client, "/en/sessions/")
    assert "Secret" not in html
    assert "1 session<" in html


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_eleven_questions(client, number, django_assert_num_queries):
    for _n in range(number):
        make_session(topic=make_topic())
    with django_assert_num_queries(11):
        html_of(client, "/en/sessions/")


# One session


def test_a_session_tells_who_spoke_how_and_as_what(client):
    session = make_session(slug="20-media", edition=make_edition(number=20, year=2024))
    reader = make_speaker(name_en="Test Reader")
    make_appearance(
        session=session,
        speaker=make_speaker(name_en="Test Speaker"),
        roles=["message"],
        mode="written",
        read_by=reader,
        part="first-half",
        title_en="Minister of Tests",
    )
    html = html_of(client, "/en/sessions/20-media/")
    assert "Test Speaker" in html
    assert "Message (In writing, read by Test Reader, First half)" in html
    assert "Minister of Tests" in html


def test_records_say_what_they_are_even_without_a_link(client):
    session = make_session(slug="20-media")
    make_record(
        session=session, kind="video", title_en="Recording", description_en="Two hours", link="", basis="as-delivered"
    )
    make_record(session=session, kind="minutes", quoting="without-names", language="ja", title_en="What was said")
    make_record(
        session=session, document=make_document(title_en="Secret text", status="draft"), title_en="Secret record"
    )
    html = html_of(client, "/en/sessions/20-media/")
    assert "Recording" in html
    assert "Two hours" in html
    assert "As delivered" in html
    assert "Minutes" in html
    assert "May be quoted without names" in html
    assert "Japanese" in html
    assert "Secret" not in html


def test_the_same_topic_in_other_years_is_listed(client):
    topic = make_topic(name_en="Media")
    edition = make_edition(number=20, year=2024)
    make_session(slug="20-media", topic=topic, edition=edition)
    make_session(slug="20-beside", topic=topic, edition=edition, title_en="Beside it")
    make_session(slug="19-media", topic=topic, edition=make_edition(number=19, year=2023), title_en="Last year")
    make_session(topic=topic, status="draft", title_en="Secret")
    html = html_of(client, "/en/sessions/20-media/")
    assert "The same topic in other years" in html
    listed = html.partition("The same topic in other years")[2].partition("</ul>")[0]
    assert "Beside it" not in listed
    assert "Last year" in html
    assert "19th edition (2023)" in html
    assert "Secret" not in html


def test_a_title_in_another_language_is_marked(client):
    make_session(slug="20-media", title_en="", title_zh_hans="媒体分论坛", title_ja="", title_is_official_zh_hans=True)
    html = html_of(client, "/ja/sessions/20-media/")
    assert '<h1><span lang="zh-Hans">媒体分论坛</span></h1>' in html
    assert 'class="note fallback"' in html


def test_the_sessions_before_and_after_pass_over_hidden_ones(client):
    edition = make_edition(number=20, year=2024)
    for day, slug, status in [(1, "a", "published"), (2, "b", "draft"), (3, "c", "published"), (4, "d", "published")]:
        make_session(edition=edition, slug=slug, status=status, day=datetime.date(2024, 12, day))
    html = html_of(client, "/en/sessions/c/")
    assert 'rel="prev" href="/en/sessions/a/"' in html
    assert 'rel="next" href="/en/sessions/d/"' in html
    assert "/en/sessions/b/" not in html


def test_what_was_announced_otherwise_is_told(client):
    make_session(slug="20-media", announced_as_en="Press and peace", state=Session.State.CANCELLED)
    html = html_of(client, "/en/sessions/20-media/")
    assert "Press and peace" in html
    assert "Cancelled" in html


def test_a_session_without_anything_says_what_is_not_recorded(client):
    make_session(slug="20-media")
    html = html_of(client, "/en/sessions/20-media/")
    for sentence in ["Day not recorded", "Time not recorded", "Who spoke in this session is not recorded."]:
        assert sentence in html


def test_only_the_sessions_own_notices_and_visible_photographs_are_shown(client):
    session, other = make_session(slug="20-media"), make_session()
    make_notice(session=session, text_line_en="Hall changed")
    make_notice(session=other, text_line_en="Elsewhere")
    make_photo(session=session, caption_en="Shown photograph")
    make_photo(session=session, caption_en="Secret photograph", status="draft")
    html = html_of(client, "/en/sessions/20-media/")
    assert "Hall changed" in html
    assert "Elsewhere" not in html
    assert "Shown photograph" in html
    assert "Secret photograph" not in html


def test_a_notice_says_until_when_it_holds_on_both_clocks_the_hosts_first(client):
    _first, second = make_capitals()
    edition = make_edition(number=20, year=2024)
    make_venue(edition=edition, side=second, time_zone=second.time_zone)
    session = make_session(slug="20-media", edition=edition)
    since = datetime.datetime(2024, 12, 4, 1, tzinfo=datetime.UTC)
    until = datetime.datetime(2024, 12, 4, 7, tzinfo=datetime.UTC)
    with time_machine.travel(since + datetime.timedelta(hours=1), tick=False):
        notice = make_notice(session=session, publish_at=since, shown_until=until)
        assert "Until 16:00 Easttown (15:00 Westtown)" in html_of(client, "/en/sessions/20-media/")
        notice.publish_at = since - datetime.timedelta(days=1)
        notice.save()
        assert "Until 4 December 2024, 16:00 Easttown" in html_of(client, "/en/sessions/20-media/")


def test_a_notice_without_an_end_says_none(client):
    make_capitals()
    make_notice(session=make_session(slug="20-media"), text_line_en="Hall changed")
    assert "Until" not in html_of(client, "/en/sessions/20-media/")


@pytest.mark.parametrize(
    "fields", [{"status": "draft"}, {"publish_at": datetime.datetime(2999, 1, 1, tzinfo=datetime.UTC)}]
)
def test_a_session_nobody_may_see_is_not_there(client, fields):
    make_session(slug="20-media", **fields)
    assert client.get("/en/sessions/20-media/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_a_session_asks_thirteen_questions(client, number, django_assert_num_queries):
    topic = make_topic()
    edition = make_edition(number=20, year=2024)
    session = make_session(slug="20-media", topic=topic, edition=edition, venue=make_venue(edition=edition))
    for _n in range(number):
        make_appearance(session=session, speaker=make_speaker(portrait=make_photo(), delegation=make_side()))
        make_record(session=session)
        make_photo(session=session)
        make_session(topic=topic)
    with django_assert_num_queries(13):
        html_of(client, "/en/sessions/20-media/")
