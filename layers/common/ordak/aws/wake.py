"""Wakes workers after a commit, those of the topics that it left work for. Never before, never in its way."""

import time
from collections.abc import Mapping
from typing import Any

from ordak import settings
from ordak.aws import client as aws

QUEUES = {
    "inventory_push": settings.inventory_queue_url,
    "sync": settings.sync_queue_url,
    "live": settings.live_queue_url,
    "marketplace": settings.marketplace_queue_url,
}
# The work is in the database, and the sweeper wakes its worker every minute: after a slow call we leave it to that for
# a while.
_PATIENCE_SECONDS = 0.25
_SILENT_SECONDS = 30.0
_silent_until: dict[str, float] = {}


def wake_workers(answer: Mapping[str, Any]) -> None:
    """Wake the workers of the topics that an answer of the database names as `queued`. A wake-up has no content."""
    for topic in answer.get("queued") or ():
        started = time.monotonic()
        if topic in QUEUES and started >= _silent_until.get(topic, 0.0):
            aws.wake(QUEUES[topic](), "{}")
            if time.monotonic() - started > _PATIENCE_SECONDS:
                _silent_until[topic] = time.monotonic() + _SILENT_SECONDS
