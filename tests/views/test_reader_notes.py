"""Notes of readers: taken once, not too soon, not too many, and shown only when an editor approved them."""

import datetime
import re

import pytest
from django.test import Client
from django.utils import timezone

from editions import limits, reader_notes
from editions.models import ReaderNote
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def release():
    return factories.make_release(slug="opening", headline_en="The opening")


def address_of(item, language="en"):
    return f"/{language}/report/?page={item.permanent_id}"


def send(client, address, time_machine=None, waits=10, **fields):
    """Open the form, wait, send it."""
    page = client.get(address)
    ticket = re.search(r'name="ticket" value="([^"]+)"', page.content.decode())[1]
    if time_machine:
        time_machine.shift(datetime.timedelta(seconds=waits))
    return client.post(address, {"message": "A date is wrong.", "ticket": ticket, **fields})


@pytest.fixture
def clock(time_machine):
    time_machine.move_to("2030-01-01T00:00:00Z", tick=False)
    return time_machine


def test_a_report_reaches_the_desk_with_the_words_it_is_about(client, release, clock):
    answer = send(client, address_of(release, "ja"), clock, passage="昔の日付", name="読者", email="r@house.example")
    assert (answer.status_code, answer["Location"]) == (302, f"/ja/report/thanks/?page={release.permanent_id}")
    note = ReaderNote.objects.get()
    told = (note.kind, note.state, note.page_id, note.release, note.language, note.passage, note.name, note.email)
    assert told == ("error", "new", release.permanent_id, release, "ja", "昔の日付", "読者", "r@house.example")
    thanks = client.get(answer["Location"])
    assert release.get_absolute_url().removeprefix("/en") in thanks.content.decode()


def test_two_readers_who_open_the_form_in_one_second_are_both_heard(release, clock):
    tickets = {reader_notes.ticket(release.permanent_id) for _n in range(2)}
    assert len(tickets) == 2
    clock.shift(datetime.timedelta(seconds=10))
    for ticket in tickets:
        assert Client().post(address_of(release), {"message": "A date is wrong.", "ticket": ticket}).status_code == 302
    assert ReaderNote.objects.count() == 2


def test_a_note_that_was_too_many_is_taken_when_it_is_sent_again(release, clock, monkeypatch):
    ticket = reader_notes.ticket(release.permanent_id)
    clock.shift(datetime.timedelta(seconds=10))
    sent = {"message": "A date is wrong.", "ticket": ticket}
    with monkeypatch.context() as patch:
        patch.setattr(reader_notes, "IN_A_MINUTE", 0)
        assert Client().post(address_of(release), sent).status_code == 429
    assert Client().post(address_of(release), sent).status_code == 302
    assert ReaderNote.objects.count() == 1


def test_the_form_alone_has_a_cookie_and_is_kept_nowhere(client, release):
    page = client.get(address_of(release))
    assert "csrftoken" in page.cookies
    assert "no-store" in page["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in page.content.decode()
    again = client.get(address_of(release))  # with the cookie, no new one is set
    assert "no-store" in again["Cache-Control"]
    assert not Client().get("/en/report/thanks/").cookies
    assert not Client().get("/en/press/2020/opening/").cookies


def test_it_is_refused_without_the_token_of_the_form(release):
    careful = Client(enforce_csrf_checks=True)
    assert careful.post(address_of(release), {"message": "x"}).status_code == 403
    assert careful.put(address_of(release)).status_code == 405
    assert not ReaderNote.objects.exists()


def test_a_page_readers_may_not_see_has_no_form(client):
    for state in ({"status": "draft"}, {"publish_at": factories.tomorrow()}):
        item = factories.make_release(**state)
        hidden, missing = client.get(address_of(item)), client.get("/en/report/?page=zzzzzzzz")
        assert hidden.status_code == missing.status_code == 404
        assert hidden.content == missing.content
        assert client.post(address_of(item), {"message": "x"}).status_code == 404
        assert client.get(f"/en/report/thanks/?page={item.permanent_id}").status_code == 404


@pytest.mark.parametrize("query", ["?page=%00", "?page=" + "x" * 900, "?page=1&page=2"])
def test_nonsense_is_not_found(client, query):
    assert client.get(f"/en/report/{query}").status_code == 404


def test_the_site_as_a_whole_can_be_written_about(client, clock):
    send(client, "/en/report/", clock)
    assert ReaderNote.objects.get().page_id == ""


def test_what_a_machine_sends_is_thanked_for_and_thrown_away(client, release, clock):
    answer = send(client, address_of(release), clock, website="https://spam.example/")
    assert answer.status_code == 302
    assert not ReaderNote.objects.exists()


@pytest.mark.parametrize(
    ("waits", "words"), [(2, "That was very quick."), (25 * 3600, "The form was open for too long.")]
)
def test_too_soon_and_too_late_are_asked_to_send_again_with_their_words(client, release, clock, waits, words):
    answer = send(client, address_of(release), clock, waits=waits)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert words in page
    assert "A date is wrong.</textarea>" in page
    assert not ReaderNote.objects.exists()


def test_a_ticket_of_another_page_or_of_nobody_is_none(client, release, clock):
    other = reader_notes.ticket("zzzzzzzz")
    clock.shift(datetime.timedelta(seconds=10))
    for ticket in (other, "forged", ""):
        assert client.post(address_of(release), {"message": "x", "ticket": ticket}).status_code == 400


def test_a_form_sent_twice_is_one_note(client, release, clock):
    ticket = reader_notes.ticket(release.permanent_id)
    clock.shift(datetime.timedelta(seconds=10))
    for _n in range(2):
        answer = client.post(address_of(release), {"message": "Once", "ticket": ticket})
        assert answer.status_code == 302
    assert ReaderNote.objects.count() == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"message": ""},
        {"message": "x" * 5001},
        {"passage": "x" * 1001},
        {"message": "https://a.example https://b.example www.c.example"},
        {"email": "nobody"},
        {"message": "a\x00b"},
    ],
)
def test_too_long_too_many_links_and_nothing_at_all_are_refused(client, release, clock, fields):
    assert send(client, address_of(release), clock, **fields).status_code == 400
    assert not ReaderNote.objects.exists()


