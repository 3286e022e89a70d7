"""Which attempt at a label is next, by what the carrier has: a database that was restored may know less."""

from typing import Any, NamedTuple

from carrier import look_up
from ordak.canada_post.answers import Shipment
from ordak.canada_post.client import CanadaPost
from request_id import request_id


class Attempt(NamedTuple):
    """An attempt by its number and request id, and the shipment that the carrier has of it already."""

    number: int
    request_id: str
    found: Shipment | None


def next_attempt(carrier: CanadaPost, order: dict[str, Any]) -> Attempt:
    """Look up attempts until one is not there and none follows: take over what is good, pass what was undone."""
    number = order["look_from"]
    here = look_up(carrier, _name(order, number))
    while True:
        ahead = look_up(carrier, _name(order, number + 1))
        if not ahead.known and here.shipment is not None:
            return Attempt(number, _name(order, number), here.shipment)
        if not ahead.known and not here.known:
            number = max(number, order["attempt"])
            return Attempt(number, _name(order, number), None)
        number, here = number + 1, ahead


def _name(order: dict[str, Any], number: int) -> str:
    return request_id(order["mirakl_id"], order["parcel"], number)
