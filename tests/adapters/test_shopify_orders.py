"""Orders through our client: found by when they changed, read as their webhook is read."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from local.doubles.shopify import Shop
from ordak.order_reading.shopify_order import ShopifyOrder, read_order
from ordak.shopify.admin import OrderRow, ShopifyAdmin, Subscription, UserError
from ordak.shopify.order_body import order_body
from ordak.shopify.order_rules import OrderRules
from tests.adapters.conftest import FIXED, Connect
from tests.adapters.wire import wire

FIELDS: dict[str, Any] = {
    "note": "Please keep nut free",
    "note_attributes": [{"name": "Pickup-Date", "value": "2026-12-05"}, {"name": "Empty", "value": None}],
    "tags": ["Pickup", "2026-12-05"],
    "test": True,
    "source_name": "pos",
    "customer": {"id": 8700000000001, "first_name": "Ada", "last_name": "Example"},
    "shipping_lines": [{"title": "Main Street", "code": "main", "price": "5.00", "source": "shopify"}],
}
FIELDS["customer"]["admin_graphql_api_id"] = "gid://shopify/Customer/8700000000001"
ADDRESS: dict[str, str | None] = {"first_name": "Grace", "last_name": "Sample", "name": "Grace Sample", "company": None}
ADDRESS |= {"address1": "1 Sample Street", "address2": "Flat 2", "city": "Springfield", "province": "Example State"}
ADDRESS |= {"province_code": "EX", "zip": "0000", "country": "Australia", "country_code": "AU", "phone": "+61255550100"}
# What a webhook writes with the shop's offset, and what it leaves out.
OTHERWISE = {".created_at", ".updated_at"}


def gid(number: int) -> str:
    return f"gid://shopify/Order/{number}"


def as_webhook(shop: Shop, topic: str) -> ShopifyOrder:
    """The newest delivery of a topic, as the webhook function reads it."""
    delivery = [each for each in shop.post.held if each.topic == topic][-1]
    return read_order(delivery.body, OrderRules())


def as_asked(admin: ShopifyAdmin, order_gid: str) -> ShopifyOrder:
    found = admin.order(order_gid)
    assert found is not None
    return read_order(json.dumps(found).encode(), OrderRules())


def same(one: ShopifyOrder, other: ShopifyOrder) -> None:
    """The same value, but for the text it was read from and the offset that its times are written with."""
    times = ("created_at", "updated_at", "cancelled_at")
    unread = {"raw_json", *times}
    assert one.model_dump(exclude=unread) == other.model_dump(exclude=unread)
    for name in times:
        assert (getattr(one, name) is None) == (getattr(other, name) is None)


def unlike(ours: Any, theirs: Any, path: str = "") -> list[str]:
    """The paths at which what we write is not what the webhook has; it may have more, money is compared as money."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return [found for name in ours for found in unlike(ours[name], theirs.get(name, "-"), f"{path}.{name}")]
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        pairs = zip(ours, theirs, strict=True)
        return [found for at, (one, other) in enumerate(pairs) for found in unlike(one, other, f"{path}.{at}")]
    if path.endswith("price"):
        return [] if Decimal(ours) == Decimal(theirs) else [path]
    return [] if ours == theirs else [path]


@pytest.mark.parametrize("address", [None, ADDRESS])
def test_order_is_read_as_its_webhook_is(
    admin: ShopifyAdmin, shop: Shop, address: dict[str, str | None] | None
) -> None:
    shop.add_variant("CAKE-8", 5, title="Celebration cake", variant_title="8 inch / Vanilla")
    shop.add_variant("GIFT", 5, title="Gift card", gift_card=True, tracked=False)
    properties = [{"name": "Message", "value": "Happy 7th, Zoë & Max! 🎂"}, {"name": "_hidden", "value": "x"}]
    order = shop.sell([("CAKE-8", 2, properties), ("GIFT", 1)], shipping_address=address, **FIELDS)
    body = admin.order(gid(order.id))
    told = [each for each in shop.post.held if each.topic == "orders/updated"][-1]
    assert set(unlike(body, json.loads(told.body))) == OTHERWISE
    asked = as_asked(admin, gid(order.id))
    same(asked, as_webhook(shop, "orders/updated"))
    assert (len(asked.tickets), asked.customer_name, asked.tickets[0].cake_message) == (
        2,
        "Ada Example",
        "Happy 7th, Zoë & Max! 🎂",
    )
    assert str(asked.tickets[0].due_date) == "2026-12-05"


