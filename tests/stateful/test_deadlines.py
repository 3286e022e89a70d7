"""Before its time is up a worker stops and says so; the next one goes on where it stopped."""

import time
from typing import Any

import pytest

import inventory_app
import sync_app
from local.doubles.shopify import Shop
from tests.stateful.world import DOMAINS, Context, World

PAGE = 250  # rows, of levels and of orders
BELLS = [{"messageId": "first"}, {"messageId": "second"}]


class Hurried(Context):
    """An invocation with so much time left."""

    def __init__(self, number: int, seconds: float) -> None:
        super().__init__(number)
        self._seconds = seconds

    def get_remaining_time_in_millis(self) -> int:
        return int(self._seconds * 1000)


class Watch:
    """Shows the time until a shop was written to so often, and from then on one that is long past."""

    perf_counter = staticmethod(time.perf_counter)

    def __init__(self, shop: Shop, writes: int) -> None:
        self._shop, self._until = shop, shop.count("SetQuantities") + writes

    def monotonic(self) -> float:
        return time.monotonic() + (3600 if self._shop.count("SetQuantities") >= self._until else 0)


@pytest.fixture
def skus(world: World) -> list[str]:
    """Put three SKUs on sale in both shops, of which both show what there is."""
    world.forget()
    names = [f"DEADLINE-{number}" for number in range(3)]
    for shop in world.shops.values():
        for name in names:
            if not shop.books.with_sku(name):
                shop.add_variant(name, 0, title=name, product_type="Accessory")
    for name in names:
        world.floor.stock(name, 50)
        world.floor.rows(
            "insert into core.shop_skus (store, sku) select s, %s from unnest(%s::text[]) s", name, sorted(DOMAINS)
        )
    world.floor.rows("select stock.push_stock(%s, null)", names)
    world.settle()
    assert shown(world, names) == [[50, 50, 50]] * 2
    return names


def shown(world: World, names: list[str]) -> list[list[int]]:
    """Return what the shops show."""
    return [[shop.available(name) for name in names] for shop in world.shops.values()]


def waste_one_each(world: World, names: list[str]) -> None:
    """Let there be one less of everything."""
    for name in names:
        world.floor.rpc("waste_stock", sku=name, qty=1, reason="dropped")


def push(seconds: float) -> dict[str, Any]:
    """Wake the inventory worker by two messages, with so much time left."""
    return inventory_app.handler({"Records": BELLS}, Hurried(1, seconds))  # type: ignore[arg-type]


def go_on(world: World, number: int) -> None:
    """Wake the worker of the runs with time for a page and no more."""
    sync_app.handler({"Records": BELLS}, Hurried(number, 30))  # type: ignore[arg-type]
    world.pass_time(1)


def asked(shop: Shop, operation: str, since: int) -> list[str | None]:
    """Return from where on each page was asked for."""
    return [call.variables.get("after") for call in shop.calls[since:] if call.operation == operation]


def run_through(world: World, shop: Shop, run_id: int, operation: str, pages: int) -> list[str | None]:
    """Let a run be cut after every page of it; return from where on each was asked for."""
    since = len(shop.calls)
    for number in range(pages - 1):
        go_on(world, 100 + number)
        assert len(asked(shop, operation, since)) == number + 1
        assert status(world, run_id) == "running"
    for number in range(pages, pages + 20):
        if status(world, run_id) == "done":  # the next run may begin now, which would ask anew
            break
        go_on(world, 100 + number)
    assert status(world, run_id) == "done"
    return asked(shop, operation, since)


def status(world: World, run_id: int) -> str:
    """Return how a run fares."""
    return str(world.floor.one("select status::text from core.sync_runs where run_id = %s", run_id))


def test_a_worker_without_time_begins_nothing_and_returns_its_messages(world: World, skus: list[str]) -> None:
    waste_one_each(world, skus)
    calls = [len(shop.calls) for shop in world.shops.values()]
    assert push(9.9)["batchItemFailures"] == [{"itemIdentifier": "first"}, {"itemIdentifier": "second"}]
    assert [len(shop.calls) for shop in world.shops.values()] == calls
    assert push(60) == {"batchItemFailures": []}
    assert shown(world, skus) == [[49, 49, 49]] * 2


def test_shops_take_turns_and_what_there_was_no_time_for_is_done_later(
    world: World, skus: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    waste_one_each(world, skus)
    world.floor.rows("update core.shops set batch_limit = 1")
    _, second = world.shops.values()
    with monkeypatch.context() as patch:
        patch.setattr(inventory_app, "time", Watch(second, 1))
        assert push(60)["batchItemFailures"] == [{"itemIdentifier": "first"}, {"itemIdentifier": "second"}]
    assert [sorted(each) for each in shown(world, skus)] == [[49, 50, 50]] * 2
    assert push(60) == {"batchItemFailures": []}
    assert shown(world, skus) == [[49, 49, 49]] * 2


def test_a_look_at_levels_that_is_cut_at_each_page_goes_on_with_the_next(world: World, skus: list[str]) -> None:
    shop = world.shops["bannos"]
    for number in range(2 * PAGE):
        shop.add_variant(f"FILL-{number}", 1)
    shop.adjust(skus[0], 3)
    shop.adjust(skus[2], -3)
    pages = -(-len(shop.books.items) // PAGE)
    assert pages >= 3
    run_id = world.floor.rpc("request_sync", who="admin", store="bannos", kind="inventory")["run_id"]
    cursors = run_through(world, shop, run_id, "LevelPage", pages)
    assert (len(cursors), len(set(cursors))) == (pages, pages)
    found = world.floor.rows("select ref from core.sync_findings where run_id = %s and kind = 'drift'", run_id)
    assert {row["ref"] for row in found} == {skus[0], skus[2]}


def test_a_look_for_orders_that_is_cut_at_each_page_goes_on_with_the_next(world: World, skus: list[str]) -> None:
    world.floor.rpc("receive_stock", sku=skus[0], qty=3 * PAGE)
    world.settle()
    world.pass_time(3600)
    shop = world.shops["bannos"]
    gids = {f"gid://shopify/Order/{shop.sell([(skus[0], 1)]).id}" for _ in range(2 * PAGE + 1)}
    shop.post.take_held()
    run_id = world.floor.rpc("request_sync", who="admin", store="bannos", kind="orders", dry_run=True)["run_id"]
    cursors = run_through(world, shop, run_id, "OrdersSince", 3)
    assert (len(cursors), len(set(cursors))) == (3, 3)
    found = world.floor.rows("select ref from core.sync_findings where run_id = %s and kind = 'order_missing'", run_id)
    assert {row["ref"] for row in found} == gids
