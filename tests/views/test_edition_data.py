"""An edition as machines read it: our own form by its schema, the apps' form, and what search engines are told."""

import datetime as dt
import json
import re
import uuid
from pathlib import Path

import pytest

from editions.models import Edition, Plan, Session
from tests import json_schema
from tests.factories import (
    make_appearance,
    make_document,
    make_edition,
    make_figure,
    make_organisation,
    make_partnership,
    make_record,
    make_release,
    make_session,
    make_side,
    make_speaker,
    make_topic,
    make_venue,
)

pytestmark = pytest.mark.django_db

DAY = dt.date(2024, 12, 4)
SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "edition.schema.json").read_text())


def make_whole_edition():
    side = make_side(code="side-a", country_en="Westland", capital_en="Westtown")
    edition = make_edition(
        number=20, year=2024, mode="hybrid", starts_on=DAY, ends_on=DAY, state="held", sources="https://source.example/"
    )
    venue = make_venue(edition=edition, side=side, city_en="Westtown", name_en="Test Hall")
    make_figure(edition=edition)
    make_partnership(edition=edition, organisation=make_organisation("Test House"))
    speaker = make_speaker(name_en="Test Speaker", delegation=side)
    session = make_session(
        edition=edition,
        venue=venue,
        title_en="Media",
        topic=make_topic(slug="media", name_en="Media topic"),
        day=DAY,
        start_time=dt.time(23),
        end_time=dt.time(0, 30),
        time_zone="Asia/Tokyo",
        room_en="Room 1",
        spoken=["ja"],
        interpreted=["zh-hans"],
        description_en="<p>One &amp; two</p>",
    )
    make_appearance(session=session, speaker=speaker, read_by=make_speaker(), mode="read-by")
    make_appearance(edition=edition, speaker=speaker, session_label="Some session")
    make_record(session=session)
    make_record(session=session, link="", document=make_document(edition=edition))
    make_release(edition=edition)
    return session


def data_of(client, address="/en/editions/20/data.json"):
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json; charset=utf-8"
    return json.loads(response.content)


def structured(client, address):
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', client.get(address).content.decode())
    return json.loads(found)


@pytest.mark.parametrize("language", ["en", "zh-hans", "ja"])
def test_the_data_of_an_edition_is_as_its_schema_says(client, language):
    make_whole_edition()
    data = data_of(client, f"/{language}/editions/20/data.json")
    assert json_schema.complaints(data, SCHEMA, SCHEMA) == []
    (session,) = data["sessions"]
    assert (session["starts_at"], session["ends_at"]) == ("2024-12-04T23:00:00+09:00", "2024-12-05T00:30:00+09:00")
    assert session["description"] == {"en": "One & two"}
    assert session["url"] == f"http://testserver/{language}/sessions/{Session.objects.get().slug}/"
    assert len(data["speakers"]) == 2
    assert data["appearances"][0]["session_label"] == "Some session"


def test_an_edition_with_nothing_but_a_number_is_as_its_schema_says_too(client):
    make_edition(number=20, year=2024, theme_en="", theme_zh_hans="", theme_ja="")
    assert json_schema.complaints(data_of(client), SCHEMA, SCHEMA) == []


def test_the_schema_catches_what_it_does_not_allow(client):
    make_whole_edition()
    data = data_of(client)
    data["sessions"][0]["kind"] = "party"
    data["speakers"][0]["phone"] = "1"
    del data["year"]
    data["sessions"][0]["starts_at"] = "2024-12-04 23:00"
    assert len(json_schema.complaints(data, SCHEMA, SCHEMA)) == 4


def test_the_schedule_is_in_the_form_of_conference_apps(client):
    session = make_whole_edition()
    make_session(edition=session.edition, day=DAY, title_en="Without a time")
    schedule = data_of(client, "/en/editions/20/schedule.json")["schedule"]
    conference = schedule["conference"]
    assert [room["name"] for room in conference["rooms"]] == ["Room 1"]
    (day,) = conference["days"]
    assert (day["index"], day["date"], day["day_end"]) == (1, "2024-12-04", "2024-12-05T00:30:00+09:00")
    (event,) = day["rooms"]["Room 1"]
    assert (event["date"], event["start"], event["duration"]) == ("2024-12-04T23:00:00+09:00", "23:00", "01:30")
    assert event["track"] == "Media topic"
    assert [person["public_name"] for person in event["persons"]] == ["Test Speaker"]
    assert [link["url"] for link in event["links"]] == ["https://records.example/1"]
    guids = [event["guid"], event["persons"][0]["guid"], conference["rooms"][0]["guid"]]
    assert len({uuid.UUID(one) for one in guids}) == 3
    assert conference["daysCount"] == len(conference["days"])


