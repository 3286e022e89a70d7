"""How often sign-in may be asked, by address, kiosk and person: in this environment's memory, before hash and row."""

import ipaddress
import math
import time
from functools import cache

from ordak import settings
from ordak.http.event import Request
from ordak.http.reply import Reply, refuse

_DISTRIBUTION = "x-ordak-distribution"
_KIOSKS_KEPT = 1000


class Buckets:
    """`burst` calls for each key, which come back by and by. Of more than `most` keys the one used longest ago goes."""

    def __init__(self, burst: float, per_second: float, most: int = 5000) -> None:
        self._burst, self._per_second, self._most = burst, per_second, most
        self._left: dict[str, tuple[float, float]] = {}

    def wait(self, key: str) -> int:
        """Take a call; return 0, or after how many whole seconds there is one again."""
        now = time.monotonic()
        left, at = self._left.pop(key, (self._burst, now))
        left = min(self._burst, left + (now - at) * self._per_second)
        taken = left >= 1
        self._left[key] = (left - taken, now)
        if len(self._left) > self._most:
            del self._left[next(iter(self._left))]
        return 0 if taken else math.ceil((1 - left) / self._per_second)


_kiosks = Buckets(burst=60, per_second=1)
_people = Buckets(burst=10, per_second=0.2)
_known_kiosks: dict[str, None] = {}


def by_address(request: Request) -> int:
    """Return how long this address has to wait before it may ask for anything."""
    return _addresses().wait(address_of(request))


def by_address_for_code(request: Request) -> int:
    """Return how long this address has to wait before a kiosk there gets a code: the table takes only so many."""
    return _codes().wait(address_of(request))


def by_kiosk(request: Request, token_hash: str) -> int:
    """Return how long a kiosk has to wait: one that we know by itself, any other with all who ask from its address."""
    return _kiosks.wait(token_hash) if is_known(token_hash) else by_address(request)


def by_person(staff_id: str) -> int:
    """Return how long a person has to wait before something of theirs is hashed."""
    return _people.wait(staff_id)


def is_known(token_hash: str) -> bool:
    """Say whether the database has taken this kiosk's token here lately."""
    return token_hash in _known_kiosks


def remember(token_hash: str, *, known: bool) -> None:
    """Keep what the database said of a kiosk's token."""
    _known_kiosks.pop(token_hash, None)
    if known:
        _known_kiosks[token_hash] = None
        if len(_known_kiosks) > _KIOSKS_KEPT:
            del _known_kiosks[next(iter(_known_kiosks))]


def too_many(request: Request, wait: int) -> Reply:
    """Refuse a call that comes too early."""
    said = refuse("AUTH003", request.correlation_id)
    return Reply({**said.body, "retry_after": wait}, said.status)


def address_of(request: Request) -> str:
    """Return where a call comes from: an IPv4 address, or the network that an IPv6 one is handed out with.

    What a caller says of that counts for nothing: it is who connects to the API, or to our distribution, which shows
    that it is ours.
    """
    address = request.address
    distribution = settings.distribution_id()
    if distribution and request.headers.get(_DISTRIBUTION) == distribution:
        # Each of the two has added whom it saw.
        address = request.headers.get("x-forwarded-for", "").split(",")[-2:][0].strip()
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unreadable"
    return str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else str(parsed)  # noqa: PLR2004


@cache
def _addresses() -> Buckets:
    calls = settings.calls_per_address()
    return Buckets(calls, calls / 60)


@cache
def _codes() -> Buckets:
    codes = settings.calls_per_address() / 12
    return Buckets(codes, codes / 600)
