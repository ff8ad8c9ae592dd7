"""The sitemap: well-formed, with each page in the languages it is ready in, each naming all of them."""

from xml.etree import ElementTree

import pytest

from tests import factories

pytestmark = pytest.mark.django_db
SPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def read(client, address):
    answer = client.get(address)
    assert answer["Content-Type"] == "application/xml"
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