def test_edited_and_cancelled_order_is_read_as_its_webhooks_are(admin: ShopifyAdmin, shop: Shop) -> None:
    for sku in ("CAKE", "CANDLE"):
        shop.add_variant(sku, 9)
    order = shop.sell([("CAKE", 3)])
    shop.edit(order, "CAKE", 1)
    shop.edit(order, "CANDLE", 2)
    asked = as_asked(admin, gid(order.id))
    same(asked, as_webhook(shop, "orders/updated"))
    assert [(line.sku, line.quantity) for line in asked.lines] == [("CAKE", 1), ("CANDLE", 2)]
    shop.cancel(order)
    cancelled = as_asked(admin, gid(order.id))
    same(cancelled, as_webhook(shop, "orders/cancelled"))
    assert cancelled.cancelled_at is not None


def test_fulfilled_order_is_read_as_its_webhook_is(admin: ShopifyAdmin, shop: Shop) -> None:
    shop.add_variant("CANDLE", 9)
    order = shop.sell([("CANDLE", 3)])
    assert not as_asked(admin, gid(order.id)).fulfilled
    shop.fulfil(order)
    asked = as_asked(admin, gid(order.id))
    assert asked.fulfilled
    same(asked, as_webhook(shop, "orders/fulfilled"))


def test_order_of_many_lines_is_read_to_its_end(admin: ShopifyAdmin, shop: Shop) -> None:
    skus = [f"SKU-{n:03}" for n in range(120)]
    for sku in skus:
        shop.add_variant(sku, 1)
    order = shop.sell([(sku, 1) for sku in skus])
    same(as_asked(admin, gid(order.id)), as_webhook(shop, "orders/updated"))
    assert [line.sku for line in as_asked(admin, gid(order.id)).lines] == skus
    assert shop.count("Order") == 2 * 3


def test_order_that_changes_between_two_pages_counts_as_changed_since(connect: Connect) -> None:
    pages = [page_of_order("2026-11-21T10:00:00Z", "next"), page_of_order("2026-11-21T10:00:05Z", None)]
    with wire(
        lambda call: call.answer(200, json.dumps({"data": {"order": pages[len(other.calls) - 1]}}).encode())
    ) as other:
        found = connect(replace(FIXED, url=other.url)).order(gid(1))
    assert found is not None
    assert (found["updated_at"], len(found["line_items"])) == ("2026-11-21T10:00:00Z", 2)


def page_of_order(updated_at: str, cursor: str | None) -> dict[str, Any]:
    """An order as the Admin API answers it, with everything that may be missing missing."""
    money = {"shopMoney": {"amount": "10.5"}}
    line: dict[str, Any] = {
        "id": "gid://shopify/LineItem/16",
        "sku": None,
        "title": "Cake",
        "name": "Cake",
        "variantTitle": None,
    }
    line |= {"quantity": 2, "currentQuantity": 1, "isGiftCard": False, "vendor": None, "originalUnitPriceSet": money}
    line |= {"customAttributes": [], "product": None, "variant": None, "requiresShipping": True, "lineItemGroup": None}
    line["discountAllocations"] = [{"allocatedAmountSet": {"shopMoney": {"amount": "0.5"}}}]
    order: dict[str, Any] = {
        "id": gid(1),
        "name": "#1",
        "number": 1,
        "createdAt": "2026-11-21T09:00:00Z",
        "updatedAt": updated_at,
    }
    order |= {"cancelledAt": None, "currencyCode": "AUD", "note": None, "tags": [], "test": False, "sourceName": None}
    order |= {"displayFulfillmentStatus": "UNFULFILLED", "displayFinancialStatus": "PAID", "billingAddress": None}
    order |= {"totalPriceSet": money, "customAttributes": [], "customer": None, "shippingAddress": None}
    info = {"hasNextPage": cursor is not None, "endCursor": cursor}
    return order | {"shippingLines": {"nodes": []}, "lineItems": {"nodes": [line], "pageInfo": info}}


