"""How an order leaves the house, read from what shops and apps write."""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from ordak.order_reading.places import Entry, Places, found
from ordak.shopify.order_rules import Flag, Source

type Method = Literal["pickup", "delivery", "shipping"]

# The order matters: "Local pickup" is a pickup, "Standard delivery" a delivery.
_METHODS: tuple[tuple[Method, str], ...] = (
    ("pickup", r"pick\W?up|collect|in[\W_]?store|take ?away"),
    ("delivery", r"deliver|local|courier"),
    ("shipping", r"shipp|\bship\b|post|mail|freight|express|standard"),
)
_BESIDE_A_METHOD = r"\b(local|in|store|home|standard|express|method|ion|y|ing|ed)\b|[\W_]"


class MethodRead(NamedTuple):
    """The method, the text that says nothing beyond it, and a flag when an address is all that is known."""

    method: Method | None
    used: list[Entry]
    flag: Flag | None


def read_method(
    sources: Sequence[Source], places: Places, *, has_address: bool, carried: Literal["delivery", "shipping"] | None
) -> MethodRead:
    """Read the method; `carried` is the store's for a rate that only has a name: Flat Rate, Zone 2."""
    named_rate = False
    for source in sources:
        for entry in found(source, places):
            method = next((word for word, pattern in _METHODS if re.search(pattern, entry.text, re.IGNORECASE)), None)
            # Shopify's own pickup: the shipping line is the name of the shop, whatever words that has.
            if source.place == "shipping_line" and not has_address and method in {None, "shipping"}:
                return MethodRead("pickup", [], None)
            if method:
                return MethodRead(method, [entry] if _says_no_more(entry.text) else [], None)
            named_rate |= source.place == "shipping_line"
    if named_rate:
        return MethodRead(carried, [], None if carried else "delivery_method_unsure")
    return MethodRead(None, [], None)


def _says_no_more(text: str) -> bool:
    rest = text.lower()
    for _, pattern in _METHODS:
        rest = re.sub(rf"({pattern})\w*", " ", rest)
    return not re.sub(_BESIDE_A_METHOD, "", rest)
