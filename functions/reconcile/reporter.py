"""Every minute: Slack, or mail, says what a person has to look at, mail what a member waits for, PostHog the use."""

import time
from collections.abc import Callable
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from alerts_out import tell_alerts
from member_mails_out import mail_members
from ordak import log
from ordak.service import Service
from usage_out import tell_usage

_SAFETY_SECONDS = 25.0  # a call is begun only with this much of the time-out left


def handler(_event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Run on the schedule of every minute."""
    deadline = time.monotonic() + context.get_remaining_time_in_millis() / 1000 - _SAFETY_SECONDS
    service = Service("reconcile", context.aws_request_id, "reporter")
    with service.run():
        return {
            "alerts": _attempt("tell_alerts", tell_alerts, service, deadline),
            "mails": _attempt("mail_members", mail_members, service, deadline),
            "events": _attempt("tell_usage", tell_usage, service, deadline),
        }


def _attempt(name: str, send: Callable[[Service, float], int], service: Service, deadline: float) -> int:
    """Send to one outlet; what goes wrong with it is not the other's."""
    started = time.perf_counter()
    try:
        return send(service, deadline)
    except Exception as error:  # noqa: BLE001 - as above; what was claimed comes again when its lease ends
        log.failed(started, error, function=name, correlation_id=service.correlation_id)
        return 0
