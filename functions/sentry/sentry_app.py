"""Failures to Sentry, out of the logs: what the other functions' lines of level ERROR hold, and nothing else.

It is no part of any answer: an outage of Sentry costs events, which are dropped, and nobody any time.
"""

import base64
import gzip
import json
import time
from typing import Any

from ordak import log, settings
from sentry_door import Sentry, SentryError
from sentry_event import events_of

_MOST_EVENTS = 20  # of one batch of lines: a storm is told by its first ones
_SAFETY_SECONDS = 8.0
_quiet_until = 0.0


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Take a batch of lines from CloudWatch Logs; answer how many events Sentry took, and how many were dropped."""
    global _quiet_until  # noqa: PLW0603 - as long as Sentry asked for, this process keeps to it
    dsn = settings.sentry_dsn()
    batch = json.loads(gzip.decompress(base64.b64decode(event["awslogs"]["data"])))
    if dsn is None or batch["messageType"] != "DATA_MESSAGE":
        return {"sent": 0, "dropped": 0}
    deadline = time.monotonic() + context.get_remaining_time_in_millis() / 1000 - _SAFETY_SECONDS
    events, sent = events_of(batch), 0
    try:
        sentry = Sentry(dsn, settings.environment())
        for each in events[:_MOST_EVENTS]:
            if _quiet_until <= time.monotonic() < deadline:
                _quiet_until = time.monotonic() + sentry.send(each)
                sent += 1
    except SentryError as error:
        log.survived(error, function="sentry", code=error.code, correlation_id=context.aws_request_id)
        _quiet_until = time.monotonic() + error.wait_seconds
    return {"sent": sent, "dropped": len(events) - sent}
