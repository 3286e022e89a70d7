"""Runs of synchronisation. A message on their queue is a doorbell: runs are rows, each resumed where it was left."""

import json
import os
import time
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from level_run import compare_levels
from ordak import aws, log, settings
from ordak.service import Service
from ordak.shop import open_shop
from ordak.shopify import ShopifyError
from order_run import compare_orders
from sync_run import LostRunError, OutOfTimeError, SyncRun

_SAFETY_SECONDS = 30.0
_LEASE_SECONDS = 120
_TRIES = 10  # after so many calls in a row that failed, a run is over
_KINDS = {"inventory": compare_levels, "orders": compare_orders}


def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Take every run that nobody works at; one that the time is too short for goes on with the next message."""
    deadline = time.monotonic() + context.get_remaining_time_in_millis() / 1000 - _SAFETY_SECONDS
    service = Service("reconcile", context.aws_request_id)
    stores = settings.stores_with_shop()
    for run_id in service.ask("sweep", stores=stores)["runs"]:
        _take(service, run_id, deadline)
    due = service.ask("sweep", stores=stores)
    if due["push_stores"]:
        aws.ring(settings.inventory_queue_url(), "{}")
    if due["runs"]:
        aws.ring(settings.sync_queue_url(), "{}")
    return {"batchItemFailures": [], "records": len(event.get("Records", []))}


def _take(service: Service, run_id: int, deadline: float) -> None:
    started = time.perf_counter()
    worker = f"{service.name}:{os.getpid()}:{service.correlation_id}"
    found = service.ask("claim_sync", run_id=run_id, worker=worker, lease_seconds=_LEASE_SECONDS)["run"]
    if found is None:
        return
    run = SyncRun(service, worker, deadline, _LEASE_SECONDS, found)
    line: log.Line = {"function": f"sync_{run.kind}", "store": run.store, "correlation_id": service.correlation_id}
    try:
        _KINDS[run.kind](run, open_shop(service, run.store, deadline + 15))
        run.finish(None)
        line["outcome"] = "ok"
    except OutOfTimeError:
        run.leave(0)
        aws.ring(settings.sync_queue_url(), json.dumps({"run_id": run_id}))
        line["outcome"] = "cut"
    except LostRunError:
        line["outcome"] = "lost"
    except ShopifyError as error:
        line["code"] = error.code
        log.failed(started, error, **line)
        if run.count_failure() >= _TRIES:
            run.finish(error.code)
        else:
            run.leave(60 + error.wait_seconds)
        return
    log.handled(started, **line)
