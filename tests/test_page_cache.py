"""Kept pages are right: never old, never somebody else's, never from another host, and no flood makes them heavy."""

import ast
import threading
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
import time_machine
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError, connection
from django.test import Client

from editions import content_version, moments, page_cache, publication_log
from editions.models import Notice, Page, Status
from editions.page_cache import PageCache
from forumsite import arriving, middleware
from tests.asking import ask
from tests.factories import make_correction, make_edition, make_forum, make_notice, make_page, make_release

CONTROL = "public, max-age=0, must-revalidate"
LASTING = f"{CONTROL}, s-maxage=30, stale-while-revalidate=30"
BODY = b"<p>words</p>" * 30
NOON = datetime(2024, 12, 4, 12, tzinfo=UTC).timestamp()


class Site:
    """Stands for Django: counts what it was asked, and answers as it is told."""

    def __init__(self):
        self.asked, self.status, self.body, self.closed = [], "200 OK", BODY, 0
        self.headers = {
            "Content-Type": "text/html",
            "Cache-Control": CONTROL,
            "ETag": '"one"',
            "Vary": "Accept-Encoding",
        }
        self.has_length, self.meanwhile = True, lambda: None

    def __call__(self, environ, start_response):
        self.asked.append(environ)
        length = {"Content-Length": str(len(self.body))} if self.has_length else {}
        start_response(self.status, list((self.headers | length).items()))
        self.meanwhile()
        return self.Answer(self)

    class Answer:
        def __init__(self, site):
            self.site, self.pieces = site, iter([site.body[:9], site.body[9:]])

        def __iter__(self):
            return self.pieces

        def close(self):
            self.site.closed += 1


@pytest.fixture
def site():
    return Site()


@pytest.fixture
def world():
    """What the cache asks about the world: the mark, the clock, the next moment."""
    return SimpleNamespace(mark=1, now=NOON, until=NOON + 3600, is_ours=True)


@pytest.fixture
def cache(site, world, monkeypatch):
    monkeypatch.setattr(moments, "next_moment", lambda at: datetime.fromtimestamp(world.until, UTC))
    monkeypatch.setattr(publication_log, "by_the_clock", lambda now, at_least: 0)
    return PageCache(
        site, admits=lambda environ: world.is_ours, room=10**7, mark=lambda: world.mark, clock=lambda: world.now
    )


