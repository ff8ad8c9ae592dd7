"""What was deleted comes back as itself: its address, its history, what hung on it; and readers see nothing of it before."""

import io

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.storage import default_storage
from django.test import Client

from editions import drafts, models, revisions, sharing, uploads
from editions.models import Deletion, roles
from tests.admin.desk import address, make_editor, opened, published, saved
from tests.admin.test_history import history, put_back
from tests.factories import (
    make_appearance,
    make_clause,
    make_document,
    make_edition,
    make_photo,
    make_promise,
    make_release,
    make_session,
    make_side,
    make_speaker,
    make_topic,
    tomorrow,
)
from tests.pictures import make_file, make_picture

pytestmark = pytest.mark.django_db


def delete(client, item):
    """Delete at the desk as one does; the page of the way back."""
    assert client.post(address(item, "delete"), {"post": "yes"}).status_code == 302
    state = revisions.of(item).first()
    return f"{address(type(item), 'deleted')}{state.pk}/"


def statuses(*paths):
    return [Client().get(path).status_code for path in paths]


def test_a_release_comes_back_as_itself_and_is_public_when_it_is_published_again(desk):
    release = make_release(slug="first-word", headline_en="The forum opened")
    release.slug = "the-word"
    release.save()
    photos = [make_photo() for _n in range(3)]
    for place, photo in enumerate(photos):
        models.ReleasePhoto.objects.create(release=release, photo=photo, order=place)
    speaker = make_speaker()
    release.speakers.add(speaker)
    here, once = "/en/press/2020/the-word/", "/ja/press/2020/first-word/"
    asked = desk.get(address(release, "delete")).content.decode()
    assert all(words in asked for words in ("only parted from it", "Photographs: 3", "Speakers: 1"))
    way_back = delete(desk, release)
    assert statuses(here, once) == [410, 410]
    assert "The forum opened" in desk.get(way_back).content.decode()
    assert not models.PressRelease.objects.exists()
    assert desk.post(way_back)["Location"] == address(release)
    back = models.PressRelease.objects.get()
    assert (back.pk, back.permanent_id, back.slug, back.status) == (
        release.pk,
        release.permanent_id,
        "the-word",
        "draft",
    )
    assert [row.photo for row in back.release_photos.all()] == photos
    assert [*back.speakers.all()] == [speaker]
    assert statuses(here, once, f"/id/{release.permanent_id}") == [410, 410, 404]
    assert not Deletion.objects.exists()
    assert desk.get(way_back).status_code == 404
    form = desk.get(address(back, "publishing")).context["form"]
    assert form["when"].value() == "now"
    published(desk, back, when="at", day=str(form["day"].value()), hour=str(form["hour"].value()))
    assert models.PressRelease.objects.get().publish_at == release.publish_at
    assert statuses(here) == [200]
    assert Client().get(once)["Location"] == "/ja/press/2020/the-word/"
    assert [one.what for one in revisions.of(back)][:3] == ["published", "brought-back", "deleted"]


