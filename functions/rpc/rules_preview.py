"""What other order_rules would read out of the last orders of a store. Reads, and writes nothing."""

import time
from collections.abc import Iterator
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from ordak.database import database
from ordak.order_reading.clean_json import Unreadable
from ordak.order_reading.difference import Reading, differences
from ordak.order_reading.in_time import read_in_time
from ordak.order_reading.new_order import ShopifyOrder
from ordak.service import Service
from ordak.shopify.order_rules import OrderRules, usable

# The call may take ten seconds, as this function may: an order by two bad sets of rules takes three of them.
LAST_START, IN_ALL = 5.5, 8.5
PAGE = 25  # orders; the database leaves out those of more than 256 KiB
MOST_DIFFERENCES = 5_000  # an answer may have 6 MB


class _Rules(NamedTuple):
    stored: OrderRules
    new: OrderRules
    zone: ZoneInfo


def preview(answer: dict[str, Any], new: Any, correlation_id: str) -> dict[str, Any]:
    """Fill in the answer of api.preview_order_rules, whose `unread` names the orders to read, the newest first."""
    until = time.monotonic() + LAST_START
    service = Service("rpc", correlation_id)
    found: list[dict[str, Any]] = []
    read: dict[str, bool] = {}  # whether the new rules took too long
    with database().within(IN_ALL):
        by = _rules(service, answer["store"], new)
        for order in _orders(service, answer["store"], answer["unread"]):
            if time.monotonic() >= until or len(found) >= MOST_DIFFERENCES:
                break
            differ, read[order["order_gid"]] = _compare(service, answer["store"], order, by)
            found += differ
    return answer | {
        "read": len(read),
        "unread": [gid for gid in answer["unread"] if gid not in read],
        "slow": [gid for gid, slow in read.items() if slow],
        "differences": found,
    }


def _rules(service: Service, store: str, new: Any) -> _Rules:
    stored = service.ask("get_order_rules", store=store)
    rules = usable(stored["rules"], stored["last_good"])
    return _Rules(rules, OrderRules.model_validate(new), ZoneInfo(stored["timezone"] or "UTC"))


def _orders(service: Service, store: str, gids: list[str]) -> Iterator[dict[str, Any]]:
    for first in range(0, len(gids), PAGE):
        yield from service.ask("get_orders_to_read", store=store, order_gids=gids[first : first + PAGE])["orders"]


def _compare(service: Service, store: str, order: dict[str, Any], by: _Rules) -> tuple[list[dict[str, Any]], bool]:
    """Say what two readings of an order differ in, once the database has judged what its products are."""
    body = order["body"].encode()
    before, _ = _read(body, by.stored, by.zone)
    after, slow = _read(body, by.new, by.zone)
    if before != after:
        before, after = _judged(service, store, before), _judged(service, store, after)
    ids = {"order_gid": order["order_gid"], "name": order["name"]}
    return [ids | each._asdict() for each in differences(before, after)], slow


def _judged(service: Service, store: str, reading: Reading) -> Reading:
    """What a reading comes to where somebody has decided what a product is."""
    if isinstance(reading, str):
        return reading
    sent = reading.model_dump(mode="json", exclude={"raw_json"})
    [found] = service.ask("judge_readings", store=store, orders=[sent])["orders"]
    return ShopifyOrder.model_validate(sent | found | {"others": [], "raw_json": ""}) if found else "impossible_values"


def _read(body: bytes, rules: OrderRules, zone: ZoneInfo) -> tuple[Reading, bool]:
    """Read as the webhook does: what takes too long is read by the usual rules."""
    try:
        found = read_in_time(body, rules, zone)
    except Unreadable as error:
        return error.reason, False
    return found.order, found.gave_up is not None
