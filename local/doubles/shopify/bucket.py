"""The points that a shop's app may spend: a bucket that fills again at a steady rate."""

from typing import Any

from local.doubles.kit.clock import Clock


class Bucket:
    """The bucket of one shop; whoever uses it holds the shop's lock."""

    def __init__(self, clock: Clock, size: int, rate: int) -> None:
        self.size = size
        self.rate = rate
        self._clock = clock
        self._points = float(size)
        self._at = clock.now()

    def available(self) -> float:
        """Return the points there are now."""
        now = self._clock.now()
        self._points = min(self.size, self._points + (now - self._at).total_seconds() * self.rate)
        self._at = now
        return self._points

    def spend(self, points: float) -> None:
        """Take points out, or put back what was asked for and not used."""
        self._points = min(self.size, self.available() - points)

    def status(self) -> dict[str, Any]:
        """Return throttleStatus."""
        return {
            "maximumAvailable": self.size,
            "currentlyAvailable": int(self.available()),
            "restoreRate": self.rate,
        }
