"""PostHog's `/batch/`, after posthog.com/docs/api/capture."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from local.doubles.kit import Request
from local.doubles.outside.taken import Taken

PATH = "/batch/"
KEY = "phc_local_project_key"
LARGEST = 20 * 1024 * 1024
LARGEST_EVENT = 1024 * 1024
LONGEST_ID = 200


def take(request: Request) -> Taken:
    """Take a batch whole, or refuse it whole."""
    if len(request.body) > LARGEST:
        return _refuse(413, "request_too_large")
    try:
        asked = json.loads(request.body)
    except ValueError:
        return _refuse(400, "invalid_payload")
    if not isinstance(asked, dict) or not request.headers.get("content-type", "").startswith("application/json"):
        return _refuse(400, "invalid_payload")
    if asked.get("api_key") != KEY:
        return _refuse(401, "invalid_api_key")
    batch = asked.get("batch")
    if not isinstance(batch, list) or not batch or not all(_is_event(each) for each in batch):
        return _refuse(400, "invalid_event")
    things = {each["uuid"]: each for each in batch}
    lines = tuple(f"{each['event']} {json.dumps(each['properties'])}" for each in batch)
    return Taken(200, b'{"status":"Ok"}', things=things, lines=lines)


def _is_event(event: Any) -> bool:
    """Whether it is an event as the capture API takes it; ours have an id of their own, too."""
    if not isinstance(event, dict) or len(json.dumps(event)) > LARGEST_EVENT:
        return False
    properties = event.get("properties")
    if not isinstance(properties, dict):
        return False
    name, who = event.get("event"), event.get("distinct_id", properties.get("distinct_id"))
    if not (isinstance(name, str) and name and isinstance(who, str) and 0 < len(who) <= LONGEST_ID):
        return False
    try:
        return (
            str(UUID(event["uuid"])) == event["uuid"] and datetime.fromisoformat(event["timestamp"]).tzinfo is not None
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return False


def _refuse(status: int, code: str) -> Taken:
    return Taken(status, json.dumps({"type": "validation_error", "code": code}).encode())
