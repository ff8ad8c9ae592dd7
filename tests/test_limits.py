"""One visitor is slowed down, by all workers together, and nobody else; what is too long is not read."""

import pytest
import time_machine
from django.core.cache import cache

from editions import limits
from editions.views import search

NOON = "2026-01-01 12:00:00+00:00"


@pytest.mark.django_db
def test_who_searches_without_end_is_told_to_wait(client, monkeypatch):
    monkeypatch.setattr(search, "SEARCHES", limits.Often("search", most=12, seconds=60))
    with time_machine.travel(NOON, tick=False) as clock:
        answers = [client.get("/en/search/", {"q": "nothing"}) for _n in range(13)]
        assert {answer.status_code for answer in answers[:12]} == {200}
        assert (answers[-1].status_code, answers[-1]["Retry-After"]) == (429, "60")
        assert "<h1>" in answers[-1].content.decode()
        assert client.get("/en/search/").status_code == 200  # the empty page costs nothing
        assert client.get("/en/search/", {"q": "nothing"}, REMOTE_ADDR="198.51.100.7").status_code == 200
        clock.shift(60)
        assert client.get("/en/search/", {"q": "nothing"}).status_code == 200


@time_machine.travel(NOON, tick=False)
def test_workers_count_together_once_somebody_asks_often():
    workers = [limits.Often("x", most=40, seconds=60) for _n in range(4)]
    taken = sum(not worker.is_too_often("203.0.113.9") for _n in range(30) for worker in workers)
    assert 40 <= taken <= 40 + 4 * limits.UNCOUNTED


@time_machine.travel(NOON, tick=False)
def test_a_reader_writes_nothing_into_the_cache(monkeypatch):
    monkeypatch.setattr(cache, "add", lambda *_arguments: pytest.fail("written"))
    worker = limits.Often("x", most=40, seconds=60)
    assert not any(worker.is_too_often("203.0.113.9") for _n in range(limits.UNCOUNTED - 1))


def test_a_household_is_one_and_an_address_is_not_readable():
    assert limits.place_of("x", "2001:db8::1") == limits.place_of("x", "2001:db8::ffff:2")
    assert limits.place_of("x", "2001:db8::1") != limits.place_of("x", "2001:db8:0:1::1")
    assert "203" not in limits.network_of("nonsense")


def test_seats_are_counted_exactly():
    assert [limits.take_seat("x", "203.0.113.9", 3, 60) for _n in range(4)] == [True, True, True, False]