def test_an_edition_comes_back_with_all_that_went_along_and_says_before_what_does_not(desk):
    edition = make_edition(number=91, year=2091)
    sessions = [make_session(edition=edition, title_en=f"Session {n}") for n in (1, 2)]
    appearance = make_appearance(session=sessions[0], edition=edition, title_en="Chair")
    hidden = make_session(edition=edition, status="in-review")
    models.Venue.objects.create(edition=edition, side=make_side(), city_en="Test City")
    document = make_document(edition=None)
    document.signatories.add(appearance)
    promise = make_promise(edition=edition)
    hidden_text = {"title_ja": "未完成"}
    models.Draft.objects.create(
        item=sessions[1],
        snapshot={"model": "session", "format": 3, "fields": hidden_text, "relations": {}, "inlines": {}},
        held=["ja"],
    )
    paths = [f"/en/editions/{edition.number}/", *(session.get_absolute_url() for session in sessions)]
    way_back = delete(desk, edition)
    assert statuses(*paths) == [410, 410, 410]
    assert not models.Session.objects.exists()
    assert "It went along with “91" in desk.get(address(models.Session, "deleted")).content.decode()
    page = desk.get(way_back).content.decode()
    assert all(words in page for words in ("Sessions: 3", "Session 1", "Session 2"))
    assert not models.Edition.objects.exists(), "the page only looks"
    assert desk.post(way_back)["Location"] == address(edition)
    assert {*models.Session.objects.values_list("pk", "status")} == {
        (sessions[0].pk, "draft"), (sessions[1].pk, "draft"), (hidden.pk, "in-review"),
    }  # fmt: skip
    assert [*document.signatories.all()] == [appearance]
    assert models.Appearance.objects.get().session == sessions[0]
    assert models.Venue.objects.get().edition_id == edition.pk
    assert models.Promise.objects.get() == promise
    assert drafts.held_texts(sessions[1]).fields == hidden_text
    assert statuses(*paths) == [410, 410, 410]
    assert [one.what for one in revisions.of(sessions[0])][:2] == ["brought-back", "deleted"]
    assert revisions.of(document).first().what == "linked-again"
    published(desk, models.Edition.objects.get(), with_it=[])
    assert statuses(*paths) == [200, 410, 410]
    for session in models.Session.objects.filter(pk__in=[one.pk for one in sessions]):
        published(desk, session)
    assert statuses(*paths) == [200, 200, 200]


def test_what_pointed_to_it_points_there_again_unless_it_was_pointed_elsewhere(desk):
    session, other = make_session(), make_session()
    kept, moved = make_photo(session=session), make_photo(session=session)
    asked = desk.get(address(session, "delete")).content.decode()
    assert "only parted from it" in asked
    assert "Photographs: 2" in asked
    way_back = delete(desk, session)
    models.Photo.objects.filter(pk=moved.pk).update(session=other)
    page = desk.get(way_back).content.decode()
    assert "hidden from readers until it is published" in page
    assert "Photographs: 1" in page
    writer = Client()
    writer.force_login(make_editor("view_session", "add_session", username="writer"))
    for answer in (writer.get(way_back), writer.post(way_back)):  # who decides nothing of what readers see
        assert "for somebody who may publish" in answer.content.decode()
    assert not models.Session.objects.filter(pk=session.pk).exists()
    desk.post(way_back)
    for photo in (kept, moved):
        photo.refresh_from_db()
    assert (kept.session, moved.session) == (session, other)
    told = [(state.what, state.made_by and state.made_by.username) for state in revisions.of(kept)]
    assert told == [("linked-again", "editor"), ("parted", "editor"), ("found", None)]


def test_an_address_that_is_another_s_meanwhile_is_said_and_the_next_one_taken(desk):
    topic = make_topic(slug="a-topic", status="draft")
    way_back = delete(desk, topic)
    make_topic(slug="a-topic")
    assert "the address “a-topic” is another" in desk.get(way_back).content.decode()
    desk.post(way_back)
    topic.refresh_from_db()
    assert topic.slug == "a-topic-2"


def test_what_cannot_come_back_says_why_and_its_words_go_into_a_new_form(desk):
    edition = make_edition(number=91, year=2091)
    way_back = delete(desk, edition)
    make_edition(number=91, year=2092)
    page = desk.get(way_back).content.decode()
    assert "It cannot come back" in page
    assert Deletion.objects.exists()
    assert desk.post(way_back).status_code == 200
    session = make_session(edition=make_edition(number=92, year=2093))
    of_session = delete(desk, session)
    delete(desk, session.edition)
    assert "Bring that back first" in desk.get(of_session).content.decode()
    state = revisions.of(session).first()
    anew = desk.post(address(models.Session, "deleted"), {"state": state.pk})
    assert "_unfinished=" in anew["Location"]


def test_files_go_for_good_and_words_come_back(desk, django_capture_on_commit_callbacks):
    photo = uploads.take_in_photo(models.Photo(caption_en="Its words"), io.BytesIO(make_file(make_picture(60, 40))))
    stored = photo.stored_files()
    assert "Files go for good." in desk.get(address(photo, "delete")).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        way_back = delete(desk, photo)
    assert not any(map(default_storage.exists, stored))
    assert "Its file went for good" in desk.get(way_back).content.decode()


