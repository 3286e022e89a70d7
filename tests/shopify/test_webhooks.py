"""Webhooks: bytes, signature and headers as Shopify's, what each action tells, retries, subscriptions."""

import base64
import hashlib
import hmac
import json
import re
from typing import Any

import pytest

from local.doubles.shopify import Shop
from local.doubles.shopify.deliveries import Delivery
from tests.shopify.conftest import DOMAIN, SECRET, Admin, Inbox


@pytest.fixture(autouse=True)
def shelf(shop: Shop) -> None:
    shop.add_variant("CAKE", 5)


def body(delivery: Delivery) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(delivery.body)
    return read


def held(shop: Shop, topic: str) -> dict[str, Any]:
    return next(body(one) for one in shop.post.held if one.topic == topic)


def test_the_raw_bytes_are_signed_and_are_not_what_python_would_write(shop: Shop, inbox: Inbox) -> None:
    shop.sell([("CAKE", 1, [{"name": "Message", "value": "Ä/B & <C>"}])])
    assert shop.post.deliver(shop.post.held[0]) == 200
    headers, content = inbox.arrived[0]
    digest = hmac.digest(SECRET.encode(), content, hashlib.sha256)
    assert headers["x-shopify-hmac-sha256"] == base64.b64encode(digest).decode()
    assert rb"\u0026" in content
    assert rb"gid:\/\/shopify\/Order" in content
    assert json.dumps(json.loads(content)).encode() != content
    assert json.loads(content)["line_items"][0]["properties"] == [{"name": "Message", "value": "Ä/B & <C>"}]


def test_the_headers_are_those_that_shopify_documents(shop: Shop, inbox: Inbox) -> None:
    shop.sell([("CAKE", 1)])
    shop.post.deliver(shop.post.held[0])
    headers = inbox.arrived[0][0]
    assert headers["x-shopify-topic"] == "orders/create"
    assert headers["x-shopify-shop-domain"] == DOMAIN
    assert headers["x-shopify-api-version"] == "2026-10"
    assert headers["content-type"] == "application/json"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z", headers["x-shopify-triggered-at"])
    assert re.fullmatch(r"[0-9a-f-]{36}", headers["x-shopify-webhook-id"])


def test_one_action_has_one_event_id_and_each_delivery_an_id_of_its_own(shop: Shop) -> None:
    shop.sell([("CAKE", 1)])
    assert len({one.headers["X-Shopify-Event-Id"] for one in shop.post.held}) == 1
    assert len({one.id for one in shop.post.held}) == len(shop.post.held) == 4


TOLD = {
    "sell": ["orders/create", "orders/updated", "inventory_levels/update", "products/update"],
    "edit": ["orders/edited", "orders/updated", "inventory_levels/update", "products/update"],
    "refund": ["refunds/create", "orders/updated", "inventory_levels/update", "products/update"],
    "cancel": ["orders/cancelled", "orders/updated", "refunds/create", "inventory_levels/update", "products/update"],
    "fulfil": ["orders/fulfilled", "orders/updated"],
    "adjust": ["inventory_levels/update", "products/update"],
    "uninstall": ["app/uninstalled"],
}


@pytest.mark.parametrize("deed", sorted(TOLD))
def test_each_action_tells_its_topics(shop: Shop, deed: str) -> None:
    order = shop.sell([("CAKE", 2)])
    if deed != "sell":
        shop.post.take_held()
    deeds: dict[str, Any] = {
        "edit": lambda: shop.edit(order, "CAKE", 1),
        "refund": lambda: shop.refund(order, "CAKE", 1),
        "cancel": lambda: shop.cancel(order),
        "fulfil": lambda: shop.fulfil(order),
        "adjust": lambda: shop.adjust("CAKE", 1),
        "uninstall": shop.uninstall,
    }
    deeds.get(deed, lambda: None)()
    assert [one.topic for one in shop.post.held] == TOLD[deed]


def test_a_change_through_the_api_echoes(shop: Shop, admin: Admin) -> None:
    admin.set(admin.quantity("CAKE", 9, 5))
    assert [one.topic for one in shop.post.held] == TOLD["adjust"]
    level = held(shop, "inventory_levels/update")
    assert set(level) == {"inventory_item_id", "location_id", "available", "updated_at", "admin_graphql_api_id"}
    assert level["available"] == 9
    admin.set(admin.quantity("CAKE", 9, 5))
    assert len(shop.post.held) == 2


