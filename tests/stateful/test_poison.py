"""Work that can never be done, and calls that take too long: whoever works it off goes on with the rest, and with less."""

from typing import Any

import pytest

import pusher
from ordak.database import Database, DatabaseError
from tests.stateful.breaking import BAKERY, assert_only_poison_is_left, on_sale, poison_and_sell
from tests.stateful.world import World


@pytest.fixture(autouse=True)
def nothing_before(world: World) -> None:
    """Begin each test with two shops and nothing in them."""
    world.forget()
    pusher._portions.clear()  # noqa: SLF001 - what the test before has learnt


@pytest.mark.parametrize("payload", ["{}", "[]", '{"delivery_id": "x", "order_gid": 7, "store": {}}'])
def test_a_poisoned_row_of_every_topic_costs_that_row_alone(world: World, payload: str) -> None:
    (name,) = on_sale(world, 1)
    poison_and_sell(world, name, payload)
    world.settle()
    assert [shop.available(name) for shop in world.shops.values()] == [49, 49]
    assert_only_poison_is_left(world)


def test_a_push_that_takes_too_long_asks_for_less_until_it_goes_through(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = on_sale(world, 9)
    for name in names:
        world.floor.rpc("waste_stock", sku=name, qty=1, reason="dropped")
    real, asked = Database.call, list[int]()

    def call(self: Database, function: str, **arguments: Any) -> dict[str, Any]:
        if function == "open_push" and arguments["store"] == BAKERY:
            asked.append(arguments["limit"])
            if arguments["limit"] > 2:
                raise DatabaseError("57014")
        return real(self, function, **arguments)

    monkeypatch.setattr(Database, "call", call)
    world.push()
    assert asked[:8] == [250, 125, 62, 31, 15, 7, 3, 1]
    assert [shop.available(name) for shop in world.shops.values() for name in names] == [49] * 18


def test_what_the_database_cannot_take_of_one_sku_keeps_no_other_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, *good = on_sale(world, 5)
    world.floor.rows("update core.shop_skus set verify = true")
    for name in (bad, *good):
        world.floor.rpc("waste_stock", sku=name, qty=1, reason="dropped")
    real = Database.call

    def call(self: Database, function: str, **arguments: Any) -> dict[str, Any]:
        told = arguments.get("levels", [])
        if function == "see_levels" and any(level["sku"] == bad and "available" in level for level in told):
            raise DatabaseError("22003")
        return real(self, function, **arguments)

    monkeypatch.setattr(Database, "call", call)
    world.push()
    assert [shop.available(name) for shop in world.shops.values() for name in good] == [49] * 8
    dead = world.floor.rows("select distinct sku, last_error from core.work_queue where status = 'dead'")
    assert dead == [{"sku": bad, "last_error": "22003"}]
