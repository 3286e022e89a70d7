"""Deliveries that could not be ingested at once, on a queue or in the database; then orders to be read again."""

import base64
import os
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from ingest import Delivery, take, unpack
from ordak import log
from ordak.database import DatabaseError
from ordak.service import RefusedError, Service
from reread import reread

_SERVICE = Service("webhook", "ingest_retry")
_LEASE_SECONDS = 60
_SAFETY_MS = 8000  # a delivery is begun only with this much of the time-out left
_processor = BatchProcessor(EventType.SQS, raise_on_entire_batch_failure=False)


def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Take a batch of the ingest-retry queue, or, on the schedule, the rows of order_ingest_retry and order_reread."""
    if "Records" in event:
        return dict(process_partial_response(event, _from_queue, _processor, context))
    return _from_database(context)


def _from_queue(record: SQSRecord, lambda_context: LambdaContext) -> None:
    started = time.perf_counter()
    if lambda_context.get_remaining_time_in_millis() < _SAFETY_MS:
        raise TimeoutError  # the rest of the batch comes again; the answer about it must not be lost
    delivery = unpack(record.body)
    if delivery is None:
        log.handled(started, function="ingest_retry", outcome="not_ours", correlation_id=record.message_id)
        raise ValueError("not a delivery")
    _retry(started, delivery)


def _retry(started: float, delivery: Delivery) -> dict[str, Any]:
    line: log.Line = {
        "function": "ingest_retry",
        "store": delivery.store,
        "topic": delivery.topic,
        "correlation_id": delivery.correlation_id,
    }
    try:
        body = take(delivery, fresh_rules=True)
    except Exception as error:
        log.failed(started, error, **line)
        raise
    line["outcome"] = "quarantined" if body.get("quarantined") else "ok"
    line["order_number"] = next(iter(body.get("tickets", [])), None)
    log.handled(started, **line)
    return body


def _from_database(context: LambdaContext) -> dict[str, Any]:
    worker = f"ingest_retry:{os.getpid()}:{context.aws_request_id}"
    done = failed = 0
    for topic, work in (("order_ingest_retry", _work), ("order_reread", partial(reread, _SERVICE, worker))):
        while context.get_remaining_time_in_millis() > _SAFETY_MS:
            rows = _SERVICE.ask(
                "claim_work",
                topic=topic,
                worker=worker,
                limit=1,
                lease_seconds=_LEASE_SECONDS,
            )["work"]
            if not rows:
                break
            error = _code_of(work, rows[0])
            _SERVICE.ask("finish_work", work_id=rows[0]["work_id"], worker=worker, error=error)
            done, failed = (done + 1, failed) if error is None else (done, failed + 1)
    return {"done": done, "failed": failed}


def _code_of(work: Callable[[dict[str, Any]], None], row: dict[str, Any]) -> str | None:
    """Do what a row asks for; return the code it failed with."""
    try:
        work(row)
    except (DatabaseError, RefusedError) as error:
        return str(error)
    except Exception as error:  # noqa: BLE001  # one bad row must not stop the others
        return type(error).__name__
    return None


def _work(row: dict[str, Any]) -> None:
    """Try one held delivery again."""
    started = time.perf_counter()
    delivery_id = row["payload"]["delivery_id"]
    held = _SERVICE.ask("get_held_delivery", delivery_id=delivery_id)["delivery"]
    if held is None:
        return
    body = _retry(started, _read(held))
    refused = body["reason"] if body.get("quarantined") else None
    _SERVICE.ask("resolve_delivery", delivery_id=delivery_id, refused=refused)


def _read(held: dict[str, Any]) -> Delivery:
    return Delivery(
        store=held["store"],
        topic=held["topic"],
        webhook_id=held["webhook_id"],
        triggered_at=held["triggered_at"],
        correlation_id=held["webhook_id"] or f"delivery-{held['delivery_id']}",
        body=base64.b64decode(held["body"]),
    )
