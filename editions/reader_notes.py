"""A reader's note on its way in: how soon, how many from one place and in all, and what of it is kept.

Nothing of the sender is stored but what was typed: the address is counted in the shared cache under a hash, for a few minutes.
"""

import datetime as dt
import hashlib

from django.core import signing
from django.core.cache import cache
from django.utils import timezone
from django.utils.crypto import get_random_string

from editions import limits
from editions.models import ReaderNote

SALT = "reader-note"
SOONEST = dt.timedelta(seconds=3)  # nobody has read the form before
LATEST = dt.timedelta(hours=24)
FROM_ONE_PLACE, IN_A_WHILE = 5, 10 * 60  # notes, seconds
IN_A_MINUTE, IN_A_DAY = 60, 5000  # notes of everybody


class TooSoon(Exception):
    """Sent faster than anybody types."""


class TooLate(Exception):
    """The form was opened too long ago, or was not ours."""


class TooMany(Exception):
    """More notes than can be taken now, from this place or in all."""


def ticket(page_id: str) -> str:
    """Goes out with the form of a page, and says when it did; no two are the same, of one second either."""
    return signing.TimestampSigner(salt=SALT).sign(f"{page_id or 'site'} {get_random_string(8)}")


def check_ticket(ticket: str, page_id: str) -> None:
    """Raises TooSoon and TooLate."""
    signer = signing.TimestampSigner(salt=SALT)
    try:
        known = signer.unsign(ticket, max_age=LATEST).partition(" ")[0] == (page_id or "site")
    except signing.BadSignature:
        known = False
    if not known:
        raise TooLate
    try:
        signer.unsign(ticket, max_age=SOONEST)
    except signing.SignatureExpired:
        return
    raise TooSoon


def is_first(ticket: str) -> bool:
    """Whether this form comes in for the first time: a second press of the button is the same note."""
    return cache.add(_place_of(ticket), 1, LATEST.total_seconds())


def was_not_taken(ticket: str) -> None:
    """The form may come in once more: whoever was asked to send it again must not be thanked for nothing."""
    cache.delete(_place_of(ticket))


def _place_of(ticket: str) -> str:
    return f"note-form-{hashlib.sha256(ticket.encode()).hexdigest()}"


def take_turn(address: str) -> None:
    """Count a note from this address. Raises TooMany, also when everybody together sends more than an editor could read."""
    now = timezone.now()
    for limit, since in ((IN_A_MINUTE, dt.timedelta(minutes=1)), (IN_A_DAY, dt.timedelta(days=1))):
        if ReaderNote.objects.sent_since(now - since, limit) >= limit:
            raise TooMany
    if not limits.take_seat("note", address, FROM_ONE_PLACE, IN_A_WHILE):
        raise TooMany
