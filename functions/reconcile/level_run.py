"""The look at every level that a shop shows: page by page, or out of a bulk operation where there are many."""

import time
from collections.abc import Sequence
from itertools import batched

from ordak.shop import find_location
from ordak.shopify import Level, ShopifyAdmin, ShopifyError
from sync_run import SyncRun

BULK_FROM = 5000  # SKUs; Shopify pages through 25,000 at the most
_CHUNK = 1000
_POLL_SECONDS = 2.0


def compare_levels(run: SyncRun, shop: ShopifyAdmin) -> None:
    """Compare each level with ours; a difference is a finding and, unless the run is dry, a push."""
    location = run.location_gid or find_location(run.service, run.store, shop)
    if run.skus > BULK_FROM:
        _by_bulk(run, shop, location)
    else:
        _by_pages(run, shop, location)
    run.service.ask("check_stock")


def _by_pages(run: SyncRun, shop: ShopifyAdmin, location: str) -> None:
    while not run.checkpoint.get("read"):
        levels, after = shop.level_page(location, run.checkpoint.get("after"))
        _compare(run, levels, run.at)
        run.keep(after=after, read=after is None)


def _by_bulk(run: SyncRun, shop: ShopifyAdmin, location: str) -> None:
    if "bulk" not in run.checkpoint:
        at = run.at
        started = shop.start_bulk_levels(location)
        if started.gid is None:
            raise ShopifyError(started.errors[0].code if started.errors else "BAD_ANSWER")
        run.keep(bulk=started.gid, at=at, lines=0)
    url = _finished(run, shop)
    done = run.checkpoint["lines"]
    for number, chunk in enumerate(batched(shop.bulk_levels(url) if url else (), _CHUNK, strict=False)):
        if (number + 1) * _CHUNK <= done:
            continue
        _compare(run, chunk, run.checkpoint["at"])
        run.keep(lines=(number + 1) * _CHUNK)


def _finished(run: SyncRun, shop: ShopifyAdmin) -> str | None:
    """Wait until the bulk operation has written everything down, and return where."""
    while True:
        status = shop.bulk_status(run.checkpoint["bulk"])
        if status.status == "COMPLETED":
            return status.url
        if status.status not in {"CREATED", "RUNNING"}:
            del run.checkpoint["bulk"]  # the next try begins another
            raise ShopifyError(status.error_code or f"BULK_{status.status}")
        run.keep()
        time.sleep(_POLL_SECONDS)


def _compare(run: SyncRun, levels: Sequence[Level], at: str) -> None:
    rows = [
        {"sku": level.sku, "inventory_item_gid": level.item_gid, "tracked": level.tracked, "available": level.available}
        for level in levels
        if level.sku
    ]
    if rows:
        run.ask("compare_levels", at=at, levels=rows)
