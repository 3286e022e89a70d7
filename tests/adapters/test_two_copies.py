"""An order's two copies, as its webhook brings it and as the Admin API answers it: whatever is read is in both."""

import json
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from local.doubles.shopify import Shop
from local.doubles.shopify.model import Line, Order
from local.doubles.shopify.order_body import order_body
from ordak.order_reading import shopify_order
from ordak.order_reading.clean_json import CleanJson, parse
from ordak.order_reading.shopify_order import ShopifyOrder, read_order
from ordak.shopify.admin import ShopifyAdmin
from ordak.shopify.order_rules import OrderRules

type Path = tuple[str, ...]
PERSON = {"first_name": "Grace", "last_name": "Sample", "name": "Grace Sample", "company": "Sample Pty Ltd"}


def turn(line: Line, **fields: object) -> None:
    """Make a line another."""
    for name, value in fields.items():
        setattr(line, name, value)


# Each place that the reader looks at, and what a shop may do to it.
MUTATIONS: dict[Path, Callable[[Order, Line], object]] = {
    ("order_number",): lambda order, _: setattr(order, "number", order.number + 5),
    ("total_price",): lambda _, line: setattr(line, "price", Decimal("99.95")),
    ("source_name",): lambda order, _: order.fields.update(source_name="pos"),
    ("test",): lambda order, _: order.fields.update(test=True),
    ("created_at",): lambda order, _: setattr(order, "created_at", order.created_at - timedelta(days=30)),
    ("updated_at",): lambda order, _: setattr(order, "updated_at", order.updated_at + timedelta(hours=1)),
    ("cancelled_at",): lambda order, _: setattr(order, "cancelled_at", order.updated_at),
    ("financial_status",): lambda order, _: setattr(order, "financial_status", "voided"),
    ("note",): lambda order, _: order.fields.update(note="no eggs, please"),
    ("note_attributes", "[]", "name"): lambda order, _: order.fields.update(
        note_attributes=[{"name": "Delivery time", "value": "2026-12-05"}]
    ),
    ("note_attributes", "[]", "value"): lambda order, _: order.fields.update(
        note_attributes=[{"name": "Pickup-Date", "value": "6 December"}]
    ),
    ("tags",): lambda order, _: order.fields.update(note_attributes=[], tags=["VIP", "2026-12-09"]),
    ("shipping_lines", "[]", "title"): lambda order, _: order.fields.update(
        shipping_lines=[{"title": "Post", "code": "x", "price": "5.00", "source": "shopify"}]
    ),
    ("shipping_lines", "[]", "code"): lambda order, _: order.fields.update(
        shipping_lines=[{"title": "Zone 2", "code": "POST", "price": "5.00", "source": "shopify"}]
    ),
    ("customer", "first_name"): lambda order, _: order.fields["customer"].update(first_name="Bo"),
    ("customer", "last_name"): lambda order, _: order.fields["customer"].update(last_name="Lee"),
    ("customer",): lambda order, _: order.fields.update(customer=None),
    ("shipping_address",): lambda order, _: order.fields.update(
        shipping_address=None, shipping_lines=[{"title": "Main Street", "code": "x", "price": "0.00", "source": "x"}]
    ),
    ("shipping_address", "first_name"): lambda order, _: order.fields.update(
        customer=None, shipping_address=PERSON | {"first_name": "Ann"}
    ),
    ("shipping_address", "last_name"): lambda order, _: order.fields.update(
        customer=None, shipping_address=PERSON | {"last_name": "Ann"}
    ),
    ("shipping_address", "name"): lambda order, _: order.fields.update(
        customer=None, shipping_address={"name": "Somebody Else"}
    ),
    ("shipping_address", "company"): lambda order, _: order.fields.update(
        customer=None, shipping_address={"company": "Only Ltd"}
    ),
    ("billing_address",): lambda order, _: order.fields.update(
        customer=None, shipping_address=None, billing_address=PERSON
    ),
    ("line_items", "[]", "title"): lambda _, line: setattr(line, "title", "Confetti cake"),
    ("line_items", "[]", "name"): lambda _, line: setattr(line, "title", "Candle pack"),
    ("line_items", "[]", "sku"): lambda _, line: setattr(line, "sku", "OTHER"),
    ("line_items", "[]", "variant_title"): lambda _, line: setattr(line.variant, "title", "10 inch / Lemon"),
    ("line_items", "[]", "quantity"): lambda _, line: setattr(line, "quantity", 5),
    ("line_items", "[]", "current_quantity"): lambda _, line: setattr(line, "current_quantity", 1),
    ("line_items", "[]", "price"): lambda _, line: setattr(line, "price", Decimal("70.00")),
    ("line_items", "[]", "gift_card"): lambda _, line: setattr(line.variant, "gift_card", True),
    ("line_items", "[]", "vendor"): lambda _, line: setattr(line.variant and line.variant.product, "vendor", "Other"),
    ("line_items", "[]", "product_id"): lambda _, line: turn(line, title="Cake deposit", variant=None),
    ("line_items", "[]", "variant_id"): lambda _, line: setattr(line.variant, "id", 44_000),
    ("line_items", "[]", "requires_shipping"): lambda _, line: turn(
        line, title="Cake deposit", requires_shipping=False
    ),
    ("line_items", "[]", "properties", "[]", "name"): lambda _, line: setattr(
        line, "properties", [{"name": "Topper", "value": "Zoë"}]
    ),
    ("line_items", "[]", "properties", "[]", "value"): lambda _, line: setattr(
        line, "properties", [{"name": "Message", "value": "N/A"}]
    ),
    ("line_items", "[]", "discount_allocations", "[]", "amount"): lambda _, line: setattr(
        line, "discount", Decimal("3.35")
    ),
    ("line_items", "[]", "sales_line_item_group_id"): lambda _, line: setattr(line, "group", None),
    ("line_item_groups", "[]", "properties", "[]", "value"): lambda _, line: setattr(
        line, "group", {"id": 71, "title": "Box", "properties": [{"name": "Ribbon", "value": "green"}]}
    ),
}
# What cannot differ between the copies of one order, or is named by a mutation of its owner.
ALIKE: set[Path] = {
    ("admin_graphql_api_id",),
    ("name",),  # made of the number
    ("currency",),  # the shop's
    ("fulfillment_status",),  # a test of its own: fulfilled in Shopify, not in the fields
    ("note_attributes",),
    ("shipping_lines",),
    ("shipping_lines", "[]", "is_removed"),  # what was removed is not answered at all
    ("customer", "name"),
    ("customer", "company"),
    ("billing_address", "first_name"),
    ("billing_address", "last_name"),
    ("billing_address", "name"),
    ("billing_address", "company"),
    ("line_items",),
    ("line_items", "[]", "admin_graphql_api_id"),
    ("line_items", "[]", "properties"),
    ("line_items", "[]", "discount_allocations"),
    ("line_item_groups",),
    ("line_item_groups", "[]", "id"),
    ("line_item_groups", "[]", "properties"),
    ("line_item_groups", "[]", "properties", "[]", "name"),
}
LEFT_OUT = {("shipping_lines", "[]", "is_removed"), ("customer", "name"), ("customer", "company")}


