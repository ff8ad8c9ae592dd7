"""Writers of one SQLite file take turns, and nobody keeps one that has ended."""

import subprocess
import sys
import threading
import time

import pytest
from django.db import DatabaseError

from forumsite.sqlite3 import base

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


def a_connection(path, timeout=0.1):
    settings = {
        "NAME": str(path), "ENGINE": "forumsite.sqlite3", "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": timeout},
        "TIME_ZONE": None, "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": False, "AUTOCOMMIT": True, "ATOMIC_REQUESTS": False,
        "TEST": {"NAME": None},
    }  # fmt: skip
    connection = base.DatabaseWrapper(settings, "default")
    connection.inc_thread_sharing()
    return connection


@pytest.fixture
def two(tmp_path):
    first, second = (a_connection(tmp_path / "site.sqlite3") for _n in range(2))
    with first.cursor() as cursor:
        cursor.execute("CREATE TABLE rows (number INTEGER)")
    yield first, second
    first.close()
    second.close()


def begin(connection):
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def end(connection, how):
    getattr(connection, how)()
    connection.set_autocommit(True)


def count(connection):
    with connection.cursor() as cursor:
        return cursor.execute("SELECT COUNT(*) FROM rows").fetchone()[0]


def write(connection):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO rows VALUES (1)")


@pytest.mark.parametrize("how", ["commit", "rollback", "close"])
def test_the_second_waits_longer_than_sqlite_would_let_it_and_goes_on_when_the_first_has_ended(two, how):
    first, second = two
    begin(first)
    write(first)
    waiting = threading.Thread(target=lambda: (begin(second), write(second), end(second, "commit")))
    waiting.start()
    time.sleep(0.3)  # three times what SQLite's own lock is waited for
    assert waiting.is_alive()
    first.close() if how == "close" else end(first, how)
    waiting.join(10)
    assert not waiting.is_alive()
    assert count(second) == 1 + (how == "commit")


def test_without_a_turn_in_time_sqlites_own_lock_decides(two, monkeypatch):
    monkeypatch.setattr(base, "PATIENCE", 0.05)
    first, second = two
    begin(first)
    with pytest.raises(DatabaseError, match="locked"):
        begin(second)
    end(first, "commit")
    begin(second)
    end(second, "commit")


def test_a_killed_process_keeps_no_turn(two, tmp_path):
    held = f"import fcntl, time; file = open({str(tmp_path / 'site.sqlite3-turn')!r}, 'w'); fcntl.flock(file, fcntl.LOCK_EX)"
    run = subprocess.Popen(
        [sys.executable, "-c", f"{held}; print(1, flush=True); time.sleep(60)"], stdout=subprocess.PIPE
    )
    assert run.stdout.readline()
    run.kill()
    run.communicate()
    begin(two[0])
    write(two[0])
    end(two[0], "commit")
    assert count(two[1]) == 1


def asking(connection):
    answered = []
    thread = threading.Thread(target=lambda: answered.append(count(connection)))
    thread.start()
    return thread, answered


def test_another_thread_that_asks_something_lets_the_writer_finish_first(two, monkeypatch):
    monkeypatch.setattr(base, "A_MOMENT", 60)
    first, second = two
    begin(first)
    write(first)
    reader, answered = asking(second)
    assert reader.is_alive()
    assert not answered
    end(first, "commit")
    reader.join(10)
    assert answered == [1]


def test_who_writes_for_long_is_not_waited_for(two, monkeypatch):
    monkeypatch.setattr(base, "A_MOMENT", 0)
    first, second = two
    begin(first)
    write(first)
    reader, answered = asking(second)
    reader.join(10)
    assert answered == [0]
    end(first, "rollback")
