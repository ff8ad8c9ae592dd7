"""Links to other sites are asked after politely, never in our own network, and readers are told which are dead."""

import datetime as dt
import http.server
import socket
import threading
from contextlib import contextmanager
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse

from editions import link_checking, outgoing
from editions.models import Link
from editions.outgoing import Answer, Manners, Said, Turns
from tests.admin.desk import make_editor
from tests.factories import make_coverage, make_document, make_record, make_session


class Elsewhere(http.server.BaseHTTPRequestHandler):
    """A site of a test: answers by the path, and remembers what it was asked."""

    def answer(self):
        self.server.asked.append((self.command, self.path))
        kind = self.path.strip("/").split("/")[0]
        if kind == "drip":
            self.server.over.wait(5)
            return
        where = {"moved": "/fine/", "circle": "/circle/", "inside": "http://127.0.0.2:9/", "file": "file:///etc/passwd"}
        status = 200 if kind == "fine" or (self.command == "GET" and kind == "headless") else None
        status = status or {"gone": 410, "busy": 503, "shut": 403, "headless": 405}.get(kind, 404)
        if kind in where:
            status = 301
        self.send_response(status)
        if kind in where:
            self.send_header("Location", where[kind])
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET = answer

    def log_message(self, *args):
        pass


@pytest.fixture
def elsewhere():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    server.asked, server.over = [], threading.Event()
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield server
    server.over.set()
    server.shutdown()
    server.server_close()


def manners_for(server, **fields):
    return Manners(pause=0, allowed=frozenset({("127.0.0.1", server.server_port)}), **fields)


def test_an_answer_says_what_became_of_the_page(elsewhere):
    base = f"http://127.0.0.1:{elsewhere.server_port}"
    manners, turns = manners_for(elsewhere, seconds=0.3), Turns(0)
    said = {
        path: outgoing.ask(f"{base}/{path}/", manners, turns)
        for path in ("fine", "moved", "gone", "lost", "busy", "shut", "headless", "circle", "drip")
    }
    assert {path: answer.said.value for path, answer in said.items()} == {
        "fine": "fine",
        "moved": "fine",
        "gone": "gone",
        "lost": "gone",
        "busy": "silent",
        "shut": "untold",
        "headless": "fine",
        "circle": "silent",
        "drip": "silent",
    }
    assert said["moved"].moved_to == f"{base}/fine/"
    assert said["circle"].why == "redirects"
    assert said["drip"].why == "time"
    assert ("HEAD", "/fine/") in elsewhere.asked
    assert ("GET", "/fine/") not in elsewhere.asked


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("http://127.0.0.1/", "network"),
        ("http://[::1]/", "network"),
        ("http://[::ffff:10.0.0.1]/", "network"),
        ("http://169.254.169.254/latest/meta-data/", "network"),
        ("http://2130706433/", "network"),
        ("http://0.0.0.0/", "network"),
        ("https://example.test:8443/", "port"),
        ("ftp://example.test/", "scheme"),
        ("http://user:secret@example.test/", "password"),
        ("http://example.test:99999/", "address"),
    ],
)
def test_what_must_not_be_asked_is_not(address, why):
    answer = outgoing.ask(address, Manners(), Turns(0))
    assert (answer.said, answer.why) == (Said.REFUSED, why)


@pytest.mark.parametrize(
    ("number", "is_refused"),
    [
        *((number, True) for number in ("10.1.2.3", "172.16.0.1", "192.168.0.1", "100.64.0.1", "127.8.8.8")),
        *((number, True) for number in ("169.254.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "0.0.0.0")),
        *((number, True) for number in ("fe80::1%eth0", "fd00::1", "ff02::1", "64:ff9b::7f00:1", "2002:7f00:1::")),
        *((number, False) for number in ("1.1.1.1", "2606:4700:4700::1111", "::ffff:1.1.1.1")),
    ],
)
def test_which_networks_are_asked(number, is_refused):
    assert outgoing.is_ours_or_nobody_s(number) is is_refused


def test_a_redirect_does_not_lead_inside(elsewhere):
    base = f"http://127.0.0.1:{elsewhere.server_port}"
    manners = manners_for(elsewhere)
    assert outgoing.ask(f"{base}/inside/", manners, Turns(0)) == Answer(Said.REFUSED, why="port")
    assert outgoing.ask(f"{base}/file/", manners, Turns(0)) == Answer(Said.REFUSED, why="scheme")


def test_a_name_is_asked_for_once_and_the_judged_address_connected_to(elsewhere, monkeypatch):
    """A name that first leads to the internet and then inside (DNS rebinding) leads nowhere."""
    lookups, connected = [], []
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, port, **_k: lookups.append(host) or [(2, 1, 6, "", ("93.184.215.14", port))]
    )
    monkeypatch.setattr(socket, "create_connection", lambda address, **_k: connected.append(address) or refuse())

    def refuse():
        raise ConnectionRefusedError

    assert outgoing.ask("http://rebinding.example/", Manners(), Turns(0)).why == "connection"
    assert (lookups, connected) == (["rebinding.example"], [("93.184.215.14", 80)])
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda *_a, **_k: [(2, 1, 6, "", (number, 80)) for number in ("93.184.215.14", "10.0.0.1")],
    )
    assert outgoing.ask("http://both.example/", Manners(), Turns(0)).why == "network"


