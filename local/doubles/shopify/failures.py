"""Switches by which the double fails as Shopify does, so many times, for one operation or any."""

import threading
from dataclasses import dataclass
from typing import Literal, get_args

type Kind = Literal[
    "latency",  # answers after so many seconds
    "error",  # answers a 5xx, nothing applied
    "too many requests",  # answers 429 with Retry-After
    "reset before",  # cuts the connection, nothing applied
    "reset after",  # applies, then cuts the connection: success is lost
    "throttled",  # answers THROTTLED though the bucket is full
    "stale",  # someone else takes one of the first item right before
    "token refused",  # answers 401 to a good token
    "garbage",  # applies, and answers what is not JSON
    "other version",  # says in its header that another version answered
    "key in use",  # answers IDEMPOTENCY_CONCURRENT_REQUEST
    "bulk",  # the bulk operation fails half-way
]
KINDS: tuple[str, ...] = get_args(Kind.__value__)


@dataclass
class Failure:
    """One switch. The operation is a document's name, `AccessToken` for that door, or None for any document."""

    kind: Kind
    count: int = 1
    operation: str | None = None
    seconds: float = 1.0  # of latency, of Retry-After
    status: int = 503
    version: str = "2026-04"


class Switches:
    """The switches of one shop that are still on."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._on: list[Failure] = []

    def set(self, failure: Failure) -> None:
        """Turn a switch on."""
        if failure.kind not in KINDS:
            raise ValueError(f"There is no failure {failure.kind!r}: {', '.join(KINDS)}.")
        with self._lock:
            self._on.append(failure)

    def clear(self) -> None:
        """Turn all off."""
        with self._lock:
            self._on.clear()

    def take(self, kind: Kind, operation: str) -> Failure | None:
        """Return the switch that strikes now, and count it."""
        with self._lock:
            for failure in self._on:
                meant = failure.operation == operation or (failure.operation is None and operation != "AccessToken")
                if failure.kind == kind and meant:
                    failure.count -= 1
                    if failure.count <= 0:
                        self._on.remove(failure)
                    return failure
        return None
