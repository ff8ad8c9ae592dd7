"""What the keepers' machines are told, by whom it is counted, and that nobody else learns of it."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone

from editions import keeping, models
from forumsite import metrics
from tests import factories

TOKEN = "a token of thirty-two letters or more"


@pytest.fixture
def asked(client, settings, tmp_path):
    settings.METRICS_TOKEN, settings.VAR = TOKEN, tmp_path

    def ask():
        answer = client.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})
        assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
        lines = answer.content.decode().splitlines()
        assert all(
            re.fullmatch(r"# TYPE forum_\w+ (counter|gauge|histogram)|forum_\w+(\{\w+=\"[^\"]+\"\})? [\d.e-]+", one)
            for one in lines
        )
        return {name: float(value) for name, value in (one.split() for one in lines if not one.startswith("#"))}

    return ask


@time_machine.travel("2026-01-01 12:00:00+00:00", tick=False)
@pytest.mark.django_db
@pytest.mark.parametrize(
    "said", [None, "", "Bearer", "Bearer ", "Bearer wrong", TOKEN, f"bearer {TOKEN}", f"Bearer {TOKEN}é"]
)
def test_without_the_token_there_is_no_such_address(client, settings, said):
    headers = {} if said is None else {"authorization": said}
    for address in ("/{}", "/en/{}/"):
        missing = client.get(address.format("nothing"), headers=headers)
        for token in ("", TOKEN):
            settings.METRICS_TOKEN = token
            answer = client.get(address.format("metrics"), headers=headers)
            assert (answer.status_code, answer.content) == (missing.status_code, missing.content)
            said_of_it = {name: value.replace("nothing", "metrics") for name, value in missing.headers.items()}
            assert dict(answer.headers) == said_of_it


@pytest.mark.django_db
def test_what_waits_and_how_much_room_there_is(asked):
    factories.make_forum()
    models.ReaderNote.objects.create(message="A note", language="en")
    models.ReaderNote.objects.create(message="Another", language="en", state="done")
    models.SearchDebt.objects.create(kind="topic", object_id=1)
    told = asked()
    assert (told["forum_reader_notes_waiting"], told["forum_search_debts"], told["forum_database_up"]) == (1, 1, 1)
    assert told["forum_data_free_bytes"] > 0
    assert told["forum_database_bytes"] > 0
    assert told["forum_photographs_without_renditions"] == 0
    assert "forum_backup_age_seconds" not in told


@pytest.mark.django_db
def test_without_the_database_it_says_so(asked, monkeypatch):
    def away(*_arguments, **_named):
        raise OperationalError

    monkeypatch.setattr(keeping, "of_the_database", away)
    told = asked()
    assert told["forum_database_up"] == 0
    assert "forum_reader_notes_waiting" not in told


def test_all_workers_count_together(tmp_path):
    workers = [metrics.Counters(tmp_path) for _n in range(3)]

    def site(environ, start_response):
        start_response(environ["status"], [])
        return [b"page"]

    applications = [metrics.counted(metrics.made(site, worker), worker) for worker in workers]
    statuses = ["200 OK", "304 Not Modified", "404 Not Found", "418 Teapot", "429 Too Many Requests", "502 Bad Gateway"]

    def ask(n):
        return applications[n % 3]({"status": statuses[n % 6]}, lambda *_: None)

    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(ask, range(600))) == [[b"page"]] * 600
    told = metrics.Counters(tmp_path).read()  # of a worker that begins
    assert [told[name] for name in ("2xx", "304", "404", "4xx", "429", "5xx", "3xx")] == [100] * 6 + [0]
    assert sum(told[step] for step in metrics.SECONDS) == told[metrics.MADE] == 600


@pytest.mark.django_db
def test_the_answers_are_told(asked, settings):
    metrics.begin().add({"2xx": 3, "0.05": 2, "5": 1, metrics.MICROSECONDS: 1_500_000})
    told = asked()
    assert told['forum_answers_total{status="2xx"}'] == 3
    steps = [told[f'forum_answer_seconds_bucket{{le="{step}"}}'] for step in metrics.SECONDS]
    assert steps == [0, 2, 2, 2, 3, 3]
    assert (told["forum_answer_seconds_sum"], told["forum_answer_seconds_count"]) == (1.5, 3)
    settings.VAR = settings.VAR / "no such folder"
    assert metrics.begin() is None


@pytest.mark.django_db(transaction=True)
def test_a_backup_that_was_read_again_is_remembered(asked, settings, tmp_path):
    factories.make_forum()
    call_command("backup", tmp_path / "one.tar", verbosity=0)
    assert "forum_backup_age_seconds" not in asked()
    call_command("verify", tmp_path / "one.tar", verbosity=0)
    assert 0 <= asked()["forum_backup_age_seconds"] < 600
    made_at = keeping.last_backup(tmp_path)
    keeping.note_backup(tmp_path, "2020-01-01T00:00:00+00:00")
    assert keeping.last_backup(tmp_path) == made_at < timezone.now()
