"""One shop's pushes: the database says what comes next, this does it and says what became of it."""

from collections.abc import Iterator
from typing import Any

from looking import look
from ordak import log
from ordak.database import DatabaseError
from ordak.portion import Portion
from ordak.service import Service
from ordak.shopify.admin import Change, ShopifyAdmin, ShopifyError
from ordak.shopify.shop import find_location, open_shop

_LEASE_SECONDS = 60
_MOST_SKUS = 250  # in a mutation of Shopify's
_portions: dict[str, Portion] = {}
# What Shopify refuses as it stands: sent again it would be refused again.
_REFUSED = {"BAD_REQUEST", "INVALID_VARIABLE", "INVALID_FIELD_ARGUMENTS", "MAX_COST_EXCEEDED"}
# The same key again, for the first attempt is still under way.
_UNDER_WAY = "IDEMPOTENCY_CONCURRENT_REQUEST"


def push_store(service: Service, store: str, deadline: float) -> Iterator[None]:
    """Push until nothing is due, step by step, so that shops take turns; calls end by `deadline` (time.monotonic)."""
    worker = f"{service.name}:{service.correlation_id}"
    shop = open_shop(service, store, deadline + 5)
    portion = _portions.setdefault(store, Portion(_MOST_SKUS))
    while True:
        try:
            with portion.taken() as size:
                if not _step(service, store, shop, worker, size):
                    return
        except DatabaseError as error:
            if not error.timed_out or size == 1:
                raise
            log.survived(error, function="inventory_push", store=store, correlation_id=service.correlation_id)
        yield


def _step(service: Service, store: str, shop: ShopifyAdmin, worker: str, size: int) -> bool:
    """Do what comes next for at most so many SKUs; False when nothing is due."""
    plan = service.ask("open_push", store=store, worker=worker, lease_seconds=_LEASE_SECONDS, limit=size)
    if plan["idle"] or plan["busy_seconds"]:
        return False  # a batch that waits for its time, too: the sweeper wakes us when it has come
    if plan["batch"] is not None:
        _send(service, shop, worker, plan["batch"])
    elif plan["location_gid"] is None:
        find_location(service, store, shop)
    else:
        look(service, store, shop, plan)
    return True


def _send(service: Service, shop: ShopifyAdmin, worker: str, batch: dict[str, Any]) -> None:
    """Send a batch and report what became of it."""
    changes = [
        Change(line["inventory_item_gid"], line["location_gid"], line["from_qty"], line["to_qty"])
        for line in batch["lines"]
    ]
    report: dict[str, Any] = {"batch_id": batch["batch_id"], "worker": worker}
    try:
        errors = shop.set_quantities(changes, str(batch["key"]), f"gid://ordak/Push/{batch['batch_id']}")
    except ShopifyError as error:
        if error.code in _REFUSED and not error.perhaps_applied:
            service.ask("close_push", **report, outcome="refused", code=error.code)
            return
        log.survived(error, function="inventory_push", code=error.code, correlation_id=service.correlation_id)
        wait = error.wait_seconds or None
        service.ask("close_push", **report, outcome="unknown", code=error.code, wait_seconds=wait)
        return
    if any(each.code == _UNDER_WAY for each in errors):
        service.ask("close_push", **report, outcome="unknown", code=_UNDER_WAY)
    elif errors:
        faults = [{"line": each.line, "code": each.code} for each in errors]
        unnamed = next((each.code for each in errors if each.line is None), None)
        service.ask("close_push", **report, outcome="refused", code=unnamed, faults=faults)
    else:
        service.ask("close_push", **report, outcome="done")
