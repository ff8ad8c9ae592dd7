"""The pages editors write, and what was withdrawn."""

import pytest

from tests.factories import make_forum, make_page

pytestmark = pytest.mark.django_db


def test_a_page_shows_its_text_in_each_language(client):
    make_page(slug="about", body_en="<p>About us</p>", body_ja="<p>このサイト</p>")
    for address, words in [("/en/about/", "<p>About us</p>"), ("/ja/about/", "<p>このサイト</p>")]:
        assert words in client.get(address).content.decode()


def test_a_page_falls_back_with_a_notice_and_is_not_indexed(client):
    make_page(slug="terms", title_en="Terms", title_ja="", body_en="<p>Text</p>", body_ja="")
    html = client.get("/ja/terms/").content.decode()
    assert '<h1><span lang="en">Terms</span></h1>' in html
    assert '<div lang="en"><p>Text</p></div>' in html
    assert 'class="note fallback"' in html
    assert '<meta name="robots" content="noindex">' in html
    assert 'rel="canonical" href="http://testserver/en/terms/"' in html


@pytest.mark.parametrize("fields", [{"status": "draft"}, {"status": "in-review"}])
def test_a_page_nobody_may_see_is_not_there(client, fields):
    make_page(slug="plans", **fields)
    assert client.get("/en/plans/").status_code == 404
    assert "/en/plans/" not in client.get("/en/topics/").content.decode()


def test_a_withdrawn_page_tells_when_and_why(client):
    page = make_page(slug="terms", withdrawal_note_en="Replaced by newer terms")
    page.status = "withdrawn"
    page.save()
    response = client.get("/en/terms/")
    assert response.status_code == 410
    html = response.content.decode()
    assert "This page was withdrawn" in html
    assert "Replaced by newer terms" in html
    assert "Page text" not in html


def test_a_page_asks_five_questions(client, django_assert_num_queries):
    make_forum()
    make_page(slug="about")
    with django_assert_num_queries(5):
        client.get("/en/about/")
