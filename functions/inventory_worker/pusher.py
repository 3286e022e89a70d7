"""One shop's pushes: the database says what comes next, this does it and says what became of it."""

import time
from typing import Any

from ordak import log
from ordak.service import Service
from ordak.shop import find_location, open_shop
from ordak.shopify import Change, ShopifyAdmin, ShopifyError

_LEASE_SECONDS = 60
# What Shopify refuses as it stands: sent again it would be refused again.
_REFUSED = {"BAD_REQUEST", "INVALID_VARIABLE", "INVALID_FIELD_ARGUMENTS", "MAX_COST_EXCEEDED"}
# The same key again, for the first attempt is still under way.
_UNDER_WAY = "IDEMPOTENCY_CONCURRENT_REQUEST"


def push_store(service: Service, store: str, deadline: float) -> bool:
    """Push until nothing is due or `deadline` (time.monotonic) is near; True when nothing is left to do now."""
    worker = f"{service.name}:{service.correlation_id}"
    shop = open_shop(service, store, deadline + 5)
    while time.monotonic() < deadline:
        plan = service.ask("open_push", store=store, worker=worker, lease_seconds=_LEASE_SECONDS)
        if plan["idle"] or plan["busy_seconds"]:
            return True
        if plan["batch"] is not None:
            if not _send(service, shop, worker, plan["batch"]):
                return True  # the batch waits for its time; the sweeper rings when it has come
        elif plan["location_gid"] is None:
            find_location(service, store, shop)
        else:
            _look(service, store, shop, plan)
    return False


def _look(service: Service, store: str, shop: ShopifyAdmin, plan: dict[str, Any]) -> None:
    """Find the items of SKUs that are new, and read the levels that are in doubt."""
    if plan["find"]:
        found = shop.find_items(plan["find"], plan["location_gid"])
        items = [
            {
                "sku": item.sku,
                "inventory_item_gid": item.item_gid,
                "product_id": item.product_gid and item.product_gid.rpartition("/")[2],
                "tracked": item.tracked,
                "policy": item.policy,
                "available": item.available,
            }
            for item in found
        ]
        service.ask("know_skus", store=store, at=plan["at"], asked=plan["find"], found=items)
    if plan["read"]:
        levels = shop.levels(plan["location_gid"], [row["inventory_item_gid"] for row in plan["read"]])
        seen = [{"sku": row["sku"], "available": levels[row["inventory_item_gid"]]} for row in plan["read"]]
        service.ask("see_levels", store=store, at=plan["at"], levels=seen)


def _send(service: Service, shop: ShopifyAdmin, worker: str, batch: dict[str, Any]) -> bool:
    """Send a batch and report it; False when it has to be sent again later."""
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
            return True
        log.survived(error, function="inventory_push", code=error.code, correlation_id=service.correlation_id)
        wait = error.wait_seconds or None
        service.ask("close_push", **report, outcome="unknown", code=error.code, wait_seconds=wait)
        return False
    if any(each.code == _UNDER_WAY for each in errors):
        service.ask("close_push", **report, outcome="unknown", code=_UNDER_WAY)
        return False
    if errors:
        faults = [{"line": each.line, "code": each.code} for each in errors]
        unnamed = next((each.code for each in errors if each.line is None), None)
        service.ask("close_push", **report, outcome="refused", code=unnamed, faults=faults)
    else:
        service.ask("close_push", **report, outcome="done")
    return True
