"""Offers: the marketplace sells no more than there is, whatever fails."""

from random import Random
from typing import Any

import pytest

from tests.marketplace.market_world import MarketWorld


def shown(world: MarketWorld, sku: str) -> int:
    """Return how many the marketplace can sell."""
    return world.mirakl.offers[sku]


def use(world: MarketWorld, sku: str, quantity: int) -> None:
    """Take some off the shelf."""
    assert world.floor.rpc("waste_stock", sku=sku, qty=quantity, reason="broken")["ok"]


def rounds(world: MarketWorld, count: int = 2) -> None:
    """Let orders be imported and figures be sent."""
    for _ in range(count):
        world.run_later("import", "offers")


def test_what_falls_is_sent_at_once_and_what_rises_after_the_next_import(world: MarketWorld) -> None:
    less, more, same = world.item(5), world.item(5), world.item(5)
    rounds(world, 1)
    assert world.calls("STO01") == 0
    use(world, less, 2)
    assert world.floor.rpc("receive_stock", sku=more, qty=4)["ok"]
    rounds(world, 1)
    assert [shown(world, sku) for sku in (less, more, same)] == [3, 5, 5]
    rounds(world, 1)
    assert [shown(world, sku) for sku in (less, more, same)] == [3, 9, 5]
    rounds(world)
    assert (world.calls("STO01"), world.alerts()) == (2, [])


def test_an_order_is_taken_off_by_the_marketplace_and_not_sent_again(world: MarketWorld) -> None:
    sku = world.item(5)
    rounds(world, 1)
    world.pass_time(minutes=1)
    world.mirakl.order((sku, 2))
    rounds(world)
    assert (shown(world, sku), world.calls("STO01")) == (3, 0)


def test_a_raise_does_not_undo_an_order_that_is_not_here_yet(world: MarketWorld) -> None:
    sku = world.item(5)
    rounds(world, 1)
    assert world.floor.rpc("receive_stock", sku=sku, qty=1)["ok"]
    world.pass_time(minutes=1)
    world.mirakl.order((sku, 5))
    world.run("offers")
    assert shown(world, sku) == 0
    rounds(world)
    assert shown(world, sku) == 1


def test_a_cancelled_order_is_offered_again(world: MarketWorld) -> None:
    sku = world.item(5)
    rounds(world, 1)
    world.pass_time(minutes=1)
    order = world.mirakl.order((sku, 2))
    rounds(world, 1)
    world.mirakl.cancel(order)
    rounds(world, 3)
    assert (world.status(order), shown(world, sku)) == ("cancelled", 5)


def test_offers_are_listed_once_a_day_and_what_was_changed_there_is_put_right(world: MarketWorld) -> None:
    sku = world.item(5)
    rounds(world)
    listed = world.calls("OF21")
    world.mirakl.offer(sku, 50)
    rounds(world)
    assert (world.calls("OF21"), shown(world, sku)) == (listed, 50)
    world.pass_time(hours=24)
    rounds(world, 1)
    assert shown(world, sku) == 5


def test_all_pages_are_listed_also_by_a_run_that_was_cut(world: MarketWorld) -> None:
    skus = [world.item(1) for _ in range(120)]
    world.seconds = 0.0
    for _ in range(4):
        world.run("offers")
    world.seconds = 900.0
    world.run("offers")
    known = "select count(*) from core.marketplace_offers where known_qty = 1 and sku = any (%s)"
    assert world.floor.one(known, skus) == 120


def test_what_is_refused_alerts_and_stops_no_other(world: MarketWorld) -> None:
    gone, good = world.item(5), world.item(5)
    rounds(world, 1)
    del world.mirakl._books.offers[gone]  # noqa: SLF001 - deleted there
    use(world, gone, 1)
    use(world, good, 1)
    rounds(world)
    assert (shown(world, good), world.alerts()) == (4, ["offer_refused"])
    world.pass_time(hours=24)
    rounds(world)
    assert world.floor.rows("select 1 from core.marketplace_offers where sku = %s", gone) == []


