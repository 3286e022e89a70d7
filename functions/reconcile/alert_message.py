"""Alerts as one message to a supervisor."""

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from alert_texts import TEXTS, UNKNOWN
from slack_text import plain

_LATE_SECONDS = 600  # an alert that is older says when it happened
_MOST_VALUES = 10


def message(alerts: Iterable[dict[str, Any]], now: float) -> str:
    """Write alerts in one text of Slack's markup; those of one kind and store stand together."""

    def heading(alert: dict[str, Any]) -> tuple[str, str]:
        return alert["store"] or alert["detail"].get("organisation") or "", alert["kind"] or "?"

    parts = [
        _part(store, kind, list(some), now) for (store, kind), some in groupby(sorted(alerts, key=heading), key=heading)
    ]
    return "\n\n".join(parts)


def _part(store: str, kind: str, alerts: list[dict[str, Any]], now: float) -> str:
    text = TEXTS.get(kind, UNKNOWN)
    title = text.what if kind in TEXTS else f"{text.what}: {plain(kind)}"
    lines = [f"• {_about(alert, text.shown)}{_moment(alert['at'], now)}" for alert in alerts]
    return "\n".join([f"*{plain(store) or 'All stores'}: {title}*", *lines, f"→ {text.do}"])


def _about(alert: dict[str, Any], shown: Iterable[str]) -> str:
    """Name what it is about: the order as people call it, else the id, and the details of its kind."""
    said = [f"{plain(name)} {_listed(alert['detail'][name])}" for name in shown if alert["detail"].get(name)]
    return ", ".join([plain(alert["order_id"] or alert["ref"] or "?"), *said])


def _listed(value: Any) -> str:
    if isinstance(value, dict):
        value = [f"{name} {count}" for name, count in sorted(value.items())]
    if not isinstance(value, list):
        return plain(value)
    more = f" and {len(value) - _MOST_VALUES} more" if len(value) > _MOST_VALUES else ""
    return ", ".join(plain(each) for each in value[:_MOST_VALUES]) + more


def _moment(at: str, now: float) -> str:
    """Say when it happened, in the reader's own time, if that is a while ago."""
    moment = datetime.fromisoformat(at)
    if now - moment.timestamp() < _LATE_SECONDS:
        return ""
    plain = moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    return f" (<!date^{int(moment.timestamp())}^{{date_num}} {{time}}|{plain}>)"
