"""The ZIP of a gallery: what is public and may be passed on, as filtered, with its captions."""

import csv
import io
import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from editions import models, uploads
from tests import factories
from tests.pictures import make_file, make_picture

pytestmark = pytest.mark.django_db


def a_photo(edition, **fields):
    defaults = {**factories.in_languages("caption", "Caption"), "rights": "house", "edition": edition}
    row = models.Photo(**factories.public({**defaults, **fields}))
    return uploads.take_in_photo(row, io.BytesIO(make_file(make_picture(300, 200))))


def contents(client, edition, query="", language="en"):
    answer = client.get(f"/{language}/editions/{edition.number}/photos/archive/{query}")
    if answer.status_code != 200:
        return answer.status_code
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert archive.testzip() is None
    rows = list(csv.reader(archive.read("captions.csv").decode("utf-8-sig").splitlines()))
    return archive.namelist(), rows


def test_pictures_come_with_their_captions_in_the_readers_language(client):
    edition = factories.make_edition()
    photo = a_photo(edition, caption_ja="=開幕", credit="Test Photographer")
    names, rows = contents(client, edition, language="ja")
    assert names == ["captions.csv", f"001-{photo.permanent_id}.jpg"]
    assert rows[1][:3] == [f"001-{photo.permanent_id}.jpg", "'=開幕", "Test Photographer"]
    assert rows[1][-1].endswith(f"/ja/photos/{photo.permanent_id}/")


def test_what_is_not_public_or_not_ours_to_pass_on_is_not_in_it(client):
    edition = factories.make_edition()
    shown = a_photo(edition)
    a_photo(edition, status="draft", publish_at=None)
    a_photo(edition, publish_at=factories.tomorrow())
    a_photo(edition, rights="licensed")
    a_photo(edition, rights="unknown")
    shown.speakers.add(factories.make_speaker(status="draft", name_en="Hidden Example"))
    names, rows = contents(client, edition)
    assert len(names) == 2
    assert "Hidden Example" not in str(rows)


def test_the_gallerys_filters_choose(client):
    edition = factories.make_edition()
    session = factories.make_session(edition=edition)
    chosen = a_photo(edition, session=session)
    a_photo(edition)
    names, _rows = contents(client, edition, f"?session={session.slug}")
    assert names == ["captions.csv", f"001-{chosen.permanent_id}.jpg"]


def test_what_was_ticked_comes_and_nothing_else(client):
    edition = factories.make_edition()
    first, second, third = (a_photo(edition, order=n) for n in range(3))
    elsewhere, hidden = a_photo(factories.make_edition()), a_photo(edition, status="draft", publish_at=None)
    licensed = a_photo(edition, rights="licensed")
    ticked = [third, first, elsewhere, hidden, licensed]
    query = "&".join(f"photo={one.permanent_id}" for one in ticked)
    names, rows = contents(client, edition, f"?chosen=1&size=web&photo=%00&photo={'x' * 999}&{query}")
    assert names == ["captions.csv", f"001-{first.permanent_id}.jpg", f"002-{third.permanent_id}.jpg"]
    assert second.permanent_id not in str(rows)


def test_whoever_ticked_nothing_is_led_back_to_the_gallery(client):
    edition = factories.make_edition()
    a_photo(edition)
    answer = client.get(f"/ja/editions/{edition.number}/photos/archive/?chosen=1&size=web")
    assert (answer.status_code, answer.url) == (302, f"/ja/editions/{edition.number}/photos/")


def test_boxes_stand_where_a_photograph_may_be_taken_away(client):
    edition = factories.make_edition()
    free, bound = a_photo(edition, caption_en="The hall"), a_photo(edition, rights="licensed")
    page = client.get(f"/en/editions/{edition.number}/photos/").content.decode()
    assert f'name="photo" value="{free.permanent_id}" form="photo-selection"' in page
    assert f'value="{bound.permanent_id}"' not in page
    assert 'value="screen" selected>JPEG, up to 1,500 pixels<' in page


def test_more_than_one_file_holds_is_told(client, monkeypatch):
    monkeypatch.setattr("editions.views.photo_archive.MOST", 1)
    monkeypatch.setattr("editions.views.photos.MOST", 1)
    edition = factories.make_edition()
    a_photo(edition), a_photo(edition)
    assert len(contents(client, edition)[0]) == 2
    page = client.get(f"/en/editions/{edition.number}/photos/").content.decode()
    assert "Download the first 1 of these 2 photographs (ZIP)" in page


def test_nothing_to_take_away_is_not_found(client):
    hidden = factories.make_edition(status="draft")
    a_photo(hidden)
    assert contents(client, hidden) == 404
    assert contents(client, factories.make_edition()) == 404
    edition = factories.make_edition()
    a_photo(edition)
    assert contents(client, edition, "?size=original") == 404


def test_the_gallery_offers_it_only_where_there_is_something(client):
    edition = factories.make_edition()
    a_photo(edition, rights="licensed")
    address = f"/en/editions/{edition.number}/photos/"
    assert "archive/" not in client.get(address).content.decode()
    a_photo(edition)
    assert f"{address}archive/" in client.get(address).content.decode()


def test_the_same_photographs_are_the_same_file_whenever_they_are_asked_for(client):
    edition = factories.make_edition()
    a_photo(edition)
    address = f"/en/editions/{edition.number}/photos/archive/"
    first = b"".join(client.get(address).streaming_content)
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        assert b"".join(client.get(address).streaming_content) == first