class Seen(dict[str, Any]):
    """An object that notes what is asked of it."""

    def __init__(self, held: dict[str, Any], path: Path, paths: set[Path]) -> None:
        super().__init__({key: seen(value, (*path, key), paths) for key, value in held.items()})
        self.path, self.paths = path, paths

    def get(self, key: str, default: Any = None) -> Any:
        self.paths.add((*self.path, key))
        return super().get(key, default)


def seen(value: Any, path: Path, paths: set[Path]) -> Any:
    if isinstance(value, dict):
        return Seen(value, path, paths)
    return [seen(each, (*path, "[]"), paths) for each in value] if isinstance(value, list) else value


def there(value: Any, path: Path) -> bool:
    """Whether every object on the way has the key."""
    if not path or value is None:
        return True
    if path[0] == "[]":
        return all(there(each, path[1:]) for each in value)
    return path[0] in value and there(value[path[0]], path[1:])


@pytest.fixture
def sold(shop: Shop) -> Order:
    """An order in which every place that is read says something."""
    shop.add_variant("CAKE", 9, variant_title="8 inch / Vanilla")
    order = shop.sell(
        [("CAKE", 3, [{"name": "Message", "value": "Zoë"}])],
        note="ring twice",
        note_attributes=[{"name": "Pickup-Date", "value": "2026-12-05"}],
        tags=["VIP"],
        customer={"id": 1, "first_name": "Ada", "last_name": "Example"},
        shipping_address=PERSON | {"first_name": "Cy"},
        billing_address=PERSON,
        shipping_lines=[{"title": "Local delivery", "code": "x", "price": "5.00", "source": "shopify"}],
    )
    order.lines[0].group = {"id": 71, "title": "Box", "properties": [{"name": "Ribbon", "value": "red"}]}
    order.lines[0].discount = Decimal("3.00")
    return order


def both(shop: Shop, admin: ShopifyAdmin, order: Order) -> tuple[dict[str, Any], dict[str, Any]]:
    fetched = admin.order(f"gid://shopify/Order/{order.id}")
    assert fetched is not None
    return order_body(shop.books, order), fetched


def reading(body: dict[str, Any]) -> dict[str, Any]:
    """What the body says, its times as moments."""
    read = read_order(json.dumps(body).encode(), OrderRules())
    again = ShopifyOrder.model_validate(read.model_dump()).model_dump(exclude={"raw_json"})
    return again | {name: again[name] and moment(again[name]) for name in ("created_at", "updated_at", "cancelled_at")}


def moment(text: str) -> float:
    from datetime import datetime  # noqa: PLC0415

    return datetime.fromisoformat(text).timestamp()


def test_what_is_read_is_in_both_copies_and_has_a_mutation(
    shop: Shop, admin: ShopifyAdmin, sold: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivered, fetched = both(shop, admin, sold)
    paths: set[Path] = set()

    def watched(body: bytes) -> CleanJson:
        read = parse(body)
        return read._replace(tree=seen(read.tree, (), paths))

    monkeypatch.setattr(shopify_order, "parse", watched)
    for nobody in ({}, {"customer": None}, {"customer": None, "shipping_address": None}):
        read_order(json.dumps(delivered | nobody).encode(), OrderRules())
    assert paths == MUTATIONS.keys() | ALIKE
    for copy in (delivered, fetched):
        assert [path for path in sorted(paths - LEFT_OUT) if not there(copy, path)] == []


@pytest.mark.parametrize("path", MUTATIONS, ids=".".join)
def test_a_mutation_changes_both_readings_alike(shop: Shop, admin: ShopifyAdmin, sold: Order, path: Path) -> None:
    before = reading(order_body(shop.books, sold))
    MUTATIONS[path](sold, sold.lines[0])
    delivered, fetched = both(shop, admin, sold)
    assert reading(delivered) == reading(fetched)
    # No rule of the usual ones looks at the vendor.
    assert (reading(delivered) != before) or path == ("line_items", "[]", "vendor")
