"""Shopify's webhooks: verify, do what the topic asks for, answer. Once a signature holds the answer is never 4xx."""

import time
from typing import Any

from ingest import Delivery, set_aside, take
from ordak import http_event, log
from ordak.database import DatabaseError, database
from ordak.http_event import Request
from ordak.order_reading.shopify_values import read_moment
from shopify_signature import sender_of

# Of the five that Shopify waits: what Postgres has not taken by then goes to the retry queue.
DATABASE_SECONDS = 3.5


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """POST /api/v1/webhooks/shopify."""
    started = time.perf_counter()
    request = http_event.read(event)
    try:
        store, signed = sender_of(request.headers, request.body)
    except Exception as error:  # noqa: BLE001 - a secret that cannot be read: nothing can be verified
        log.failed(started, error, function="webhook", code="SYS001", correlation_id=request.correlation_id)
        return http_event.refusal(500, "SYS001", "Something went wrong on our side", request.correlation_id)
    if store is None or not signed:
        line: log.Line = {"function": "webhook", "outcome": "refused", "code": "AUTH001"}
        line["correlation_id"] = request.correlation_id
        if store is not None:
            line["store"] = store  # not proven, but each known shop has an alarm of what it is refused
        log.handled(started, **line)
        return http_event.refusal(401, "AUTH001", "Unknown shop or wrong signature", request.correlation_id)
    with database().within(DATABASE_SECONDS):
        return _receive(started, _delivery(store, request))


def _receive(started: float, delivery: Delivery) -> dict[str, Any]:
    try:
        body = take(delivery)
    except Exception as error:  # noqa: BLE001 - whatever it is, the order must not be lost with it
        return _later(started, delivery, error)
    log.handled(
        started,
        function="webhook",
        outcome=next(word for word in ("quarantined", "ignored", "already_done", "ok") if body.get(word)),
        store=delivery.store,
        topic=delivery.topic,
        order_number=next(iter(body.get("tickets", [])), None),
        correlation_id=delivery.correlation_id,
    )
    return http_event.answer(200, body)


def _delivery(store: str, request: Request) -> Delivery:
    # The signature covers the body alone: a strange header must not cost the order that came with it.
    webhook_id = http_event.identifier(request.headers.get("x-shopify-webhook-id"))
    return Delivery(
        store=store,
        topic=request.headers.get("x-shopify-topic", "").strip().lower()[:100],
        webhook_id=webhook_id,
        triggered_at=read_moment(request.headers.get("x-shopify-triggered-at")),
        correlation_id=webhook_id or request.correlation_id,
        body=request.body,
    )


def _later(started: float, delivery: Delivery, error: Exception) -> dict[str, Any]:
    """Keep what failed for its next try and answer 5xx, so that Shopify tries again as well."""
    unreachable = isinstance(error, DatabaseError) and error.unreachable
    code = "SYS002" if unreachable else "SYS001"
    log.failed(
        started,
        error,
        function="webhook",
        code=code,
        store=delivery.store,
        topic=delivery.topic,
        correlation_id=delivery.correlation_id,
    )
    try:
        set_aside(delivery, error)
    except Exception as lost:  # noqa: BLE001 - answered all the same
        # Shopify alone still has it, and delivers again for four hours.
        log.failed(started, lost, function="webhook", store=delivery.store, correlation_id=delivery.correlation_id)
    message = "The database cannot be reached, please try again" if unreachable else "Something went wrong on our side"
    return http_event.refusal(503 if unreachable else 500, code, message, delivery.correlation_id)
