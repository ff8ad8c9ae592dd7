"""A Redis cache that the site can do without: while it is away, nothing is found in it and nothing fails."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


def _or(absent: Callable[..., Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Answers `absent(*the call's arguments)` when Redis does not answer."""

    def decorate(method: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(method)
        def call(self: "ForgivingRedis", *args: Any, **kwargs: Any) -> Any:
            try:
                return method(self, *args, **kwargs)
            except RedisError as away:
                logger.warning("The cache is away: %s", away)
                return absent(*args, **kwargs)

        return call

    return decorate


class ForgivingRedis(RedisCache):
    get = _or(lambda key, default=None, version=None: default)(RedisCache.get)
    get_many = _or(lambda *args, **kwargs: {})(RedisCache.get_many)
    has_key = _or(lambda *args, **kwargs: False)(RedisCache.has_key)
    # Said to be added, so that whoever takes a turn by adding goes ahead.
    add = _or(lambda *args, **kwargs: True)(RedisCache.add)
    set = _or(lambda *args, **kwargs: None)(RedisCache.set)
    set_many = _or(lambda *args, **kwargs: [])(RedisCache.set_many)
    touch = _or(lambda *args, **kwargs: False)(RedisCache.touch)
    incr = _or(lambda key, delta=1, version=None: delta)(RedisCache.incr)
    delete = _or(lambda *args, **kwargs: False)(RedisCache.delete)
    delete_many = _or(lambda *args, **kwargs: None)(RedisCache.delete_many)
    clear = _or(lambda *args, **kwargs: False)(RedisCache.clear)