def test_an_order_has_the_shape_of_rest(shop: Shop) -> None:
    order = shop.sell([("CAKE", 2)], tags=["Pickup", "2026-12-05"], note=None)
    sold = held(shop, "orders/create")
    assert (sold["id"], sold["admin_graphql_api_id"]) == (order.id, f"gid://shopify/Order/{order.id}")
    assert sold["id"] > 2**32
    assert (sold["name"], sold["order_number"], sold["number"]) == ("#1001", 1001, 1)
    assert (sold["tags"], sold["customer"], sold["shipping_address"], sold["cancelled_at"]) == (
        "Pickup, 2026-12-05",
        None,
        None,
        None,
    )
    assert (sold["total_price"], sold["currency"]) == ("170.00", "AUD")
    assert sold["total_price_set"]["shop_money"] == {"amount": "170.00", "currency_code": "AUD"}
    assert re.fullmatch(r".*T\d\d:\d\d:\d\d\+1[01]:00", sold["created_at"])
    line = sold["line_items"][0]
    assert (line["sku"], line["quantity"], line["current_quantity"], line["fulfillable_quantity"]) == ("CAKE", 2, 2, 2)
    assert (line["variant_title"], line["name"], line["price"]) == (None, "Celebration cake", "85.00")


def test_an_edit_is_not_an_order(shop: Shop) -> None:
    order = shop.sell([("CAKE", 3)])
    shop.post.take_held()
    shop.edit(order, "CAKE", 1)
    edited = held(shop, "orders/edited")
    assert list(edited) == ["order_edit"]
    assert edited["order_edit"]["order_id"] == order.id
    line = {"id": order.lines[0].id, "delta": 2}
    assert edited["order_edit"]["line_items"] == {"additions": [], "removals": [line]}
    updated = held(shop, "orders/updated")["line_items"][0]
    assert (updated["quantity"], updated["current_quantity"]) == (3, 1)


def test_a_refund_names_lines_and_its_subtotals_are_numbers(shop: Shop) -> None:
    order = shop.sell([("CAKE", 3)])
    shop.post.take_held()
    shop.refund(order, "CAKE", 2, restock=False)
    refund = held(shop, "refunds/create")
    assert (refund["order_id"], refund["restock"]) == (order.id, False)
    line = refund["refund_line_items"][0]
    assert (line["line_item_id"], line["quantity"], line["restock_type"]) == (order.lines[0].id, 2, "no_restock")
    assert (line["subtotal"], line["location_id"]) == (170.0, None)
    assert [one["id"] for one in held(shop, "orders/updated")["refunds"]] == [refund["id"]]


def test_a_cancelled_order_is_whole_and_says_when(shop: Shop) -> None:
    order = shop.sell([("CAKE", 1)])
    shop.post.take_held()
    shop.cancel(order, reason="inventory")
    cancelled = held(shop, "orders/cancelled")
    assert (cancelled["cancel_reason"], cancelled["financial_status"]) == ("inventory", "refunded")
    assert cancelled["cancelled_at"] == cancelled["updated_at"]
    assert cancelled["line_items"][0]["current_quantity"] == 0


def test_the_privacy_topics_are_about_a_customer_or_the_shop(shop: Shop) -> None:
    order = shop.sell([("CAKE", 1)], customer={"id": 7, "first_name": "Ada", "email": "ada@example.com"})
    shop.post.take_held()
    shop.ask_privacy("customers/redact", order)
    shop.ask_privacy("customers/data_request", order)
    shop.ask_privacy("shop/redact")
    redact, request, all_of_it = map(body, shop.post.held)
    assert redact["orders_to_redact"] == request["orders_requested"] == [order.id]
    assert redact["customer"] == {"id": 7, "email": "ada@example.com", "phone": None}
    assert set(all_of_it) == {"shop_id", "shop_domain"}


def test_sent_at_once_it_is_repeated_with_the_same_bytes_until_taken(shop: Shop, inbox: Inbox) -> None:
    shop.post.sending = "at once"
    inbox.statuses = [500, 302]
    shop.ask_privacy("shop/redact")
    assert shop.post.settle()
    assert [attempt.status for attempt in shop.post.sent[-1].attempts] == [500, 302, 200]
    assert len({(headers["x-shopify-webhook-id"], content) for headers, content in inbox.arrived}) == 1


