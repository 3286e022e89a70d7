"""Minutes of sales and restocks: the shops are asked for their orders once a minute at most, and show what there is at the end."""

import random
from itertools import pairwise

import pytest

from tests.stateful.breaking import on_sale
from tests.stateful.world import DOMAINS, World

MINUTES, STEP = 5, 4


def begins(world: World, store: str) -> list[float]:
    """Return when each look for orders at a shop began, in order, as seconds since the first."""
    found = world.floor.rows(
        "select extract(epoch from started_at)::float as at from core.sync_runs "
        "where store = %s and kind = 'orders' order by started_at",
        store,
    )
    return [row["at"] - found[0]["at"] for row in found]


def found(world: World) -> set[tuple[str, str, str]]:
    """Return what runs found: where, what, in which order or SKU."""
    rows = world.floor.rows("select distinct store, kind, ref from core.sync_findings")
    return {(row["store"], row["kind"], row["ref"]) for row in rows}


@pytest.mark.parametrize("lost", [False, True], ids=["every sale is told", "some sales are never told"])
def test_minutes_of_sales_and_restocks_are_a_look_a_minute_and_end_with_what_there_is(
    world: World, *, lost: bool
) -> None:
    world.forget()
    chance = random.Random(7)
    names = on_sale(world, 3)
    world.pass_time(61)
    world.floor.rows("delete from core.sync_runs")
    world.floor.rows("delete from core.work_queue where topic = 'alert'")
    for step in range(MINUTES * 60 // STEP):
        name = chance.choice(names)
        if step % 2 == 0:
            world.shops[chance.choice(sorted(DOMAINS))].sell([(name, 1)])
            if not (lost and step % 10 == 0):
                world.arrive(chance)
        else:
            world.floor.rpc("receive_stock", sku=name, qty=chance.randint(1, 5))
        # Whoever is woken comes at once, as often as they are.
        world.push()
        world.sweep()
        world.push()
        world.pass_time(max(0, STEP - 3))
    for store in DOMAINS:
        moments = begins(world, store)
        assert len(moments) >= MINUTES - 1
        assert all(after - before >= 60 for before, after in pairwise(moments))
    alerts = [row for row in world.floor.work("alert") if row["payload"]["kind"] == "sync_found"]
    assert sum(sum(alert["payload"]["counts"].values()) for alert in alerts) <= len(found(world))
    world.arrive(chance)
    world.settle()
    world.settle()
    for name in names:
        ours = world.floor.one("select stock.available(%s)", name)
        assert {store: shop.available(name) for store, shop in world.shops.items()} == dict.fromkeys(DOMAINS, ours)
