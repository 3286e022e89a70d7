"""Runs of synchronisation, taken by the worker of the queue `sync`."""

import json
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from level_run import compare_levels
from ordak import settings
from ordak.aws import client as aws
from ordak.aws import wake_ups
from ordak.runs import SAFETY_SECONDS, Run, Worker
from ordak.service import Service
from ordak.shopify.admin import ShopifyAdmin
from ordak.shopify.shop import open_shop
from order_run import compare_orders
from purge_run import purge

_QUEUE = "sync"
KINDS = {"inventory", "orders", "purge"}


def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Take every run that nobody works at; one that the time is too short for goes on with the next message."""
    deadline = time.monotonic() + context.get_remaining_time_in_millis() / 1000 - SAFETY_SECONDS
    service = Service("reconcile", context.aws_request_id, "sync")
    with service.run():
        _go_round(worker(service, deadline))
    # A run that goes on later is woken for by itself, or by the sweeper when it is due.
    return wake_ups.answer(event, finished=True) | {"records": len(event.get("Records", []))}


def worker(service: Service, deadline: float) -> Worker:
    """Return what takes the runs of this queue until then."""
    steps: dict[str, Callable[[Run], None]] = {
        "inventory": partial(_at_shop, compare_levels, deadline),
        "orders": partial(_at_shop, compare_orders, deadline),
        "purge": purge,
    }
    return Worker(service, deadline, steps, _wake)


def _at_shop(step: Callable[[Run, ShopifyAdmin], None], deadline: float, run: Run) -> None:
    step(run, open_shop(run.service, run.store, deadline + 15))


def _wake(run_id: int) -> None:
    aws.wake(settings.sync_queue_url(), json.dumps({"run_id": run_id}))


def _go_round(worker: Worker) -> None:
    stores = settings.stores_with_shop()
    for run_id in _ours(worker.service.ask("sweep", stores=stores)):
        worker.take(run_id)
    due = worker.service.ask("sweep", stores=stores)
    if due["push_stores"]:
        aws.wake(settings.inventory_queue_url(), "{}")
    if _ours(due):
        aws.wake(settings.sync_queue_url(), "{}")


def _ours(due: dict[str, Any]) -> list[int]:
    return [run["run_id"] for run in due["waiting_runs"] if run["queue"] == _QUEUE]
