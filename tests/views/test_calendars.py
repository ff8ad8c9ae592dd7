"""What a calendar reads of programmes, by a reader that knows nothing of the writer."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from editions import calendars
from editions.languages import Text
from editions.models import Edition, Session
from tests import calendar_reader
from tests.calendar_reader import event, events, moment
from tests.factories import make_appearance, make_edition, make_session, make_side, make_speaker, make_venue

DAY = dt.date(2024, 12, 4)


def calendar_at(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return calendar_reader.read(response.content)


@pytest.fixture
def edition(db):
    first = make_side(capital_en="Westtown", time_zone="Asia/Shanghai")
    make_side(capital_en="Easttown", time_zone="Asia/Tokyo")
    edition = make_edition(number=20, year=2024, starts_on=DAY, ends_on=dt.date(2024, 12, 5), theme_en="A theme")
    make_venue(edition=edition, side=first, city_en="Westtown", name_en="Test Hall", time_zone="")
    return edition


def timed(edition, start, end=None, zone="Asia/Tokyo", day=DAY, **fields):
    end = end and dt.time(*end)
    return make_session(edition=edition, day=day, start_time=dt.time(*start), end_time=end, time_zone=zone, **fields)


def test_times_cross_two_clocks_rightly(client, edition):
    timed(edition, (10, 0), (12, 0), title_en="Here", zone="Asia/Shanghai")
    timed(edition, (10, 0), (12, 0), title_en="There", zone="Asia/Tokyo")
    whole = calendar_at(client, "/en/editions/20/programme.ics")
    assert moment(whole, event(whole, "Here"), "DTSTART") == dt.datetime(2024, 12, 4, 2, tzinfo=dt.UTC)
    assert moment(whole, event(whole, "There"), "DTSTART") == dt.datetime(2024, 12, 4, 1, tzinfo=dt.UTC)
    assert moment(whole, event(whole, "There"), "DTEND") == dt.datetime(2024, 12, 4, 3, tzinfo=dt.UTC)
    assert "10:00–12:00 Easttown\n09:00–11:00 Westtown" in event(whole, "There").text("DESCRIPTION")


def test_an_evening_that_ends_after_midnight_crosses_the_years_end(client, edition):
    timed(edition, (23, 0), (0, 30), title_en="Midnight", day=dt.date(2024, 12, 31))
    whole = calendar_at(client, "/en/editions/20/programme.ics")
    night = event(whole, "Midnight")
    assert moment(whole, night, "DTSTART") == dt.datetime(2024, 12, 31, 14, tzinfo=dt.UTC)
    assert night.one("DTEND")[1] == "20250101T003000"
    assert moment(whole, night, "DTEND") == dt.datetime(2024, 12, 31, 15, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize("zone", ["Europe/Paris", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"])
def test_a_clock_is_described_by_its_true_rules_in_every_month(zone):
    utc = dt.UTC
    entries = [
        calendars.Entry(
            uid=f"{month}@test",
            title=Text(str(month), "en", "en"),
            start=dt.datetime(2024, month, 28, 9, tzinfo=utc).astimezone(ZoneInfo(zone)),
            changed=dt.datetime(2024, 1, 1, tzinfo=utc),
        )
        for month in range(1, 13)
    ]
    whole = calendar_reader.read(
        calendars.calendar("x", entries, zone=zone, source="https://x.example/", language="en")
    )
    for entry in entries:
        assert moment(whole, event(whole, entry.title.value), "DTSTART") == entry.start.astimezone(utc)


def test_without_a_time_it_is_a_whole_day_and_without_a_day_no_entry(client, edition):
    make_session(edition=edition, day=DAY, title_en="All day")
    make_session(edition=edition, title_en="Some day")
    whole = calendar_at(client, "/en/editions/20/programme.ics")
    assert [one.text("SUMMARY") for one in events(whole)] == ["20th edition: A theme", "All day"]
    assert moment(whole, event(whole, "All day"), "DTEND") == dt.date(2024, 12, 5)


def test_the_edition_stands_behind_its_sessions_on_all_its_days(client, edition):
    whole = calendar_at(client, "/en/editions/20/programme.ics")
    days = event(whole, "20th edition: A theme")
    assert (moment(whole, days, "DTSTART"), moment(whole, days, "DTEND")) == (DAY, dt.date(2024, 12, 6))
    assert days.text("TRANSP") == "TRANSPARENT"
    assert days.text("LOCATION") == "Westtown"


def test_a_change_keeps_the_uid_and_grows_the_sequence(client, edition):
    session = timed(edition, (10, 0), title_en="Moved")
    address = f"/en/sessions/{session.slug}.ics"
    (before,) = events(calendar_at(client, address))
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=5)):
        session.start_time = dt.time(14, 30)
        session.save()
        (after,) = events(calendar_at(client, address))
        (elsewhere,) = events(calendar_at(client, address.replace("/en/", "/ja/")))
    assert before.text("UID") == after.text("UID") == elsewhere.text("UID") == f"{session.permanent_id}@testserver"
    assert int(after.text("SEQUENCE")) > int(before.text("SEQUENCE"))
    assert after.text("LAST-MODIFIED") > before.text("LAST-MODIFIED")


@pytest.mark.parametrize("what", ["session", "edition", "postponed"])
def test_what_is_called_off_stays_in_the_calendar_as_cancelled(client, edition, what):
    session = timed(edition, (10, 0), title_en="Called off", state="planned")
    assert events(calendar_at(client, f"/en/sessions/{session.slug}.ics"))[0].text("STATUS") == "TENTATIVE"
    if what == "session":
        Session.objects.update(state="cancelled")
    else:
        Edition.objects.update(state="cancelled" if what == "edition" else "postponed")
    whole = calendar_at(client, "/en/editions/20/programme.ics")
    assert event(whole, "Called off").text("STATUS") == "CANCELLED"
    assert event(whole, "20th edition: A theme").text("STATUS") == ("CONFIRMED" if what == "session" else "CANCELLED")


def test_each_language_has_its_own_words_and_says_which_they_are(client, edition):
    session = make_session(edition=edition, day=DAY, title_en="Media", title_ja="メディア", title_zh_hans="")
    (japanese,) = events(calendar_at(client, f"/ja/sessions/{session.slug}.ics"))
    (chinese,) = events(calendar_at(client, f"/zh-hans/sessions/{session.slug}.ics"))
    assert japanese.one("SUMMARY") == ({"LANGUAGE": "ja"}, "メディア")
    assert chinese.one("SUMMARY") == ({"LANGUAGE": "en"}, "Media")


def test_signs_of_the_format_and_long_characters_come_through(client, edition):
    title = "a;b,c\\n:" + "北京—东京论坛" * 30
    make_session(edition=edition, day=DAY, title_en=title, description_en="<p>One</p><p>BEGIN:VEVENT</p>")
    whole = calendar_at(client, "/en/editions/20/programme.ics")
    assert event(whole, title).text("DESCRIPTION") == "One\n\nBEGIN:VEVENT"


def test_a_title_cannot_begin_a_line_of_its_own():
    entry = calendars.Entry(
        uid="1@test",
        title=Text("One\r\nATTENDEE:mailto:x@test.example", "en", "en"),
        start=DAY,
        changed=dt.datetime(2024, 1, 1, tzinfo=dt.UTC),
    )
    body = calendars.calendar("A\nB", [entry], zone="UTC", source="https://x.example/", language="en")
    (found,) = events(calendar_reader.read(body))
    assert found.text("SUMMARY") == "One ATTENDEE:mailto:x@test.example"
    assert not found.all("ATTENDEE")


def test_an_edition_without_days_gives_a_calendar_to_subscribe_to(client, db):
    make_edition(number=20, year=2024)
    whole = calendar_at(client, "/en/editions/20/programme.ics")
    assert not events(whole)
    assert [one.name for one in whole.parts] == ["VTIMEZONE"]


def test_the_pages_link_to_their_calendars(client, edition):
    session = make_session(edition=edition, day=DAY)
    assert 'href="/en/editions/20/programme.ics"' in client.get("/en/editions/20/programme/").content.decode()
    assert f'href="/en/sessions/{session.slug}.ics"' in client.get(session.get_absolute_url()).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_a_calendar_costs_the_same_queries_however_long(client, edition, django_assert_num_queries, count):
    for _n in range(count):
        timed(edition, (10, 0), venue=edition.venues.first())
    with django_assert_num_queries(4):
        client.get("/en/editions/20/programme.ics")


def test_a_moment_without_a_named_clock_is_refused():
    with pytest.raises(ValueError, match="named clock"):
        calendars.clock_of(dt.datetime(2024, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=9))))


def test_a_calendar_of_a_choice_of_a_day_and_of_a_speaker(client, edition):
    media = timed(edition, (10, 0), title_en="Media", slug="20-media")
    timed(edition, (14, 0), title_en="Economy", slug="20-economy", day=DAY + dt.timedelta(days=1))
    timed(edition, (16, 0), title_en="Secret", slug="20-secret", status="draft", publish_at=None)
    chosen = calendar_at(client, "/en/editions/20/programme.ics?pick=20-media,20-secret&pick=no-such")
    assert [one.text("SUMMARY") for one in events(chosen)] == ["Media"]
    assert client.get("/en/editions/20/programme.ics?pick=20-media").content.count(b"pick=20-media") >= 1
    of_day = calendar_at(client, "/en/editions/20/programme.ics?day=2024-12-05")
    assert [one.text("SUMMARY") for one in events(of_day)] == ["Economy"]
    speaker = make_speaker(slug="test-speaker", name_en="Test Speaker")
    make_appearance(speaker=speaker, session=media)
    make_appearance(speaker=speaker, session=timed(make_edition(number=19, year=2023), (9, 0), title_en="Last year"))
    assert sorted(one.text("SUMMARY") for one in events(calendar_at(client, "/en/speakers/test-speaker.ics"))) == [
        "Last year",
        "Media",
    ]
    assert "/en/speakers/test-speaker.ics" in client.get("/en/speakers/test-speaker/").content.decode()


def test_a_programme_of_ones_own_is_an_address(client, edition):
    timed(edition, (10, 0), title_en="Media", slug="20-media")
    timed(edition, (14, 0), title_en="Economy", slug="20-economy")
    form = client.get("/en/editions/20/programme/choose/?pick=20-media").content.decode()
    assert re.search(r'value="20-media" checked', form)
    assert re.search(r'value="20-economy">', form)
    page = client.get("/en/editions/20/programme/?pick=20-media&pick=20-nothing").content.decode()
    assert "Media" in page
    assert "Economy" not in page
    assert "/en/editions/20/programme.ics?pick=20-media" in page
    assert "/en/editions/20/programme/choose/?pick=20-media" in page
    assert '<meta name="robots" content="noindex">' in page
    assert client.get("/en/editions/20/programme/?pick=%00&pick=" + "x," * 5000).status_code == 200