def test_it_is_given_up_after_so_many_repeats(shop: Shop, inbox: Inbox) -> None:
    shop.post.sending = "at once"
    inbox.statuses = [500] * 9
    shop.ask_privacy("shop/redact")
    assert shop.post.settle()
    assert len(inbox.arrived) == 3
    assert not shop.post.sent[-1].taken


def test_held_deliveries_are_dropped_repeated_and_shuffled_at_will(shop: Shop, inbox: Inbox) -> None:
    shop.sell([("CAKE", 1)])
    create, updated, *_ = shop.post.take_held()
    for one in (updated, create, create):
        shop.post.deliver(one)
    assert inbox.topics() == ["orders/updated", "orders/create", "orders/create"]
    assert inbox.arrived[1] == inbox.arrived[2]
    assert shop.post.held == []


def subscribe(admin: Admin, topic: str, **fields: Any) -> dict[str, Any]:
    payload: dict[str, Any] = admin("SubCreate", topic=topic, sub=fields)["data"]["webhookSubscriptionCreate"]
    return payload


def test_a_subscription_made_through_the_api_gets_its_own_delivery(shop: Shop, admin: Admin, inbox: Inbox) -> None:
    made = subscribe(admin, "ORDERS_CREATE", uri=inbox.url + "/api", name="ours", includeFields=["id", "updated_at"])
    assert made["webhookSubscription"]["apiVersion"] == {"handle": "2026-10"}
    shop.sell([("CAKE", 1)])
    creates = [one for one in shop.post.held if one.topic == "orders/create"]
    assert len(creates) == 2
    assert creates[0].id != creates[1].id
    assert set(body(creates[1])) == {"id", "updated_at"}
    assert creates[1].headers["X-Shopify-Name"] == "ours"
    assert [node["topic"] for node in admin("Subs")["data"]["webhookSubscriptions"]["nodes"]] == ["ORDERS_CREATE"]


def test_a_subscription_is_made_once_changed_and_deleted(admin: Admin) -> None:
    made = subscribe(admin, "ORDERS_CREATE", uri="https://example.com/a")["webhookSubscription"]
    assert subscribe(admin, "ORDERS_CREATE", uri="https://example.com/a")["userErrors"]
    assert subscribe(admin, "ORDERS_CREATE", uri="http://example.com/a")["userErrors"]
    update = 'mutation U($id: ID!) { webhookSubscriptionUpdate(id: $id, webhookSubscription: {uri: "https://example.com/b"}) { webhookSubscription { uri } userErrors { message } } }'
    assert admin(update, id=made["id"])["data"]["webhookSubscriptionUpdate"]["webhookSubscription"] == {
        "uri": "https://example.com/b"
    }
    delete = "mutation D($id: ID!) { webhookSubscriptionDelete(id: $id) { deletedWebhookSubscriptionId userErrors { message } } }"
    assert (
        admin(delete, id=made["id"])["data"]["webhookSubscriptionDelete"]["deletedWebhookSubscriptionId"] == made["id"]
    )
    assert admin(delete, id=made["id"])["data"]["webhookSubscriptionDelete"]["userErrors"]


def test_eight_failures_in_a_row_delete_a_subscription_of_the_api_only(shop: Shop, admin: Admin, inbox: Inbox) -> None:
    subscribe(admin, "ORDERS_CREATE", uri=inbox.url + "/api")
    shop.sell([("CAKE", 1)])
    ours, theirs = [one for one in shop.post.take_held() if one.topic == "orders/create"]
    inbox.statuses = [500] * 7 + [200] + [500] * 16
    for _ in range(15):
        shop.post.deliver(theirs)
    assert len(admin("Subs")["data"]["webhookSubscriptions"]["nodes"]) == 1
    shop.post.deliver(theirs)
    assert admin("Subs")["data"]["webhookSubscriptions"]["nodes"] == []
    for _ in range(8):
        shop.post.deliver(ours)
    shop.sell([("CAKE", 1)])
    assert "orders/create" in [one.topic for one in shop.post.held]
