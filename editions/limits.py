"""How often one visitor may do something, counted together by all workers in the shared cache; no address is kept there.

While the cache is away nobody is held up.
"""

import ipaddress
import threading
import time
from collections import Counter

from django.core.cache import cache
from django.utils.crypto import salted_hmac

UNCOUNTED = 10  # of each worker in a stretch of time, before it asks the others: readers cost no writing
MOST_KNOWN = 10_000
UNKNOWN = "unknown"


def place_of(name: str, address: str) -> str:
    """Stands for a network and one thing that is done, and cannot be read back."""
    return salted_hmac(name, network_of(address)).hexdigest()[:32]


def network_of(address: str) -> str:
    """Of the long addresses the half that a household is given: the rest changes at will."""
    try:
        one = ipaddress.ip_address(address)
    except ValueError:
        return UNKNOWN
    return str(one) if one.version == 4 else str(ipaddress.ip_network((one, 64), strict=False))


def take_seat(name: str, address: str, seats: int, seconds: int) -> bool:
    """Whether one of a few seats was free, exactly: adding is atomic in every cache, counting is not."""
    place = place_of(name, address)
    return any(cache.add(f"{name}-{place}-{n}", 1, seconds) for n in range(seats))


class Often:
    """Something done often and cheaply: ``most`` times in ``seconds``, give or take what workers count by themselves."""

    def __init__(self, name: str, most: int, seconds: int) -> None:
        self.name, self.most, self.seconds = name, most, seconds
        self._lock, self._stretch, self._here = threading.Lock(), 0, Counter[str]()

    def is_too_often(self, address: str) -> bool:
        """Count once more, and say whether it is beyond the limit."""
        stretch, place = int(time.time() // self.seconds), place_of(self.name, address)
        with self._lock:
            if stretch != self._stretch or len(self._here) > MOST_KNOWN:
                self._stretch, self._here = stretch, Counter()
            self._here[place] += 1
            here = self._here[place]
        if here < UNCOUNTED:
            return False
        key = f"{self.name}-{stretch}-{place}"
        more = UNCOUNTED if here == UNCOUNTED else 1
        if cache.add(key, more, 2 * self.seconds):
            return more > self.most
        try:
            return cache.incr(key, more) > self.most
        except ValueError:  # gone between the two
            return False
