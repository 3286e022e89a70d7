"""Runs of the marketplaces, taken by the worker of the queue `marketplace`."""

import json
import time
from collections.abc import Callable
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from acceptance_run import accept_orders
from auto_reply_run import answer_customers
from import_run import import_changed, import_open
from messages_run import read_messages
from offers_run import send_offers
from ordak import settings
from ordak.aws import client as aws
from ordak.aws import wake_ups
from ordak.runs import SAFETY_SECONDS, Run, Worker
from ordak.service import Service
from shipping_run import ship_orders
from tracking_run import track_orders
from unpacked_run import warn_unpacked
from void_run import undo_labels

_QUEUE = "marketplace"
# What each kind of run does, in the order in which one round does all of them.
STEPS: dict[str, Callable[[Run], None]] = {
    "import": import_changed,
    "import_all": import_open,
    "offers": send_offers,
    "acceptance": accept_orders,
    "shipping": ship_orders,
    "tracking": track_orders,
    "unpacked": warn_unpacked,
    "void": undo_labels,
    "messages": read_messages,
    "auto_reply": answer_customers,
}


def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Take every run that no worker leases; one that the time is too short for goes on with the next message."""
    deadline = time.monotonic() + context.get_remaining_time_in_millis() / 1000 - SAFETY_SECONDS
    service = Service("marketplace", context.aws_request_id, "marketplace")
    with service.run():
        waiting = service.ask("list_waiting_runs", queue=_QUEUE)["runs"]
        taking, order = worker(service, deadline), list(STEPS)
        for number, run in enumerate(sorted(waiting, key=lambda run: order.index(run["kind"]))):
            if number and time.monotonic() > deadline:
                _wake(run["run_id"])  # with no time left a step would only fail
                break
            taking.take(run["run_id"])
    return wake_ups.answer(event, finished=True) | {"records": len(event.get("Records", []))}


def worker(service: Service, deadline: float) -> Worker:
    """Return what takes the runs of this queue until then."""
    return Worker(service, deadline, STEPS, _wake)


def _wake(run_id: int) -> None:
    aws.wake(settings.marketplace_queue_url(), json.dumps({"run_id": run_id}))
