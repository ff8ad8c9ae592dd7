"""A press kit: everything of a release or an edition that is public, streamed."""

import csv
import io
import tracemalloc
import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from editions import models, zipping
from editions.models import Contact, ReleasePhoto
from tests import factories

pytestmark = pytest.mark.django_db


def make_photo(**fields):
    """A photograph with files of a few bytes."""
    photo = factories.make_photo(token=f"token-{next(factories.count)}", **fields)
    for size in ("print", "web"):
        default_storage.save(photo.rendition_path(photo.rendition(size)["file"]), ContentFile(size.encode()))
    return photo


def kit(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert archive.testzip() is None
    return {name: archive.read(name) for name in archive.namelist()}


def make_release(**fields):
    return factories.make_release(**{"slug": "opening", **fields})


def test_a_kit_holds_texts_photographs_captions_terms_and_contacts(client):
    release = make_release(headline_en="Forum opens", body_en="<p>First words.</p>", headline_ja="")
    release.contacts.add(Contact.objects.create(name_en="Test desk", email="desk@house.example"))
    second, first = (
        make_photo(caption_en=f"{word} picture", caption_ja="", rights="house") for word in ("Second", "First")
    )
    for order, photo in enumerate([first, second]):
        ReleasePhoto.objects.create(release=release, photo=photo, order=order)
    factories.make_page(slug="photo-terms", title_en="Terms", body_en="<p>Name the source.</p>")
    document = factories.make_document(slug="paper")
    path = default_storage.save("documents/x", ContentFile(b"%PDF"))
    models.DocumentFile.objects.create(document=document, token="t", file=path, language="ja")
    models.ReleaseDocument.objects.create(release=release, document=document)
    files = kit(client, "/ja/press/2020/opening/kit.zip")
    names = [f"{n:03}-{photo.permanent_id}.jpg" for n, photo in enumerate([first, second], start=1)]
    assert set(files) == {
        *(f"texts/2020-opening.{code}.{kind}" for code in ("en", "zh-hans") for kind in ("txt", "html")),
        *(f"contacts.{code}.txt" for code in ("en", "zh-hans", "ja")),
        *(f"terms.{code}.txt" for code in ("en", "zh-hans", "ja")),
        "photographs/captions.csv",
        *(f"photographs/{size}/{name}" for size in ("print", "web") for name in names),
        "documents/paper.ja.pdf",
    }
    assert files["texts/2020-opening.en.txt"].decode().startswith("Forum opens\n")
    html = files["texts/2020-opening.en.html"].decode()
    assert '<html lang="en">' in html
    assert "<h1>Forum opens</h1>" in html
    assert "<p>First words.</p>" in html
    assert "E-mail: desk@house.example" in files["contacts.en.txt"].decode()
    assert "Name the source." in files["terms.en.txt"].decode()
    rows = list(csv.DictReader(files["photographs/captions.csv"].decode("utf-8-sig").splitlines()))
    assert [(row["file"], row["caption_en"], row["caption_ja"], row["credit"]) for row in rows] == [
        (names[0], "First picture", "", "Test Photographer"),
        (names[1], "Second picture", "", "Test Photographer"),
    ]
    assert files[f"photographs/print/{names[0]}"] == b"print"


def test_what_is_not_public_or_not_ours_to_pass_on_is_not_in_a_kit(client):
    edition = factories.make_edition(number=2, year=2002)
    release = make_release(edition=edition, headline_en="Public one")
    for fields in ({"status": "draft"}, {"publish_at": factories.tomorrow()}, {"rights": "licensed"}):
        caption = "Not ours" if "rights" in fields else "Secret"
        photo = make_photo(caption_en=caption, edition=edition, **fields)
        ReleasePhoto.objects.create(release=release, photo=photo)
    for fields in ({"status": "draft"}, {"status": "withdrawn", "withdrawal": "readable"}):
        hidden = factories.make_document(slug=f"secret-{fields['status']}", edition=edition, **fields)
        models.DocumentFile.objects.create(document=hidden, token=fields["status"], file="x", language="ja")
        models.ReleaseDocument.objects.create(release=release, document=hidden)
    factories.make_correction(release=release, note_en="Secret", made_at=factories.tomorrow())
    make_release(slug="secret", edition=edition, headline_en="Secret", status="draft")
    make_release(slug="later", edition=edition, headline_en="Secret", publish_at=factories.tomorrow())
    for address in ("/en/press/2020/opening/kit.zip", "/en/editions/2/kit.zip"):
        files = kit(client, address)
        assert "texts/2020-opening.en.txt" in files
        assert not [name for name, content in files.items() if "secret" in name or b"Secret" in content]
        assert not [name for name in files if name.startswith(("photographs/", "documents/"))]


def test_a_kit_of_what_readers_may_not_see_is_not_found_and_a_withdrawn_one_is_gone(client):
    make_release(status="draft")
    hidden = factories.make_edition(number=9, year=2009, status="draft")
    make_release(slug="of-hidden", edition=hidden)
    factories.make_edition(number=2, year=2002)
    for address in ("press/2020/opening", "press/2020/of-hidden", "editions/9", "editions/2"):
        assert client.get(f"/en/{address}/kit.zip").status_code == 404
    release = make_release(slug="taken-back")
    release.status = "withdrawn"
    release.save()
    assert client.get("/en/press/2020/taken-back/kit.zip").status_code == 410


def test_an_editions_kit_has_all_its_releases_and_photographs(client):
    edition = factories.make_edition(number=2, year=2002)
    for slug in ("one", "two"):
        make_release(slug=slug, edition=edition)
    make_photo(edition=edition)
    files = kit(client, "/en/editions/2/kit.zip")
    assert len([name for name in files if name.endswith(".en.txt") and name.startswith("texts/")]) == 2
    assert len([name for name in files if name.startswith("photographs/print/")]) == 1


def test_two_hundred_photographs_pass_through_a_few_megabytes(client, monkeypatch):
    release = make_release()
    photos = [factories.make_photo() for _n in range(200)]
    ReleasePhoto.objects.bulk_create([ReleasePhoto(release=release, photo=photo) for photo in photos])
    piece = bytes(zipping.PIECE)
    monkeypatch.setattr("editions.views.press_kit.content_of", lambda _photo, _size: lambda: (piece for _n in range(4)))
    answer = client.get("/en/press/2020/opening/kit.zip")
    assert answer.streaming
    tracemalloc.start()
    total = sum(len(part) for part in answer.streaming_content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert total > 100_000_000
    assert peak < 3_000_000


@pytest.mark.parametrize("number", [1, 3])
def test_the_photographs_and_documents_of_a_kit_cost_the_same_for_one_and_for_three(
    client, django_assert_num_queries, number
):
    release = make_release()
    for _n in range(number):
        ReleasePhoto.objects.create(release=release, photo=make_photo())
        models.ReleaseDocument.objects.create(release=release, document=factories.make_document())
    with django_assert_num_queries(12):
        kit(client, "/en/press/2020/opening/kit.zip")


def test_the_release_offers_its_kit(client):
    make_release()
    assert 'href="/ja/press/2020/opening/kit.zip"' in client.get("/ja/press/2020/opening/").content.decode()


def test_the_same_content_is_the_same_kit_whenever_it_is_asked_for(client):
    release = make_release()
    ReleasePhoto.objects.create(release=release, photo=make_photo(rights="house"))
    first = b"".join(client.get("/en/press/2020/opening/kit.zip").streaming_content)
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        assert b"".join(client.get("/en/press/2020/opening/kit.zip").streaming_content) == first
