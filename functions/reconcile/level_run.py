"""The look at every level that a shop shows: page by page, or out of a bulk operation where there are many."""

import re
import time
from collections.abc import Sequence
from itertools import batched

from ordak.portion import Portion
from ordak.runs import Run
from ordak.shopify.admin import Level, ShopifyAdmin, ShopifyError
from ordak.shopify.shop import look_for_location

BULK_FROM = 5000  # SKUs; Shopify pages through 25,000 at the most
_CHUNK = 1000
_POLL_SECONDS = 2.0
_portion = Portion(_CHUNK)
_LONGEST_SKU = 200
_NO_TEXT = re.compile(r"[\x00\ud800-\udfff]")


def compare_levels(run: Run, shop: ShopifyAdmin) -> None:
    """Compare each level with ours; a difference is a finding and, unless the run is dry, a push."""
    location = _find_location(run, shop)
    if run.skus > BULK_FROM:
        _by_bulk(run, shop, location)
    else:
        _by_pages(run, shop, location)
    if not run.dry_run:
        run.service.ask("check_stock")


def _find_location(run: Run, shop: ShopifyAdmin) -> str:
    """Look where the shop sells now: the location may have been closed, or moved, and nothing pushed since."""
    place = look_for_location(shop, run.location_gid)
    for other in place.others:
        run.ask("note_finding", kind="location_ignored", ref=other)
    if place.ours != run.location_gid and not run.dry_run:
        run.service.ask("set_location", store=run.store, location_gid=place.ours)
    if run.checkpoint.get("location", place.ours) != place.ours:
        run.hold(after=None, read=False, bulk=None)  # what was read was read elsewhere
    run.checkpoint["location"] = place.ours
    return place.ours


def _by_pages(run: Run, shop: ShopifyAdmin, location: str) -> None:
    while not run.checkpoint.get("read"):
        levels, after = shop.level_page(location, run.checkpoint.get("after"))
        _compare(run, levels, run.at)
        run.keep(after=after, read=after is None)


def _by_bulk(run: Run, shop: ShopifyAdmin, location: str) -> None:
    if run.checkpoint.get("bulk") is None:
        at = run.at
        started = shop.start_bulk_levels(location)
        if started.gid is None:
            raise ShopifyError(started.errors[0].code if started.errors else "BAD_ANSWER")
        run.hold(bulk=started.gid, at=at, lines=0)
    url = _finished(run, shop)
    done = run.checkpoint["lines"]
    for number, chunk in enumerate(batched(shop.bulk_levels(url) if url else (), _CHUNK, strict=False)):
        if (number + 1) * _CHUNK <= done:
            continue
        _compare(run, chunk, run.checkpoint["at"])
        run.keep(lines=(number + 1) * _CHUNK)


def _finished(run: Run, shop: ShopifyAdmin) -> str | None:
    """Wait until the bulk operation has written everything down, and return where."""
    while True:
        status = shop.bulk_status(run.checkpoint["bulk"])
        if status.status == "COMPLETED":
            return status.url
        if status.status not in {"CREATED", "RUNNING"}:
            run.checkpoint["bulk"] = None  # the next try begins another
            raise ShopifyError(status.error_code or f"BULK_{status.status}")
        run.hold()
        time.sleep(_POLL_SECONDS)


def _compare(run: Run, levels: Sequence[Level], at: str) -> None:
    rows = [
        {"sku": level.sku, "inventory_item_gid": level.item_gid, "tracked": level.tracked, "available": level.available}
        for level in levels
        if level.sku and _may_be_ours(level.sku)
    ]
    while rows:
        with _portion.taken() as size:
            run.ask("compare_levels", at=at, levels=rows[:size])
        rows = rows[size:]


def _may_be_ours(sku: str) -> bool:
    """Whether an item of ours can have this SKU at all; what Postgres refuses as text would fail the whole page."""
    return len(sku) <= _LONGEST_SKU and not _NO_TEXT.search(sku)
