"""Files in a bucket: taken in, served by the site itself, withdrawn, changed and deleted."""

import io

import boto3
import pytest
from django.core.files.storage import default_storage
from moto import mock_aws

from editions import models, sweeping, uploads
from forumsite import environment
from tests import factories
from tests.pictures import make_file, make_picture

pytestmark = pytest.mark.django_db
BUCKET = "forum-files"


@pytest.fixture
def bucket(settings, monkeypatch, tmp_path):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("STORAGE_URL", f"s3://{BUCKET}/kept?region=us-east-1")
    with mock_aws():
        client = boto3.client("s3", region_name="us-east-1")
        client.create_bucket(Bucket=BUCKET)
        settings.STORAGES = settings.STORAGES | {"default": environment.storage("STORAGE_URL", tmp_path, [])}
        yield client


def keys(bucket) -> set[str]:
    return {item["Key"] for item in bucket.list_objects_v2(Bucket=BUCKET).get("Contents", [])}


@pytest.fixture
def photo(bucket):
    row = models.Photo(rights="house", **factories.public(factories.in_languages("caption", "Caption")))
    return uploads.take_in_photo(row, io.BytesIO(make_file(make_picture(600, 400))))


def test_a_photograph_lies_in_the_bucket_and_is_served_without_its_address(client, bucket, photo):
    assert keys(bucket) == {f"kept/{path}" for path in photo.stored_files()}
    answer = client.get(photo.rendition_url("small"))
    assert b"".join(answer.streaming_content).startswith(b"RIFF")
    assert answer["Content-Type"] == "image/webp"
    assert "amazonaws" not in str(answer.headers)


def test_a_withdrawn_photograph_is_no_longer_served(client, photo):
    photo.status = models.Status.WITHDRAWN
    photo.save()
    assert client.get(photo.rendition_url("small")).status_code == 404


def test_nothing_in_it_is_readable_by_everyone(bucket, photo):
    for key in keys(bucket):
        grants = bucket.get_object_acl(Bucket=BUCKET, Key=key)["Grants"]
        assert not [grant for grant in grants if "URI" in grant["Grantee"]]


def test_new_words_and_deletion_leave_nothing_behind(bucket, photo, django_capture_on_commit_callbacks):
    former = photo.stored_files()
    with django_capture_on_commit_callbacks(execute=True):
        photo.credit = "Test Photographer"
        uploads.write_rights(photo)
    assert keys(bucket) == {f"kept/{path}" for path in photo.stored_files()}
    assert photo.stored_files() != former
    with django_capture_on_commit_callbacks(execute=True):
        photo.delete()
    assert keys(bucket) == set()


def test_a_file_that_is_gone_is_not_found_and_the_sweep_names_it(client, bucket, photo):
    default_storage.delete(photo.rendition_path("small.webp"))
    assert client.get(photo.rendition_url("small")).status_code == 404
    assert [gap.missing for gap in sweeping.gaps()] == [(photo.rendition_path("small.webp"),)]
    there = {path for path in photo.stored_files() if default_storage.exists(path)}
    assert {*sweeping.stored_files("renditions"), *sweeping.stored_files("originals")} == there
