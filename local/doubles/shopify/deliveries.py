"""Webhooks on their way: the bytes, the headers that Shopify sends with them, and what was answered."""

import base64
import hashlib
import hmac
import json
import time
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx

from local.doubles.shopify.books import Books
from local.doubles.shopify.model import Subscription
from local.doubles.shopify.settings import AppSubscription


@dataclass(frozen=True)
class Attempt:
    """One attempt: the HTTP status, or 0 when nobody answered, and the beginning of the answer."""

    status: int
    answer: str

    @property
    def taken(self) -> bool:
        """Tell whether Shopify counts it as received."""
        return self.status // 100 == 2  # noqa: PLR2004 - only 2xx counts, a redirect does not


@dataclass
class Delivery:
    """One delivery to one subscription; every attempt carries the same bytes and headers."""

    topic: str
    address: str
    body: bytes
    headers: dict[str, str]
    subscription: Subscription | None  # None for one of the app's own
    about: int | None = None  # the order or product
    attempts: list[Attempt] = field(default_factory=list)

    @property
    def id(self) -> str:
        """Return X-Shopify-Webhook-Id."""
        return self.headers["X-Shopify-Webhook-Id"]

    @property
    def taken(self) -> bool:
        """Tell whether an attempt was answered with 2xx."""
        return any(attempt.taken for attempt in self.attempts)


def wire(body: dict[str, Any]) -> bytes:
    """Write a body as Shopify does: compact, with slashes and HTML's special characters escaped."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":")).replace("/", "\\/")
    for character in "&<>\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text.encode()


def sign(body: bytes, secret: str) -> str:
    """Sign the bytes with a client secret."""
    return base64.b64encode(hmac.digest(secret.encode(), body, hashlib.sha256)).decode()


def address(books: Books, version: str, told: list[tuple[str, dict[str, Any]]]) -> list[Delivery]:
    """Return a delivery for each subscription to what one action told; they share its event id."""
    event_id = str(uuid.uuid4())
    made: list[Delivery] = []
    for topic, body in told:
        subscribers: list[AppSubscription | Subscription] = [
            *(one for one in books.settings.app if topic in one.topics),
            *(one for one in books.subscriptions.values() if one.topic == enum_of(topic)),
        ]
        made += [_delivery(books, version, topic, body, event_id, one) for one in subscribers]
    return made


def enum_of(topic: str) -> str:
    """Return GraphQL's name of a topic."""
    return topic.upper().replace("/", "_")


def _delivery(  # noqa: PLR0913, PLR0917 - what a delivery is made of
    books: Books, version: str, topic: str, body: dict[str, Any], event_id: str, to: AppSubscription | Subscription
) -> Delivery:
    subscription = to if isinstance(to, Subscription) else None
    if subscription is not None and subscription.include_fields:
        body = {name: value for name, value in body.items() if name in subscription.include_fields}
    content = wire(body)
    # Shopify stamps nanoseconds, which a datetime does not hold.
    moment = books.clock.now().replace(microsecond=0, tzinfo=UTC)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Shopify-Captain-Hook",
        "X-Shopify-Topic": topic,
        "X-Shopify-Hmac-Sha256": sign(content, books.settings.client_secrets[0]),
        "X-Shopify-Shop-Domain": books.settings.domain,
        "X-Shopify-API-Version": version,
        "X-Shopify-Webhook-Id": str(uuid.uuid4()),
        "X-Shopify-Event-Id": event_id,
        "X-Shopify-Triggered-At": _nanoseconds(moment),
    }
    if subscription is not None and subscription.name:
        headers["X-Shopify-Name"] = subscription.name
    place = to.address if isinstance(to, AppSubscription) else to.uri
    about = body.get("order_id") or body.get("order_edit", {}).get("order_id") or body.get("id")
    return Delivery(topic, place, content, headers, subscription, about)


def _nanoseconds(second: datetime) -> str:
    return f"{second:%Y-%m-%dT%H:%M:%S}.{time.time_ns() % 1_000_000_000:09d}Z"


def attempt(client: httpx.Client, delivery: Delivery, timeout: float) -> Attempt:
    """Deliver once, and keep what was answered."""
    # One second to connect, and so many for the whole request, however slowly the answer trickles.
    limits = httpx.Timeout(timeout, connect=min(1.0, timeout))
    try:
        answer = client.post(delivery.address, content=delivery.body, headers=delivery.headers, timeout=limits)
        made = Attempt(answer.status_code, answer.text[:200])
    except httpx.HTTPError as error:
        made = Attempt(0, type(error).__name__)
    delivery.attempts.append(made)
    return made
