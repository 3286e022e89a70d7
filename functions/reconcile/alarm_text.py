"""What Slack is told of a CloudWatch alarm: the words of its description, which end with its entry in the runbook."""

import json
from datetime import datetime, timedelta
from typing import Any

from slack_text import plain

_LONGEST_DESCRIPTION = 1000
_SILENT = "INSUFFICIENT_DATA"


def alarm_text(message: str) -> str | None:
    """Write a message of the alarm topic in Slack's markup; None where there is nothing to tell.

    An alarm begins without data, so the first word of a new one is that all is well: that is nobody's news. Later only
    an alarm that listens for something is without data, and says so.
    """
    alarm = _read(message)
    if alarm is None:
        return f"*A message on the alarm topic that is no alarm*\n• {plain(message)}"
    state, before = alarm.get("NewStateValue"), alarm.get("OldStateValue")
    if state == "OK" and before == _SILENT and (not alarm.get("InsufficientDataActions") or _is_new(alarm)):
        return None
    heading = "ALARM" if state != "OK" else "Data again" if before == _SILENT else "Over"
    words, _, entry = str(alarm.get("AlarmDescription") or "").partition("docs/runbook.md#")
    lines = [f"*{heading}: {plain(words.strip() or '?', _LONGEST_DESCRIPTION)}*", f"• {plain(alarm['AlarmName'], 255)}"]
    return "\n".join([*lines, f"→ docs/runbook.md: {plain(entry)}." if entry else "→ docs/runbook.md."])


def _is_new(alarm: dict[str, Any]) -> bool:
    """Whether an alarm was made or changed in the last two hours, as a deployment does."""
    try:
        made, said = (
            datetime.fromisoformat(alarm[name]) for name in ("AlarmConfigurationUpdatedTimestamp", "StateChangeTime")
        )
        return said - made < timedelta(hours=2)
    except (KeyError, TypeError, ValueError):
        return False


def _read(message: str) -> dict[str, Any] | None:
    try:
        alarm = json.loads(message)
    except ValueError:
        return None
    return alarm if isinstance(alarm, dict) and isinstance(alarm.get("AlarmName"), str) else None
