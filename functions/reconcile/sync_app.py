"""Runs of synchronisation. A message on their queue is a wake-up: runs are rows, each resumed where it was left."""

import json
import os
import time
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from failure import code_of
from level_run import compare_levels
from ordak import log, settings
from ordak.aws import client as aws
from ordak.aws import wake_ups
from ordak.service import Service
from ordak.shopify.admin import ShopifyError
from ordak.shopify.shop import open_shop
from order_run import compare_orders
from purge_run import purge
from sync_run import LostRunError, OutOfTimeError, SyncRun

_SAFETY_SECONDS = 30.0
_LEASE_SECONDS = 120
_TRIES = 10  # after so many calls in a row that failed, a run is over
_QUEUE = "sync"
_AT_SHOP = {"inventory": compare_levels, "orders": compare_orders}
_HERE = {"purge": purge}
KINDS = {*_AT_SHOP, *_HERE}


def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Take every run that nobody works at; one that the time is too short for goes on with the next message."""
    deadline = time.monotonic() + context.get_remaining_time_in_millis() / 1000 - _SAFETY_SECONDS
    service = Service("reconcile", context.aws_request_id, "sync")
    with service.run():
        _go_round(service, deadline)
    # A run that goes on later is woken for by itself, or by the sweeper when it is due.
    return wake_ups.answer(event, finished=True) | {"records": len(event.get("Records", []))}


def _go_round(service: Service, deadline: float) -> None:
    stores = settings.stores_with_shop()
    for run_id in _ours(service.ask("sweep", stores=stores)):
        _take(service, run_id, deadline)
    due = service.ask("sweep", stores=stores)
    if due["push_stores"]:
        aws.wake(settings.inventory_queue_url(), "{}")
    if _ours(due):
        aws.wake(settings.sync_queue_url(), "{}")


def _ours(due: dict[str, Any]) -> list[int]:
    return [run["run_id"] for run in due["waiting_runs"] if run["queue"] == _QUEUE]


def _take(service: Service, run_id: int, deadline: float) -> None:
    """Take one run, if nobody has it. Whatever becomes of it, the next one is taken."""
    started = time.perf_counter()
    line: log.Line = {"function": "sync", "correlation_id": service.correlation_id}
    try:
        run = _claim(service, run_id, deadline)
        if run is None:
            return
        line["function"] = f"sync_{run.kind}"
        if run.store:
            line["store"] = run.store
        line["outcome"] = _go_on(run, deadline)
    except LostRunError:
        line["outcome"] = "lost"
    except Exception as error:  # noqa: BLE001 - one run must not stop the others
        line["code"] = code_of(error)
        log.failed(started, error, **line)
        return
    log.handled(started, **line)


def _claim(service: Service, run_id: int, deadline: float) -> SyncRun | None:
    worker = f"{service.name}:{os.getpid()}:{service.correlation_id}"
    found = service.ask("claim_sync", run_id=run_id, worker=worker, lease_seconds=_LEASE_SECONDS)["run"]
    return found and SyncRun(service, worker, deadline, _LEASE_SECONDS, found)


def _go_on(run: SyncRun, deadline: float) -> str:
    """Work at a run to its end, or to that of our time; what fails is counted and left to be tried again."""
    try:
        if run.kind in _AT_SHOP:
            _AT_SHOP[run.kind](run, open_shop(run.service, run.store, deadline + 15))
        else:
            _HERE[run.kind](run)
        run.finish(None)
    except OutOfTimeError:
        run.leave(0)
        aws.wake(settings.sync_queue_url(), json.dumps({"run_id": run.run_id}))
        return "cut"
    except LostRunError:
        raise
    except Exception as error:
        if run.count_failure() >= _TRIES:
            run.finish(code_of(error))
        else:
            run.leave(60 + (error.wait_seconds if isinstance(error, ShopifyError) else 0))
        raise
    return "ok"
