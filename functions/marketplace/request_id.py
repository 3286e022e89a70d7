"""What a label is called at the carrier: always the same for an order, parcel and attempt, to be found again."""

import re
from hashlib import sha256

_LONGEST = 32  # what the carrier's look-up takes
_PLAIN = re.compile(r"[A-Za-z0-9_-]+")


def request_id(order_id: str, parcel: int, attempt: int) -> str:
    """Name an attempt to buy a label: BB-<order>-P<parcel>-A<attempt>, or a digest of that where it is too long."""
    name = f"BB-{order_id}-P{parcel}-A{attempt}"
    if len(name) <= _LONGEST and _PLAIN.fullmatch(name):
        return name
    return sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:28]
