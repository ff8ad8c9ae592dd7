"""The sitemap: well-formed, with each page in the languages it is ready in, each naming all of them."""

import datetime
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from tests import factories, schemas

pytestmark = pytest.mark.django_db
SPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def read(client, address):
    answer = client.get(address)
    assert answer["Content-Type"] == "application/xml; charset=utf-8"
    return ElementTree.fromstring(answer.content)


def locations(tree):
    return [one.text for one in tree.iterfind(".//s:loc", SPACES)]


def test_every_file_of_the_index_stands(client):
    factories.make_release()
    factories.make_organisation()
    files = locations(read(client, "/sitemap.xml"))
    assert "http://testserver/sitemaps/press-1.xml" in files
    for file in files:
        assert locations(read(client, file.removeprefix("http://testserver")))


def test_a_page_is_named_only_in_the_languages_it_is_ready_in(client):
    release = factories.make_release(headline_zh_hans="")
    tree = read(client, "/sitemaps/press-1.xml")
    address = f"http://testserver/{{}}/press/2020/{release.slug}/"
    assert locations(tree) == [address.format("en"), address.format("ja")]
    links = tree.findall(".//s:url", SPACES)[0].findall("x:link", SPACES)
    assert {link.get("hreflang"): link.get("href") for link in links} == {
        "en": address.format("en"),
        "ja": address.format("ja"),
        "x-default": address.format("en"),
    }


@pytest.mark.parametrize("number", [1, 3])
def test_a_file_costs_the_same_for_one_and_for_three(client, django_assert_num_queries, number):
    for _n in range(number):
        factories.make_organisation()
    with django_assert_num_queries(2):
        client.get("/sitemaps/organisations-1.xml")


@pytest.mark.parametrize("address", ["press-2", "nothing-1", "site-2", "press-0", "press-99999999999999999999"])
def test_a_file_that_does_not_exist_is_not_found(client, address):
    assert client.get(f"/sitemaps/{address}.xml").status_code == 404


@pytest.mark.parametrize(
    "address", ["/sitemap.xml", "/sitemaps/press-1.xml", "/sitemaps/site-1.xml", "/news-sitemap.xml"]
)
def test_each_file_is_of_the_format(client, address):
    factories.make_forum()
    factories.make_release(publish_at=timezone.now())
    assert schemas.complaints(client.get(address).content, "sitemap") == []


def test_the_schema_refuses_what_is_no_sitemap():
    assert schemas.complaints(b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url/></urlset>', "sitemap")


def test_news_are_what_became_public_in_the_last_two_days_in_the_languages_it_is_ready_in(client):
    now = timezone.now()
    factories.make_forum(name_ja="試験フォーラム")
    factories.make_release(
        slug="new", headline_ja="新しい", headline_en="", publish_at=now - datetime.timedelta(hours=47)
    )
    factories.make_release(slug="old", publish_at=now - datetime.timedelta(hours=49))
    factories.make_release(slug="later", publish_at=now + datetime.timedelta(hours=1))
    factories.make_release(slug="draft", status="draft", publish_at=now - datetime.timedelta(hours=1))
    answer = client.get("/news-sitemap.xml")
    tree = ElementTree.fromstring(answer.content)
    assert locations(tree) == [f"http://testserver/{code}/press/2020/new/" for code in ("zh-hans", "ja")]
    news = "{http://www.google.com/schemas/sitemap-news/0.9}"
    assert [one.text for one in tree.iter(f"{news}language")] == ["zh-cn", "ja"]
    assert [one.text for one in tree.iter(f"{news}name")][1] == "試験フォーラム"
    assert [one.text for one in tree.iter(f"{news}title")][1] == "新しい"
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("number", [1, 3])
def test_the_news_cost_the_same_for_one_and_for_three(client, django_assert_num_queries, number):
    for _n in range(number):
        factories.make_release(edition=factories.make_edition(), publish_at=timezone.now())
    with django_assert_num_queries(3):
        assert len(locations(read_news(client))) == 3 * number


def read_news(client):
    return ElementTree.fromstring(client.get("/news-sitemap.xml").content)
