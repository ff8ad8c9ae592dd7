"""A session with who appeared in it."""

import datetime

from editions import models
from tests.admin.desk import opened, saved, sent
from tests.factories import make_appearance, make_edition, make_session, make_speaker


def new_appearance(index, speaker, **fields):
    row = {"id": "", "speaker": str(speaker.pk), "part": "whole", "title_en": "Test title", "order": "0", **fields}
    rows = {f"appearances-{index}-{name}": value for name, value in row.items()}
    return rows | {"appearances-TOTAL_FORMS": str(index + 1)}


def test_a_new_session_is_added_with_a_speaker_in_one_go(desk):
    edition, speaker = make_edition(), make_speaker()
    typed = opened(desk, models.Session, "add") | {"edition": str(edition.pk), "title_en": "Test session"}
    assert sent(desk, models.Session, typed | new_appearance(0, speaker), "add").status_code == 302
    appearance = models.Appearance.objects.get()
    assert (appearance.edition, appearance.speaker, appearance.title_en) == (edition, speaker, "Test title")
    assert appearance.session.title_en == "Test session"


def test_a_new_row_comes_last_unless_its_place_is_typed(desk):
    session = make_session()
    first = make_appearance(session=session, order=1)
    saved(desk, session, **new_appearance(1, last := make_speaker()))
    assert [a.speaker for a in session.appearances.all()] == [first.speaker, last]
    saved(desk, session, **new_appearance(2, between := make_speaker(), order="1"))
    assert [a.speaker for a in session.appearances.all()] == [first.speaker, between, last]


def test_a_session_moved_to_another_edition_takes_its_appearances_along(desk):
    session = make_session()
    appearance = make_appearance(session=session)
    other = make_edition()
    saved(desk, session, edition=str(other.pk))
    appearance.refresh_from_db()
    assert appearance.edition == other


def test_times_are_proposed_the_clock_of_the_edition(desk):
    session = make_session()
    models.Venue.objects.create(edition=session.edition, city_en="Test City", time_zone="Asia/Shanghai")
    saved(desk, session, day="2024-12-04", start_time="10:00", end_time="11:30")
    session.refresh_from_db()
    assert session.time_zone == "Asia/Shanghai"


def test_an_end_before_the_beginning_is_asked_about(desk):
    session = make_session(day=datetime.date(2024, 12, 4), time_zone="Asia/Tokyo")
    typed = opened(desk, session) | {"start_time": "09:00", "end_time": "08:00"}
    response = sent(desk, session, typed)
    assert "Tick the box beside it if it ends on the next day" in response.content.decode()
    assert sent(desk, session, typed | {"ends_next_day": "on"}).status_code == 302
    session.refresh_from_db()
    assert session.ends_at.day == 5
    assert opened(desk, session)["ends_next_day"] == "on"
