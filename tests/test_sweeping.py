"""Files without rows are removed when they are old, renditions without files are made again, lost originals are named."""

import io
import os
import time

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command

from editions import models, uploads
from tests.pictures import make_file, make_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo():
    return uploads.take_in_photo(models.Photo(credit="Kept"), io.BytesIO(make_file(make_picture(600, 400))))


def said(*options) -> str:
    out = io.StringIO()
    call_command("renditions", *options, stdout=out)
    return out.getvalue()


def age(path: str) -> None:
    long_ago = time.time() - 7200
    os.utime(default_storage.path(path), (long_ago, long_ago))


def an_orphan(path: str) -> str:
    name = default_storage.save(path, ContentFile(b"x"))
    age(name)
    return name


def test_files_that_no_row_knows_are_removed_and_those_of_rows_stay(photo):
    orphans = [an_orphan("originals/left-behind"), an_orphan("renditions/gone/small.webp")]
    for path in photo.stored_files():
        age(path)
    young = default_storage.save("originals/on-its-way", ContentFile(b"x"))
    assert "2 files would be removed" in said("--sweep", "--dry-run")
    assert all(map(default_storage.exists, orphans))
    assert "2 files removed" in said("--sweep")
    assert not any(map(default_storage.exists, orphans))
    assert all(map(default_storage.exists, [young, *photo.stored_files()]))


def test_what_lies_elsewhere_is_left_alone(photo):
    other = an_orphan("backups/yesterday")
    said("--sweep")
    assert default_storage.exists(other)


def test_a_missing_rendition_is_made_again(photo):
    default_storage.delete(photo.rendition_path("small.webp"))
    assert "1 of 1" in said()
    photo.refresh_from_db()
    assert photo.credit == "Kept"
    assert all(map(default_storage.exists, photo.stored_files()))


def test_a_lost_original_is_named_and_the_rest_goes_on(photo):
    other = uploads.take_in_photo(models.Photo(), io.BytesIO(make_file(make_picture(60, 40))))
    default_storage.delete(photo.original.name)
    default_storage.delete(other.rendition_path("small.webp"))
    answer = said()
    assert f"{photo.permanent_id} ({photo}): its original is missing" in answer
    assert "1 photographs looked after, 1 lost" in answer


def test_all_are_made_anew(photo):
    token = photo.token
    said("--all")
    photo.refresh_from_db()
    assert photo.token != token