class TestKeeping:
    def test_the_second_reader_is_answered_without_django(self, cache, site):
        first, second = ask(cache), ask(cache)
        assert first.body == second.body == BODY
        assert first.headers == second.headers
        assert first.headers["Cache-Control"] == LASTING
        assert len(site.asked) == site.closed == 1

    @pytest.mark.parametrize("coding", ["br", "gzip"])
    def test_each_coding_is_made_once(self, cache, site, coding):
        first, second = (ask(cache, HTTP_ACCEPT_ENCODING=coding) for _ in range(2))
        assert first.body == second.body != BODY
        assert second.headers["Content-Encoding"] == coding
        assert second.headers["Vary"] == "Accept-Encoding"
        assert ask(cache).body == BODY
        assert len(site.asked) == 1
        page = cache.shelves.get("/en/")
        assert page.weight == cache.shelves.used.weight

    def test_django_is_asked_for_a_whole_page_for_nobody(self, cache, site):
        ask(
            cache, HTTP_IF_NONE_MATCH='"one"', HTTP_RANGE="bytes=0-5", HTTP_COOKIE="theirs=1", HTTP_ACCEPT_ENCODING="br"
        )
        asked = site.asked[0]
        assert not {"HTTP_IF_NONE_MATCH", "HTTP_RANGE", "HTTP_COOKIE", "HTTP_ACCEPT_ENCODING"} & asked.keys()

    def test_who_has_the_page_is_told_that_it_is_the_same(self, cache, site):
        for _ in range(2):
            answer = ask(cache, HTTP_IF_NONE_MATCH='"one"')
            assert (answer.code, answer.body) == (304, b"")
            assert answer.headers == {"ETag": '"one"', "Vary": "Accept-Encoding", "Cache-Control": LASTING}
        assert ask(cache, HTTP_IF_NONE_MATCH='"two"').code == 200
        assert len(site.asked) == 1

    def test_head_is_get_without_a_body(self, cache, site):
        for _ in range(2):
            answer = ask(cache, method="HEAD")
            assert (answer.code, answer.body) == (200, b"")
            assert answer.headers["Content-Length"] == str(len(BODY))
        assert ask(cache).body == BODY
        assert [asked["REQUEST_METHOD"] for asked in site.asked] == ["GET"]

    @pytest.mark.parametrize(
        "request_",
        [
            {"method": "POST"},
            {"address": "/"},
            {"address": "/admin/"},
            {"address": "/media/abc/small.webp"},
            {"address": "/static/css/site.css"},
            {"address": "/healthz"},
            {"address": "/en/?preview=key"},
            {"address": "/en/?press=key&page=2"},
            {"address": "/en/?%70ress=key"},
            {"address": "/en/search/?q=peace"},
            {"address": f"/en/?page={'1' * 600}"},
            {"address": f"/en/{'a' * 600}/"},
            {"HTTP_COOKIE": "sessionid=abc"},
            {"HTTP_COOKIE": "other=1; sessionid=abc"},
            {"HTTP_COOKIE": "preview=key"},
            {"HTTP_COOKIE": "press=key"},
            {"HTTP_COOKIE": "messages=some"},
            {"CONTENT_LENGTH": "5"},
        ],
    )
    def test_what_is_not_a_visitors_passes_as_it_is(self, cache, site, request_):
        ask(cache)
        ask(cache, "/en/search/")
        site.asked.clear()
        for _ in range(2):
            ask(cache, **{"HTTP_RANGE": "bytes=0-5"} | request_)
        assert len(site.asked) == 2
        assert site.asked[0]["HTTP_RANGE"]
        assert set(cache.shelves.new.pages) == {"/en/", "/en/search/"}

    def test_a_wrong_host_is_never_answered_from_it(self, cache, site, world):
        ask(cache)
        world.is_ours = False
        site.status, site.body = "400 Bad Request", b"no"
        assert ask(cache).code == 400

    def test_a_visitor_with_a_form_gets_kept_pages_and_keeps_the_token(self, cache, site):
        ask(cache, HTTP_COOKIE="csrftoken=abc")
        assert site.asked[0]["HTTP_COOKIE"] == "csrftoken=abc"
        ask(cache)
        ask(cache, HTTP_COOKIE="csrftoken=abc")
        assert len(site.asked) == 2

    def test_while_the_mark_is_not_known_everything_passes(self, cache, site, world):
        ask(cache)
        world.mark = None
        ask(cache)
        assert len(site.asked) == 2
        world.mark = 1
        ask(cache)
        assert len(site.asked) == 2

    @pytest.mark.parametrize("readings", [[1, None], [1, 1, None]])
    def test_a_mark_that_gets_lost_on_the_way_is_no_harm(self, cache, site, world, readings):
        marks = iter(readings)
        cache.mark = lambda: next(marks)
        assert ask(cache).body == BODY
        assert not cache.shelves.new.pages


