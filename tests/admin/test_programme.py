"""The programme table: what it shows, what it saves, and what it refuses."""

import datetime as dt
import json

import pytest
from django.utils import timezone

from editions import drafts, gate, revisions
from editions.models import RoleToFill, Session
from tests.admin.desk import address, make_editor
from tests.factories import (
    in_languages,
    make_appearance,
    make_edition,
    make_record,
    make_session,
    make_side,
    make_speaker,
    make_venue,
)

pytestmark = pytest.mark.django_db
DAY = dt.date(2024, 12, 4)


@pytest.fixture
def edition():
    make_side(capital_en="Westtown", time_zone="Asia/Shanghai")
    side = make_side(capital_en="Easttown", time_zone="Asia/Tokyo")
    edition = make_edition(number=20, year=2024, starts_on=DAY, ends_on=DAY)
    make_venue(edition=edition, side=side)
    return edition


@pytest.fixture
def desk(client):
    client.force_login(make_editor())
    return client


def table(edition):
    return f"/admin/editions/edition/{edition.pk}/programme/"


def timed(edition, hour=10, **fields):
    fields = {
        "day": DAY,
        "start_time": dt.time(hour),
        "end_time": dt.time(hour + 1),
        "time_zone": "Asia/Tokyo",
    } | fields
    return make_session(edition=edition, **fields)


def sent(client, session, **changes):
    body = json.dumps({"changes": {name: list(pair) for name, pair in changes.items()}})
    return client.post(f"{table(session.edition)}rows/{session.pk}/", body, content_type="application/json")


def test_days_rooms_and_both_clocks_stand_on_one_sheet(desk, edition):
    timed(edition, title_en="Media", room_en="Room 1")
    make_session(edition=edition, title_en="Some day")
    html = desk.get(table(edition)).content.decode()
    assert "10:00–11:00 Easttown · 09:00–10:00 Westtown" in html
    assert "Wednesday 4 December 2024" in html
    assert html.index("Media") < html.index("Day not known") < html.index("Some day")


def test_a_box_is_saved_by_itself_in_the_venues_clock_and_told_on_both(desk, edition):
    session = timed(edition, status="draft", publish_at=None)
    answer = sent(desk, session, start_time=("10:00", "930"))
    assert answer.status_code == 200
    data = answer.json()
    assert data["values"]["start_time"] == "09:30"
    assert data["clocks"] == ["09:30–11:00 Easttown", "08:30–10:00 Westtown"]
    session.refresh_from_db()
    assert session.start_time == dt.time(9, 30)
    assert [one.what for one in revisions.of(session)] == ["saved", "found"]


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(desk, edition):
    session = timed(edition)
    sent(desk, session, start_time=("10:00", "10:15"))
    answer = sent(desk, session, start_time=("10:00", "10:30"), room_en=("", "Room 2"))
    assert (answer.status_code, answer.json()["clashes"]) == (200, {"start_time": "10:15"})
    session.refresh_from_db()
    assert (session.start_time, session.room_en) == (dt.time(10, 15), "Room 2")


def test_warnings_come_at_once_and_for_both_sessions(desk, edition):
    first, second = timed(edition, title_en="First", room_en="Room 1"), timed(edition, hour=12, title_en="Second")
    speaker = make_speaker(name_en="Test Speaker")
    for session in (first, second):
        make_appearance(session=session, speaker=speaker, roles=["moderator"])
    assert "taken" not in desk.get(table(edition)).content.decode()
    found = sent(desk, second, start_time=("12:00", "10:30"), room_en=("", "room 1")).json()["warnings"]
    assert found[str(first.pk)] == [
        "Its room is taken at this time by “Second”.",
        "Test Speaker is in “Second” at this time.",
    ]
    assert len(found[str(second.pk)]) == 2
    found = sent(desk, second, day=("2024-12-04", "2024-12-06")).json()["warnings"]
    assert found == {str(second.pk): ["It is outside the days of the edition."]}


def test_a_cancelled_session_and_who_only_writes_take_no_room_and_no_time(desk, edition):
    timed(edition, room_en="Room 1", state="cancelled")
    first, second = timed(edition, room_en="Room 1"), timed(edition)
    speaker = make_speaker()
    make_appearance(session=first, speaker=speaker, roles=["moderator"])
    make_appearance(session=second, speaker=speaker, roles=["message"], mode="written")
    assert "at this time" not in desk.get(table(edition)).content.decode()


def test_roles_that_nobody_has_yet_are_told(desk, edition):
    session, side = timed(edition), make_side(**in_languages("delegation", "Delegation X"))
    RoleToFill.objects.create(edition=edition, session=session, role="panelist", delegation=side, count=3)
    make_appearance(session=session, speaker=make_speaker(delegation=side), roles=["panelist"])
    assert f"To fill: Panelist, {side.delegation_en} × 2" in desk.get(table(edition)).content.decode()