@pytest.mark.parametrize(
    ("operation", "how"),
    [
        ("STO02", {"status": 200, "body": '{"status": "FAILED"}'}),
        ("STO02", {"status": 404}),
        ("STO03", {"status": 200, "body": "<html>"}),
        ("STO03", {"status": 404}),
    ],
)
def test_a_report_is_read_softly(world: MarketWorld, operation: str, how: dict[str, Any]) -> None:
    gone, good = world.item(5), world.item(5)
    rounds(world, 1)
    del world.mirakl._books.offers[gone]  # noqa: SLF001 - deleted there
    use(world, gone, 1)
    use(world, good, 1)
    world.mirakl.fail("status", 1, operation, **how)
    rounds(world, 4)
    assert shown(world, good) == 4
    assert world.failed("offers") == 0


# How sending may fail: kind, how, whether it was done.
FAILED: list[tuple[str, dict[str, Any]]] = [
    ("status", {"status": 500}),
    ("status", {"status": 429}),
    ("status", {"status": 400}),
    ("status", {"status": 200, "body": ""}),
    ("reset before", {}),
    ("reset after", {}),
    ("status after", {"status": 500}),
    ("garbage", {}),
]


@pytest.mark.parametrize(("kind", "how"), FAILED)
@pytest.mark.parametrize("operation", ["OF21", "STO01", "STO02"])
def test_a_call_that_fails_leaves_the_right_figure_in_the_end(
    world: MarketWorld, operation: str, kind: str, how: dict[str, Any]
) -> None:
    sku = world.item(5)
    rounds(world, 1)
    use(world, sku, 2)
    if operation == "OF21":
        world.pass_time(hours=24)
    world.mirakl.fail(kind, 1, operation, **how)
    rounds(world, 4)
    assert (shown(world, sku), world.failed("offers")) == (3, 0)
    known = "select known_qty, is_unsure, sending from core.marketplace_offers where sku = %s"
    assert list(world.floor.rows(known, sku)[0].values()) == [3, False, None]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_kill_at_any_call_leaves_the_right_figure_in_the_end(world: MarketWorld, *, after: bool) -> None:
    """Each of its calls in turn: the run goes on in another process."""
    for call in range(1, 40):
        world.forget()
        sku = world.item(5)
        world.run("import")
        use(world, sku, 2)
        with world.killed_at(call, after=after):
            world.run("offers")
            break
        rounds(world, 3)
        assert shown(world, sku) == 3, call
    else:
        pytest.fail("it never came to its end")


@pytest.mark.parametrize("seed", range(4))
def test_whatever_happens_the_marketplace_shows_what_there_is_in_the_end(world: MarketWorld, seed: int) -> None:
    """Orders, cancels, stock that comes and goes, lists, and calls that fail, in any order."""
    chance = Random(seed)  # noqa: S311 - no secret
    skus, orders = [world.item(8) for _ in range(2)], list[str]()
    for _ in range(20):
        world.pass_time(minutes=chance.choice([1, 2, 4]))
        sku = chance.choice(skus)
        match chance.choice(["order", "cancel", "receive", "use", "fail", "round", "round", "offers", "day"]):
            case "order" if shown(world, sku):
                orders.append(world.mirakl.order((sku, chance.randint(1, shown(world, sku)))))
            case "cancel" if orders:
                world.mirakl.cancel(orders.pop())
            case "receive":
                assert world.floor.rpc("receive_stock", sku=sku, qty=2)["ok"]
            case "use":
                world.floor.rpc("waste_stock", sku=sku, qty=1, reason="broken")
            case "fail":
                kind, how = chance.choice(FAILED)
                world.mirakl.fail(kind, 1, chance.choice(["STO01", "STO02", "OF21"]), **how)
            case "round":
                world.run("import", "offers")
            case "offers":
                world.run("offers")
            case "day":
                world.pass_time(hours=24)
    world.mirakl.switches.clear()
    rounds(world, 4)
    there = {sku: world.floor.one("select stock.available(%s)", sku) for sku in skus}
    assert {sku: shown(world, sku) for sku in skus} == there
    world.check()
