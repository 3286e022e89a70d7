"""Every field that the double can answer, by type."""

from local.doubles.shopify import bulk, inventory, order_fields, root_fields, stock_fields, subscribing
from local.doubles.shopify.asking import Resolver
from local.doubles.shopify.model import BulkOperation, Item, Level, Location, Order, Product, Subscription, Variant
from local.doubles.shopify.paging import Page

KINDS: dict[type[object], str] = {
    Item: "InventoryItem",
    Level: "InventoryLevel",
    Location: "Location",
    Order: "Order",
    Product: "Product",
    Variant: "ProductVariant",
    Subscription: "WebhookSubscription",
    BulkOperation: "BulkOperation",
}


def _table() -> dict[str, dict[str, Resolver]]:
    table: dict[str, dict[str, Resolver]] = {}
    for module in (stock_fields, order_fields, root_fields, inventory, subscribing, bulk):
        for kind, fields in module.FIELDS.items():
            table[kind] = table.get(kind, {}) | fields
    return table


TABLE = _table()


def connection_field(page: Page, name: str) -> object:
    """Read a field of a connection."""
    if name == "nodes":
        return page.nodes
    if name == "edges":
        return [(page.cursor(at), node) for at, node in enumerate(page.nodes)]
    return {
        "hasNextPage": page.more_after,
        "hasPreviousPage": page.more_before,
        "startCursor": page.cursor(0),
        "endCursor": page.cursor(-1),
    }
