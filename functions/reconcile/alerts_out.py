"""Alerts on their way out of the outbox: claimed, told in as few messages as may be, and done only then.

Told at least once: who is killed between Slack's `ok` and our commit leaves them to be told again. What Slack does not
take goes by mail, and all where there is no Slack.
"""

import time
from collections.abc import Callable
from functools import partial
from typing import Any

import alert_mail
import slack_webhook
from alert_message import message
from ordak import log, settings
from ordak.portion import Portion
from ordak.service import Service
from outlet_error import OutletError

_BETWEEN_SECONDS = 1.0  # Slack takes a message a second
_portion = Portion(100)

type _Alerts = list[dict[str, Any]]
type _Way = tuple[str, Callable[[str], None]]


def tell_alerts(service: Service, deadline: float) -> int:
    """Tell every alert that is due, until `deadline` (time.monotonic) or a failure; return how many were told."""
    ways = _ways()
    told = 0
    worker = f"{service.name}:{service.correlation_id}"
    while ways and time.monotonic() < deadline:
        with _portion.taken() as size:
            alerts = service.ask("claim_alerts", worker=worker, limit=size)["alerts"]
        if not alerts:
            break
        done, failed = _tell(service, ways, worker, alerts)
        told += done
        if failed:
            break
        time.sleep(_BETWEEN_SECONDS)
    return told


def _ways() -> list[_Way]:
    """Return the ways that are set up, in the order in which they are tried."""
    url, addresses = settings.slack_webhook_url(), settings.alert_addresses()
    slack: list[_Way] = [("slack", partial(slack_webhook.post, url))] if url else []
    return [*slack, ("mail", partial(alert_mail.post, addresses))] if addresses else slack


def _tell(service: Service, ways: list[_Way], worker: str, alerts: _Alerts) -> tuple[int, bool]:
    """Tell alerts in one message; of a text that is refused each half by itself, until what is to blame is alone.

    Return how many were told, and whether a way failed: it is left alone until the next run.
    """
    waiting, told, failed = [alerts], 0, False
    while waiting:
        some = waiting.pop()
        taken, error = _post(service, ways, some)
        failed = failed or error is not None
        refused = None if taken else error
        if refused is not None and refused.refuses_text and len(some) > 1:
            middle = len(some) // 2
            waiting += [some[middle:], some[:middle]]
            continue
        if refused is not None and not refused.refuses_text:
            some, waiting = [*some, *(each for others in waiting for each in others)], []
        service.ask(
            "finish_alerts",
            worker=worker,
            work_ids=[alert["work_id"] for alert in some],
            error=refused and refused.code,
            wait_seconds=(refused and refused.wait_seconds) or None,
        )
        told += 0 if refused else len(some)
    return told, failed


def _post(service: Service, ways: list[_Way], alerts: _Alerts) -> tuple[bool, OutletError | None]:
    """Try the ways until one takes a text; return whether one did, and why the first did not.

    One that asks for time, or may take the alerts one by one, is given both.
    """
    first: OutletError | None = None
    for name, post in ways:
        error = _once(service, name, post, alerts)
        if error is None:
            return True, first
        first = first or error
        if error.wait_seconds or (error.refuses_text and len(alerts) > 1):
            break
    return False, first


def _once(service: Service, name: str, post: Callable[[str], None], alerts: _Alerts) -> OutletError | None:
    started = time.perf_counter()
    line: log.Line = {"function": name, "count": len(alerts), "correlation_id": service.correlation_id}
    try:
        post(_text(alerts))
    except OutletError as error:
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
        raise OutletError("BAD_PAYLOAD", refuses_text=True) from error
