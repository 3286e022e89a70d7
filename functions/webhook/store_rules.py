"""A store's order_rules as the webhook reads by them: its own, else the last of them that made sense."""

import time
from datetime import UTC, tzinfo
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from ordak.service import Service
from ordak.shopify.order_rules import OrderRules, usable

RULES_SECONDS = 60.0


class StoreRules(NamedTuple):
    """The rules, and where the store's days begin."""

    rules: OrderRules
    zone: tzinfo = UTC
    stored: Any = None  # the setting itself, where it is what is read by


_read: dict[str, tuple[float, StoreRules]] = {}


def rules_of(service: Service, store: str, *, fresh: bool) -> StoreRules:
    """Read a store's rules, at most once a minute. What makes no sense must not change how orders are read."""
    until, known = _read.get(store, (0.0, StoreRules(OrderRules())))
    if not fresh and time.monotonic() < until:
        return known
    found = service.ask("get_order_rules", store=store)
    zone = ZoneInfo(found["timezone"]) if found["timezone"] else UTC
    rules = _judge(service, store, found["rules"], found["last_good"])
    by = (usable(found["last_good"]), zone) if rules is None else (rules, zone, found["rules"])
    known = StoreRules(*by)
    _read[store] = (time.monotonic() + RULES_SECONDS, known)
    return known


def _judge(service: Service, store: str, value: Any, last_good: Any) -> OrderRules | None:
    try:
        rules = OrderRules.model_validate(value)
    except ValidationError as error:
        # The name of the field alone: a value may be anything.
        fault = ".".join(str(part) for part in error.errors(include_url=False, include_input=False)[0]["loc"])
        service.ask("keep_order_rules", store=store, rules=value, fault=fault)
        return None
    if value != last_good:
        service.ask("keep_order_rules", store=store, rules=value)
    return rules
