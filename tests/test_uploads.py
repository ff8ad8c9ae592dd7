"""Files come in whole or not at all, and go with their rows."""

import datetime
import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import IntegrityError

from editions import models, uploads
from tests import factories
from tests.pictures import make_exif, make_file, make_picture
from tests.test_pdf import make_pdf

pytestmark = pytest.mark.django_db


def upload(content: bytes, name="camera/DSC08171.jpg"):
    file = io.BytesIO(content)
    file.name = name
    return file


def new_photo(**fields):
    return models.Photo(**{"credit": "Test Photographer", **factories.in_languages("caption", "Caption"), **fields})


def stored(folder="") -> list[str]:
    """Every file in storage, by its path."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return []
    return [f"{folder}/{name}" for name in files] + [
        path for one in folders for path in stored(f"{folder}/{one}".strip("/"))
    ]


def test_a_photograph_is_stored_with_its_sizes_under_names_nobody_can_guess():
    photo = uploads.take_in_photo(new_photo(), upload(make_file(make_picture(1200, 800))))
    assert photo.pk
    assert (photo.width, photo.height) == (1200, 800)
    assert photo.original_name == "DSC08171.jpg"
    assert len(photo.token) >= 20
    assert {item["name"] for item in photo.renditions} >= {"small", "medium", "large", "web", "screen", "print"}
    for path in photo.stored_files():
        assert default_storage.exists(path)
        assert "DSC08171" not in path
        assert photo.permanent_id not in path


def test_what_the_file_says_fills_only_what_was_left_empty():
    exif = make_exif({0x013B: "By-line Example", 0x010E: "Said in the file"}, {0x9003: "2024:12:04 10:00:00"})
    edition = factories.make_edition()
    factories.make_venue(edition=edition, time_zone="Asia/Tokyo")
    photo = uploads.take_in_photo(models.Photo(edition=edition), upload(make_file(exif=exif)))
    assert photo.credit == "By-line Example"
    assert str(photo.text("caption", "en")) == "Said in the file"
    assert photo.taken_at == datetime.datetime(2024, 12, 4, 1, 0, tzinfo=datetime.UTC)
    kept = uploads.take_in_photo(new_photo(edition=edition), upload(make_file(exif=exif)))
    assert kept.credit == "Test Photographer"
    assert str(kept.text("caption", "en")) == "Caption [en]"


@pytest.mark.parametrize("content", [b"", b"GIF89a" + b"\0" * 40, make_file()[:-200], b"%!PS-Adobe-3.0"])
def test_a_bad_file_is_refused_with_a_sentence_and_leaves_nothing(content):
    with pytest.raises(ValidationError) as refused:
        uploads.take_in_photo(new_photo(), upload(content))
    assert refused.value.messages[0].endswith(".")
    assert not models.Photo.objects.exists()
    assert stored() == []


def test_a_row_the_database_refuses_leaves_no_files():
    with pytest.raises(IntegrityError):
        uploads.take_in_photo(new_photo(focal_x=7), upload(make_file()))
    assert stored() == []


@pytest.mark.django_db(transaction=True)
def test_replacing_a_file_makes_new_names_and_removes_the_old_files():
    photo = uploads.take_in_photo(new_photo(), upload(make_file()))
    former, token = photo.stored_files(), photo.token
    uploads.take_in_photo(photo, upload(make_file(make_picture(90, 60, (1, 2, 3)))))
    assert photo.token != token
    assert sorted(stored()) == sorted(photo.stored_files())
    assert not set(former) & set(stored())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("remove", ["one", "many"])
def test_deleting_a_photograph_deletes_its_files(remove):
    photo = uploads.take_in_photo(new_photo(), upload(make_file()))
    photo.delete() if remove == "one" else models.Photo.objects.all().delete()
    assert stored() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("remove", ["file", "document", "documents"])
def test_deleting_a_document_deletes_its_files(remove):
    document = factories.make_document()
    file = uploads.take_in_document(
        models.DocumentFile(document=document, language="ja"), upload(make_pdf(), "宣言.pdf")
    )
    assert file.original_name == "宣言.pdf"
    assert file.pages
    assert len(stored()) == 1
    {"file": file.delete, "document": document.delete, "documents": models.Document.objects.all().delete}[remove]()
    assert stored() == []