def test_a_burst_from_one_place_is_cut(client, release, clock):
    statuses = [send(client, address_of(release), clock).status_code for _n in range(reader_notes.FROM_ONE_PLACE + 2)]
    assert statuses == [302] * reader_notes.FROM_ONE_PLACE + [429] * 2
    assert ReaderNote.objects.count() == reader_notes.FROM_ONE_PLACE
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert send(elsewhere, address_of(release), clock).status_code == 302
    answer = send(client, address_of(release), clock)
    assert answer["Retry-After"] == "60"
    assert "A date is wrong.</textarea>" in answer.content.decode()


def test_a_burst_from_everywhere_is_cut_so_that_the_disk_is_not_filled(client, release, clock):
    ReaderNote.objects.bulk_create(
        [ReaderNote(message="x", language="en", page_id="") for _n in range(reader_notes.IN_A_MINUTE)]
    )
    assert send(client, address_of(release), clock).status_code == 429
    clock.shift(datetime.timedelta(minutes=2))
    assert send(client, address_of(release), clock).status_code == 302


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("nothing", "unknown"),
    ],
)
def test_who_may_change_an_address_at_will_is_counted_by_what_stays(address, network):
    assert limits.network_of(address) == network


def test_a_comment_is_possible_only_where_it_is_open_and_shown_only_when_approved(client, release, clock):
    assert 'name="kind"' not in client.get(address_of(release)).content.decode()
    send(client, address_of(release), clock, kind="comment")
    assert ReaderNote.objects.get().kind == "error"
    release.comments_open = True
    release.save()
    send(client, address_of(release), clock, kind="comment", message="Well said.")
    page = client.get("/en/press/2020/opening/").content.decode()
    assert "Write a comment" in page
    assert "Well said." not in page
    ReaderNote.objects.filter(kind="comment").update(state="approved")
    assert "Well said." in client.get("/en/press/2020/opening/").content.decode()


def test_a_note_empties_no_cache_until_an_editor_approves_it(release, django_capture_on_commit_callbacks):
    from editions import content_version

    comment = {"kind": "comment", "release": release, "page_id": release.permanent_id, "language": "en", "message": "x"}
    before = content_version.current()
    with django_capture_on_commit_callbacks(execute=True):
        note = ReaderNote.objects.create(**comment)
    assert content_version.current() == before
    with django_capture_on_commit_callbacks(execute=True):
        note.state = "approved"
        note.save()
    assert content_version.current() != before


def test_the_desk_sorts_notes_many_at_a_time(admin_client):
    notes = ReaderNote.objects.bulk_create(
        [ReaderNote(message=f"Note {n}", language="en", page_id="", email="r@house.example") for n in range(3)]
    )
    data = {"action": "mark_as_spam", "_selected_action": [note.pk for note in notes[:2]]}
    answer = admin_client.post("/admin/editions/readernote/", data, follow=True)
    assert "2 notes were changed." in answer.content.decode()
    assert [note.state for note in ReaderNote.objects.order_by("pk")] == ["spam", "spam", "new"]
    page = admin_client.get(f"/admin/editions/readernote/{notes[2].pk}/change/").content.decode()
    assert 'href="mailto:r@house.example?body=%3E%20Note%202"' in page


def test_the_queue_of_ten_thousand_is_a_page_of_fifty(admin_client, django_assert_max_num_queries):
    now = timezone.now()
    ReaderNote.objects.bulk_create(
        [ReaderNote(message=f"Note {n}", language="en", page_id="", sent_at=now) for n in range(10_000)],
        batch_size=1000,
    )
    with django_assert_max_num_queries(20):
        page = admin_client.get("/admin/editions/readernote/?state__exact=new").content.decode()
    assert page.count('class="action-select"') == 50


def test_every_page_of_an_item_leads_to_the_form(client, release):
    assert f'href="{address_of(release)}"' in client.get("/en/press/2020/opening/").content.decode()
    release.status = "withdrawn"
    release.save()
    assert "/report/" not in client.get("/en/press/2020/opening/").content.decode()
