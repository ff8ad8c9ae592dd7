"""Two web processes: what an editor saves through one is seen through the other.

That it is seen within a second is counted in test_marks.py, on a clock of its own: a process that gets no turn from a machine under
load is no older page.
"""

import http.client
import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client

from tests.admin import desk
from tests.factories import make_forum, make_page

pytestmark = pytest.mark.django_db(transaction=True)
TOKEN = "a" * 32
PATIENCE = 120  # seconds: a process starts in three, and was seen to take 36 with a twenty-fifth of a core


class Process:
    """A web process of its own, asked as a browser asks it."""

    def __init__(self, port):
        self.port = port

    def ask(self, path, method="GET", body=None, **headers):
        browser = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            browser.request(method, path, body, headers)
            answer = browser.getresponse()
            return SimpleNamespace(code=answer.status, text=answer.read().decode())
        finally:
            browser.close()


@contextmanager
def web_process(**machine):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    own = {"DJANGO_SETTINGS_MODULE": "tests.machine", "MACHINE_DATABASE": str(connection.settings_dict["NAME"])}
    command = [sys.executable, "-m", "granian", "forumsite.worker:application", "--interface", "wsgi", "--no-ws"]
    command += ["--port", str(port), "--workers", "1", "--blocking-threads", "2", "--log-level", "error"]
    with subprocess.Popen(command, env=os.environ | own | machine) as run:
        process = Process(port)
        try:
            eventually(lambda: is_there(process) or run.poll() is not None)
            assert run.poll() is None, "It did not start."
            yield process
        finally:
            run.terminate()


def is_there(process):
    try:
        return process.ask("/healthz").code == 200
    except OSError:
        return False


def eventually(found):
    until = time.monotonic() + PATIENCE
    while not found():
        assert time.monotonic() < until, "It never came."
        time.sleep(0.05)


def edit_through_one_and_read_through_the_other(one, other):
    client = Client()
    client.force_login(desk.make_editor())
    page = make_page(slug="about", title_en="Before")

    def shown(process):
        text = process.ask("/en/about/").text
        return next(word for word in ("Before", "Behind", "After") if f"{word}</h1>" in text)

    assert [shown(process) for process in (one, other)] == ["Before", "Before"]
    eventually(lambda: is_kept(page, lambda: shown(other)))
    form = desk.opened(client, page) | {"title_en": "After", "csrfmiddlewaretoken": TOKEN, "_publish": "on"}
    cookies = f"sessionid={client.cookies['sessionid'].value}; csrftoken={TOKEN}"
    saved = one.ask(
        desk.address(page),
        "POST",
        urlencode(form, doseq=True),
        **{"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"},
    )
    assert saved.code == 302
    assert shown(one) == "After"
    eventually(lambda: shown(other) == "After")


def is_kept(page, shown):
    """Whether a change that nobody told is not seen: the page came from those that are kept."""
    before = shown()  # "Behind", when the page was first kept while it said that
    behind_our_back(page, "Behind" if before == "Before" else "Before")
    kept = shown() == before
    behind_our_back(page, "Before")
    return kept


def behind_our_back(page, title):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE editions_page SET title_en = %s WHERE id = %s", [title, page.pk])


@pytest.mark.sqlite_only
def test_two_processes_of_one_machine(tmp_path):
    make_forum()
    with web_process(MACHINE_FOLDER=str(tmp_path)) as one, web_process(MACHINE_FOLDER=str(tmp_path)) as other:
        edit_through_one_and_read_through_the_other(one, other)


@pytest.mark.postgres_only
@pytest.mark.redis
def test_two_machines_with_one_database_and_one_redis(redis_server):
    make_forum()
    with web_process(MACHINE_CACHE=redis_server) as one, web_process(MACHINE_CACHE=redis_server) as other:
        edit_through_one_and_read_through_the_other(one, other)
