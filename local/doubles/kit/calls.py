"""The log of what a double was asked, and what of it was done."""

from collections import deque
from dataclasses import dataclass
from datetime import datetime

from local.doubles.kit.messages import Request

KEPT = 5000  # calls: what is older is forgotten


@dataclass(frozen=True)
class Call:
    """One call, and what it was answered: 0 where the connection was cut. `applied`: it changed something."""

    operation: str
    request: Request
    status: int
    applied: bool
    failure: str  # the switch that struck, or ""
    at: datetime


class CallLog:
    """All calls in the order they came."""

    def __init__(self) -> None:
        self.calls: deque[Call] = deque(maxlen=KEPT)

    def of(self, operation: str | None = None) -> list[Call]:
        """Return the calls of an operation."""
        return [call for call in list(self.calls) if operation in {None, call.operation}]

    def count(self, operation: str | None = None, *, applied: bool | None = None) -> int:
        """Count the calls of an operation, or those of them that changed something, or did not."""
        return sum(1 for call in self.of(operation) if applied is None or call.applied is applied)

    def lines(self, last: int) -> list[dict[str, object]]:
        """Return the last calls for a person to read: no header and no body, which may name a customer."""
        return [
            {
                "at": call.at.isoformat(timespec="seconds"),
                "operation": call.operation,
                "method": call.request.method,
                "path": call.request.path,
                "status": call.status,
                "applied": call.applied,
                "failure": call.failure,
            }
            for call in list(self.calls)[-last:]
        ]
