"""The log of what the app asked, and what of it was done."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Call:
    """One document. `applied` tells whether a mutation changed the shop, which a repeated key does not."""

    operation: str
    variables: dict[str, Any]
    version: str
    key: str | None = None
    applied: bool = False
    outcome: str = ""  # "ok", codes of errors, or the failure that struck
    cost: int = 0


@dataclass
class CallLog:
    """All calls in the order they came, and for each item how many changes through the API it has had."""

    calls: list[Call] = field(default_factory=list)
    changes: Counter[int] = field(default_factory=Counter)

    def count(self, operation: str | None = None, *, applied: bool | None = None) -> int:
        """Count the calls of an operation, or those of them that changed something, or did not."""
        return sum(
            1
            for call in self.calls
            if operation in {None, call.operation} and (applied is None or call.applied is applied)
        )
