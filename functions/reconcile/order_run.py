"""The look for orders: those that the shop has and we have not, the reverse, those that differ; and its webhooks."""

from datetime import UTC, datetime

from ordak import settings
from ordak.shopify import ShopifyAdmin
from order_delivery import hand_over
from sync_run import SyncRun

# What Shopify has to tell us of; the privacy topics are in the app's own configuration.
TOPICS = (
    "ORDERS_CREATE",
    "ORDERS_UPDATED",
    "ORDERS_CANCELLED",
    "ORDERS_EDITED",
    "REFUNDS_CREATE",
    "INVENTORY_LEVELS_UPDATE",
    "PRODUCTS_UPDATE",
    "APP_UNINSTALLED",
)


def compare_orders(run: SyncRun, shop: ShopifyAdmin) -> None:
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
        for order_gid in run.ask("compare_orders", orders=orders)["orders"] if orders else ():
            _repair(run, shop, order_gid)
        run.keep(after=after, paged=after is None)
    _look_back(run, shop)
    _check_subscriptions(run, shop)


def _repair(run: SyncRun, shop: ShopifyAdmin, order_gid: str) -> None:
    if run.dry_run:
        return
    outcome = hand_over(run.service, shop, run.store, order_gid, reason="gap", at=run.at)
    if outcome is not None:
        kind = "order_quarantined" if outcome == "quarantined" else "order_repaired"
        run.ask("note_finding", kind=kind, ref=order_gid, repaired=True)
    run.go_on()


def _look_back(run: SyncRun, shop: ShopifyAdmin) -> None:
    """Name the orders that are here and not in the shop."""
    while not run.checkpoint.get("looked_back"):
        ours = run.ask("list_sales", after=run.checkpoint.get("last_sale", ""))["orders"]
        there = shop.existing(ours) if ours else set()
        for order_gid in ours:
            if order_gid not in there:
                run.ask("note_finding", kind="order_not_in_shop", ref=order_gid)
        run.keep(last_sale=ours[-1] if ours else "", looked_back=not ours)


def _check_subscriptions(run: SyncRun, shop: ShopifyAdmin) -> None:
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
