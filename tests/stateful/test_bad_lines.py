"""A line, or an item, at which the shop breaks: it waits by itself, and every other is pushed."""

import random
from typing import Any

import pytest

from local.doubles.kit import Reply
from local.doubles.shopify import admin
from local.doubles.shopify.gids import gid
from tests.stateful.breaking import BAKERY, OTHER, breaks_for, on_sale
from tests.stateful.world import World


@pytest.fixture(autouse=True)
def nothing_before(world: World) -> None:
    """Begin each test with two shops and nothing in them."""
    world.forget()


def waits(world: World, name: str) -> list[tuple[str, str]]:
    """Return how the pushes of a SKU to the bakery fare that are not done."""
    rows = world.floor.rows(
        "select distinct status::text, last_error from core.work_queue where topic = 'inventory_push' and store = %s "
        "and payload ->> 'sku' = %s and status <> 'done'",
        BAKERY,
        name,
    )
    return [(row["status"], row["last_error"]) for row in rows]


@pytest.mark.parametrize("operation", ["Levels", "ItemsBySku"])
def test_an_item_at_which_the_shop_breaks_when_it_is_read_waits_and_keeps_no_other_back(
    world: World, monkeypatch: pytest.MonkeyPatch, operation: str
) -> None:
    bad, *good = on_sale(world, 9)
    shop = world.shops[BAKERY]
    doubt = "verify = true" if operation == "Levels" else "inventory_item_gid = null"
    world.floor.rows(f"update core.shop_skus set {doubt}")
    for name in (bad, *good):
        world.floor.rpc("waste_stock", sku=name, qty=49, reason="dropped")
    about = gid("InventoryItem", shop.books.with_sku(bad)[0].id) if operation == "Levels" else bad
    struck = breaks_for(monkeypatch, shop, operation, about)
    world.push()
    world.push()
    assert struck
    assert [shop.available(name) for name in good] == [1] * 8
    assert (shop.available(bad), waits(world, bad)) == (50, [("error", "HTTP_500")])
    monkeypatch.undo()
    world.settle()
    assert (shop.available(bad), waits(world, bad)) == (1, [])


def test_a_line_at_which_the_shop_breaks_waits_by_itself_and_keeps_no_other_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, *good = on_sale(world, 9)
    shop = world.shops[BAKERY]
    item = gid("InventoryItem", shop.books.with_sku(bad)[0].id)
    for name in (bad, *good):
        world.floor.rpc("waste_stock", sku=name, qty=49, reason="dropped")
    since = len(shop.calls)
    breaks_for(monkeypatch, shop, "SetQuantities", item)
    for _ in range(8):
        world.push()
        world.pass_time(60)
    assert [shop.available(name) for name in good] == [1] * 8
    assert (shop.available(bad), world.shops[OTHER].available(bad)) == (50, 1)
    assert waits(world, bad) == [("error", "HTTP_500")]
    assert world.floor.one("select batch_limit from core.shops where store = %s", BAKERY) == 250
    # Whatever the shop broke at is read before it is sent with another key.
    key, read = "", False
    for call in shop.calls[since:]:
        read = read or call.operation == "Levels"
        if call.operation == "SetQuantities":
            sent = call.variables["key"]
            assert sent == key or read or not key
            key, read = sent, False


@pytest.mark.parametrize("sold", [0, 1])
def test_a_batch_that_was_applied_though_the_shop_broke_is_not_applied_twice(
    world: World, monkeypatch: pytest.MonkeyPatch, sold: int
) -> None:
    (name,) = on_sale(world, 1)
    shop, run = world.shops[BAKERY], admin._run  # noqa: SLF001 - where the double answers
    changes, left = shop.changes(name), [3]

    def broken_after(request: Any, call: Any, version: str, *rest: Any) -> Reply:
        reply = run(request, call, version, *rest)
        if request.shop is shop and call.operation == "SetQuantities" and left[0]:
            left[0] -= 1
            # A key that is remembered is answered from memory: the shop breaks at that too.
            return Reply(500, b"<html>")
        return reply

    monkeypatch.setattr(admin, "_run", broken_after)
    world.floor.rpc("waste_stock", sku=name, qty=10, reason="dropped")
    for _ in range(3):
        world.push()
        world.pass_time(60)
    if sold:
        shop.sell([(name, sold)])
    shop.post.take_held()  # the order is not here, nor what the shop says of the level
    world.floor.rpc("waste_stock", sku=name, qty=5, reason="dropped")
    world.push()
    # Fifty less ten, less five: that one more was sold is seen, and never set as if it had not been.
    assert shop.changes(name) == changes + 2
    assert shop.available(name) == 35
    world.come_to_rest(random.Random(1), rounds=4)
    assert [each.available(name) for each in world.shops.values()] == [35 - sold] * 2
