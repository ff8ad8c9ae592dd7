"""With Redis away nothing fails; with Redis there it is a cache like any other."""

import pytest
from django.core.cache import CacheHandler
from django.core.management import call_command
from django.test import override_settings

from editions.views.cards import FIRST_TO_GO
from forumsite import environment

BACKEND = "django.core.cache.backends.db.DatabaseCache"


def cache_at(url, monkeypatch):
    monkeypatch.setenv("CACHE_URL", url)
    return CacheHandler({"default": environment.cache("CACHE_URL")})["default"]


def test_without_redis_nothing_is_found_and_nothing_fails(free_port, monkeypatch):
    cache = cache_at(f"redis://127.0.0.1:{free_port}/0", monkeypatch)
    cache.set("one", 1)
    cache.set_many({"two": 2})
    assert cache.get("one") is None
    assert cache.get("one", "absent") == "absent"
    assert cache.get_many(["one", "two"]) == {}
    assert cache.get_or_set("three", 3) == 3
    assert cache.add("turn", 1) is True
    assert cache.incr("count") == 1
    assert "one" not in cache
    assert cache.delete("one") is False
    cache.clear()


@pytest.mark.redis
def test_with_redis_it_is_a_cache_like_any_other(redis_server, monkeypatch):
    cache = cache_at(redis_server, monkeypatch)
    cache.set("one", {"text": "東京"})
    assert cache.get("one") == {"text": "東京"}
    assert cache.add("one", 2) is False
    cache.set("count", 1)
    assert cache.incr("count", 2) == 3
    assert cache.get_many(["one", "count"])["count"] == 3
    assert cache.delete("one") is True
    cache.close()


@pytest.mark.django_db
def test_no_flood_of_pictures_clears_the_counts_of_who_tried_to_sign_in(monkeypatch):
    """A full database cache gives up what comes first by its name: three hundred cards did away with the throttle."""
    monkeypatch.setenv("CACHE_URL", "dbcache://a_cache_of_this_test")
    options = environment.cache("CACHE_URL")["OPTIONS"]
    assert options["MAX_ENTRIES"] >= 10_000
    cache = CacheHandler(
        {"default": environment.cache("CACHE_URL") | {"OPTIONS": options | {"MAX_ENTRIES": 20, "CULL_FREQUENCY": 2}}}
    )["default"]
    with override_settings(CACHES={"default": {"BACKEND": BACKEND, "LOCATION": "a_cache_of_this_test"}}):
        call_command("createcachetable", verbosity=0)
    counts = ["allauth:rl:login", "note-1", "search-1"]
    for name in counts:
        cache.set(name, 5)
    for number in range(60):
        cache.set(f"{FIRST_TO_GO}{number}", b"picture")
    assert [cache.get(name) for name in counts] == [5, 5, 5]
    assert cache.get(f"{FIRST_TO_GO}1") is None