class TestRight:
    def test_after_a_change_it_is_made_anew_once(self, cache, site, world):
        ask(cache)
        world.mark, site.body = 2, b"new"
        assert ask(cache).body == ask(cache).body == b"new"
        assert len(site.asked) == 2

    def test_a_change_while_it_was_made_makes_it_old(self, cache, site, world):
        site.meanwhile = lambda: setattr(world, "mark", 2)
        ask(cache)
        site.meanwhile = lambda: None
        ask(cache)
        ask(cache)
        assert len(site.asked) == 2

    def test_nothing_is_given_at_its_next_moment_or_later(self, cache, site, world):
        ask(cache)
        world.now = world.until - 0.001
        assert ask(cache).headers["Cache-Control"] == f"{CONTROL}, s-maxage=0, stale-while-revalidate=0"
        assert len(site.asked) == 1
        world.now, world.until = world.until, world.until + 60
        ask(cache)
        ask(cache)
        assert len(site.asked) == 2

    def test_the_next_moment_is_asked_once_for_each_state(self, cache, world, monkeypatch):
        asked = []
        monkeypatch.setattr(
            moments, "next_moment", lambda at: asked.append(at) or datetime.fromtimestamp(world.until, UTC)
        )
        for address in ("/en/", "/ja/", "/zh-hans/"):
            ask(cache, address)
        assert asked == [datetime.fromtimestamp(NOON, UTC)]
        world.mark = 2
        ask(cache)
        assert len(asked) == 2

    def test_a_page_whose_next_moment_nobody_can_say_is_given_and_not_kept(self, cache, site, monkeypatch):
        def away(at):
            raise OperationalError

        monkeypatch.setattr(moments, "next_moment", away)
        assert ask(cache).body == ask(cache).body == BODY
        assert len(site.asked) == 2

    @pytest.mark.parametrize("status", ["404 Not Found", "410 Gone", "500 Internal Server Error", "302 Found"])
    def test_failures_are_not_kept_and_are_compressed_like_any_page(self, cache, site, status):
        site.status = status
        for _ in range(2):
            answer = ask(cache, HTTP_ACCEPT_ENCODING="gzip")
            assert answer.status == status
            assert answer.headers["Content-Encoding"] == "gzip"
            assert answer.headers["Cache-Control"] == CONTROL
        assert len(site.asked) == 2
        site.status = "200 OK"
        ask(cache)
        assert not cache._passing
        ask(cache)
        assert len(site.asked) == 3

    def test_a_form_is_not_kept_and_not_compressed(self, cache, site):
        site.headers |= {"Set-Cookie": "csrftoken=abc", "Vary": "Cookie", "Cache-Control": "no-store"}
        answer = ask(cache, HTTP_ACCEPT_ENCODING="gzip")
        assert answer.body == BODY
        assert answer.headers["Set-Cookie"] == "csrftoken=abc"
        assert not cache.shelves.new.pages

    @pytest.mark.parametrize("method", ["GET", "HEAD"])
    def test_a_stream_and_a_giant_flow_through(self, cache, site, method, monkeypatch):
        site.has_length = False
        assert ask(cache, method=method).body == (BODY if method == "GET" else b"")
        site.has_length = True
        monkeypatch.setattr(page_cache, "LARGEST", 10)
        assert ask(cache, method=method).body == (BODY if method == "GET" else b"")
        assert site.closed == len(site.asked) == 2
        assert not cache.shelves.new.pages


class TestQueries:
    def test_what_no_list_knows_is_left_out(self, cache, site):
        ask(cache, "/en/press/?utm_source=mail&page=2&fbclid=abc")
        ask(cache, "/en/press/?page=2")
        assert [asked["QUERY_STRING"] for asked in site.asked] == ["page=2"]
        ask(cache, "/en/press/?utm_source=mail")
        ask(cache, "/en/press/")
        assert [asked["QUERY_STRING"] for asked in site.asked] == ["page=2", ""]

    def test_the_order_of_names_is_no_matter_and_that_of_values_is(self, cache, site):
        ask(cache, "/en/press/?page=2&kind=a&kind=b")
        ask(cache, "/en/press/?kind=a&kind=b&page=2")
        assert len(site.asked) == 1
        ask(cache, "/en/press/?kind=b&kind=a&page=2")
        assert len(site.asked) == 2

    def test_a_question_mark_in_a_path_is_no_query(self, cache, site):
        ask(cache, "/en/press/?page=2")
        ask(cache, "/en/press/%3Fpage=2")
        assert [asked["PATH_INFO"] for asked in site.asked] == ["/en/press/", "/en/press/?page=2"]

    def test_a_flood_stays_within_bounds_and_used_pages_stay(self, cache, site):
        ask(cache)
        ask(cache)
        site.asked.clear()
        for number in range(3000):
            ask(cache, f"/en/press/?x{number}={number}")
        assert len(site.asked) == 1
        cache.shelves.new.most = 100
        for number in range(300):
            ask(cache, f"/en/press/?page={number}")
        site.status = "404 Not Found"
        for number in range(1100):
            ask(cache, f"/en/press/?page=x{number}")
        assert len(cache.shelves.new.pages) == 100
        assert len(cache._passing) == page_cache.PASSING
        site.asked.clear()
        ask(cache)
        assert not site.asked

    def test_everything_views_ask_an_address_for_is_known(self):
        """A name that is not would be left out of the address before its view sees it."""
        views = Path(page_cache.__file__).parent / "views"
        asked = {name for path in views.glob("*.py") for name in names_asked(path.read_text("utf-8"))}
        assert asked
        assert asked <= page_cache.parameters()


