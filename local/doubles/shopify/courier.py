"""Delivers webhooks at once, in the background, and again when they were not taken."""

import heapq
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import httpx

from local.doubles.shopify.deliveries import Delivery, attempt

LANES = 4  # deliveries at a time, so that one can overtake another


class Courier:
    """Threads that deliver; `after` hears of every attempt, and whether there will be another."""

    def __init__(self, timeout: float, gaps: tuple[float, ...]) -> None:
        self._timeout = timeout
        self._gaps = gaps
        self._waiting: list[tuple[float, int, Delivery, Callable[[Delivery], None]]] = []
        self._numbers = count()
        self._changed = threading.Condition()
        self._under_way = 0
        self._open = True
        self._client = httpx.Client(follow_redirects=False, trust_env=False)
        self._lanes = ThreadPoolExecutor(LANES, thread_name_prefix="webhooks")
        self._thread = threading.Thread(target=self._run, daemon=True, name="courier")
        self._thread.start()

    def send(self, delivery: Delivery, after: Callable[[Delivery], None], wait: float = 0) -> None:
        """Deliver in so many seconds."""
        with self._changed:
            heapq.heappush(self._waiting, (time.monotonic() + wait, next(self._numbers), delivery, after))
            self._changed.notify_all()

    def deliver(self, delivery: Delivery) -> int:
        """Deliver once, now, and return the HTTP status, 0 when nobody answered."""
        return attempt(self._client, delivery, self._timeout).status

    def settle(self, seconds: float) -> bool:
        """Wait until nothing is due or under way; return whether it came to that."""
        with self._changed:
            return self._changed.wait_for(self._quiet, seconds)

    def stop(self) -> None:
        """Stop; what waits is not delivered."""
        with self._changed:
            self._open = False
            self._changed.notify_all()
        self._thread.join()
        self._lanes.shutdown()
        self._client.close()

    def _quiet(self) -> bool:
        return not self._waiting and not self._under_way

    def _run(self) -> None:
        with self._changed:
            while self._open:
                now = time.monotonic()
                if self._waiting and self._waiting[0][0] <= now:
                    _, _, delivery, after = heapq.heappop(self._waiting)
                    self._under_way += 1
                    self._lanes.submit(self._carry, delivery, after)
                else:
                    self._changed.wait(self._waiting[0][0] - now if self._waiting else None)

    def _carry(self, delivery: Delivery, after: Callable[[Delivery], None]) -> None:
        try:
            made = attempt(self._client, delivery, self._timeout)
            after(delivery)
            tries = len(delivery.attempts)
            if not made.taken and tries <= len(self._gaps):
                self.send(delivery, after, self._gaps[tries - 1])
        finally:
            with self._changed:
                self._under_way -= 1
                self._changed.notify_all()
