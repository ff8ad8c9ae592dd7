"""How every list is narrowed: what is offered, counted and told, and what nonsense does."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.translation import override

from editions.filters import clean_address
from editions.list_filters import EditionFilter, ProgrammeFilter, SessionFilter
from editions.models import Edition, Session
from tests.factories import make_edition, make_session, make_side, make_topic, make_venue

pytestmark = pytest.mark.django_db


def sessions(query="", language="en"):
    request = RequestFactory().get(f"/en/sessions/{query}")
    request.user = AnonymousUser()
    return SessionFilter(request.GET, Session.objects.visible_to(request.user), request=request)


def editions(query=""):
    request = RequestFactory().get(f"/en/editions/{query}")
    request.user = AnonymousUser()
    return EditionFilter(request.GET, Edition.objects.visible_to(request.user), request=request)


def options(filters, name):
    return [str(label) for value, label in filters.form.fields[name].choices if value]


def test_options_carry_counts_of_visible_rows_only():
    edition, hidden = make_edition(number=3, year=2007), make_edition(number=4, year=2008, status="draft")
    make_session(edition=edition, kind="plenary")
    make_session(edition=edition, kind="parallel")
    make_session(edition=edition, kind="parallel", status="draft")
    make_session(edition=hidden, kind="signing")
    filters = sessions()
    assert options(filters, "kind") == ["Plenary session (1)", "Parallel sub-forum (1)"]
    assert options(filters, "edition") == ["3rd edition (2007) (2)"]
    assert "topic" not in filters.form.fields


def test_a_count_tells_what_the_other_filters_leave():
    first, second = make_edition(number=1, year=2005), make_edition(number=2, year=2006)
    make_session(edition=first, kind="plenary")
    make_session(edition=second, kind="plenary")
    make_session(edition=second, kind="closing")
    filters = sessions("?edition=1")
    assert options(filters, "kind") == ["Plenary session (1)"]
    assert options(filters, "edition") == ["2nd edition (2006) (2)", "1st edition (2005) (1)"]


def test_a_topic_nobody_may_see_is_not_offered():
    make_session(topic=make_topic(status="draft", slug="secret"))
    assert sessions("?topic=secret").qs.count() == 1
    assert "topic" not in sessions("?topic=secret").form.fields


def test_a_chosen_value_without_rows_gives_none_and_can_be_removed():
    make_session(kind="plenary")
    filters = sessions("?kind=closing")
    assert not filters.qs.exists()
    assert [str(one["label"]) for one in filters.active_filters] == ["Closing"]


def test_each_pill_leads_to_the_list_without_it():
    make_session(edition=make_edition(number=7, year=2011), kind="plenary")
    filters = sessions("?kind=plenary&edition=7&page=3&utm=x")
    assert [one["remove_url"] for one in filters.active_filters] == [
        "/en/sessions/?kind=plenary",
        "/en/sessions/?edition=7",
    ]


@pytest.mark.parametrize(
    "query",
    ["?kind=nonsense", "?edition=99999999999999999999", "?topic=%00", "?kind=plenary%00", "?sort=up", "?kind[]=1"],
)
def test_nonsense_narrows_nothing(query):
    make_session()
    filters = sessions(query)
    assert filters.qs.count() == 1
    assert not filters.active_filters
    assert not filters.form.errors


def test_editions_by_host_mode_and_decade():
    here, there = make_side(code="here"), make_side(code="there")
    for number, year, side in [(1, 2005, here), (6, 2010, here), (7, 2011, there)]:
        make_venue(edition=make_edition(number=number, year=year, mode="online" if number == 7 else ""), side=side)
    make_venue(edition=Edition.objects.get(number=1), side=there, kind="reception")
    assert [e.number for e in editions("?country=here").qs] == [6, 1]
    assert [e.number for e in editions("?decade=2010").qs] == [7, 6]
    assert [e.number for e in editions("?mode=online").qs] == [7]
    assert [label[-3:] for label in options(editions(), "country")] == ["(2)", "(1)"]
    assert options(editions(), "decade") == ["2010s (2)", "2000s (1)"]


def test_a_programme_offers_its_own_days_and_languages():
    session = make_session(day="2024-12-04", spoken=["ja", "zh-hans"])
    request = RequestFactory().get("/en/editions/1/programme/?language=ja&day=2024-12-04")
    request.user = AnonymousUser()
    sessions = session.edition.sessions.visible_to(request.user)
    rows = [Session.objects.get(pk=session.pk), make_session()]
    filters = ProgrammeFilter(request.GET, sessions, rows=rows, request=request)
    assert filters.shown == [session]
    assert options(filters, "day") == ["Wednesday 4 December (1)"]
    assert options(filters, "language") == ["Simplified Chinese (1)", "Japanese (1)"]


def test_an_option_in_another_language_says_so():
    make_session(topic=make_topic(name_en="Security", name_zh_hans="", name_ja="安全保障"))
    with override("zh-hans"):
        assert '<option value="topic-' in str(sessions().form["topic"])
        assert 'lang="en">Security（1）' in str(sessions().form["topic"]).replace(" (1)", "（1）")


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow_with_rows(number, django_assert_num_queries):
    for _n in range(number):
        make_session(topic=make_topic())
    with django_assert_num_queries(6):
        filters = sessions("?kind=parallel")
        str(filters.form)
        len(filters.qs)


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [
        ("?kind=&edition=20", "/x/?edition=20"),
        ("?kind=", "/x/"),
        ("?q=%20", "/x/"),
        ("?q=a&q=", "/x/?q=a"),
        ("?q=", "/x/"),
    ],
)
def test_empty_parameters_are_led_away_from(asked, led_to):
    response = clean_address(lambda request: HttpResponse("page"))(RequestFactory().get(f"/x/{asked}"))
    assert (response.status_code, response["Location"]) == (302, led_to)


def test_a_clean_address_is_answered():
    assert clean_address(lambda request: HttpResponse("page"))(RequestFactory().get("/x/?q=a")).content == b"page"
