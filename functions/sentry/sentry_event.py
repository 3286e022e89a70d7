"""From lines of a log to events of Sentry: the fields of ordak.log.Line, and no others."""

import json
import re
from collections import Counter
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from ordak import VERSION
from ordak.log import Line

# What has a place of its own in an event; and who did it, which is nobody's business there.
_PLACED = {"where", "error_type", "duration_ms", "actor_id"}
_TAGS = Line.__annotations__.keys() - _PLACED
_NAME = re.compile(r"[A-Za-z_][\w.]{0,99}")
_FRAME = re.compile(r"([\w.-]{1,100}):([0-9]{1,6})")


def events_of(batch: dict[str, Any], environment: str) -> list[dict[str, Any]]:
    """Make an event of each failure in a batch of CloudWatch Logs; of those that are alike one, which says how many."""
    events: dict[tuple[str, ...], dict[str, Any]] = {}
    counts: Counter[tuple[str, ...]] = Counter()
    for each in batch["logEvents"]:
        event = _event(each, _named(batch["logGroup"]), environment)
        if event is not None:
            key = tuple(event["fingerprint"])
            events.setdefault(key, event)
            counts[key] += 1
    for key, event in events.items():
        event["tags"]["lines"] = str(counts[key])
    return list(events.values())


def _event(entry: dict[str, Any], function: str, environment: str) -> dict[str, Any] | None:
    line = _read(entry["message"])
    if line is None:
        return None
    function = line.get("function", function)
    kind = line.get("error_type", "Failure")
    frames = [{"filename": name, "lineno": int(number)} for name, number in _FRAME.findall(line.get("where", ""))]
    place = f"{frames[-1]['filename']}:{frames[-1]['lineno']}" if frames else "-"
    exception: dict[str, Any] = {"type": kind, "value": line.get("code") or line.get("sqlstate") or ""}
    if frames:
        exception["stacktrace"] = {"frames": frames}
    return {
        "event_id": uuid5(NAMESPACE_OID, str(entry["id"])).hex,
        "timestamp": datetime.fromtimestamp(entry["timestamp"] / 1000, UTC).isoformat(),
        "platform": "python",
        "level": "error",
        "logger": "ordak",
        "environment": environment,
        "release": f"ordak@{VERSION}",
        "transaction": function,
        "fingerprint": [function, kind, place],
        "exception": {"values": [exception]},
        "tags": {name: line[name] for name in sorted(line.keys() & _TAGS)},
    }


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
    if line.get("level") != "ERROR":
        return None
    # Lambda's runtime writes the words of an exception, which may quote a value: of such a line the kind alone.
    if _NAME.fullmatch(str(line.get("errorType", ""))):
        return {"error_type": line["errorType"]}
    return {name: str(line[name]) for name in Line.__annotations__ if line.get(name) is not None}


def _named(log_group: str) -> str:
    """Name the function that a log group is of."""
    found = re.search(r"(\w+)Logs", log_group)
    return found[1] if found else "unknown"
