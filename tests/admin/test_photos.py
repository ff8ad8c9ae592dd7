"""A picture comes in by the form: checked, stored, replaced; what is wrong is said beside the field."""

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from editions import models
from editions.images.metadata import read_metadata
from tests.admin.desk import address, opened, saved, sent
from tests.factories import make_edition, make_photo, make_release, make_speaker
from tests.pictures import make_file, make_picture


def a_picture(width=900, height=600, name="opening.jpg"):
    return SimpleUploadedFile(name, make_file(make_picture(width, height)), content_type="image/jpeg")


def taken_in(desk, **fields):
    typed = opened(desk, models.Photo, "add") | {"caption_en": "A hall", "alt_en": "A hall with rows of chairs"}
    return sent(desk, models.Photo, typed | {"upload": a_picture(), **fields}, "add")


def test_a_picture_is_stored_with_its_sizes(desk):
    assert taken_in(desk).status_code == 302
    photo = models.Photo.objects.get()
    assert (photo.width, photo.height, photo.original_name) == (900, 600, "opening.jpg")
    assert all(default_storage.exists(path) for path in photo.stored_files())
    assert "opening" not in "".join(photo.stored_files())


def test_what_is_no_picture_is_refused_with_a_sentence_and_nothing_is_kept(desk):
    response = taken_in(desk, upload=SimpleUploadedFile("notes.jpg", b"<html>not a picture</html>"))
    assert response.status_code == 200
    assert response.context["adminform"].form.errors["upload"]
    assert "A hall with rows of chairs" in response.content.decode()
    assert not models.Photo.objects.exists()


def test_a_photograph_needs_a_picture(desk):
    response = taken_in(desk, upload="")
    assert "Choose a picture." in response.content.decode()


def test_another_picture_takes_its_place_under_new_names(desk, django_capture_on_commit_callbacks):
    taken_in(desk)
    photo = models.Photo.objects.get()
    former = photo.stored_files()
    with django_capture_on_commit_callbacks(execute=True):
        saved(desk, photo, upload=a_picture(1200, 800, "other.jpg"))
    photo.refresh_from_db()
    assert (photo.width, photo.original_name, photo.caption_en) == (1200, "other.jpg", "A hall")
    assert not any(default_storage.exists(path) for path in former)


def test_a_new_focal_point_makes_the_sizes_anew_and_keeps_the_name(desk):
    taken_in(desk)
    photo = models.Photo.objects.get()
    token = photo.token
    saved(desk, photo, focal_x="0.2")
    photo.refresh_from_db()
    assert photo.token != token
    assert (photo.focal_x, photo.original_name) == (0.2, "opening.jpg")
    assert all(default_storage.exists(path) for path in photo.stored_files())


def test_the_list_names_what_is_missing(desk):
    make_photo(alt_ja="", credit="", rights="unknown")
    content = desk.get(address(models.Photo, "changelist")).content.decode()
    for note in ("Alternative text missing", "No credit", "Rights not cleared"):
        assert note in content


def test_a_picture_replaced_by_another_editor_is_not_overwritten_unseen(desk, other):
    taken_in(desk)
    photo = models.Photo.objects.get()
    typed = opened(desk, photo) | {"upload": a_picture(name="mine.jpg")}
    saved(other, photo, upload=a_picture(name="theirs.jpg"))
    response = sent(desk, photo, typed)
    assert response.status_code == 200
    assert "Choose your file again" in response.content.decode()
    photo.refresh_from_db()
    assert photo.original_name == "theirs.jpg"


def test_a_photograph_says_where_it_is_used(desk):
    photo = make_photo()
    speaker, release = make_speaker(portrait=photo), make_release()
    release.release_photos.create(photo=photo)
    content = desk.get(address(photo)).content.decode()
    assert address(speaker) in content
    assert address(release) in content


def test_a_photograph_in_use_is_not_deleted_and_the_page_says_why(desk):
    photo, free = make_photo(), make_photo()
    edition = make_edition(cover=photo)
    page = desk.post(address(photo, "delete"), {"post": "yes"}).content.decode()
    assert "is still used: Cover of an edition" in page
    assert address(edition) in page
    desk.post(
        address(models.Photo, "changelist"),
        {"action": "delete_selected", "_selected_action": [photo.pk, free.pk], "post": "yes"},
    )
    assert models.Photo.objects.count() == 2
    desk.post(address(free, "delete"), {"post": "yes"})
    assert list(models.Photo.objects.all()) == [photo]


def test_a_changed_credit_is_written_into_the_files(desk):
    taken_in(desk)
    photo = models.Photo.objects.get()
    saved(desk, photo, credit="Test Photographer")
    photo.refresh_from_db()
    with default_storage.open(photo.rendition_path("web.jpg")) as file, Image.open(file) as image:
        assert read_metadata(image).credit == "Test Photographer"