def test_questions_to_one_host_take_turns():
    slept = []
    turns = Turns(2.0, sleep=slept.append, clock=lambda: 100.0)
    for host in ("one.example", "one.example", "other.example", "one.example"):
        turns.wait(host)
    assert slept == [2.0, 4.0]


@contextmanager
def on(day):
    with time_machine.travel(dt.datetime(2026, 6, day, 9, tzinfo=dt.UTC), tick=False):
        yield


@pytest.mark.django_db
class TestWhatIsKept:
    def test_a_page_that_is_gone_is_dead_at_once_and_alive_again_when_it_answers(self):
        assert link_checking.keep("https://a.example/", Answer(Said.GONE, 404)).is_dead
        assert link_checking.keep("https://a.example/", Answer(Said.UNTOLD, 403)).is_dead
        assert not link_checking.keep("https://a.example/", Answer(Said.FINE, 200)).is_dead

    def test_silence_is_borne_for_a_week(self):
        silent, address = Answer(Said.SILENT, why="time"), "https://a.example/"
        for day, is_dead in ((1, False), (5, False), (8, True)):
            with on(day):
                assert link_checking.keep(address, silent).is_dead is is_dead

    def test_when_nobody_answers_nothing_is_kept(self):
        due = [f"https://{n}.example/" for n in range(3)]
        with pytest.raises(link_checking.NobodyAnswers):
            list(link_checking.check(due, Manners(), ask=lambda *_a: Answer(Said.SILENT, why="name")))
        assert not Link.objects.exists()

    def test_links_are_found_wherever_they_stand_but_not_our_own(self, settings):
        settings.SITE_URL = "https://forum.example"
        record = make_record(link="https://a.example/video")
        coverage = make_coverage(link="https://b.example/", sources="https://c.example/1\nhttps://forum.example/en/")
        document = make_document(body_ja='<p><a href="https://d.example/?a=1&amp;b=2">ここ</a></p>')
        make_coverage(status="withdrawn", link="https://never.example/")
        found = {
            address: [(one.model.__name__, one.pk) for one in places]
            for address, places in link_checking.places().items()
        }
        assert found == {
            "https://a.example/video": [("Session", record.session_id)],
            "https://b.example/": [("Coverage", coverage.pk)],
            "https://c.example/1": [("Coverage", coverage.pk)],
            "https://d.example/?a=1&b=2": [("Document", document.pk)],
        }


@pytest.mark.parametrize("wrong", ["--days=99999999999", "--days=-1", "--most=-1", "--pause=nan", "--seconds=-1"])
def test_the_command_takes_numbers_that_mean_something(wrong):
    with pytest.raises(CommandError, match="is not a number from 0"):
        call_command("check_links", wrong)


@pytest.mark.django_db(transaction=True)
def test_the_command_asks_tells_and_fails_where_links_are_dead(elsewhere, client):
    base = f"http://127.0.0.1:{elsewhere.server_port}"
    session = make_session(sources=f"{base}/lost/source")
    make_record(session=session, link=f"{base}/gone/", description_en="An hour of debate", title_en="The video")
    make_coverage(link=f"{base}/fine/", edition=session.edition, title="Still there")
    Link.objects.create(address="https://forgotten.example/", said="gone", is_dead=True)
    page = session.get_absolute_url()
    assert f'href="{base}/gone/"' in client.get(page).content.decode()
    out = StringIO()
    allow = (("127.0.0.1", elsewhere.server_port),)
    with pytest.raises(CommandError, match="2 links are dead"):
        call_command("check_links", pause=0, allow=allow, stdout=out)
    said = out.getvalue()
    assert "3 links; 3 asked: 1 fine, 2 gone; 1 forgotten" in said
    assert f"dead: {base}/gone/ in session {session.pk}" in said
    content = client.get(page).content.decode()
    assert f'href="{base}/gone/"' not in content
    assert "The video" in content
    assert "An hour of debate" in content
    assert f"The page at 127.0.0.1:{elsewhere.server_port} is no longer there." in content
    assert f"127.0.0.1:{elsewhere.server_port} (no longer there)" in content
    client.force_login(make_editor())
    day = client.get(reverse("admin:index")).content.decode()
    assert "Links that lead nowhere" in day
    assert f"{base}/gone/" in day
    listed = client.get(reverse("admin:editions_link_changelist") + "?is_dead__exact=1").content.decode()
    assert "The server said 410." in listed
    assert reverse("admin:editions_session_change", args=[session.pk]) in listed
    assert f"{base}/fine/" not in listed
    asked = len(elsewhere.asked)
    with pytest.raises(CommandError, match="2 links are dead"):
        call_command("check_links", pause=0, allow=allow, stdout=StringIO())
    assert len(elsewhere.asked) == asked  # asked today already
