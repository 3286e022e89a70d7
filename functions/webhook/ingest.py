"""From the bytes of a delivery to the database, and to safety when that fails."""

import base64
import binascii
import gzip
import json
from dataclasses import asdict, dataclass
from typing import Any

from ordak import log, settings
from ordak.aws import client as aws
from ordak.database import DatabaseError
from ordak.order_reading.clean_json import Unreadable
from ordak.order_reading.in_time import read_in_time
from ordak.order_reading.shopify_order import ShopifyOrder, read_order
from ordak.service import RefusedError, Service
from ordak.shopify.order_rules import OrderRules
from store_rules import StoreRules, rules_of
from topics import read_call

# They bring the whole order; which of two is the newer the database judges.
ORDER_TOPICS = frozenset(
    f"orders/{what}" for what in ("create", "updated", "cancelled", "paid", "fulfilled", "partially_fulfilled")
)
TOO_SLOW = "too_slow"  # of rules, beside the names of their fields


@dataclass(frozen=True)
class Delivery:
    """One delivery of a shop whose signature held. Times are Shopify's own text."""

    store: str
    topic: str
    webhook_id: str | None
    triggered_at: str | None
    correlation_id: str
    body: bytes

    @property
    def service(self) -> Service:
        """Who acts in the database: this function, for no person."""
        return Service("webhook", self.correlation_id)

    @property
    def facts(self) -> dict[str, str | None]:
        """What the database keeps of the delivery itself."""
        return {"topic": self.topic, "webhook_id": self.webhook_id, "triggered_at": self.triggered_at}


def take(delivery: Delivery, *, fresh_rules: bool = False) -> dict[str, Any]:
    """Do what a delivery's topic asks for; quarantine what can never be done. Raises for what may pass."""
    if not delivery.topic:
        return _hold(delivery, "no_topic", permanent=True)
    try:
        if delivery.topic in ORDER_TOPICS:
            return _ingest(delivery, fresh_rules=fresh_rules)
        return _do(delivery)
    except Unreadable as error:
        return _hold(delivery, error.reason, permanent=True)
    except RefusedError as error:
        if str(error) != "ING001":
            raise
        return _hold(delivery, "impossible_values", permanent=True)


def _ingest(delivery: Delivery, *, fresh_rules: bool) -> dict[str, Any]:
    order = read(delivery, rules_of(delivery.service, delivery.store, fresh=fresh_rules))
    return delivery.service.ask(
        "ingest_order", store=delivery.store, order=order.model_dump(mode="json"), delivery=delivery.facts
    )


def _do(delivery: Delivery) -> dict[str, Any]:
    call = read_call(delivery.topic, delivery.body)
    if call is None:
        return {"ok": True, "already_done": False, "ignored": True}
    if call.shop is not None and call.shop.lower() != settings.shop_domain(delivery.store):
        raise Unreadable("other_shop")
    arguments = call.arguments
    if call.delivery is not None:
        arguments |= {"delivery": delivery.facts | call.delivery}
    return delivery.service.ask(call.function, store=delivery.store, **arguments)


def read(delivery: Delivery, by: StoreRules) -> ShopifyOrder:
    """Read an order by its store's rules; by the usual ones when those take too long, as a bad pattern does."""
    order, gave_up = read_in_time(delivery.body, by.rules, by.zone)
    if gave_up is not None:
        log.survived(gave_up, function="read_order", store=delivery.store)
        delivery.service.ask("keep_order_rules", store=delivery.store, rules=by.stored, fault=TOO_SLOW)
    return order


def _hold(delivery: Delivery, reason: str, *, permanent: bool) -> dict[str, Any]:
    """Keep a delivery whole in the database: in quarantine when `permanent`, else for its next try."""
    held = delivery.service.ask(
        "hold_delivery",
        store=delivery.store,
        topic=delivery.topic,
        body=delivery.body,
        reason=reason,
        permanent=permanent,
        order_gid=None if permanent else _order_gid(delivery),
        delivery=delivery.facts,
    )
    kept = "quarantined" if permanent else "deferred"
    return {"ok": True, "already_done": held["already_done"], kept: True, "reason": reason}


def _order_gid(delivery: Delivery) -> str | None:
    """The order that a delivery is about: the retries of one order follow each other."""
    try:
        if delivery.topic in ORDER_TOPICS:
            return read_order(delivery.body, OrderRules()).order_gid
        call = read_call(delivery.topic, delivery.body)
    except Unreadable:
        return None
    return None if call is None else call.arguments.get("order_gid")


def set_aside(delivery: Delivery, error: Exception) -> None:
    """Keep a delivery that failed for a passing reason: in the database if it takes it, else on the retry queue."""
    if not (isinstance(error, DatabaseError) and error.unreachable):
        reason = str(error) if isinstance(error, DatabaseError | RefusedError) else type(error).__name__
        try:
            _hold(delivery, reason, permanent=False)
        except Exception as second:  # noqa: BLE001 - whatever it is, there is another place to keep it
            log.survived(second, function="set_aside", store=delivery.store)
        else:
            return
    aws.send_message(settings.ingest_retry_queue_url(), pack(delivery))


def pack(delivery: Delivery) -> str:
    """Write a delivery as a queue message: its body compressed, for a message may hold 1 MiB."""
    parts = asdict(delivery)
    parts["body"] = base64.b64encode(gzip.compress(delivery.body, mtime=0)).decode()
    return json.dumps(parts)


def unpack(message: str) -> Delivery | None:
    """Read a queue message back, or None when it is not one of ours."""
    try:
        parts = json.loads(message)
        parts["body"] = gzip.decompress(base64.b64decode(parts["body"], validate=True))
        return Delivery(**parts)
    except (ValueError, KeyError, TypeError, OSError, EOFError, binascii.Error):
        return None
