"""Reads an order within a bound: a store's rules hold patterns, and a bad one would not end."""

from datetime import tzinfo
from typing import NamedTuple

from ordak.deadline import at_most
from ordak.order_reading.shopify_order import ShopifyOrder, read_order
from ordak.shopify.order_rules import OrderRules

READ_SECONDS = 1.5  # of the five that Shopify waits; 300 lines take 0.03


class InTime(NamedTuple):
    """What was read, and what became of the store's rules where the usual ones had to do."""

    order: ShopifyOrder
    gave_up: TimeoutError | None = None


def read_in_time(body: bytes, rules: OrderRules, zone: tzinfo) -> InTime:
    """Read an order by its store's rules; by the usual ones when those take too long. Raises Unreadable."""
    try:
        with at_most(READ_SECONDS):
            return InTime(read_order(body, rules, zone))
    except TimeoutError as error:
        return InTime(read_order(body, OrderRules(), zone), error)
