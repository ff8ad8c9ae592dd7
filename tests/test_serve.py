"""What `make serve` makes up is private and made once; a second run finds nothing to do."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest
from django.contrib.auth.models import User

from forumsite import serve

ROOT = Path(__file__).resolve().parent.parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_the_env_file_is_for_its_owner_only(tmp_path):
    serve.made_up(tmp_path / "var")
    assert (tmp_path / "var").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "var" / "env").stat().st_mode & 0o777 == 0o600


def test_a_second_run_makes_up_nothing(tmp_path):
    serve.made_up(tmp_path)
    first = (tmp_path / "env").read_text()
    serve.made_up(tmp_path)
    assert (tmp_path / "env").read_text() == first


def test_two_sites_have_nothing_in_common(tmp_path):
    serve.made_up(tmp_path / "one")
    serve.made_up(tmp_path / "two")
    one, two = ((tmp_path / name / "env").read_text().splitlines()[1:] for name in ("one", "two"))
    assert not set(one) & set(two)


@pytest.mark.django_db
def test_the_editor_is_made_once_and_keeps_a_chosen_password(monkeypatch):
    monkeypatch.setenv("EDITOR_PASSWORD", "made up for this test")
    editor = serve.editor_account()
    assert "made up for this test" in "\n".join(serve.addresses("http://localhost", editor))
    editor.set_password("chosen by the editor")
    editor.save()
    again = serve.editor_account()
    assert User.objects.count() == 1
    assert again.check_password("chosen by the editor")
    assert "made up for this test" not in "\n".join(serve.addresses("http://localhost", again))


def test_a_taken_port_is_said():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SystemExit) as stopped:
            serve.free_port("127.0.0.1", port)
    assert f"PORT {port}" in str(stopped.value)


def test_a_host_that_is_none_is_not_taken_for_a_taken_port():
    with pytest.raises(SystemExit) as stopped:
        serve.free_port("nowhere.invalid", 8000)
    assert str(stopped.value).startswith("Stopped: HOST is nowhere.invalid")


def test_a_terminal_gives_chinese_and_japanese_two_columns():
    assert serve.columns("English") == 7
    assert serve.columns("日本語") == 6


def test_the_static_stamp_follows_the_files(settings, tmp_path):
    settings.STATICFILES_DIRS = [tmp_path]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    (tmp_path / "site.css").write_text("a")
    first = serve.static_stamp()
    assert serve.static_stamp() == first
    (tmp_path / "site.css").write_text("ab")
    assert serve.static_stamp() != first


def ask(port: int, path: str) -> tuple[int, str]:
    with closing(HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


def serving(var: Path, port: int) -> tuple[subprocess.Popen, float]:
    """Starts the server and waits until it answers; returns it and the seconds that took."""
    environment = {"PATH": os.environ["PATH"], "VAR": str(var), "PORT": str(port)}
    command = [sys.executable, "-m", "forumsite.serve"]
    start = time.monotonic()
    run = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    while time.monotonic() < start + 180 and run.poll() is None:
        try:
            if ask(port, "/healthz")[0] == 200:
                return run, time.monotonic() - start
        except OSError:
            time.sleep(0.1)
    run.kill()
    raise AssertionError(run.communicate()[0])


def wait_for_workers(run: subprocess.Popen) -> None:
    """Until every worker has loaded the site and listens to its server: one that still loads is ended, not asked."""
    wanted, deadline = len(os.sched_getaffinity(0)), time.monotonic() + 60
    while time.monotonic() < deadline:
        children = Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text().split()
        states = [Path(f"/proc/{child}/status").read_text() for child in children]
        caught = [int(re.search(r"SigCgt:\s*([0-9a-f]+)", state)[1], 16) for state in states]
        if sum(bool(signals & 1 << signal.SIGTERM - 1) for signals in caught) >= wanted:
            return
        time.sleep(0.1)
    raise AssertionError("The workers did not come up.")


def stop(run: subprocess.Popen, *, with_ctrl_c: bool = False) -> str:
    if with_ctrl_c:
        os.killpg(run.pid, signal.SIGINT)  # a terminal sends it to every process
    else:
        run.send_signal(signal.SIGTERM)
    said = run.communicate(timeout=60)[0]
    assert run.returncode == 0, said
    return said


def contents(var: Path) -> list[str]:
    """Everything in the database, as statements, but for what is kept for a while and what SQLite noted of the tables' sizes."""
    passing = tuple(f'INSERT INTO "{table}"' for table in ("site_cache", "sqlite_stat1"))
    with closing(sqlite3.connect(var / "site.sqlite3")) as connection:
        return [line for line in connection.iterdump() if not line.startswith(passing)]


@pytest.mark.sqlite_only
def test_serve_from_nothing_then_again(tmp_path):
    """The whole way: first run, an answer in each language, a clean stop, a second run that changes nothing."""
    port = free_port()
    run, _seconds = serving(tmp_path, port)
    try:
        assert ask(port, "/readyz")[0] == 200
        assert [ask(port, f"/{code}/")[0] for code in ("en", "zh-hans", "ja")] == [200] * 3
        assert "Remove all filters" in ask(port, "/en/sessions/?kind=preparatory")[1]
    finally:
        said = stop(run)
    kept, rows = (tmp_path / "env").read_text(), contents(tmp_path)
    assert kept.partition("EDITOR_PASSWORD=")[2].strip() in said
    run, _seconds = serving(tmp_path, port)
    wait_for_workers(run)
    start = time.monotonic()
    said = stop(run, with_ctrl_c=True)
    assert time.monotonic() - start < 10
    assert "refused to gracefully stop" not in said
    assert (tmp_path / "env").read_text() == kept
    assert contents(tmp_path) == rows
    for work in ("Preparing", "Loading", "Collecting"):
        assert work not in said


def test_a_worker_has_nothing_of_the_editors_part_before_an_editor_comes(tmp_path):
    """Half of what the site is made of: readers' first page need not wait for it, nor a worker that no editor meets carry it."""
    editors = (
        "editions.admin",
        "editions.gate",
        "editions.wire",
        "allauth.urls",
        "openpyxl",
        "icalendar",
        "PIL.ImageCms",
    )
    code = f"import sys, forumsite.wsgi, forumsite.readers; print(sorted({set(editors)!r} & set(sys.modules)))"
    env = os.environ | {"VAR": str(tmp_path), "SECRET_KEY": "made up for this test, 0123456789" * 2}
    env["DJANGO_SETTINGS_MODULE"] = "forumsite.settings"
    told = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], cwd=ROOT, env=env, capture_output=True, text=True
    )
    assert told.stdout == "[]\n", told.stderr