def test_an_end_before_the_beginning_is_asked_about_and_a_moved_beginning_takes_the_end_along(desk, edition):
    session = timed(edition, hour=9)
    answer = sent(desk, session, end_time=("10:00", "8"))
    assert answer.status_code == 422
    assert answer.json()["error"] == "08:00 is before the beginning, 09:00. If it is the next day, type 08:00+1."
    assert sent(desk, session, start_time=("09:00", "23:30")).json()["values"]["end_time"] == "00:30"
    session.refresh_from_db()
    assert session.ends_at - session.starts_at == dt.timedelta(hours=1)
    assert sent(desk, session, end_time=("00:30", "1+1")).json()["values"]["end_time"] == "01:00"
    assert sent(desk, session, end_time=("01:00", "23:45+1")).status_code == 422
    assert sent(desk, session, start_time=("23:30", "22:00")).json()["values"]["end_time"] == "01:00"


def test_what_is_wrong_in_the_programme_stands_on_the_form_and_in_the_gate(desk, edition):
    first, second = (
        timed(edition, title_en="First", room_en="Room 1"),
        timed(edition, title_en="Second", room_en="Room 1"),
    )
    make_record(session=second, quoting="off-record", title_en="The talk")
    timed(edition, title_en="Withdrawn", room_en="Room 1", status="withdrawn", withdrawn_at=timezone.now())
    findings = [
        finding.sentence for finding in gate.examine(second).findings if finding.code in ("programme", "off-record")
    ]
    assert findings == [
        "Its room is taken at this time by “First”.",
        "“The talk” is off the record, and readers can open it.",
    ]
    assert "Its room is taken at this time by “Second”." in desk.get(address(first)).content.decode()


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"start_time": ("10:00", "25:00")}, 422),
        ({"start_time": ("10:00", "soon")}, 422),
        ({"day": ("2024-12-04", "tomorrow")}, 400),
        ({"day": ("2024-12-04", "")}, 422),
        ({"venue": ("", "999999")}, 422),
        ({"venue": ("", "x" * 30)}, 400),
        ({"status": ("draft", "published")}, 400),
        ({"room_en": ("", "x" * 201)}, 400),
        ({}, 400),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_nothing_is_saved(desk, edition, changes, status):
    session = timed(edition)
    answer = sent(desk, session, **changes)
    assert answer.status_code == status
    assert answer.json()["error"]
    assert Session.objects.get(pk=session.pk).start_time == dt.time(10)


@pytest.mark.parametrize(
    "body", ["", "[]", '{"changes": 1}', '{"changes": {"day": 1}}', "[" * 5000, '{"changes": {"day": ["", null]}}']
)
def test_a_forged_request_is_refused(desk, edition, body):
    session = timed(edition)
    address = f"{table(edition)}rows/{session.pk}/"
    assert desk.post(address, body, content_type="application/json").status_code == 400
    assert (
        desk.post(
            f"{table(edition)}rows/999999/", '{"changes":{"day":["",""]}}', content_type="application/json"
        ).status_code
        == 404
    )


def test_who_may_not_publish_does_not_change_what_readers_have(client, edition):
    out, draft = timed(edition), timed(edition, hour=14, status="draft", publish_at=None)
    client.force_login(make_editor("view_session", "change_session", username="writer"))
    assert sent(client, out, room_en=("", "Room 9")).status_code == 422
    assert sent(client, draft, room_en=("", "Room 9")).status_code == 200
    assert list(Session.objects.filter(room_en="Room 9")) == [draft]


def test_who_only_looks_sees_no_boxes_and_a_translator_changes_nothing(client, edition):
    session = timed(edition)
    client.force_login(make_editor("view_session", username="observer"))
    assert "data-field" not in client.get(table(edition)).content.decode()
    assert sent(client, session, room_en=("", "x")).status_code == 403
    client.force_login(make_editor("change_edition", username="other"))
    assert client.get(table(edition)).status_code == 403


def test_a_text_that_is_held_back_stays_so(desk, edition):
    session = timed(edition, **in_languages("room", "Room"))
    drafts.hold_back(session, ["ja"])
    assert sent(desk, session, start_time=("10:00", "10:30")).status_code == 200
    session.refresh_from_db()
    assert (session.start_time, session.title_ja or "") == (dt.time(10, 30), "")
    assert drafts.held_texts(session).languages == ["ja"]


def fill(edition, count):
    speakers = [make_speaker() for _n in range(10)]
    for n in range(count):
        session = timed(edition, hour=8 + n % 10, day=DAY + dt.timedelta(days=n % 4), room_en=f"Room {n % 15}")
        make_appearance(session=session, speaker=speakers[n % 10])


def test_four_days_fifteen_rooms_and_120_sessions_cost_what_a_few_do(desk, edition, django_assert_num_queries):
    fill(edition, 4)
    desk.get(table(edition))
    with django_assert_num_queries(10):
        desk.get(table(edition))
    fill(edition, 116)
    with django_assert_num_queries(10):
        assert desk.get(table(edition)).content.count(b"data-save") == 120


def test_the_public_page_of_120_sessions_asks_what_that_of_a_few_does(client, edition, django_assert_num_queries):
    fill(edition, 4)
    with django_assert_num_queries(9):
        client.get("/en/editions/20/programme/")
    fill(edition, 116)
    with django_assert_num_queries(9):
        assert client.get("/en/editions/20/programme/").content.count(b"Room 14") == 7
