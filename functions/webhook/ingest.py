"""From the bytes of an order to the database, and to safety when that fails."""

import base64
import binascii
import gzip
import json
import time
from dataclasses import asdict, dataclass
from typing import Any

from pydantic import ValidationError

from ordak import aws, log, settings
from ordak.database import DatabaseError, database
from order_rules import OrderRules
from shopify_order import NotAnOrder, read_order

RULES_SECONDS = 60.0
_rules: dict[str, tuple[float, OrderRules]] = {}


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
    def actor(self) -> dict[str, str]:
        """Who acts in the database: this function, for no person."""
        return {"kind": "service", "id": "webhook", "correlation_id": self.correlation_id}

    @property
    def facts(self) -> dict[str, str | None]:
        """What the database keeps of the delivery itself."""
        return {"topic": self.topic, "webhook_id": self.webhook_id, "triggered_at": self.triggered_at}


def ingest(delivery: Delivery) -> dict[str, Any]:
    """Ingest an order, or quarantine what can never be one. Raises DatabaseError for what may pass."""
    try:
        order = read_order(delivery.body, order_rules(delivery))
    except NotAnOrder as error:
        return hold(delivery, error.reason, permanent=True)
    try:
        return database().call(
            "ingest_order",
            actor=delivery.actor,
            store=delivery.store,
            order=order.model_dump(mode="json"),
            delivery=delivery.facts,
        )
    except DatabaseError as error:
        if error.impossible_values:
            return hold(delivery, "impossible_values", permanent=True)
        raise


def order_rules(delivery: Delivery) -> OrderRules:
    """Read the store's rules, at most once a minute. Unreadable ones must not cost an order: defaults then."""
    known = _rules.get(delivery.store)
    if known is not None and known[0] > time.monotonic():
        return known[1]
    found = database().call("get_order_rules", actor=delivery.actor, store=delivery.store)
    try:
        rules = OrderRules.model_validate(found["rules"])
    except ValidationError as error:
        log.failed(time.perf_counter(), error, function="order_rules", store=delivery.store)
        rules = OrderRules()
    _rules[delivery.store] = (time.monotonic() + RULES_SECONDS, rules)
    return rules


def hold(delivery: Delivery, reason: str, *, permanent: bool) -> dict[str, Any]:
    """Keep a delivery whole in the database: in quarantine when `permanent`, else for its next try."""
    held = database().call(
        "hold_delivery",
        actor=delivery.actor,
        store=delivery.store,
        topic=delivery.topic,
        body=delivery.body,
        reason=reason,
        permanent=permanent,
        order_gid=None if permanent else _order_gid(delivery.body),
        delivery=delivery.facts,
    )
    return {
        "ok": True,
        "already_done": held["already_done"],
        "quarantined" if permanent else "deferred": True,
        "reason": reason,
    }


def _order_gid(body: bytes) -> str | None:
    try:
        return read_order(body, OrderRules()).order_gid
    except NotAnOrder:
        return None


def set_aside(delivery: Delivery, error: Exception) -> None:
    """Keep a delivery that failed for a passing reason: in the database if it answers, else on the retry queue."""
    if not (isinstance(error, DatabaseError) and error.unreachable):
        reason = str(error) if isinstance(error, DatabaseError) else type(error).__name__
        try:
            hold(delivery, reason, permanent=False)
        except DatabaseError:
            pass
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
