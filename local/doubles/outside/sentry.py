"""Sentry's envelope endpoint, after develop.sentry.dev/sdk/foundations/transport/envelopes."""

import json
import re
from typing import Any

from local.doubles.kit import Request
from local.doubles.outside.taken import Taken

PROJECT, KEY = "4500001", "0123456789abcdef0123456789abcdef"
PATH = f"/api/{PROJECT}/envelope/"
LARGEST = 1024 * 1024
LINES = 3  # headers of the envelope, headers of the item, the item
ATTRIBUTES = {
    *("event_id", "timestamp", "platform", "level", "logger", "transaction", "server_name", "release", "dist"),
    *("tags", "environment", "modules", "extra", "fingerprint", "exception", "message", "logentry", "threads"),
    *("user", "request", "breadcrumbs", "contexts", "sdk", "debug_meta", "errors", "stacktrace"),
}
LEVELS = {"fatal", "error", "warning", "info", "debug"}


def take(request: Request) -> Taken:
    """Take an envelope of one event."""
    said = dict(re.findall(r"(sentry_\w+)=([^,\s]+)", request.headers.get("x-sentry-auth", "")))
    if request.path != PATH or said.get("sentry_key") != KEY or said.get("sentry_version") != "7":
        return _refuse(403, "event submission rejected: wrong project, key or version")
    if len(request.body) > LARGEST:
        return _refuse(413, "payload too large")
    event = _event(request.body)
    if event is None:
        return _refuse(400, "bad envelope")
    line = f"{event.get('transaction', '-')} {json.dumps(event.get('exception'))} {json.dumps(event.get('tags'))}"
    return Taken(200, json.dumps({"id": event["event_id"]}).encode(), things={event["event_id"]: event}, lines=(line,))


def _event(body: bytes) -> dict[str, Any] | None:
    parts = body.rstrip(b"\n").split(b"\n")
    try:
        envelope, item, event = (json.loads(part) for part in parts)
        sound = (
            len(parts) == LINES
            and item["type"] == "event"
            and item["length"] == len(parts[2])
            and re.fullmatch(r"[0-9a-f]{32}", event["event_id"]) is not None
            and envelope["event_id"] == event["event_id"]
            and event["level"] in LEVELS
            and not event.keys() - ATTRIBUTES
            and re.search(r"[/\\\s]", event.get("release", "")) is None
            and all(isinstance(value, str) for value in event.get("tags", {}).values())
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return event if sound else None


def _refuse(status: int, detail: str) -> Taken:
    return Taken(status, json.dumps({"detail": detail}).encode())
