"""With Redis away nothing fails; with Redis there it is a cache like any other."""

import pytest

from forumsite import environment


def cache_at(url, monkeypatch):
    from django.core.cache import CacheHandler

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
