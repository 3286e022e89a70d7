"""The webhooks of one shop: sent at once in the background, or held for a test to drop, repeat and shuffle."""

import threading
from collections import deque
from typing import Any

from local.doubles.shopify.books import Books
from local.doubles.shopify.courier import Courier
from local.doubles.shopify.deliveries import Delivery, address
from local.doubles.shopify.versions import NEWEST

MOST_FAILURES = 8  # in a row, and a subscription made through the API is deleted
REMEMBERED = 10_000


class Post:
    """Deliveries: `sent` are all of them, newest last; `held` wait for `deliver` while sending is "held"."""

    def __init__(self, books: Books, lock: threading.RLock, courier: Courier) -> None:
        self.sending = books.settings.sending
        self.version = NEWEST
        self.held: list[Delivery] = []
        self.sent: deque[Delivery] = deque(maxlen=REMEMBERED)
        self._books = books
        self._lock = lock
        self._courier = courier

    def tell(self, told: list[tuple[str, dict[str, Any]]]) -> None:
        """Send what one action told, or hold it."""
        for delivery in address(self._books, self.version, told):
            self.sent.append(delivery)
            if self.sending == "held":
                self.held.append(delivery)
            else:
                self._courier.send(delivery, self._heard)

    def deliver(self, delivery: Delivery) -> int:
        """Deliver once, now, and return the HTTP status, 0 when nobody answered. It may be done again."""
        status = self._courier.deliver(delivery)
        self._heard(delivery)
        return status

    def take_held(self) -> list[Delivery]:
        """Return what is held, and hold it no longer."""
        with self._lock:
            taken, self.held = self.held, []
        return taken

    def settle(self, seconds: float = 30) -> bool:
        """Wait until everything sent at once is taken or given up; return whether it came to that."""
        return self._courier.settle(seconds)

    def _heard(self, delivery: Delivery) -> None:
        subscription = delivery.subscription
        if subscription is None:
            return
        with self._lock:
            subscription.failures = 0 if delivery.attempts[-1].taken else subscription.failures + 1
            if subscription.failures >= MOST_FAILURES:
                self._books.subscriptions.pop(subscription.id, None)
