"""From lines of a log to events of Sentry: the fields of ordak.log.Line, and no others."""

import json
import re
from collections import Counter
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from ordak.log import PAGE_FAILED, Line

# What has a place of its own in an event; and who did it, which is nobody's business there.
_PLACED = {"where", "error_type", "duration_ms", "actor_id", "version"}
_TAGS = Line.__annotations__.keys() - _PLACED
_NAME = re.compile(r"[A-Za-z_][\w.]{0,99}")
_FRAME = re.compile(r"([\w.-]{1,100}):([0-9]{1,7})(?::([0-9]{1,7}))?")


def events_of(batch: dict[str, Any]) -> list[dict[str, Any]]:
    """Make an event of each failure in a batch of CloudWatch Logs; of those that are alike one, which says how many."""
    events: dict[tuple[str, ...], dict[str, Any]] = {}
    counts: Counter[tuple[str, ...]] = Counter()
    for each in batch["logEvents"]:
        event = _event(each, _named(batch["logGroup"]))
        if event is not None:
            key = tuple(event["fingerprint"])
            events.setdefault(key, event)
            counts[key] += 1
    for key, event in events.items():
        event["tags"]["lines"] = str(counts[key])
    return list(events.values())


def _event(entry: dict[str, Any], function: str) -> dict[str, Any] | None:
    line = _read(entry["message"])
    if line is None:
        return None
    function = line.get("function", function)
    kind = line.get("error_type", "Failure")
    frames = [_frame(*found.groups()) for found in _FRAME.finditer(line.get("where", ""))]
    place = ":".join(str(part) for part in frames[-1].values()) if frames else "-"
    exception: dict[str, Any] = {"type": kind, "value": line.get("code") or line.get("sqlstate") or ""}
    if frames:
        exception["stacktrace"] = {"frames": frames}
    return _release(function, line) | {
        "event_id": uuid5(NAMESPACE_OID, str(entry["id"])).hex,
        "timestamp": datetime.fromtimestamp(entry["timestamp"] / 1000, UTC).isoformat(),
        "platform": "javascript" if "version" in line else "python",
        "level": "error",
        "logger": "ordak",
        "transaction": function,
        "fingerprint": [function, kind, place],
        "exception": {"values": [exception]},
        "tags": {name: line[name] for name in sorted(line.keys() & _TAGS)},
    }


def _release(function: str, line: dict[str, str]) -> dict[str, str]:
    """Name a page (`web/kiosk`) by its own version; all else is of this release, which the client says."""
    return {"release": f"ordak-{function.rpartition('/')[2]}@{line['version']}"} if "version" in line else {}


def _frame(name: str, number: str, column: str | None) -> dict[str, str | int]:
    place: dict[str, str | int] = {"filename": name, "lineno": int(number)}
    return place if column is None else {**place, "colno": int(column)}


def _read(message: str) -> dict[str, str] | None:
    """Read a line of ours, of the runtime about an exception, or of Lambda about an end; None: no failure."""
    try:
        line = json.loads(message)
    except ValueError:
        return None
    if not isinstance(line, dict):
        return None
    if line.get("type") == "platform.report":
        status = line.get("record", {}).get("status")
        return {"error_type": f"Lambda.{status}"} if status in {"timeout", "error"} else None
    if line.get("level") != "ERROR" and line.get("message") != PAGE_FAILED:
        return None
    # Lambda's runtime writes the words of an exception, which may quote a value: of such a line the kind alone.
    if _NAME.fullmatch(str(line.get("errorType", ""))):
        return {"error_type": line["errorType"]}
    return {name: str(line[name]) for name in Line.__annotations__ if line.get(name) is not None}


def _named(log_group: str) -> str:
    """Name the function that a log group is of."""
    found = re.search(r"(\w+)Logs", log_group)
    return found[1] if found else "unknown"
