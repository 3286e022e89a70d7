"""Shopify's webhooks: verify, do what the topic asks for, answer. Once a signature holds the answer is never 4xx."""

import time
from typing import Any

from ingest import Delivery, set_aside, take
from ordak import log
from ordak.database import DatabaseError, database
from ordak.http import event as http_event
from ordak.http.endpoint import endpoint
from ordak.http.event import Request
from ordak.log import Line
from ordak.order_reading.shopify_values import read_moment
from shopify_signature import sender_of

NAME = "webhook"  # in the log
# Of the five that Shopify waits: what Postgres has not taken by then goes to the retry queue.
DATABASE_SECONDS = 3.5


def _answer(request: Request) -> tuple[dict[str, Any], Line | None]:
    """POST /api/v1/webhooks/shopify. A secret that cannot be read fails it: nothing can be verified."""
    store, signed = sender_of(request.headers, request.body)
    if store is None or not signed:
        line = Line(function=NAME, outcome="refused", code="AUTH001")
        if store is not None:
            line["store"] = store  # not proven, but each known shop has an alarm of what it is refused
        return http_event.refusal(401, "AUTH001", "Unknown shop or wrong signature", request.correlation_id), line
    with database().within(DATABASE_SECONDS):
        return _receive(_delivery(store, request))


def _receive(delivery: Delivery) -> tuple[dict[str, Any], Line | None]:
    started = time.perf_counter()
    try:
        body = take(delivery)
    except Exception as error:  # noqa: BLE001 - whatever it is, the order must not be lost with it
        return _later(started, delivery, error), None
    return http_event.answer(200, body), Line(
        function=NAME,
        outcome=next(word for word in ("quarantined", "ignored", "already_done", "ok") if body.get(word)),
        store=delivery.store,
        topic=delivery.topic,
        order_number=next(iter(body.get("tickets", [])), None),
        correlation_id=delivery.correlation_id,
    )


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
        function=NAME,
        code=code,
        store=delivery.store,
        topic=delivery.topic,
        correlation_id=delivery.correlation_id,
    )
    try:
        set_aside(delivery, error)
    except Exception as lost:  # noqa: BLE001 - answered all the same
        # Shopify alone still has it, and delivers again for four hours.
        log.failed(started, lost, function=NAME, store=delivery.store, correlation_id=delivery.correlation_id)
    return _refusal(code, delivery.correlation_id)


def _refusal(code: str, correlation_id: str) -> dict[str, Any]:
    """Refuse with 5xx, upon which Shopify delivers again."""
    if code == "SYS002":
        return http_event.refusal(503, code, "The database cannot be reached, please try again", correlation_id)
    return http_event.refusal(500, code, "Something went wrong on our side", correlation_id)


handler = endpoint(_answer, lambda request, code: _refusal(code, request.correlation_id), NAME)
