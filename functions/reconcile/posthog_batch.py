"""PostHog's capture API: a batch of events of stores, functions and outcomes, none of a person or an order."""

import json
import re
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from ordak import VERSION
from ordak.http import client as http_client
from ordak.http.client import HttpError

_SECONDS = 10.0
_OK, _TOO_MANY = 200, 429
_REFUSALS = {400, 413}  # what it says of the events themselves
_FEATURES = {"handle_print_barcode": "print", "assign_staff": "assignment"}
_SCANS = ("complete_", "start_")  # how the names of what a scan does begin


class PostHogError(Exception):
    """A batch that was not taken, or of which nobody knows. Carries a code, never the key or an event."""

    def __init__(self, code: str, wait_seconds: float = 0.0, *, refuses_events: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.wait_seconds = wait_seconds
        self.refuses_events = refuses_events


def capture(url: str, key: str, usage: list[dict[str, Any]]) -> None:
    """Send a batch. An event that is sent again has its id of the first time, by which PostHog drops it."""
    body = json.dumps({"api_key": key, "historical_migration": False, "batch": [_event(each) for each in usage]})
    headers = {"Content-Type": "application/json"}
    try:
        answer = http_client.send(
            "POST", f"{url.rstrip('/')}/batch/", headers=headers, body=body.encode(), seconds=_SECONDS
        )
    except HttpError as error:
        raise PostHogError("POSTHOG_NOT_SENT" if error.kind == "connect" else "POSTHOG_ANSWER_LOST") from None
    if answer.status != _OK:
        said = answer.headers.get("retry-after", "")
        waits = answer.status == _TOO_MANY and re.fullmatch(r"[0-9]{1,6}", said)
        refuses = answer.status in _REFUSALS
        raise PostHogError(f"POSTHOG_{answer.status}", float(said) if waits else 0.0, refuses_events=refuses)
    try:
        taken = isinstance(json.loads(answer.body), dict)
    except ValueError:
        taken = False
    if not taken:
        raise PostHogError("POSTHOG_BAD_ANSWER")


def _event(usage: dict[str, Any]) -> dict[str, Any]:
    store = usage["store"] or "none"
    return {
        "event": usage["function"],
        "distinct_id": store,
        "uuid": str(uuid5(NAMESPACE_URL, f"ordak:{usage['txid']}:{usage['no']}:{usage['at']}")),
        "timestamp": usage["at"],
        "properties": {
            "store": store,
            "feature": _feature(usage["function"]),
            "outcome": "refused" if usage["code"] else "ok",
            "code": usage["code"],
            "from": usage["from"],
            "to": usage["to"],
            "$process_person_profile": False,
            "$geoip_disable": True,
            "$lib": "ordak",
            "$lib_version": VERSION,
        },
    }


def _feature(function: str) -> str:
    return _FEATURES.get(function, "scan" if function.startswith(_SCANS) else "other")
