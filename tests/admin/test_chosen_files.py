"""A form that is shown again keeps every file that was chosen, and every word."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from editions import models, stashing, working
from editions.models import StashedFile
from tests.admin.desk import form_of, opened, saved, sent
from tests.admin.test_drafting import KEEP, kept
from tests.admin.test_stale_forms import new_row
from tests.factories import make_clause, make_document, make_photo, make_release, make_session, make_speaker
from tests.pictures import make_file
from tests.test_pdf import make_pdf


def pdf(name="paper.pdf"):
    return SimpleUploadedFile(name, make_pdf(), "application/pdf")


def picture(name="picture.jpg"):
    return SimpleUploadedFile(name, make_file(), "image/jpeg")


def test_a_file_chosen_in_a_form_with_an_error_is_used_when_it_is_sent_again(desk):
    document = make_document()
    rows = new_row("files", 0, language="en", standing="reference", order="0")
    typed = opened(desk, document) | rows | {"files-0-upload": pdf(), "title_en": "Kept word", "kind": "nonsense"}
    response = sent(desk, document, typed)
    assert "Chosen: paper.pdf. It will be used." in response.content.decode()
    again = form_of(response)
    assert again["title_en"] == "Kept word"
    response = sent(desk, document, again | {"kind": document.kind})
    assert response.status_code == 302, response.context["errors"]
    assert document.files.get().original_name == "paper.pdf"
    assert not StashedFile.objects.exists()


def test_a_picture_of_a_new_photograph_too(desk):
    typed = opened(desk, models.Photo, "add") | {"upload": picture(), "caption_en": "Kept", "rights": "nonsense"}
    response = sent(desk, models.Photo, typed, "add")
    assert "Chosen: picture.jpg" in response.content.decode()
    assert sent(desk, models.Photo, form_of(response) | {"rights": "house"}, "add").status_code == 302
    assert models.Photo.objects.get().original_name == "picture.jpg"


def test_a_file_that_was_refused_is_not_kept(desk):
    typed = opened(desk, models.Photo, "add") | {"upload": SimpleUploadedFile("no.jpg", b"no picture")}
    assert "Chosen:" not in sent(desk, models.Photo, typed, "add").content.decode()
    assert not StashedFile.objects.exists()


def test_another_file_chosen_since_is_used_instead(desk):
    typed = opened(desk, models.Photo, "add") | {"upload": picture("first.jpg"), "rights": "nonsense"}
    again = form_of(sent(desk, models.Photo, typed, "add")) | {"rights": "house", "upload": picture("second.jpg")}
    assert sent(desk, models.Photo, again, "add").status_code == 302
    assert models.Photo.objects.get().original_name == "second.jpg"


def test_a_file_of_another_editor_cannot_be_named(desk, other):
    typed = opened(desk, models.Photo, "add") | {"upload": picture(), "rights": "nonsense"}
    token = form_of(sent(desk, models.Photo, typed, "add"))["upload_kept"]
    forged = opened(other, models.Photo, "add") | {"upload_kept": token, "caption_en": "Mine"}
    assert "Choose a picture." in sent(other, models.Photo, forged, "add").content.decode()


def test_a_draft_keeps_its_files_for_every_editor_and_publishing_takes_them_in(desk, other):
    photo, document = make_photo(), make_document()
    before = photo.original.name
    kept(desk, photo, upload=picture("new.jpg"), credit="Draft credit")
    photo.refresh_from_db()
    assert photo.original.name == before
    form = opened(other, photo)
    assert form["upload_kept"]
    assert sent(other, photo, form | {"credit": "By another"} | KEEP).status_code == 302
    saved(other, photo)
    photo.refresh_from_db()
    assert (photo.original_name, photo.credit) == ("new.jpg", "By another")
    rows = new_row("files", 0, language="en", standing="reference", order="0")
    assert sent(desk, document, opened(desk, document) | rows | {"files-0-upload": pdf()} | KEEP).status_code == 302
    working.publish(document, None)
    assert document.files.get().original_name == "paper.pdf"
    assert not StashedFile.objects.exists()


def test_what_nobody_came_back_for_is_swept_unless_a_draft_names_it(desk, editor):
    forgotten = stashing.put(pdf(), editor)
    photo = make_photo()
    kept(desk, photo, upload=picture())
    StashedFile.objects.update(stored_at=timezone.now() - timedelta(days=8))
    assert stashing.sweep() == 1
    assert default_storage.exists(forgotten.path)  # it goes once this is committed
    assert StashedFile.objects.get().token in working.draft_of(photo).files.values()


@pytest.mark.parametrize("save", ["_publish", "_save_draft"])
def test_a_hundred_and_one_files_or_two_thousand_fields_are_no_error_page(desk, save):
    document = make_document()
    for number in range(1, 3):
        make_clause(document=document, number=number)
    extra = {f"more-{n}-upload": SimpleUploadedFile(f"{n}.pdf", b"x") for n in range(101)}
    extra |= {f"clauses-9{n}-text_line_en": "x" for n in range(2000)}
    response = sent(desk, document, opened(desk, document) | extra | {"title_en": "Kept", save: "on"})
    assert response.status_code == 302
    session = make_session()
    rows = {f"appearances-{n}-{name}": "" for n in range(200) for name in ("id", "title_en", "title_ja", "order")}
    many = opened(desk, session) | rows | {"appearances-TOTAL_FORMS": "200", save: "on"}
    assert sent(desk, session, many).status_code in (200, 302)


def test_a_text_of_nine_megabytes_is_refused_beside_its_field_and_every_other_word_kept(desk):
    release = make_release()
    typed = opened(desk, release) | {"body_en": "<p>" + "word " * 1_800_000, "headline_en": "Kept"}
    response = sent(desk, release, typed)
    assert response.status_code == 200
    assert "body_en" in response.context["adminform"].form.errors
    assert 'value="Kept"' in response.content.decode()


def test_a_form_with_an_error_keeps_the_photographs_chosen_for_it_and_every_word(desk):
    release, photos = make_release(), [make_photo(), make_photo()]
    rows = new_row("release_photos", 0, order="1", photo=photos[0].pk) | {
        "release_photos-TOTAL_FORMS": "2",
        "release_photos-1-order": "2",
        "release_photos-1-photo": photos[1].pk,
        "release_photos-1-release": release.pk,
    }
    typed = (
        opened(desk, release) | rows | {"headline_en": "Kept", "body_ja": "<p>残る</p>", "dateline_date": "4 May or so"}
    )
    again = form_of(sent(desk, release, typed))
    assert [again[f"release_photos-{n}-photo"] for n in (0, 1)] == [str(photo.pk) for photo in photos]
    assert (again["headline_en"], again["body_ja"]) == ("Kept", "<p>残る</p>")
    assert again["dateline_date"] == "4 May or so"
    speaker = make_speaker()
    typed = opened(desk, speaker) | {"portrait": photos[0].pk, "slug": "no slug!", "biography_en": "<p>Kept</p>"}
    again = form_of(sent(desk, speaker, typed))
    assert (again["portrait"], again["biography_en"]) == (str(photos[0].pk), "<p>Kept</p>")
