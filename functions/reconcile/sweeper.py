"""Every minute: wakes workers for due work, books or fetches again the orders that changed."""

import json
import time
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from ordak import log, settings
from ordak.aws import client as aws
from ordak.aws.wake import QUEUES
from ordak.database import DatabaseError
from ordak.failure import code_of
from ordak.service import Service
from ordak.shopify.shop import open_shop
from order_delivery import hand_over
from uninstall import settle_uninstall

_SAFETY_SECONDS = 25.0  # a row is begun only with this much of the time-out left
_LEASE_SECONDS = 60


def handler(_event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Run on the schedule of every minute."""
    started = time.perf_counter()
    deadline = time.monotonic() + context.get_remaining_time_in_millis() / 1000 - _SAFETY_SECONDS
    service = Service("reconcile", context.aws_request_id, "sweeper")
    try:
        with service.run():
            return _sweep(service, started, deadline)
    except DatabaseError as error:
        log.failed(started, error, function="sweep", correlation_id=service.correlation_id)
        raise  # to Lambda it is an error as well


def _sweep(service: Service, started: float, deadline: float) -> dict[str, Any]:
    stores = settings.stores_with_shop() + settings.marketplace_stores()
    due = service.ask("sweep", stores=stores)
    while service.ask("sweep_pantries")["more"] and time.monotonic() < deadline:
        pass
    service.ask("sweep_waiting")
    if due["push_stores"]:
        aws.wake(settings.inventory_queue_url(), json.dumps({"stores": due["push_stores"]}))
    for run in due["waiting_runs"]:
        aws.wake(QUEUES[run["queue"]](), json.dumps({"run_id": run["run_id"]}))
    _work_off(service, "uninstall_check", deadline, due["at"])
    booked = _work_off(service, "stock_rebook", deadline, due["at"])
    fetched = _work_off(service, "order_refresh", deadline, due["at"])
    _redact_shops(service, deadline)
    figures = service.ask("get_health")["worker"]
    log.handled(
        started,
        function="sweep",
        processed_per_minute=figures["processed_per_minute"],
        error_rate=figures["error_rate"],
        outcome="ok",
        due_seconds=due["due_seconds"],
        dead=due["dead"],
        correlation_id=service.correlation_id,
    )
    runs = [run["run_id"] for run in due["waiting_runs"]]
    return {"push_stores": due["push_stores"], "runs": runs, "booked": booked, "fetched": fetched}


def _work_off(service: Service, topic: str, deadline: float, at: str) -> int:
    """Take the rows of a topic that are due, one by one; return how many were done."""
    worker = f"{service.name}:{service.correlation_id}"
    done = 0
    while time.monotonic() < deadline:
        rows = service.ask("claim_work", topic=topic, worker=worker, limit=1, lease_seconds=_LEASE_SECONDS)["work"]
        if not rows:
            break
        error = _work(service, topic, rows[0]["payload"], deadline, at)
        service.ask("finish_work", work_id=rows[0]["work_id"], worker=worker, error=error)
        done += error is None
    return done


def _order_of(payload: Any) -> tuple[str, str]:
    store, order_gid = payload["store"], payload["order_gid"]
    if not (isinstance(store, str) and isinstance(order_gid, str)):
        raise TypeError("not about an order")
    return store, order_gid


def _work(service: Service, topic: str, payload: dict[str, Any], deadline: float, at: str) -> str | None:
    """Do one row; return the code it failed with."""
    started = time.perf_counter()
    line: log.Line = {"function": topic, "correlation_id": service.correlation_id}
    try:
        if topic == "uninstall_check":
            settle_uninstall(service, payload["store"], deadline + 5)
        else:
            store, order_gid = _order_of(payload)
            line["store"], line["order_number"] = store, order_gid
            if topic == "stock_rebook":
                service.ask("deduct_on_order_create", store=store, order_gid=order_gid)
            elif store in settings.stores_with_shop():
                hand_over(service, open_shop(service, store, deadline + 5), store, order_gid, reason="refresh", at=at)
    except Exception as error:  # noqa: BLE001 - one row must not stop the others
        code = code_of(error)
        line["code"] = code
        log.failed(started, error, **line)
        return code
    line["outcome"] = "ok"
    log.handled(started, **line)
    return None


def _redact_shops(service: Service, deadline: float) -> None:
    """Go on with what whole shops asked for a day ago; the next minute does what the time is too short for."""
    while time.monotonic() < deadline and service.ask("redact_shop")["more"]:
        pass