def test_what_was_deleted_or_never_there_is_null_and_discounts_are_taken_off() -> None:
    told = page_of_order("2026-11-21T10:00:00Z", None)
    body = order_body(told, told["lineItems"]["nodes"])
    line = body["line_items"][0]
    assert (line["product_id"], line["variant_id"], line["sku"]) == (None, None, None)
    assert line["discount_allocations"] == [{"amount": "0.5"}]
    assert (body["customer"], body["shipping_address"], body["tags"]) == (None, None, "")
    read = read_order(json.dumps(body).encode(), OrderRules())
    assert [str(ticket.total_amount) for ticket in read.tickets] == [
        "10.25"
    ]  # half of the discount went with the cake that was taken back


def test_order_that_is_not_there_is_none(admin: ShopifyAdmin) -> None:
    assert admin.order(gid(1)) is None


def test_orders_are_listed_by_when_they_changed(admin: ShopifyAdmin, shop: Shop) -> None:
    shop.add_variant("CAKE", 5000)
    first = shop.sell([("CAKE", 2)])
    second = shop.sell([("CAKE", 3)])
    shop.clock.advance(hours=1)
    shop.edit(first, "CAKE", 1)
    shop.clock.advance(hours=1)
    since = shop.clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")
    shop.cancel(second)
    rows, after = admin.orders_since("2026-01-01T00:00:00Z")
    assert after is None
    assert [(row.gid, row.name, row.quantity, row.cancelled_at is None) for row in rows] == [
        (gid(first.id), first.name, 1, True),
        (gid(second.id), second.name, 0, False),
    ]
    assert isinstance(rows[0], OrderRow)
    assert [row.gid for row in admin.orders_since(since)[0]] == [gid(second.id)]
    assert [row.gid for row in admin.orders_since("2026-01-01T00:00:00Z", since)[0]] == [gid(first.id)]
    assert admin.orders_since(since, since)[0] == []


def test_those_of_many_orders_that_the_shop_knows_are_told_apart(admin: ShopifyAdmin, shop: Shop) -> None:
    shop.add_variant("CAKE", 5)
    known = [gid(shop.sell([("CAKE", 1)]).id) for _ in range(2)]
    strangers = [gid(number) for number in range(1, 259)]
    assert admin.existing([known[0], *strangers, known[1]]) == set(known)
    assert shop.count("Existing") == 2


def test_orders_beyond_a_page_have_a_cursor(admin: ShopifyAdmin, shop: Shop) -> None:
    shop.add_variant("CAKE", 5000)
    sold = [gid(shop.sell([("CAKE", 1)]).id) for _ in range(260)]
    rows, after = admin.orders_since("2026-01-01T00:00:00Z")
    rest, end = admin.orders_since("2026-01-01T00:00:00Z", after=after)
    assert (len(rows), len(rest), end) == (250, 10, None)
    assert {row.gid for row in [*rows, *rest]} == set(sold)


def test_subscription_is_made_once_and_then_listed(admin: ShopifyAdmin) -> None:
    uri = "https://example.com/api/v1/webhooks/shopify"
    assert admin.subscriptions() == []
    assert admin.subscribe("ORDERS_CREATE", uri) == []
    (made,) = admin.subscriptions()
    assert made == Subscription(made.gid, "ORDERS_CREATE", uri)
    assert admin.subscribe("ORDERS_CREATE", uri) == [UserError("USER_ERROR", None)]
    assert admin.subscribe("ORDERS_UPDATED", "not an address") == [UserError("USER_ERROR", None)]
    assert len(admin.subscriptions()) == 1
