"""Addresses of pages, of which a page has a hundred: looked up once in each language, then only their parts are put in."""

from collections.abc import Callable
from functools import lru_cache

from django.urls import reverse
from django.utils.translation import get_language


def addresses(name: str, parts: int = 1) -> Callable[..., str]:
    """For the many rows of one list: a function from the parts of an address, numbers and words without blanks, to the address."""
    return _pattern(name, parts, get_language()).format


def address(name: str, *parts: int | str) -> str:
    """As Django's ``reverse``, of parts that are in an address as they are written."""
    return _pattern(name, len(parts), get_language()).format(*parts)


@lru_cache(maxsize=1000)
def _pattern(name: str, parts: int, _language: str | None) -> str:
    holders = [str(7_000_001 + n) for n in range(parts)]
    pattern = reverse(name, args=holders)
    for holder in holders:
        pattern = pattern.replace(holder, "{}")
    return pattern
