"""What the body of each topic has to be: the topic is a header, and the signature covers the body alone."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from ordak.order_reading.clean_json import Reason, Unreadable


class Schema(NamedTuple):
    """What is there, and by its absence elsewhere what is not. What values mean is judged by whoever reads them.

    A body that has a mark of another schema is not of this one.
    """

    marks: frozenset[str]  # fields that all bodies of this kind have, and none of another kind
    needs: frozenset[str] = frozenset()  # fields that all bodies of this kind have, and others may have too
    resource: str | None = None  # of its admin_graphql_api_id, where it has one
    shop: str | None = None  # the field that names the shop
    exact: bool = False  # nothing else may be there: what it asks for cannot be undone
    missing: Reason = "other_topic"  # the reason when a field is not there


def _schema(*marks: str, needs: str = "", **more: Any) -> Schema:
    return Schema(frozenset(marks), frozenset(needs.split()), **more)


ORDER = _schema("line_items", resource="Order", missing="bad_line_items")
_PRODUCT = _schema("variants", resource="Product")
SCHEMAS: Mapping[str, Schema] = {
    "orders/create": ORDER,
    "orders/updated": ORDER,
    "orders/cancelled": ORDER,
    "orders/paid": ORDER,
    "orders/fulfilled": ORDER,
    "orders/partially_fulfilled": ORDER,
    "orders/edited": _schema("order_edit"),
    "refunds/create": _schema("refund_line_items", "order_id", resource="Refund"),
    "inventory_levels/update": _schema("inventory_item_id", needs="location_id available", resource="InventoryLevel"),
    "products/create": _PRODUCT,
    "products/update": _PRODUCT,
    "app/uninstalled": _schema("myshopify_domain", needs="id", resource="Shop", shop="myshopify_domain"),
    "customers/data_request": _schema("orders_requested", "data_request", needs="shop_domain", shop="shop_domain"),
    "customers/redact": _schema("orders_to_redact", needs="shop_domain", shop="shop_domain"),
    "shop/redact": _schema(needs="shop_id shop_domain", shop="shop_domain", exact=True),
}
# Of bodies that nobody here reads, and that would else pass for an order: a checkout's, a draft order's.
_OF_OTHERS = frozenset({"abandoned_checkout_url", "invoice_url"})
# Of a shop that is named: no order, refund, product or level names one.
_OF_SHOPS = frozenset({"shop_id", "shop_domain"})
_MARKS = frozenset[str]().union(_OF_OTHERS, _OF_SHOPS, *(schema.marks for schema in SCHEMAS.values()))
_REQUESTS = frozenset({"customers/data_request", "customers/redact", "shop/redact"})
_GID = re.compile(r"gid://shopify/([A-Za-z]+)/")


def check(topic: str, body: Mapping[str, Any]) -> None:
    """Refuse a body that is not its topic's; `topic` is one of SCHEMAS."""
    fault = _fault(SCHEMAS[topic], body, _OF_SHOPS if topic in _REQUESTS else frozenset())
    if fault is not None:
        raise Unreadable(fault)


def named_shop(topic: str, body: Mapping[str, Any]) -> str | None:
    """The domain of the shop that a body names, None where its topic has none."""
    field = SCHEMAS[topic].shop
    name = None if field is None else body.get(field)
    # Shopify's own sample of app/uninstalled leaves it out; there the shop is asked in any case.
    if not isinstance(name, str) and (topic in _REQUESTS or name is not None):
        raise Unreadable("other_shop")
    return name


def _fault(schema: Schema, body: Mapping[str, Any], allowed: frozenset[str]) -> Reason | None:
    fields = body.keys()
    own = schema.marks | schema.needs
    if fields & (_MARKS - own - allowed) or (schema.exact and not fields <= own):
        return "other_topic"
    if not own <= fields:
        return schema.missing
    gid = body.get("admin_graphql_api_id")
    found = _GID.match(gid) if isinstance(gid, str) else None
    return "other_resource" if found and found[1] != schema.resource else None
