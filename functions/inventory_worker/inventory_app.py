"""Pushes availability to Shopify. A message on its queue is a doorbell: what is due is in the database."""

import time
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from ordak import log, settings
from ordak.service import Service
from pusher import push_store

_SAFETY_SECONDS = 15.0  # a batch is begun only with this much of the time-out left, and what is left comes again


def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Work for every shop until nothing is due, or until there is no time for more."""
    deadline = time.monotonic() + context.get_remaining_time_in_millis() / 1000 - _SAFETY_SECONDS
    service = Service("inventory_worker", context.aws_request_id, "inventory_worker")
    with service.run():
        finished = [_push(service, store, deadline) for store in settings.stores_with_shop()]
    # One bell is like another: what is left undone is undone for all of them.
    again = [] if all(finished) else [record["messageId"] for record in event.get("Records", [])]
    return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in again]}


def _push(service: Service, store: str, deadline: float) -> bool:
    started = time.perf_counter()
    line: log.Line = {"function": "inventory_push", "store": store, "correlation_id": service.correlation_id}
    try:
        finished = push_store(service, store, deadline)
    except Exception as error:  # noqa: BLE001 - one shop must not stop the other
        line["code"] = getattr(error, "code", "SYNC001")
        log.failed(started, error, **line)
        return False
    line["outcome"] = "ok" if finished else "cut"
    log.handled(started, **line)
    return finished
