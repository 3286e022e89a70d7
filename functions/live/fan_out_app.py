"""SQS: publishes changes to connected pages. A message is a wake-up: the database says what goes to whom."""

import time
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from broadcast import broadcast, disconnect
from ordak import log, settings
from ordak.aws import client as aws
from ordak.aws import wake_ups
from ordak.service import Service

_SAFETY_SECONDS = 12.0  # a shard is begun only with this much of the time-out left
_BROADCAST_SECONDS = 3.0
_LEASE_SECONDS = 15  # longer than it takes to find that nobody can be reached


def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Broadcast to shard after shard until none has news, or until there is no time for more."""
    started = time.perf_counter()
    deadline = time.monotonic() + context.get_remaining_time_in_millis() / 1000 - _SAFETY_SECONDS
    service = Service("live", context.aws_request_id)
    line: log.Line = {"function": "fan_out", "correlation_id": service.correlation_id}
    try:
        finished = _broadcast_all(service, deadline, line)
    except Exception as error:  # noqa: BLE001 - what was claimed is sent again when its lease ends
        line["code"] = "SYS001"
        log.failed(started, error, **line)
        finished = False
    else:
        line["outcome"] = "ok" if finished else "cut"
        log.handled(started, **line)
    return wake_ups.answer(event, finished=finished)


def _broadcast_all(service: Service, deadline: float, line: log.Line) -> bool:
    worker = f"{service.name}:{service.correlation_id}"
    whole, line["count"] = True, 0
    while time.monotonic() < deadline:
        claimed = service.ask("claim_live", worker=worker, lease_seconds=_LEASE_SECONDS)
        disconnect(settings.live_api_url(), claimed["ended"])
        if claimed["shard"] is None:
            return whole
        if claimed["others"]:
            aws.wake(settings.live_queue_url(), "{}")  # a second worker, which wakes a third
        line["count"] += len(claimed["listeners"])
        until = time.monotonic() + _BROADCAST_SECONDS
        gone = broadcast(settings.live_api_url(), claimed["listeners"], claimed["messages"], until)
        if gone is None:
            whole = False  # it keeps its lease: sent again at once, it would fail again
        else:
            service.ask("finish_live", worker=worker, shard=claimed["shard"], told=claimed["told"], gone=gone)
    return False
