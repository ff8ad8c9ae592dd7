"""The gallery, the gallery of an edition, the page of a photograph."""

import datetime
import json

import pytest

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("number", [1, 3])
def test_the_gallery_costs_the_same_for_one_and_for_three(client, django_assert_num_queries, number):
    speaker = factories.make_speaker()
    for _n in range(number):
        factories.make_photo(edition=factories.make_edition()).speakers.add(speaker)
    with django_assert_num_queries(10):
        answer = client.get("/en/photos/")
    assert answer.content.decode().count("<picture>") == number


def test_the_gallery_shows_caption_credit_and_alternative_text_in_the_readers_language(client):
    factories.make_photo(caption_ja="開幕の様子", alt_ja="壇上の人々", credit="Test Photographer")
    page = client.get("/ja/photos/").content.decode()
    assert "開幕の様子" in page
    assert 'alt="壇上の人々"' in page
    assert "Test Photographer" in page


def test_a_caption_in_another_language_says_so(client):
    factories.make_photo(caption_ja="", caption_zh_hans="", alt_ja="", alt_zh_hans="", caption_en="Only English")
    assert '<span lang="en">Only English</span>' in client.get("/ja/photos/").content.decode()


def test_an_edition_is_narrowed_by_day_session_and_person(client):
    edition = factories.make_edition()
    session = factories.make_session(edition=edition)
    first = factories.make_photo(
        edition=edition, session=session, taken_at=datetime.datetime(2020, 1, 2, 3, tzinfo=datetime.UTC)
    )
    factories.make_photo(edition=edition, caption_en="The other one")
    for query in (f"session={session.slug}", "day=2020-01-02"):
        page = client.get(f"/en/editions/{edition.number}/photos/?{query}").content.decode()
        assert str(first.text("caption", "en")) in page
        assert "The other one" not in page


def test_a_photograph_has_its_own_page_with_downloads_and_neighbours(client):
    edition = factories.make_edition()
    before, photo, after = (factories.make_photo(edition=edition, order=n) for n in range(3))
    speaker = factories.make_speaker()
    photo.speakers.add(speaker)
    page = client.get(f"/en/photos/{photo.permanent_id}/").content.decode()
    assert f"/media/{photo.token}/print.jpg" in page
    assert "JPEG, 3000 × 2000" in page
    assert f"/en/photos/{before.permanent_id}/" in page
    assert f"/en/photos/{after.permanent_id}/" in page
    assert f"/en/speakers/{speaker.slug}/" in page


def test_an_illustration_of_the_sites_own_is_credited_in_the_readers_language(client):
    photo = factories.make_photo(rights="illustration", credit="")
    assert "Picture: this site" in client.get(f"/en/photos/{photo.permanent_id}/").content.decode()
    assert "提供：当サイト" in client.get(f"/ja/photos/{photo.permanent_id}/").content.decode()


def test_what_may_not_be_passed_on_is_not_offered_for_download(client):
    photo = factories.make_photo(rights="licensed")
    assert "print.jpg" not in client.get(f"/en/photos/{photo.permanent_id}/").content.decode()


def test_hidden_speakers_and_sessions_are_not_named(client):
    edition = factories.make_edition()
    photo = factories.make_photo(edition=edition)
    hidden = factories.make_speaker(status="draft", name_en="Hidden Example")
    photo.speakers.add(hidden)
    for address in (f"/en/photos/{photo.permanent_id}/", "/en/photos/", f"/en/editions/{edition.number}/photos/"):
        assert "Hidden Example" not in client.get(address).content.decode()


@pytest.mark.parametrize("query", ["edition=x", "edition=99999999999", "speaker=%00", "page=0", "page=x", "unknown=1"])
def test_nonsense_in_the_address_is_a_page_or_not_found(client, query):
    factories.make_photo()
    assert client.get(f"/en/photos/?{query}").status_code in (200, 302, 404)


def test_search_engines_are_told_the_licence_and_nothing_can_end_the_block(client):
    factories.make_page(slug="photo-terms")
    photo = factories.make_photo(caption_en="</script><b>", credit="Test Photographer")
    page = client.get(f"/en/photos/{photo.permanent_id}/").content.decode()
    block = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
    data = json.loads(block)
    assert (data["@type"], data["caption"], data["creditText"]) == ("ImageObject", "</script><b>", "Test Photographer")
    assert data["license"].endswith("/en/photo-terms/")
    assert data["acquireLicensePage"] == data["license"]
    assert data["contentUrl"].endswith("/print.jpg")
    assert page.count("/en/photo-terms/") >= 3  # the two above, and the link beside the downloads
