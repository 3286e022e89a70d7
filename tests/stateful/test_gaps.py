"""Shopify loses, repeats and shuffles webhooks: in the end every order is here once, and the report names what was mended."""

import random

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


def test_lost_repeated_and_shuffled_webhooks_leave_the_same_orders_here_as_there(world: World) -> None:
    chance = random.Random(7)
    for sku in ("GAP-CAKE", "GAP-TRAY"):
        world.floor.stock(sku, 2000)
        for store, shop in world.shops.items():
            world.floor.rows("insert into core.shop_skus (store, sku) values (%s, %s)", store, sku)
            shop.add_variant(sku, 2000, title=sku)
    orders = [
        (store, world.shops[store].sell([("GAP-CAKE", 2), ("GAP-TRAY", 1)]).id)
        for store in (chance.choice(sorted(DOMAINS)) for _ in range(ORDERS))
    ]
    for store, order in chance.sample(orders, ORDERS // 5):
        chance.choice(
            (
                lambda: world.shops[store].cancel(order),  # noqa: B023 - called at once
                lambda: world.shops[store].edit(order, "GAP-CAKE", 1),  # noqa: B023 - as above
                lambda: world.shops[store].refund(order, "GAP-TRAY", 1),  # noqa: B023 - as above
            )
        )()
    lost: dict[str, set[str]] = {}
    for store, shop in world.shops.items():
        on_the_way = [delivery for delivery in shop.post.take_held() for _ in range(chance.choice([1] * 9 + [2]))]
        chance.shuffle(on_the_way)
        # Of some orders nothing ever arrives: not even a later change tells of them.
        lost[store] = {gid for gid in sold(world, store) if chance.random() < 0.05}
        ids = {gid.rsplit("/", 1)[1] for gid in lost[store]}
        for delivery in on_the_way:
            if str(delivery.about) not in ids and chance.random() >= 0.05:
                world.deliver(delivery)

    world.come_to_rest(chance)

    for store in DOMAINS:
        assert kept(world, store) == sold(world, store)
        repaired = {
            row["ref"]
            for row in world.floor.rows(
                "select ref from core.sync_findings where store = %s and kind = 'order_missing' and repaired", store
            )
        }
        assert set[str]() < lost[store] <= repaired
        tickets = world.floor.rows(
            "select order_gid, count(*) filter (where cancelled_at is null) as open from core.orders where store = %s group by 1",
            store,
        )
        wanted = {
            gid: 0 if cancelled else sum(lines.values()) for gid, (cancelled, lines) in sold(world, store).items()
        }
        # An order that was cancelled before it came has no ticket.
        assert {row["order_gid"]: row["open"] for row in tickets if row["open"]} == {
            g: n for g, n in wanted.items() if n
        }