def test_its_history_is_read_while_it_is_gone_and_goes_on_when_it_is_back(desk):
    document = make_document(title_en="As it was")
    make_clause(document=document, number=1, text_line_en="A clause")
    saved(desk, document, title_en="As it is")
    first = revisions.of(document).last()
    way_back = delete(desk, document)
    client = Client()
    client.force_login(make_editor("view_document", username="observer"))
    shown = history(client, document)
    assert "As it <del>was</del><ins>is</ins>" in shown
    assert "Put all of this state back" not in shown
    assert "with what stands in the form now" not in shown
    assert client.get(address(document, "history"), {"a": first.pk, "b": "now"}).status_code == 200
    assert "As it is" in client.get(address(models.Document, "deleted")).content.decode()
    assert client.post(address(models.Document, "deleted"), {"state": "1"}).status_code == 403
    assert client.get(way_back).status_code == 403
    nobody = make_editor("view_topic", username="nobody")
    client.force_login(nobody)
    assert client.get(address(document, "history")).status_code == 403
    desk.post(way_back)
    assert put_back(desk, document, first).status_code == 302
    assert opened(desk, document)["title_en"] == "As it was"


def test_a_link_given_out_before_stays_closed_and_a_draft_that_was_begun_goes_on(desk):
    release = make_release(headline_en="As readers had it")
    _link, key = sharing.give(release, kind="preview", name="Test", expires_at=tomorrow(), by=User.objects.get())
    saved(desk, release, headline_en="Begun", _save_draft="on")
    desk.post(delete(desk, release))
    assert Client().get(f"{release.get_absolute_url()}?preview={key}").status_code in (404, 410)
    assert opened(desk, release)["headline_en"] == "Begun"


def test_who_may_not_make_all_of_it_does_not_bring_it_back(desk):
    edition = make_edition()
    make_session(edition=edition)
    way_back = delete(desk, edition)
    client = Client()
    client.force_login(make_editor("view_edition", "add_edition", username="half"))
    assert [client.get(way_back).status_code, client.post(way_back).status_code] == [403, 403]
    assert not models.Edition.objects.exists()


def test_readers_notes_and_what_was_deleted_since_stay_away(desk):
    release, photo = make_release(), make_photo()
    models.ReleasePhoto.objects.create(release=release, photo=photo)
    models.ReaderNote.objects.create(release=release, language="en", message="A reader's words")
    way_back = delete(desk, release)
    delete(desk, photo)
    page = desk.get(way_back).content.decode()
    assert "Reader notes (1): what readers write goes for good." in page
    assert "what they hang on is not there any more" in page
    assert "A reader" not in str(Deletion.objects.get(pk=revisions.of(release).first().deletion_id).rows)
    desk.post(way_back)
    assert not models.ReaderNote.objects.exists()
    assert not models.ReleasePhoto.objects.exists()


def test_what_hides_something_from_readers_is_not_deleted_before_that(desk):
    edition = make_edition()
    session = make_session(edition=edition, status="draft")
    photo = make_photo(edition=edition, session=session, caption_en="Not yet")
    page = desk.post(address(session, "delete"), {"post": "yes"}).content.decode()
    assert "Photograph “Not yet” would be seen by readers" in page
    desk.post(
        address(models.Session, "changelist"),
        {"action": "delete_selected", "_selected_action": [session.pk], "post": "yes"},
    )
    assert models.Session.objects.filter(pk=session.pk).exists()
    models.Photo.objects.filter(pk=photo.pk).update(status="draft")
    delete(desk, session)


def test_who_may_make_such_an_item_may_bring_it_back(desk):
    client = Client()
    roles.set_up_groups()
    ways = {kind: delete(desk, make()) for kind, make in {"release": make_release, "edition": make_edition}.items()}
    may = {}
    for role in roles.ROLES:
        user = User.objects.create_user(role, is_staff=True)
        user.groups.set(Group.objects.filter(name=role))
        client.force_login(user)
        may[role] = {kind for kind, way in ways.items() if client.get(way).status_code == 200}
        assert client.get(address(models.PressRelease, "deleted")).status_code == 200
    assert {role for role, kinds in may.items() if kinds} == {"writer", "publisher"}
    assert may["writer"] == may["publisher"] == {"release", "edition"}
