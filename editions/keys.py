"""Keys of rows, as an address or a form names them: anything may have been sent."""

from typing import Any

LONGEST = 18  # digits; what is longer is no number of a database


def is_key(text: str) -> bool:
    return text.isdecimal() and len(text) <= LONGEST


def row_at(rows: Any, key: str) -> Any:
    """The one of ``rows``, a queryset, that has this key; None where there is none, or where it is no key."""
    return rows.filter(pk=int(key)).first() if is_key(key) else None
