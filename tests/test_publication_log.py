"""One line for each item whose readers get it or lose it, by hand or by the clock, and nobody's words in it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache

from editions import publication, publication_log
from editions.page_cache import PageCache
from tests.admin.desk import make_editor
from tests.factories import make_edition, make_notice, make_release, make_session
from tests.test_gate import ready_release

pytestmark = pytest.mark.django_db
NOON = datetime(2024, 12, 4, 12, tzinfo=UTC)
SOON = NOON + timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _at_noon(caplog):
    caplog.set_level("INFO")
    cache.clear()
    with time_machine.travel(NOON, tick=False):
        yield
    cache.clear()


def told(caplog):
    """What was said since the last look: the words and the item."""
    lines = [(one.message, one.event["item"]) for one in caplog.records if one.name == publication_log.logger.name]
    caplog.clear()
    return lines


def test_the_clock_is_told_once_whoever_looks_first_and_however_late(caplog):
    release, notice = make_release(publish_at=SOON), make_notice(shown_until=SOON)
    hidden = make_session(edition=make_edition(status="draft", publish_at=None), publish_at=SOON)
    make_release(publish_at=SOON + timedelta(days=1))
    assert publication_log.by_the_clock(NOON) == 0  # begins to look
    assert publication_log.by_the_clock(SOON - timedelta(seconds=1)) == 0
    assert publication_log.by_the_clock(SOON + timedelta(hours=1)) == 3
    assert sorted(told(caplog)) == [
        ("Became public by the clock", f"pressrelease {release.pk}"),
        ("Ceased to be public by the clock", f"notice {notice.pk}"),
        ("Its moment came and changed nothing for readers", f"session {hidden.pk}"),
    ]
    assert publication_log.by_the_clock(SOON + timedelta(hours=2)) == 0
    assert str(release) not in caplog.text


def test_of_two_workers_one_tells(caplog, monkeypatch):
    make_release(publish_at=SOON)
    publication_log.by_the_clock(NOON)
    other = []
    passed = publication_log.passed
    monkeypatch.setattr(
        publication_log, "passed", lambda *when: (other.append(publication_log.by_the_clock(when[1])), passed(*when))[1]
    )
    assert publication_log.by_the_clock(SOON) == 1
    assert other == [0]


def test_a_worker_that_is_asked_for_a_page_after_the_moment_tells(caplog, client):
    make_release(publish_at=SOON)
    publication_log.by_the_clock(NOON)
    now = [NOON.timestamp()]
    kept = PageCache(lambda *_: (), admits=lambda _environ: True, room=1024, clock=lambda: now[0])
    assert kept.horizon(1, now[0]) == SOON.timestamp()
    now[0] = SOON.timestamp()
    kept.horizon(2, now[0])  # something was written meanwhile, too
    assert [words for words, _item in told(caplog)] == ["Became public by the clock"]


def test_what_an_editor_does_is_told_when_it_is_done(caplog, django_capture_on_commit_callbacks):
    editor, release = make_editor(), ready_release()
    with django_capture_on_commit_callbacks(execute=True):
        publication.publish(release, by=editor, at=SOON, reasons=dict.fromkeys([]))
        assert not told(caplog)
    [line] = [one for one in caplog.records if one.name == publication_log.logger.name]
    assert line.message == "Published by an editor"
    assert line.event == {
        "item": f"pressrelease {release.pk}", "id": release.permanent_id, "by": editor.pk,
        "public_from": line.event["public_from"],
    }  # fmt: skip
    told(caplog)
    publication_log.by_the_clock(NOON)
    at_once = ready_release()
    with django_capture_on_commit_callbacks(execute=True), time_machine.travel(SOON, tick=False):
        publication.publish(at_once, by=editor)
        publication_log.by_the_clock(SOON + timedelta(hours=1))
    assert sorted(told(caplog)) == [
        ("Became public by the clock", f"pressrelease {release.pk}"),
        ("Published by an editor", f"pressrelease {at_once.pk}"),
    ]
    with django_capture_on_commit_callbacks(execute=True):
        publication.withdraw(release, by=editor)
    assert told(caplog) == [("Withdrawn by an editor", f"pressrelease {release.pk}")]
