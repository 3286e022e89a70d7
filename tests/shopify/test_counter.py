"""The counter over HTTP, and what outlives a restart."""

from pathlib import Path

import httpx

from local.doubles.shopify import Settings, Shop, Shopify, ShopSettings
from local.doubles.shopify.order_body import order_body
from tests.shopify.conftest import DOMAIN, OTHER, TOKEN, Admin, Inbox


def test_a_cake_is_sold_over_http_and_shows(double: Shopify, shop: Shop, inbox: Inbox) -> None:
    shop.add_variant("CAKE", 5)
    counter = f"{double.url}/_double/{DOMAIN}"
    sale = {
        "lines": [{"sku": "CAKE", "quantity": 2, "properties": [{"name": "Message", "value": "Hi"}]}],
        "pickup": "2026-12-05",
    }
    assert httpx.post(f"{counter}/sell", json=sale).json()["done"]["name"] == "#1001"
    assert shop.orders[0].fields["note_attributes"][1] == {"name": "Pickup-Date", "value": "2026-12-05"}
    assert httpx.post(f"{counter}/deliver").json()["done"] == [200] * 4
    seen = httpx.get(counter).json()
    assert [(one["sku"], one["available"], one["committed"]) for one in seen["products"]] == [("CAKE", 3, 2)]
    assert [(one["topic"], one["status"]) for one in seen["orders"][0]["webhooks"]] == [
        ("orders/create", 200),
        ("orders/updated", 200),
    ]
    assert len(inbox.arrived) == 4


def test_the_counter_does_what_python_does(double: Shopify, shop: Shop) -> None:
    counter = f"{double.url}/_double/{DOMAIN}"

    def do(deed: str, **asked: object) -> httpx.Response:
        return httpx.post(f"{counter}/{deed}", json=asked)

    assert do("add", sku="A", available=5, title="Tart").status_code == 200
    order = do("sell", lines=[{"sku": "A", "quantity": 3}]).json()["done"]["name"]
    assert do("edit", order=order, sku="A", quantity=2).status_code == 200
    assert do("refund", order=order, sku="A", quantity=1).status_code == 200
    assert do("adjust", sku="A", delta=2).json() == {"done": 6}
    assert do("cancel", order=order).status_code == 200
    assert shop.available("A") == 7
    assert do("calls").json()["done"]["calls"] == []
    assert do("sending", sending="at once").json() == {"done": "at once"}
    assert do("uninstall").status_code == 200
    for deed, asked in (
        ("sell", {"lines": [{"sku": "A", "quantity": 99}]}),
        ("cancel", {"order": "#9"}),
        ("edit", {}),
        ("sending", {"sending": "x"}),
    ):
        refused = do(deed, **asked)
        assert (refused.status_code, set(refused.json())) == (400, {"error"})
    assert do("fly").status_code == 404


def test_the_shops_are_there(double: Shopify) -> None:
    assert [one["domain"] for one in httpx.get(f"{double.url}/_double/shops").json()] == [DOMAIN, OTHER]


def run(folder: Path) -> Shopify:
    double = Shopify(Settings((ShopSettings(DOMAIN, token=TOKEN),), state=folder))
    double.start()
    return double


def test_levels_orders_subscriptions_and_keys_outlive_a_restart(tmp_path: Path) -> None:
    first = run(tmp_path)
    shop, admin = first.shop(DOMAIN), Admin(first)
    shop.add_variant("CAKE", 5, variant_title="8 inch")
    order = shop.sell([("CAKE", 2, [{"name": "Message", "value": "Hi"}])], note="Ring")
    shop.refund(order, "CAKE", 1)
    admin("SubCreate", topic="ORDERS_CREATE", sub={"uri": "https://example.com/a"})
    admin.set(admin.quantity("CAKE", 9, 4))
    place = admin.location
    body = order_body(shop.books, order)
    first.stop()
    second = run(tmp_path)
    shop, admin = second.shop(DOMAIN), Admin(second)
    assert (shop.available("CAKE"), shop.committed("CAKE"), admin.location) == (9, 1, place)
    kept = shop.order(order.id)
    assert (kept.name, kept.fields["note"], kept.updated_at) == (order.name, "Ring", order.updated_at)
    assert [(line.sku, line.current_quantity, line.open) for line in kept.lines] == [("CAKE", 1, 1)]
    assert order_body(shop.books, kept) == body
    shop.adjust("CAKE", -1)
    assert not admin.set(admin.quantity("CAKE", 9, 4))["userErrors"]
    assert shop.available("CAKE") == 8
    assert len(admin("Subs")["data"]["webhookSubscriptions"]["nodes"]) == 1
    shop.cancel(order.id)
    assert shop.sell([("CAKE", 1)]).number == order.number + 1
    second.stop()
    assert not list(tmp_path.glob("*.new"))
