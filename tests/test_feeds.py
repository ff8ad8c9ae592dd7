"""Atom feeds: of the format, in each language what is ready in it, and newer after a correction."""

import datetime
from xml.etree import ElementTree

import pytest

from tests import factories, schemas

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}
XML = "{http://www.w3.org/XML/1998/namespace}"


def read(client, address="/en/press/feed/"):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert schemas.complaints(answer.content, "atom") == []
    return ElementTree.fromstring(answer.content)


def titles(feed):
    return [entry.findtext("a:title", namespaces=ATOM) for entry in feed.iterfind("a:entry", ATOM)]


@pytest.mark.parametrize(
    "broken",
    [
        b'<feed xmlns="http://www.w3.org/2005/Atom"><title>No id</title><updated>2020-01-01T00:00:00Z</updated></feed>',
        b'<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:x:1</id><title>A</title><updated>yesterday</updated></feed>',
        b"<feed><id>urn:x:1</id><title>Of no format</title><updated>2020-01-01T00:00:00Z</updated></feed>",
    ],
)
def test_the_schema_refuses_what_is_no_feed(broken):
    assert schemas.complaints(broken, "atom")


def test_an_entry_holds_the_whole_text_and_leads_to_the_page_and_its_translations(client):
    factories.make_forum(name_en="Test Forum")
    factories.make_release(
        slug="opening",
        headline_en="Forum opens & <goes> on",
        standfirst_en="In <short>",
        body_en="<p>First words.</p>",
        dateline_city_en="Test City",
        source_line="Test House",
        headline_ja="",
    )
    feed = read(client)
    assert feed.get(f"{XML}lang") == "en"
    assert feed.findtext("a:title", namespaces=ATOM) == "Test Forum: Press releases"
    assert feed.findtext("a:author/a:name", namespaces=ATOM) == "Test Forum"
    entry = feed.find("a:entry", ATOM)
    assert titles(feed) == ["Forum opens & <goes> on"]
    assert entry.findtext("a:summary", namespaces=ATOM) == "In &lt;short&gt;"
    content = entry.findtext("a:content", namespaces=ATOM)
    assert content.startswith("<p><strong>TEST CITY, Jan. 2, 2020 —</strong></p><p>First words.</p>")
    assert entry.findtext("a:author/a:name", namespaces=ATOM) == "Test House"
    links = [(one.get("hreflang"), one.get("href")) for one in entry.iterfind("a:link", ATOM)]
    assert links == [
        (None, "http://testserver/en/press/2020/opening/"),
        ("zh-Hans", "http://testserver/zh-hans/press/2020/opening/"),
    ]


def test_a_feed_names_what_is_ready_in_its_language_only(client):
    factories.make_release(headline_en="Only English", headline_zh_hans="", headline_ja="")
    factories.make_release(headline_en="Both", headline_ja="両方")
    assert set(titles(read(client))) == {"Only English", "Both"}
    assert titles(read(client, "/ja/press/feed/")) == ["両方"]
    assert read(client, "/zh-hans/press/feed/").get(f"{XML}lang") == "zh-Hans"


def test_what_is_not_public_is_not_in_it_for_editors_either(admin_client):
    factories.make_release(headline_en="Public")
    factories.make_release(headline_en="Secret", status="draft")
    factories.make_release(headline_en="Secret", publish_at=factories.tomorrow())
    assert titles(read(admin_client)) == ["Public"]


def test_a_correction_makes_an_entry_newer_and_nothing_else_does(client):
    release = factories.make_release(editor_note="")
    before = read(client)
    release.editor_note = "Only for editors"
    release.save()
    assert ElementTree.tostring(read(client)) == ElementTree.tostring(before)
    made = datetime.datetime(2020, 1, 5, 3, tzinfo=datetime.UTC)
    factories.make_correction(release=release, note_en="A date was wrong.", made_at=made)
    factories.make_correction(release=release, note_en="Secret", made_at=factories.tomorrow())
    after = read(client)
    for name in ("a:updated", "a:entry/a:updated"):
        assert before.findtext(name, namespaces=ATOM) == "2020-01-01T00:00:00+00:00"
        assert after.findtext(name, namespaces=ATOM) == "2020-01-05T03:00:00+00:00"
    assert "<strong>Correction, 5 January 2020.</strong> A date was wrong." in after.findtext(
        "a:entry/a:content", namespaces=ATOM
    )
    assert before.findtext("a:entry/a:id", namespaces=ATOM) == after.findtext("a:entry/a:id", namespaces=ATOM)


def test_ids_stay_when_the_address_changes_and_differ_between_languages(client):
    release = factories.make_release(slug="opening")
    before = read(client).findtext("a:entry/a:id", namespaces=ATOM)
    release.slug = "renamed"
    release.save()
    assert read(client).findtext("a:entry/a:id", namespaces=ATOM) == before
    assert before.startswith("urn:uuid:")
    assert read(client, "/ja/press/feed/").findtext("a:entry/a:id", namespaces=ATOM) != before


def test_an_edition_has_a_feed_of_its_own(client):
    factories.make_forum(name_en="Test Forum")
    edition = factories.make_edition(number=2, year=2002)
    factories.make_release(headline_en="Of the edition", edition=edition)
    factories.make_release(headline_en="Of another")
    feed = read(client, "/en/press/feed/editions/2/")
    assert titles(feed) == ["Of the edition"]
    assert feed.findtext("a:title", namespaces=ATOM) == "2nd Test Forum: Press releases"
    assert client.get("/en/press/feed/editions/3/").status_code == 404
    factories.make_edition(number=9, year=2009, status="draft")
    assert client.get("/en/press/feed/editions/9/").status_code == 404


def test_a_feed_with_nothing_in_it_stands_and_stays_the_same(client):
    feed = read(client)
    assert titles(feed) == []
    assert feed.findtext("a:updated", namespaces=ATOM) == "1970-01-01T00:00:00+00:00"


def test_a_feed_is_asked_about_by_what_it_holds(client):
    factories.make_release()
    answer = client.get("/en/press/feed/")
    assert "Last-Modified" not in answer.headers
    again = client.get("/en/press/feed/", headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("number", [1, 3])
def test_a_feed_costs_the_same_for_one_and_for_three(client, django_assert_num_queries, number):
    for _n in range(number):
        factories.make_correction(release=factories.make_release(edition=factories.make_edition()))
    with django_assert_num_queries(4):
        feed = read(client)
    assert len(titles(feed)) == number


def test_the_press_pages_name_the_feeds(client):
    edition = factories.make_edition(number=2, year=2002)
    factories.make_release(slug="opening", edition=edition)
    link = '<link rel="alternate" type="application/atom+xml" href="/ja/press/feed/'
    page = client.get("/ja/press/2020/opening/").content.decode()
    assert f'{link}"' in page
    assert f'{link}editions/2/"' in page
    assert f'{link}"' in client.get("/ja/press/").content.decode()
