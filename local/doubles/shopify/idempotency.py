"""What Shopify remembers of an idempotency key for 24 hours: a fingerprint of the input, and whether it succeeded."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from local.doubles.kit.clock import Clock

KEPT = timedelta(hours=24)


@dataclass(slots=True)
class Remembered:
    """One key: what was asked under it, and what of the answer cannot be read back from the shop."""

    fingerprint: str
    at: datetime
    succeeded: bool
    outcome: dict[str, Any]


class Memory:
    """The keys of one shop."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.keys: dict[str, Remembered] = {}

    def recall(self, key: str) -> Remembered | None:
        """Return what is known of a key, unless a day has passed."""
        known = self.keys.get(key)
        if known is not None and self._clock.now() - known.at >= KEPT:
            del self.keys[key]
            return None
        return known

    def keep(self, key: str, fingerprint: str, *, succeeded: bool, outcome: dict[str, Any]) -> None:
        """Remember how a key was used."""
        self.keys[key] = Remembered(fingerprint, self._clock.now(), succeeded, outcome)


def fingerprint(operation: str, arguments: dict[str, Any]) -> str:
    """Return what tells one input from another, the order of keys aside."""
    text = json.dumps([operation, arguments], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
