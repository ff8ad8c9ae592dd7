"""Last year's release or session as the beginning of this year's."""

import datetime as dt

from editions import models, working
from editions.models import PressRelease, Session, WorkingDraft
from tests import factories
from tests.admin.desk import address, form_of, make_editor, sent


def copied(desk, item) -> dict:
    """What stands in the form that a click on the button leads to."""
    answer = desk.post(address(item, "copy"))
    assert answer.status_code == 302
    return form_of(desk.get(answer.headers["Location"]))


def test_a_release_begins_with_the_words_of_another_and_nothing_else_of_it(desk, editor):
    contact = models.Contact.objects.create(name_en="Test Contact", side=factories.make_side())
    release = factories.make_release(
        headline_en="Forum opens",
        headline_ja="開幕",
        body_en="<p>Text</p>",
        dateline_date=dt.date(2024, 12, 4),
        slug="opening",
    )
    release.contacts.add(contact)
    photo = factories.make_photo()
    release.release_photos.create(photo=photo)
    form = copied(desk, release)
    assert (form["headline_en"], form["headline_ja"], form["body_en"]) == ("Forum opens", "開幕", "<p>Text</p>")
    assert [str(contact.pk)] == [*map(str, form["contacts"])]
    assert (form["edition"], form["slug"], form["dateline_date"]) == ("", "", "")
    assert form["ready_languages"] in ("en", ["en"])
    assert form["release_photos-TOTAL_FORMS"] == "0"
    assert PressRelease.objects.get() == release
    answer = sent(desk, PressRelease, form | {"headline_en": "Forum opens again", "_save": "on"}, "add")
    assert answer.status_code == 302, answer.context["errors"]
    new = PressRelease.objects.exclude(pk=release.pk).get()
    assert (new.status, new.headline_en, new.headline_ja or "", new.photos.count()) == (
        "draft",
        "Forum opens again",
        "",
        0,
    )
    assert new.permanent_id != release.permanent_id
    assert working.document_of(new)["fields"]["headline_ja"] == "開幕"
    assert not WorkingDraft.objects.exists()


def test_a_session_begins_with_what_stands_in_the_form_of_another(desk, editor):
    session = factories.make_session(
        title_en="Economy", spoken=["zh", "ja"], day=dt.date(2024, 12, 4), room_en="Hall A"
    )
    factories.make_appearance(session=session)
    document = working.document_of(session)
    document["fields"]["title_en"] = "Economy and trade"
    working.save(session, document, editor, what="draft")
    form = copied(desk, session)
    assert (form["title_en"], form["day"], form["room_en"], form["edition"]) == ("Economy and trade", "", "", "")
    assert form["appearances-TOTAL_FORMS"] == "0"
    assert Session.objects.count() == 1


def test_who_may_add_none_is_offered_no_copy(client, db):
    release = factories.make_release()
    client.force_login(make_editor("view_pressrelease", "change_pressrelease"))
    assert address(release, "copy") not in client.get(address(release)).content.decode()
    assert client.post(address(release, "copy")).status_code == 403
    assert not WorkingDraft.objects.exists()
