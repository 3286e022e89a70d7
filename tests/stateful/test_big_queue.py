"""A hundred thousand levels wait at one shop, and a poisoned row of every topic: everybody else goes on."""

import time

import pytest

import inventory_app
from tests.stateful.breaking import BAKERY, OTHER, assert_only_poison_is_left, on_sale, poison_and_sell
from tests.stateful.world import World

MANY = 100_000


def much_waits(world: World) -> None:
    """Let levels wait at one shop, of SKUs that it lacks, ahead of everything else; two rows a SKU."""
    world.floor.rows("set session_replication_role = replica")
    world.floor.rows(
        "insert into core.work_queue (topic, store, dedupe_key, payload, created_at) "
        "select 'inventory_push', %s, 'many:' || i, jsonb_build_object('store', %s::text, 'sku', 'GONE-' || i / 2), core.now() "
        "from generate_series(1, %s) i",
        BAKERY,
        BAKERY,
        MANY,
    )
    world.floor.rows("set session_replication_role = origin")
    world.floor.rows("analyze core.work_queue")  # which autovacuum does within a minute


class Rounds:
    """A clock by which each look at it takes so long that an invocation has time for a few rounds of the shops."""

    perf_counter = staticmethod(time.perf_counter)

    def __init__(self) -> None:
        self._looks = 0

    def monotonic(self) -> float:
        self._looks += 1
        return time.monotonic() + 30 * self._looks


def test_behind_a_hundred_thousand_wrong_levels_and_poison_the_other_shop_and_topics_go_on(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    (name,) = on_sale(world, 1)
    much_waits(world)
    poison_and_sell(world, name, "{}")
    monkeypatch.setattr(inventory_app, "time", Rounds())
    world.settle()
    left = "select count(*) from core.work_queue where dedupe_key like 'many:%%' and status <> 'dead'"
    assert 0 < world.floor.one(left) < MANY
    assert world.shops[OTHER].available(name) == 49
    assert_only_poison_is_left(world)
