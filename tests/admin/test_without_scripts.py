"""Who has no scripts adds rows too: the form stands with empty ones, and takes numbers where it else completes what is typed."""

import pytest

from editions import models, working
from tests.admin.desk import address, form_of
from tests.factories import make_document, make_edition, make_photo, make_release, make_session, make_speaker

pytestmark = pytest.mark.django_db


def plain(client, item):
    page = client.get(f"{address(item)}?plain=1")
    return form_of(page)


def test_photographs_documents_and_speakers_are_put_on_a_release(desk):
    release, edition = make_release(status="draft", publish_at=None), make_edition()
    photos, documents = [make_photo(), make_photo()], [make_document()]
    speakers, contact = [make_speaker(), make_speaker()], models.Contact.objects.create(name_en="Test Desk")
    link = '<a href="?plain=1">Without scripts'
    assert link in desk.get(address(release)).content.decode()
    data = plain(desk, release)
    assert data["release_photos-TOTAL_FORMS"] == "3"
    data |= {f"release_photos-{n}-photo": photo.pk for n, photo in enumerate(photos)}
    data |= {f"release_documents-{n}-document": one.pk for n, one in enumerate(documents)}
    data |= {"speakers": f"{speakers[0].pk}, {speakers[1].pk}", "contacts": contact.pk, "edition": edition.pk}
    answer = desk.post(f"{address(release)}?plain=1", data | {"_save_draft": "on"})
    assert answer["Location"] == f"{address(release)}?plain=1"
    kept = working.draft_of(release).document
    assert [row["photo"] for row in kept["inlines"]["release_photos"]] == [photo.pk for photo in photos]
    data = plain(desk, release)
    assert data["release_photos-TOTAL_FORMS"] == "5"
    assert data["speakers"] == f"{speakers[0].pk}, {speakers[1].pk}"
    assert desk.post(f"{address(release)}?plain=1", data | {"_publish": "on"}).status_code == 302
    release.refresh_from_db()
    assert [*release.photos.order_by("pk")] == photos
    assert [*release.speakers.order_by("pk")] == speakers
    assert (*release.documents.all(), *release.contacts.all()) == (*documents, contact)


def test_a_number_of_nothing_is_refused_beside_its_field_and_all_that_was_typed_stays(desk):
    session, speaker = make_session(), make_speaker()
    data = plain(desk, session)
    data |= {"appearances-0-speaker": speaker.pk, "appearances-1-speaker": "99x99", "room_en": "Test Room"}
    page = desk.post(f"{address(session)}?plain=1", data | {"_publish": "on"})
    assert page.status_code == 200
    shown = form_of(page)
    assert (shown["appearances-0-speaker"], shown["appearances-1-speaker"]) == (str(speaker.pk), "99x99")
    assert shown["room_en"] == "Test Room"
    assert '<a href="?plain=1">' not in page.content.decode()  # which would lose it
    data["appearances-1-speaker"] = ""
    assert desk.post(f"{address(session)}?plain=1", data | {"_save_draft": "on"}).status_code == 302
    assert [row["speaker"] for row in working.draft_of(session).document["inlines"]["appearances"]] == [speaker.pk]
