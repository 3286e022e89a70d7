"""What a listener is asked and what it answers: plain values, so that each of them is one function."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Request:
    """One POST; header names are in lower case."""

    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Reply:
    """An answer. `heard` is what was taken, by its id, or under a number of its own where it has none."""

    status: int
    body: bytes
    kind: str = "application/json"
    heard: Mapping[str, Any] = field(default_factory=dict)
    lines: tuple[str, ...] = ()  # of it, for a person
