"""The answer of Slack, PostHog or Sentry, and what was taken with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from local.doubles.kit import Reply


@dataclass(frozen=True)
class Taken(Reply):
    """An answer. `things` are what was taken, by its id, or under a number of its own where it has none."""

    things: Mapping[str, Any] = field(default_factory=dict)
    lines: tuple[str, ...] = ()  # of it, for a person
