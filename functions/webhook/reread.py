"""Orders that are read again because somebody has decided what a product is: a row of order_reread is one sale."""

import time
from typing import Any

from ingest import Delivery, read
from ordak import log
from ordak.service import Service
from store_rules import rules_of

_TRIES = 3  # an order that the shop changes each time it has been read comes again with the row's next try


class MovedError(Exception):
    """The order was changed each time that it had been read."""


def reread(service: Service, worker: str, row: dict[str, Any]) -> None:
    """Do what a row asks for: the database says whether it needs the order read, and judges what has been decided."""
    started = time.perf_counter()
    line: log.Line = {"function": "reread_order", "store": row["store"], "topic": row["topic"]}
    try:
        _reread(service, worker, row)
    except Exception as error:
        log.failed(started, error, **line)
        raise
    line["outcome"] = "ok"
    log.handled(started, **line)


def _reread(service: Service, worker: str, row: dict[str, Any]) -> None:
    held = {"work_id": row["work_id"], "worker": worker}
    body = service.ask("reread_order", **held)["body"]
    for _ in range(_TRIES):
        if body is None:
            return
        delivery = Delivery(row["store"], "orders/updated", None, None, f"work-{row['work_id']}", body.encode())
        order = read(delivery, rules_of(service, row["store"], fresh=False))
        body = service.ask("reread_order", **held, order=order.model_dump(mode="json"))["body"]
    if body is not None:
        raise MovedError
