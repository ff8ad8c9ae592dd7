"""A release as plain text and as a reference."""

import datetime

import pytest

from editions.models import Contact, ReleasePhoto
from tests import factories

pytestmark = pytest.mark.django_db


def make_release(**fields):
    return factories.make_release(**{"slug": "opening", **fields})


def text_of(client, ending="txt", language="en"):
    answer = client.get(f"/{language}/press/2020/opening.{ending}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_plain_text_holds_everything_a_newsroom_pastes(client):
    release = make_release(
        headline_en="Forum opens",
        standfirst_en="In short",
        body_en="<p>First words.</p><p>Second &amp; last.</p>",
        boilerplate_en="<p>About us.</p>",
        dateline_city_en="Test City",
        dateline_city_ja="試験市",
        body_ja="<p>はじめの段落。</p>",
        source_line="Test House",
    )
    release.contacts.add(
        Contact.objects.create(
            name_en="Test desk", email="desk@house.example", side=factories.make_side(country_en="Test Country")
        )
    )
    for order, caption in enumerate(["First picture", "Second picture"]):
        photo = factories.make_photo(caption_en=caption)
        ReleasePhoto.objects.create(release=release, photo=photo, order=order)
    hidden = factories.make_photo(caption_en="Secret picture", status="draft")
    ReleasePhoto.objects.create(release=release, photo=hidden)
    made = datetime.datetime(2020, 1, 5, 3, tzinfo=datetime.UTC)
    factories.make_correction(release=release, note_en="A date was wrong.", made_at=made)
    factories.make_correction(release=release, note_en="Secret", made_at=factories.tomorrow())
    text = text_of(client)
    assert text.startswith(
        "Forum opens\n\nIn short\n\nTEST CITY, Jan. 2, 2020 — First words.\n\nSecond & last.\n\nAbout the forum\n\nAbout us.\n\n"
    )
    assert (
        "Press contacts\n\nTest desk, Test Country\nE-mail: desk@house.example\n\nPhotographs\n\nFirst picture (photograph: Test Photographer)\n"
        in text
    )
    assert text.index("First picture") < text.index("Second picture")
    assert "Corrections\n\n5 January 2020, Correction: A date was wrong.\n\nIssued by\n\nTest House\n\n" in text
    assert text.endswith(f"http://testserver/en/press/2020/opening/\n\nhttp://testserver/id/{release.permanent_id}\n")
    assert "Secret" not in text
    assert "試験市、2020年1月2日 ——はじめの段落。" in text_of(client, language="ja")


def test_a_text_in_another_language_says_so(client):
    make_release(headline_ja="", standfirst_ja="", body_ja="")
    assert text_of(client, language="ja").startswith("この")
    assert "[en]" in text_of(client, language="ja")


@pytest.mark.parametrize(
    ("ending", "content_type"),
    [
        ("txt", "text/plain"),
        ("bib", "application/x-bibtex"),
        ("ris", "application/x-research-info-systems"),
    ],
)
def test_each_form_has_its_type_and_points_to_the_page(client, ending, content_type):
    make_release()
    answer = client.get(f"/ja/press/2020/opening.{ending}")
    assert answer["Content-Type"] == f"{content_type}; charset=utf-8"
    assert answer["Link"] == '<http://testserver/ja/press/2020/opening/>; rel="canonical"'
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["ETag"]
    assert not answer.cookies


def test_a_reference_names_the_house_the_day_and_the_page_in_the_language_of_its_headline(client):
    factories.make_forum(name_en="Test Forum")
    make_release(headline_en="Forum opens", source_line="Test House", headline_ja="")
    entry = text_of(client, "bib")
    assert "author = {{Test House}}" in entry
    assert "date = {2020-01-02}" in entry
    record = text_of(client, "ris", "ja")
    assert "TI  - Forum opens\r\n" in record
    assert "UR  - http://testserver/en/press/2020/opening/\r\n" in record
    assert "PB  - Test Forum\r\n" in record


def test_without_a_source_the_forum_issued_it(client):
    factories.make_forum(name_en="Test Forum")
    make_release()
    assert "AU  - Test Forum\r\n" in text_of(client, "ris")


def test_the_page_offers_them_and_says_how_it_is_cited(client):
    factories.make_forum(name_ja="試験フォーラム")
    make_release(headline_ja="開幕")
    page = client.get("/ja/press/2020/opening/").content.decode()
    assert "試験フォーラム「開幕」2020年1月2日、http://testserver/ja/press/2020/opening/" in page
    for ending in ("txt", "bib", "ris"):
        assert f'href="/ja/press/2020/opening.{ending}"' in page
    assert '<meta name="citation_publication_date" content="2020/01/02">' in page


@pytest.mark.parametrize("ending", ["txt", "bib", "ris"])
def test_a_form_of_what_was_withdrawn_says_so_and_of_what_is_not_public_is_not_found(client, ending):
    release = make_release(headline_en="Taken back")
    factories.make_release(slug="draft", status="draft")
    release.status, release.withdrawal_note_en = "withdrawn", "It was sent too early."
    release.save()
    answer = client.get(f"/en/press/2020/opening.{ending}")
    assert answer.status_code == 410
    assert "It was sent too early." in answer.content.decode()
    assert client.get(f"/en/press/2020/draft.{ending}").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_text_costs_the_same_for_one_and_for_three(client, django_assert_num_queries, number):
    release = make_release()
    for n in range(number):
        release.contacts.add(Contact.objects.create(name="Desk", side=factories.make_side()))
        factories.make_correction(release=release)
        ReleasePhoto.objects.create(release=release, photo=factories.make_photo(), order=n)
    with django_assert_num_queries(5):
        assert text_of(client).count("(photograph:") == number
