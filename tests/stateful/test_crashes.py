"""Killed at any call to the outside, before it or after it, and run again: the end is that of a run nobody killed."""

import random
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest

from tests.stateful import victim
from tests.stateful.world import DOMAINS, World, environment, printable

MOST_CALLS = 60
_NUMBERS = count(1)
NO_AWS = {
    "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
    "AWS_REGION": "us-east-1",
    "AWS_ACCESS_KEY_ID": "local",
    "AWS_SECRET_ACCESS_KEY": "local",
    "INVENTORY_QUEUE_URL": "http://127.0.0.1:9/queue",
    "SYNC_QUEUE_URL": "http://127.0.0.1:9/queue",
}
type Names = dict[str, str]
type Arrangement = Callable[[World, Names], Any]


def a_bakery(world: World) -> Names:
    """Two shops that sell a cake of sponge and box, and candles; all of it is known and shown."""
    world.forget()
    number = next(_NUMBERS)
    names = {word: f"{word}-{number}" for word in ("CAKE", "SPONGE", "BOX", "CANDLE")}
    for word, quantity in (("SPONGE", 6), ("BOX", 9), ("CANDLE", 20), ("CAKE", None)):
        world.floor.stock(names[word], quantity)
    for word in ("SPONGE", "BOX"):
        world.floor.rows("insert into core.product_requirements values (%s, %s, 1)", names["CAKE"], names[word])
    for store, shop in world.shops.items():
        for word, available, kind in (("CAKE", 6, "Cakes"), ("CANDLE", 20, "Accessory")):
            world.floor.rows("insert into core.shop_skus (store, sku) values (%s, %s)", store, names[word])
            shop.add_variant(names[word], available, title=word, product_type=kind)
    world.floor.rows("select core.push_stock(%s, null)", [names["SPONGE"], names["CANDLE"]])
    world.push()
    world.sweep()
    world.push()
    return names


def an_order_arrives(world: World, names: Names) -> dict[str, Any]:
    """An order is sold; its first webhook is what the victim gets."""
    shop = world.shops["bannos"]
    shop.sell([(names["CAKE"], 2), (names["CANDLE"], 1)])
    delivery = next(each for each in shop.post.held if each.topic == "orders/create")
    headers = {name.lower(): value for name, value in delivery.headers.items()}
    return {"headers": headers, "body": delivery.body.decode()}


def a_cancel_arrives(world: World, names: Names) -> dict[str, Any]:
    """An order that is here was cancelled."""
    shop = world.shops["bannos"]
    order = shop.sell([(names["CAKE"], 2)])
    world.arrive(random.Random(1))
    world.push()
    shop.cancel(order)
    delivery = next(each for each in shop.post.held if each.topic == "orders/cancelled")
    headers = {name.lower(): value for name, value in delivery.headers.items()}
    return {"headers": headers, "body": delivery.body.decode()}


def pushes_wait(world: World, names: Names) -> None:
    """An order of one shop and new stock are to be told to both."""
    world.shops["bannos"].sell([(names["CAKE"], 1)])
    world.arrive(random.Random(1))
    world.floor.rpc("receive_stock", sku=names["CANDLE"], qty=5)


def a_stale_push_waits(world: World, names: Names) -> None:
    """The shop sold something that we do not know of when its level is to be lowered."""
    world.shops["bannos"].sell([(names["CAKE"], 1)])
    world.floor.rpc("waste_stock", sku=names["SPONGE"], qty=2, reason="dropped")


def an_order_was_lost(world: World, names: Names) -> None:
    """Webhooks of an order never came, staff of the shop changed a level; the runs of the night are due."""
    shop = world.shops["bannos"]
    shop.sell([(names["CAKE"], 1), (names["CANDLE"], 2)])
    shop.adjust(names["CANDLE"], 3)
    shop.post.take_held()
    world.pass_time(2000)
    for kind in ("inventory", "orders"):
        world.floor.rpc("request_sync", who="admin", store="bannos", kind=kind)
    # The other shop's runs would only be more of the same.
    world.floor.rows("update core.shops set uninstalled_at = core.now() where store = 'flourlane'")


def run_again(world: World, deed: str) -> None:
    """What was killed is run again by whatever woke it, before anything else happens; what was not, has nothing to do."""
    for _ in range(2):
        world.pass_time(70)
        if deed == "push":
            world.push()
        elif deed == "runs":
            world.sweep()


def the_end(world: World, names: Names) -> dict[str, Any]:
    """What there is when everything has come to rest, by names that are the same in every run."""
    world.floor.rows("update core.shops set uninstalled_at = null")
    world.come_to_rest(random.Random(1), rounds=4)
    words = {sku: word for word, sku in names.items()}
    return {
        "shown": {s: {w: shop.available(names[w]) for w in ("CAKE", "CANDLE")} for s, shop in world.shops.items()},
        "changes": {s: {w: shop.changes(names[w]) for w in ("CAKE", "CANDLE")} for s, shop in world.shops.items()},
        "stock": {
            words[row["sku"]]: (row["on_hand"], row["reserved"])
            for row in world.floor.rows("select sku, on_hand, reserved from core.inventory_items")
        },
        "ledger": sorted(
            (words[row["sku"]], row["kind"], row["qty"])
            for row in world.floor.rows("select sku, kind::text, qty from core.inventory_txn where kind <> 'receive'")
        ),
        "orders": sorted(
            (row["store"], row["cancelled"], row["tickets"], row["open"])
            for row in world.floor.rows(
                "select s.store, s.cancelled_at is not null as cancelled, count(o.id) as tickets, "
                "count(o.id) filter (where o.cancelled_at is null) as open "
                "from core.sales s left join core.orders o using (store, order_gid) group by s.store, s.order_gid"
            )
        ),
        "waiting": world.floor.rows(
            "select topic, status::text from core.work_queue where status <> 'done' and topic <> 'alert'"
        ),
    }


@pytest.mark.parametrize(
    ("deed", "arrange"),
    [
        ("webhook", an_order_arrives),
        ("webhook", a_cancel_arrives),
        ("push", pushes_wait),
        ("push", a_stale_push_waits),
        ("runs", an_order_was_lost),
    ],
)
def test_killed_at_every_call_in_turn_and_run_again_it_ends_the_same(
    world: World, deed: str, arrange: Arrangement
) -> None:
    variables = environment(world.shopify, world.floor.owner_url) | NO_AWS

    def ending(call: int, *, after: bool) -> tuple[dict[str, Any], bool]:
        names = a_bakery(world)
        given = arrange(world, names)
        killed = victim.run(deed, given, variables, call=call, after=after)
        run_again(world, deed)
        return the_end(world, names), killed

    whole, killed = ending(0, after=False)
    assert not killed
    assert set(DOMAINS) == set(whole["shown"])
    for call in range(1, MOST_CALLS):
        for after in (False, True):
            end, killed = ending(call, after=after)
            assert end == whole, f"killed {'after' if after else 'before'} call {call}: {printable([end, whole])}"
            if not killed:
                assert call > 1
                return
    pytest.fail("it never came to its end")
