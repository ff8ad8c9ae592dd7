"""Programmes given out: what is frozen, what is told of the difference, and by whom."""

import datetime as dt

import pytest

from editions.models import ProgrammeRelease
from editions.programme_releases import release
from tests.admin.desk import make_editor
from tests.factories import make_edition, make_session

pytestmark = pytest.mark.django_db
DAY = dt.date(2024, 12, 4)


def test_readers_are_told_in_three_languages_what_moved(client):
    edition = make_edition(number=20, year=2024)
    fields = {"edition": edition, "day": DAY, "start_time": dt.time(10), "time_zone": "Asia/Tokyo"}
    security, media, off = (make_session(title_en=title, **fields) for title in ("Security", "Media", "Off"))
    hidden = make_session(title_en="Hidden", status="draft", **fields)
    release(edition=edition, notes={}, by=None)
    security.start_time, media.day, media.room_en, off.state = (
        dt.time(14, 30),
        dt.date(2024, 12, 5),
        "Hall",
        "cancelled",
    )
    for one in (security, media, off, hidden):
        one.save()
    make_session(title_en="Added", **fields)
    made = release(edition=edition, notes={"en": "A later start"}, by=None)
    assert (made.number, len(made.document)) == (2, 4)
    html = client.get("/en/editions/20/changes/").content.decode()
    for sentence in (
        "Now starts 14:30.",
        "Now on Thursday 5 December 2024, 10:00.",
        "Now in: Hall.",
        "Cancelled.",
        "New: Wednesday 4 December 2024, 10:00.",
        "A later start",
        "The first programme was given out.",
    ):
        assert sentence in html, sentence
    assert "Hidden" not in html
    assert "改为14:30开始" in client.get("/zh-hans/editions/20/changes/").content.decode()
    assert "14:30開始に変更" in client.get("/ja/editions/20/changes/").content.decode()


def test_without_a_release_the_page_says_so_and_a_session_taken_back_is_told_no_more(client):
    edition = make_edition(number=20, year=2024)
    assert "No changes to the programme" in client.get("/en/editions/20/changes/").content.decode()
    release(edition=edition, notes={}, by=None)
    session = make_session(edition=edition, title_en="Seen")
    release(edition=edition, notes={}, by=None)
    assert "Seen" in client.get("/en/editions/20/changes/").content.decode()
    session.status, session.publish_at = "draft", None
    session.save()
    assert "Seen" not in client.get("/en/editions/20/changes/").content.decode()


def test_who_may_publish_gives_it_out_from_the_table(client):
    edition = make_edition(number=20, year=2024)
    address = f"/admin/editions/edition/{edition.pk}/programme/release/"
    client.force_login(make_editor("change_session", "view_session", username="writer"))
    assert client.post(address).status_code == 403
    client.force_login(make_editor())
    assert client.get(address).status_code == 405
    client.post(address, {"note_en": "First\nprogramme"})
    assert ProgrammeRelease.objects.get().note_en == "First programme"


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_however_many_releases(client, count, django_assert_max_num_queries):
    edition = make_edition(number=20, year=2024)
    for _n in range(count):
        make_session(edition=edition)
        release(edition=edition, notes={}, by=None)
    with django_assert_max_num_queries(12):
        client.get("/en/editions/20/changes/")
