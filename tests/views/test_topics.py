"""What a visitor sees of the topics."""

import pytest

from editions.models import TopicOrigin
from tests.factories import make_edition, make_session, make_side, make_topic, make_venue

pytestmark = pytest.mark.django_db


def html_of(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_a_topic_tells_how_often_and_when_it_was_discussed(client):
    topic = make_topic(name_en="Media", description_en="What newspapers can do")
    for number, year in [(1, 2005), (20, 2024)]:
        make_session(topic=topic, edition=make_edition(number=number, year=year))
    make_session(topic=topic, edition=make_edition(number=21, year=2025, status="draft"))
    make_topic(name_en="Secret topic", status="draft")
    html = html_of(client, "/en/topics/")
    assert "2005–2024" in html
    assert "2 sessions" in html
    assert "What newspapers can do" in html
    assert "Secret" not in html


def test_the_sessions_of_a_topic_stand_under_their_editions(client):
    topic = make_topic(slug="media", name_en="Media")
    make_session(topic=topic, title_en="First", edition=make_edition(number=1, year=2005))
    make_session(topic=topic, title_en="Latest", edition=make_edition(number=20, year=2024))
    make_session(topic=topic, title_en="Secret", status="draft")
    html = html_of(client, "/en/topics/media/")
    assert html.index(">Latest<") < html.index(">First<")
    assert "Secret" not in html


def test_a_topic_without_sessions_says_so(client):
    make_topic(slug="media")
    assert "No session on this topic is recorded." in html_of(client, "/en/topics/media/")
    assert client.get("/en/topics/none/").status_code == 404


def test_a_name_in_another_language_is_marked(client):
    make_topic(slug="media", name_en="Media", name_zh_hans="", name_ja="")
    assert '<span lang="en">Media</span>' in html_of(client, "/zh-hans/topics/")
    assert 'class="note fallback"' in html_of(client, "/zh-hans/topics/media/")


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(client, number, django_assert_num_queries):
    topic, side = make_topic(slug="media"), make_side()
    for _n in range(number):
        edition = make_edition()
        make_venue(edition=edition, side=side)
        make_session(topic=topic, edition=edition)
        make_topic()
    with django_assert_num_queries(5):
        html_of(client, "/en/topics/")
    with django_assert_num_queries(8):
        html_of(client, "/en/topics/media/")


def test_a_topic_says_where_it_came_from_and_what_came_of_it(client):
    special, digital = make_topic(slug="special", name_en="Special"), make_topic(slug="digital", name_en="Digital")
    edition = make_edition(number=14, year=2018)
    TopicOrigin.objects.create(topic=digital, earlier=special, kind="split", edition=edition)
    TopicOrigin.objects.create(topic=digital, earlier=make_topic(name_en="Secret", status="draft"), kind="joined")
    html = html_of(client, "/en/topics/digital/")
    assert "<dt>Split from</dt>" in html
    assert '<a href="/en/topics/special/">Special</a> <small class="muted">14th edition (2018)</small>' in html
    assert "Secret" not in html
    assert "<dt>Split off</dt>" in html_of(client, "/en/topics/special/")
