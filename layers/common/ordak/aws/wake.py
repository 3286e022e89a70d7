"""The doorbell: after a commit, the workers of what it left in the outbox are woken. Never before, never in its way."""

import time
from collections.abc import Mapping
from typing import Any

from ordak import settings
from ordak.aws import client as aws

_QUEUES = {
    "inventory_push": settings.inventory_queue_url,
    "sync": settings.sync_queue_url,
    "live": settings.live_queue_url,
}
# What waits is in the database, and the sweeper rings every minute: one slow ring, and we leave it to that for a while.
_PATIENCE_SECONDS = 0.25
_SILENT_SECONDS = 30.0
_silent_until: dict[str, float] = {}


def ring(answer: Mapping[str, Any]) -> None:
    """Ring for the topics that an answer of the database names as `queued`. A bell says nothing but that it rang."""
    for topic in answer.get("queued") or ():
        started = time.monotonic()
        if topic in _QUEUES and started >= _silent_until.get(topic, 0.0):
            aws.ring(_QUEUES[topic](), "{}")
            if time.monotonic() - started > _PATIENCE_SECONDS:
                _silent_until[topic] = time.monotonic() + _SILENT_SECONDS
