"""Shopify loses, repeats and shuffles webhooks: in the end every order is here once, and the report names what was mended."""

import random

import pytest

from tests.stateful.world import DOMAINS, World

ORDERS = 200


def kept(world: World, store: str) -> dict[str, tuple[bool, dict[str, int]]]:
    """Return each order that is here: is it cancelled, and how many of what."""
    rows = world.floor.rows(
        "select s.order_gid, s.cancelled_at is not null as cancelled, (select jsonb_object_agg(l.sku, l.quantity) "
        "from core.sale_lines l where (l.store, l.order_gid) = (s.store, s.order_gid) and l.quantity > 0) as lines "
        "from core.sales s where s.store = %s",
        store,
    )
    return {row["order_gid"]: (row["cancelled"], row["lines"] or {}) for row in rows}


def sold(world: World, store: str) -> dict[str, tuple[bool, dict[str, int]]]:
    """Return each order that the shop has, in the same form."""
    return {
        f"gid://shopify/Order/{order.id}": (
            order.cancelled_at is not None,
            {line.sku: line.current_quantity for line in order.lines if line.sku and line.current_quantity},
        )
        for order in world.shops[store].orders
    }


def some_orders(world: World, chance: random.Random) -> None:
    """Sell in both shops; a fifth of the orders is cancelled, edited or refunded afterwards."""
    for sku in ("GAP-CAKE", "GAP-TRAY"):
        world.floor.stock(sku, 2000)
        for store, shop in world.shops.items():
            world.floor.rows("insert into core.shop_skus (store, sku) values (%s, %s)", store, sku)
            shop.add_variant(sku, 2000, title=sku)
    for _ in range(ORDERS):
        shop = world.shops[chance.choice(sorted(DOMAINS))]
        order = shop.sell([("GAP-CAKE", 2), ("GAP-TRAY", 1)])
        match chance.randrange(15):
            case 0:
                shop.cancel(order)
            case 1:
                shop.edit(order, "GAP-CAKE", 1)
            case 2:
                shop.refund(order, "GAP-TRAY", 1)


def lose_repeat_and_shuffle(world: World, chance: random.Random, store: str) -> set[str]:
    """Deliver what a shop holds; return the orders of which nothing ever arrives."""
    shop = world.shops[store]
    on_the_way = [delivery for delivery in shop.post.take_held() for _ in range(chance.choice([1] * 9 + [2]))]
    chance.shuffle(on_the_way)
    lost = {gid for gid in sold(world, store) if chance.random() < 0.05}
    ids = {gid.rsplit("/", 1)[1] for gid in lost}
    for delivery in on_the_way:
        if str(delivery.about) not in ids and chance.random() >= 0.05:
            world.deliver(delivery)
    return lost


def test_lost_repeated_and_shuffled_webhooks_leave_the_same_orders_here_as_there(world: World) -> None:
    chance = random.Random(7)
    some_orders(world, chance)
    lost = {store: lose_repeat_and_shuffle(world, chance, store) for store in DOMAINS}
    world.come_to_rest(chance)
    for store in DOMAINS:
        there = sold(world, store)
        assert kept(world, store) == there
        repaired = world.floor.rows(
            "select ref from core.sync_findings where store = %s and kind = 'order_missing' and repaired", store
        )
        assert set[str]() < lost[store] <= {row["ref"] for row in repaired}
        tickets = world.floor.rows(
            "select order_gid, count(*) as open from core.orders where store = %s and cancelled_at is null group by 1",
            store,
        )
        wanted = {
            gid: sum(quantity for sku, quantity in lines.items() if sku.startswith("GAP"))
            for gid, (cancelled, lines) in there.items()
            if not cancelled
        }
        assert {row["order_gid"]: row["open"] for row in tickets} == {gid: n for gid, n in wanted.items() if n}


def test_webhooks_that_shopify_dropped_are_subscribed_to_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    address = "https://ordak.example/api/v1/webhooks/shopify"
    monkeypatch.setenv("SHOPIFY_WEBHOOK_URL", address)
    shop = world.shops["bannos"]

    def look() -> dict[str, bool]:
        run_id = world.floor.rpc("request_sync", who="admin", store="bannos", kind="orders")["run_id"]
        world.sweep()
        found = world.floor.rows(
            "select ref, repaired from core.sync_findings where run_id = %s and kind = 'subscription_missing'", run_id
        )
        return {row["ref"]: row["repaired"] for row in found}

    first = look()
    assert "ORDERS_CREATE" in first
    assert all(first.values())
    assert {one.topic for one in shop.books.subscriptions.values() if one.uri == address} == set(first)
    assert look() == {}
    dropped = next(gid for gid, one in shop.books.subscriptions.items() if one.topic == "ORDERS_CREATE")
    del shop.books.subscriptions[dropped]
    assert look() == {"ORDERS_CREATE": True}
