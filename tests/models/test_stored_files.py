"""Files go with their rows, and a storage that fails takes no row with it."""

import io

import pytest
from django.core.files.storage import FileSystemStorage, default_storage

from editions import models, uploads
from tests.pictures import make_file, make_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo():
    return uploads.take_in_photo(models.Photo(), io.BytesIO(make_file(make_picture(300, 200))))


@pytest.mark.parametrize("delete", [lambda photo: photo.delete(), lambda _photo: models.Photo.objects.all().delete()])
def test_files_go_with_their_row(photo, delete, django_capture_on_commit_callbacks):
    paths = photo.stored_files()
    with django_capture_on_commit_callbacks(execute=True):
        delete(photo)
    assert not any(default_storage.exists(path) for path in paths)


@pytest.mark.parametrize("delete", [lambda photo: photo.delete(), lambda _photo: models.Photo.objects.all().delete()])
def test_a_storage_that_fails_is_logged_and_each_file_tried(
    photo, delete, django_capture_on_commit_callbacks, monkeypatch, caplog
):
    paths, tried = photo.stored_files(), []

    def fails(path):
        tried.append(path)
        raise RuntimeError("the bucket is away")

    monkeypatch.setattr(FileSystemStorage, "delete", lambda _storage, path: fails(path))
    with django_capture_on_commit_callbacks(execute=True):
        delete(photo)
    assert tried == paths
    assert not models.Photo.objects.exists()
    assert paths[0] in caplog.text