GETTERS = {"request.GET.get", "request.GET.getlist"}


def names_asked(source):
    """``x`` of request.GET.get("x"), request.GET.getlist("x"), request.GET["x"] and "x" in request.GET."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in GETTERS and node.args:
            name = node.args[0]
        elif isinstance(node, ast.Subscript) and ast.unparse(node.value) == "request.GET":
            name = node.slice
        elif isinstance(node, ast.Compare) and ast.unparse(node.comparators[0]) == "request.GET":
            name = node.left
        else:
            continue
        if isinstance(name, ast.Constant):
            yield name.value


class TestTogether:
    def test_of_many_who_ask_at_once_one_gets_it_for_all(self, cache, site):
        is_asked, may_answer = threading.Event(), threading.Event()
        site.meanwhile = lambda: [is_asked.set(), may_answer.wait(10)]
        bodies = []
        threads = [threading.Thread(target=lambda: bodies.append(ask(cache).body)) for _ in range(8)]
        threads[0].start()
        is_asked.wait(10)
        for thread in threads[1:]:
            thread.start()
        may_answer.set()
        for thread in threads:
            thread.join(10)
        assert bodies == [BODY] * 8
        assert len(site.asked) == 1
        assert not cache._turns

    def test_who_has_waited_is_not_given_what_became_old_meanwhile(self, cache, site, world):
        is_asked, may_answer = threading.Event(), threading.Event()

        def once():
            site.meanwhile = lambda: None
            is_asked.set()
            may_answer.wait(10)

        site.meanwhile = once
        threads = [threading.Thread(target=ask, args=[cache])]
        threads[0].start()
        is_asked.wait(10)
        bodies = []
        threads.append(threading.Thread(target=lambda: bodies.append(ask(cache).body)))
        world.mark = 2
        threads[1].start()
        site.body = b"new"
        may_answer.set()
        for thread in threads:
            thread.join(10)
        assert bodies == [b"new"]
        assert len(site.asked) == 2

    def test_nobody_waits_for_ever(self, cache, site, monkeypatch):
        monkeypatch.setattr(page_cache, "PATIENCE", 0.01)
        cache._turns["/en/"] = threading.Event()
        assert ask(cache).body == BODY
        assert not cache.shelves.new.pages

    def test_of_many_pages_one_after_the_other_is_made(self, cache, site, world):
        line = cache._making = Line()
        is_asked, may_answer = threading.Event(), threading.Event()
        site.meanwhile = lambda: [is_asked.set(), may_answer.wait(10)]
        threads = [threading.Thread(target=ask, args=[cache, address]) for address in ("/en/", "/ja/")]
        threads[0].start()
        is_asked.wait(10)
        threads[1].start()
        line.has_two.wait(10)
        assert len(site.asked) == 1
        world.mark = 2
        may_answer.set()
        for thread in threads:
            thread.join(10)
        assert [asked["PATH_INFO"] for asked in site.asked] == ["/en/", "/ja/"]
        assert cache.shelves.get("/ja/").mark == 2
        assert not line.locked()

    def test_a_page_that_hangs_does_not_hold_up_the_others(self, cache, site, world, monkeypatch):
        monkeypatch.setattr(page_cache, "IN_LINE", 0.01)
        cache._making.acquire()
        assert ask(cache).body == BODY
        assert cache.shelves.get("/en/")
        assert cache._making.locked()

    def test_what_is_not_kept_does_not_stand_in_line(self, cache, site):
        line = cache._making = Line()
        site.status = "404 Not Found"
        for _ in range(3):
            ask(cache)
        ask(cache, "/en/?q=peace")
        assert len(site.asked) == 4
        assert line.came == 1

    def test_a_failure_in_front_of_an_answer_leaves_the_turn_to_others(self, cache, site):
        site.meanwhile = lambda: 1 / 0
        with pytest.raises(ZeroDivisionError):
            ask(cache)
        assert not cache._making.locked()
        site.meanwhile = lambda: None
        assert ask(cache).body == BODY


class Line:
    """A lock that tells how many have come to it."""

    def __init__(self):
        self.lock, self.came, self.has_two = threading.Lock(), 0, threading.Event()
        self.release, self.locked = self.lock.release, self.lock.locked

    def acquire(self, timeout):
        self.came += 1
        if self.came == 2:
            self.has_two.set()
        return self.lock.acquire(timeout=10)


@pytest.fixture
def kept():
    """The whole site behind its pages, as a server loads it."""
    return PageCache(get_wsgi_application(), admits=middleware.gate(), room=10**7)


@pytest.mark.django_db(transaction=True)
class TestWithTheSite:
    @pytest.fixture(autouse=True)
    def _forum(self):
        make_forum()

    def test_an_edit_is_seen_at_once(self, kept):
        page = make_page(slug="about", title_en="Before")
        assert "Before" in ask(kept, "/en/about/").body.decode()
        page.title_en = "After"
        page.save()
        shown = ask(kept, "/en/about/").body.decode()
        assert "After" in shown
        assert "Before" not in shown
        Page.objects.update(status=Status.DRAFT)
        assert ask(kept, "/en/about/").code == 404

    def test_kept_and_asked_anew_are_one_page_with_the_same_headers(self, kept):
        make_release(slug="one")
        address = "/en/press/"
        plain = Client(headers={"host": "testserver"}).get(address)
        for _ in range(2):
            answer = ask(kept, address)
            assert answer.body == plain.content
            assert {**answer.headers, "Cache-Control": ""} == {**plain.headers, "Cache-Control": ""}

    def test_who_names_another_charset_asks_for_the_same_page(self, kept):
        """Django reads the address in it: what is kept under one address would be another page."""
        for _ in range(51):
            make_correction()
        address = "/en/press/corrections/?page=2"
        ask(kept, address, CONTENT_TYPE="text/plain; charset=utf-16")
        assert ask(kept, address).body == Client(headers={"host": "testserver"}).get(address).content

    @pytest.mark.parametrize("coding", ["gzip", ""])
    def test_the_same_is_not_modified_with_and_without_it(self, kept, coding):
        headers = {"HTTP_ACCEPT_ENCODING": coding}
        etag = ask(kept, "/en/", **headers).headers["ETag"]
        answer = ask(kept, "/en/", HTTP_IF_NONE_MATCH=etag, **headers)
        plain = Client().get("/en/", HTTP_IF_NONE_MATCH=etag, **headers)
        assert answer.code == plain.status_code == 304
        assert not plain.headers.keys() - answer.headers.keys()
        assert {"Content-Security-Policy", "X-Content-Type-Options", "Permissions-Policy"} <= answer.headers.keys()

    def test_an_embargo_ends_at_its_second(self, kept):
        with time_machine.travel(NOON, tick=False) as clock:
            make_release(slug="soon", headline_en="Not yet", publish_at=datetime.fromtimestamp(NOON + 5, UTC))
            make_notice(
                text_line_en="For ten seconds",
                publish_at=datetime.fromtimestamp(NOON - 5, UTC),
                shown_until=datetime.fromtimestamp(NOON + 10, UTC),
            )
            shown = []
            for second in (0, 4.9, 0.1, 4.9, 0.1):
                clock.shift(second)
                answer = ask(kept, "/en/press/")
                shown.append(("Not yet" in answer.body.decode(), "For ten seconds" in answer.body.decode()))
            assert shown == [(False, True), (False, True), (True, True), (True, True), (True, False)]
            assert Notice.objects.count() == 1

    def test_an_address_that_was_not_found_is_there_at_its_second(self, kept):
        with time_machine.travel(NOON, tick=False) as clock:
            make_page(slug="soon", publish_at=datetime.fromtimestamp(NOON + 5, UTC))
            assert ask(kept, "/en/soon/").code == 404
            clock.shift(5)
            assert ask(kept, "/en/soon/").code == 200

    def test_the_front_door_asks_everybody_for_a_language(self, kept):
        places = [ask(kept, "/", HTTP_ACCEPT_LANGUAGE=code).headers["Location"] for code in ("ja", "zh-cn", "en")]
        assert places == ["/ja/", "/zh-hans/", "/en/"]
        assert not kept.shelves.new.pages

    def test_a_host_that_is_not_ours_is_refused_however_warm_the_page(self, kept):
        ask(kept, "/en/")
        assert ask(kept, "/en/", HTTP_HOST="elsewhere.example").code == 400
        assert ask(kept, "/en/", HTTP_HOST="").code != 500

    def test_pages_do_not_know_by_which_host_they_were_asked(self, kept):
        make_edition(number=91)
        for address in ("/en/", "/en/editions/91/", "/sitemap.xml", "/robots.txt", "/site.webmanifest"):
            assert b"localhost" not in ask(kept, address, HTTP_HOST="localhost:8000").body
            assert ask(kept, address).code == 200
        assert len(kept.shelves.used.pages) == 5

    def test_a_junk_address_is_answered_as_without_it(self, kept):
        for address in ("/en/%00/", "/en/%FF/", "/en/press/?page=%FF", "/en/press/?page=0", "/en/press/?%FF=1&&=&page"):
            assert ask(kept, address).code == Client().get(address).status_code

    def test_an_editor_sees_the_draft_and_a_visitor_what_is_public(self, kept, admin_client):
        make_page(slug="draft", status=Status.DRAFT)
        cookie = f"sessionid={admin_client.cookies['sessionid'].value}"
        assert ask(kept, "/en/draft/", HTTP_COOKIE=cookie).code == 200
        assert ask(kept, "/en/draft/").code == 404

    def test_whatever_else_was_changed_can_be_told(self, kept):
        make_page(slug="about", title_en="Before")
        ask(kept, "/en/about/")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE editions_page SET title_en = 'After'")
        assert "Before" in ask(kept, "/en/about/").body.decode()
        content_version.renew()
        assert "After" in ask(kept, "/en/about/").body.decode()


class TestGate:
    def admits(self, **environ):
        return middleware.gate()(
            {"HTTP_HOST": "testserver", "wsgi.url_scheme": "http", "REMOTE_ADDR": "10.1.1.1"} | environ
        )

    @pytest.mark.parametrize(
        ("host", "is_ours"),
        [
            ("testserver", True),
            ("testserver:8000", True),
            ("localhost", True),
            ("evil", False),
            ("", False),
            ("a" * 300, False),
        ],
    )
    def test_only_our_hosts(self, host, is_ours):
        assert self.admits(HTTP_HOST=host) is is_ours

    def test_where_pages_are_https_nothing_else_is_answered(self, settings):
        settings.SECURE_SSL_REDIRECT = True
        settings.TRUSTED_PROXIES = [middleware.ipaddress.ip_network("10.0.0.0/8")]
        assert not self.admits()
        assert self.admits(**{"wsgi.url_scheme": "https"})
        assert self.admits(HTTP_X_FORWARDED_PROTO="https")
        assert not self.admits(HTTP_X_FORWARDED_PROTO="http", **{"wsgi.url_scheme": "https"})
        assert not self.admits(HTTP_X_FORWARDED_PROTO="https", REMOTE_ADDR="192.0.2.1")
        assert not self.admits(HTTP_X_FORWARDED_PROTO="https" * 100)


@pytest.mark.django_db
def test_no_charset_that_a_body_is_said_to_have_breaks_the_site():
    from forumsite import wsgi

    for said in ("charset=rot13", "charset=undefined", "charset*=no-such''%41", "charset=hex; boundary=b"):
        for kind, method in (("text/plain", "GET"), ("multipart/form-data", "POST")):
            answer = ask(wsgi.application, "/healthz?q=%ff", method=method, CONTENT_TYPE=f"{kind}; {said}")
            assert answer.code == {"GET": 200, "POST": 405}[method], said


def test_a_form_keeps_the_boundary_between_its_parts():
    seen = []
    site = arriving.in_utf8(lambda environ, _begin: seen.append(environ["CONTENT_TYPE"]))
    for said in ("multipart/form-data; charset=hex; boundary=--a'b", 'multipart/form-data; boundary="--a\'b"; x=y'):
        site({"CONTENT_TYPE": said}, None)
    assert seen == ['multipart/form-data; boundary="--a\'b"'] * 2


def test_the_server_loads_the_site_behind_its_pages():
    from forumsite import wsgi

    assert isinstance(wsgi.application, PageCache)
