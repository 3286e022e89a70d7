"""The look for orders: those that the shop has and we have not, the reverse, those that differ; and its webhooks."""

from collections.abc import Sequence
from datetime import UTC, datetime

from failure import concerns_all
from ordak import settings
from ordak.failure import code_of
from ordak.runs import Run
from ordak.shopify.admin import ShopifyAdmin
from order_delivery import hand_over

_TRIES = 3  # of an order that cannot be fetched while the shop answers all else

# What Shopify has to tell us of; the privacy topics are in the app's own configuration.
TOPICS = (
    "ORDERS_CREATE",
    "ORDERS_UPDATED",
    "ORDERS_CANCELLED",
    "ORDERS_EDITED",
    "REFUNDS_CREATE",
    "INVENTORY_LEVELS_UPDATE",
    "PRODUCTS_CREATE",
    "PRODUCTS_UPDATE",
    "APP_UNINSTALLED",
)


def compare_orders(run: Run, shop: ShopifyAdmin) -> None:
    """Name every order that differs, and have it delivered again unless the run is dry."""
    while not run.checkpoint.get("paged"):
        rows, after = shop.orders_since(_utc(run.since), after=run.checkpoint.get("after"))
        orders = [
            {
                "order_gid": row.gid,
                "updated_at": row.updated_at,
                "cancelled_at": row.cancelled_at,
                "quantity": row.quantity,
            }
            for row in rows
        ]
        _repair(run, shop, run.ask("compare_orders", orders=orders)["orders"] if orders else ())
        run.keep(after=after, paged=after is None)
    _look_back(run, shop)
    _check_subscriptions(run, shop)


def _repair(run: Run, shop: ShopifyAdmin, order_gids: Sequence[str]) -> None:
    """Have orders delivered again. One that cannot be fetched keeps no other back, and is tried again with the run."""
    if run.dry_run:
        return
    failed: Exception | None = None
    for order_gid in order_gids:
        if run.checkpoint.get("unread", {}).get(order_gid, 0) >= _TRIES:
            continue
        try:
            outcome = hand_over(run.service, shop, run.store, order_gid, reason="gap", at=run.at)
        except Exception as error:  # noqa: BLE001 - one order must not stop the others
            failed = error if _may_come_yet(run, shop, order_gid, error) else failed
            continue
        if outcome is not None:
            kind = "order_quarantined" if outcome == "quarantined" else "order_repaired"
            run.ask("note_finding", kind=kind, ref=order_gid, repaired=True)
        run.keep()
    if failed is not None:
        raise failed


def _may_come_yet(run: Run, shop: ShopifyAdmin, order_gid: str, error: Exception) -> bool:
    """Count a try of an order that failed; after the last one it is named, and the run goes on without it."""
    if concerns_all(error):
        raise error
    shop.locations()  # where this fails too, it is not the order that is to blame
    tries = run.checkpoint.get("unread", {}).get(order_gid, 0) + 1
    if tries >= _TRIES:
        run.ask("note_finding", kind="order_unreadable", ref=order_gid, detail={"code": code_of(error)})
    run.hold(unread={**run.checkpoint.get("unread", {}), order_gid: tries})
    return bool(tries < _TRIES)


def _look_back(run: Run, shop: ShopifyAdmin) -> None:
    """Name the orders that are here and not in the shop."""
    while not run.checkpoint.get("looked_back"):
        ours = run.ask("list_sales", after=run.checkpoint.get("last_sale", ""))["orders"]
        there = shop.existing(ours) if ours else set()
        for order_gid in ours:
            if order_gid not in there:
                run.ask("note_finding", kind="order_not_in_shop", ref=order_gid)
        run.keep(last_sale=ours[-1] if ours else "", looked_back=not ours)


def _check_subscriptions(run: Run, shop: ShopifyAdmin) -> None:
    """Make the webhooks again that Shopify has dropped, as it does after failures."""
    address = settings.webhook_url()
    if address is None:
        return
    there = {each.topic for each in shop.subscriptions() if each.uri == address}
    for topic in TOPICS:
        if topic in there:
            continue
        repaired = not run.dry_run and not shop.subscribe(topic, address)
        run.ask("note_finding", kind="subscription_missing", ref=topic, repaired=repaired)


def _utc(moment: str) -> str:
    """Write a moment as Shopify's search takes it."""
    return datetime.fromisoformat(moment).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