def test_the_guid_of_a_session_stays_when_it_is_renamed_and_moved(client):
    session = make_whole_edition()
    event = lambda: next(  # noqa: E731
        iter(data_of(client, "/en/editions/20/schedule.json")["schedule"]["conference"]["days"][0]["rooms"].values())
    )[0]
    before = event()
    session.title_en, session.start_time, session.room_en, session.slug = "Other", dt.time(9), "Room 2", "other"
    session.save()
    assert {key: event()[key] for key in ("guid", "id", "code")} == {key: before[key] for key in ("guid", "id", "code")}


def test_an_edition_without_a_programme_has_an_empty_schedule(client):
    make_edition(number=20, year=2024)
    assert data_of(client, "/en/editions/20/schedule.json")["schedule"]["conference"]["days"] == []


@pytest.mark.parametrize("address", ["data.json", "schedule.json", ""])
def test_it_costs_the_same_queries_however_long(client, address, django_assert_max_num_queries):
    session = make_whole_edition()
    for _n in range(3):
        other = make_session(edition=session.edition, venue=session.venue, topic=session.topic, day=DAY)
        make_appearance(session=other, speaker=make_speaker(delegation=session.venue.side))
        make_record(session=other)
    with django_assert_max_num_queries(21) as asked:
        client.get(f"/en/editions/20/{address}")
    first = len(asked)
    for _n in range(3):
        other = make_session(edition=session.edition, venue=session.venue, topic=make_topic(), day=DAY)
        make_appearance(session=other, speaker=make_speaker(delegation=session.venue.side))
        make_record(session=other)
    with django_assert_max_num_queries(first) as asked:
        client.get(f"/en/editions/20/{address}")
    assert len(asked) == first


# What search engines are told


def test_an_edition_is_an_event_with_its_sessions_organisers_and_performers(client):
    make_whole_edition()
    data = structured(client, "/en/editions/20/")
    assert (data["@type"], data["startDate"], data["endDate"]) == ("Event", "2024-12-04", "2024-12-04")
    assert data["eventStatus"] == "https://schema.org/EventScheduled"
    assert data["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert data["location"][0]["address"] == {
        "@type": "PostalAddress",
        "addressLocality": "Westtown",
        "addressCountry": "Westland",
    }
    assert data["organizer"][0]["name"].startswith("Test House")
    assert [one["name"] for one in data["performer"]] == ["Test Speaker"]
    (part,) = data["subEvent"]
    assert (part["startDate"], part["endDate"]) == ("2024-12-04T23:00:00+09:00", "2024-12-05T00:30:00+09:00")
    assert part["location"]["name"] == "Test Hall: Room 1"


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"state": "postponed"}, "EventPostponed"),
        ({"state": "cancelled"}, "EventCancelled"),
        ({"mode": "online"}, "EventMovedOnline"),
    ],
)
def test_what_became_of_an_edition_is_told_of_it_and_of_its_sessions(client, fields, status):
    session = make_whole_edition()
    session.edition.venues.update(is_planned=True)
    Edition.objects.update(**fields)
    data = structured(client, "/en/editions/20/")
    assert data["eventStatus"] == f"https://schema.org/{status}"
    assert data["subEvent"][0]["eventStatus"] == f"https://schema.org/{status}"
    page = structured(client, session.get_absolute_url())
    assert page["eventStatus"] == f"https://schema.org/{status}"


def test_days_that_did_not_hold_are_told_as_previous(client):
    edition = make_edition(number=20, year=2024, starts_on=DAY)
    Plan.objects.create(edition=edition, starts_on=dt.date(2024, 11, 1))
    data = structured(client, "/en/editions/20/")
    assert data["eventStatus"] == "https://schema.org/EventRescheduled"
    assert data["previousStartDate"] == ["2024-11-01"]


def test_a_session_called_off_is_told_as_such_and_names_its_edition(client):
    session = make_whole_edition()
    Session.objects.update(state="cancelled")
    data = structured(client, session.get_absolute_url())
    assert data["eventStatus"] == "https://schema.org/EventCancelled"
    assert data["superEvent"]["name"] == "20th edition (2024)"
    assert [one["name"] for one in data["performer"]] == ["Test Speaker"]
