"""Alerts on their way out of the outbox: claimed, told in as few messages as may be, and done only then.

Told at least once: who is killed between Slack's `ok` and our commit leaves them to be told again.
"""

import time
from typing import Any

import slack_webhook
from alert_texts import message
from ordak import log, settings
from ordak.portion import Portion
from ordak.service import Service
from slack_webhook import SlackError

_BETWEEN_SECONDS = 1.0  # Slack takes a message a second
_portion = Portion(100)

type _Alerts = list[dict[str, Any]]


def tell_alerts(service: Service, deadline: float) -> int:
    """Tell every alert that is due, until `deadline` (time.monotonic) or a failure; return how many were told."""
    url = settings.slack_webhook_url()
    told = 0
    if url is None:
        return told
    worker = f"{service.name}:{service.correlation_id}"
    while time.monotonic() < deadline:
        with _portion.taken() as size:
            alerts = service.ask("claim_alerts", worker=worker, limit=size)["alerts"]
        if not alerts:
            break
        done, failed = _tell(service, url, worker, alerts)
        told += done
        if failed:
            break
        time.sleep(_BETWEEN_SECONDS)
    return told


def _tell(service: Service, url: str, worker: str, alerts: _Alerts) -> tuple[int, bool]:
    """Tell alerts in one message; of a text that Slack refuses each half by itself, until what is to blame is alone.

    Return how many were told, and whether any was not.
    """
    waiting, told, failed = [alerts], 0, False
    while waiting:
        some = waiting.pop()
        error = _post(service, url, some)
        if error is not None and error.refuses_text and len(some) > 1:
            middle = len(some) // 2
            waiting += [some[middle:], some[:middle]]
            continue
        if error is not None and not error.refuses_text:
            some, waiting = [*some, *(each for others in waiting for each in others)], []
        service.ask(
            "finish_alerts",
            worker=worker,
            work_ids=[alert["work_id"] for alert in some],
            error=error and error.code,
            wait_seconds=(error and error.wait_seconds) or None,
        )
        told, failed = told + (0 if error else len(some)), failed or error is not None
    return told, failed


def _post(service: Service, url: str, alerts: _Alerts) -> SlackError | None:
    started = time.perf_counter()
    line: log.Line = {"function": "slack", "count": len(alerts), "correlation_id": service.correlation_id}
    try:
        slack_webhook.post(url, _text(alerts))
    except SlackError as error:
        line["code"] = error.code
        log.failed(started, error, **line)
        return error
    line["outcome"] = "ok"
    log.handled(started, **line)
    return None


def _text(alerts: _Alerts) -> str:
    try:
        return message(alerts, time.time())
    except Exception as error:
        # One of them cannot be written: to be found like one whose text Slack refuses.
        raise SlackError("BAD_PAYLOAD", refuses_text=True) from error
