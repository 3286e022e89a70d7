"""Tracking: an order with a label is shipped there once, and shipped here when the marketplace says so."""

from typing import Any

import pytest

from tests.marketplace.market_world import MarketWorld

PIN = "7023210039414604"


def ready(world: MarketWorld, pin: str = PIN) -> str:
    """Return an order that is to be shipped and has a label."""
    order = world.buy(2)
    world.mirakl.step(order, "SHIPPING")
    world.run("import")
    assert world.status(order) == "accepted"
    world.label(order, pin)
    return order


def test_an_order_is_told_its_number_then_shipped_and_its_stock_is_used_up(world: MarketWorld) -> None:
    order = ready(world)
    sku = world.mirakl.body(order)["order_lines"][0]["offer_sku"]
    assert world.floor.counters(sku) == (5, 2)
    world.run("tracking")
    there = world.mirakl.body(order)
    assert (there["order_state"], there["shipping_carrier_code"], there["shipping_tracking"]) == (
        "SHIPPED",
        "CPCL",
        PIN,
    )
    assert world.history(order) == ["accepted", "label_created", "shipped"]
    assert world.floor.counters(sku) == (3, 0)
    assert world.floor.one("select fulfilled_at is not null from core.sales where name = %s", order)
    assert [world.calls(name) for name in ("OR23", "OR24", "SH21")] == [1, 1, 1]
    world.run_later("tracking")
    assert [world.calls(name) for name in ("OR23", "OR24", "SH21")] == [1, 1, 1]
    world.check()


def test_orders_are_looked_up_together_and_carriers_once_a_day(world: MarketWorld) -> None:
    orders = [ready(world, f"{PIN}{no}") for no in range(3)]
    before = world.calls("OR11")
    world.run("tracking")
    assert {world.status(order) for order in orders} == {"shipped"}
    assert (world.calls("OR11") - before, world.calls("SH21")) == (3, 1)


def test_what_is_cancelled_before_it_is_shipped_is_not_shipped(world: MarketWorld) -> None:
    order = ready(world)
    world.mirakl.cancel(order)
    world.run("tracking")
    assert (world.status(order), world.calls("OR23"), world.calls("OR24")) == ("cancelled", 0, 0)
    world.check()


def test_what_was_shipped_by_hand_is_shipped(world: MarketWorld) -> None:
    order = ready(world)
    world.mirakl.step(order, "SHIPPED")
    world.run("tracking")
    assert (world.status(order), world.calls("OR23"), world.calls("OR24")) == ("shipped", 0, 0)
    world.check()


# How a write may fail: kind, how.
FAILED: list[tuple[str, dict[str, Any]]] = [
    ("status", {"status": 500}),
    ("status", {"status": 503}),
    ("status", {"status": 429}),
    ("status", {"status": 401}),
    ("status", {"status": 200}),
    ("reset before", {}),
    ("status after", {"status": 500}),
    ("status after", {"status": 200, "body": ""}),
    ("reset after", {}),
    ("garbage", {}),
]


@pytest.mark.parametrize(("kind", "how"), FAILED)
@pytest.mark.parametrize("operation", ["OR23", "OR24", "OR11", "SH21"])
def test_a_call_that_fails_is_looked_up_and_each_order_is_shipped_once(
    world: MarketWorld, operation: str, kind: str, how: dict[str, Any]
) -> None:
    order = ready(world)
    world.mirakl.fail(kind, 1, operation, **how)
    world.run("tracking")
    for _ in range(3):
        world.run_later("tracking", minutes=10)
    assert (world.status(order), world.mirakl.log.count("OR24", applied=True)) == ("shipped", 1)
    assert world.mirakl.body(order)["shipping_tracking"] == PIN
    world.check()


@pytest.mark.parametrize("operation", ["OR23", "OR24"])
def test_what_is_refused_is_for_a_person_and_stops_no_other(world: MarketWorld, operation: str) -> None:
    bad = ready(world, "BAD")
    world.pass_time(minutes=1)
    good = ready(world, "GOOD")
    world.mirakl.fail("status", 1, operation, status=400)
    world.run("tracking")
    assert (world.status(bad), world.status(good), world.alerts()) == (
        "shipping_failed",
        "shipped",
        ["tracking_failed"],
    )
    assert world.floor.rpc("retry_step", store="bestbuyca", id=bad)["ok"]
    world.run_later("tracking")
    assert world.status(bad) == "shipped"
    world.check()


def test_a_refusal_of_what_was_done_all_the_same_is_no_failure(world: MarketWorld) -> None:
    order = ready(world)
    world.mirakl.fail("status after", 1, "OR24", status=400)
    world.run("tracking")
    assert (world.status(order), world.alerts()) == ("shipped", [])


def test_after_six_tries_a_person_decides(world: MarketWorld) -> None:
    order = ready(world)
    world.mirakl.fail("status", 20, "OR24", status=500)
    for _ in range(6):
        world.run_later("tracking", minutes=30)
    assert (world.status(order), world.order(order)["fault"]) == ("shipping_failed", "HTTP_500")
    assert (world.calls("OR24"), world.calls("OR23")) == (6, 1)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_kill_at_any_call_ships_each_order_once(world: MarketWorld, *, after: bool) -> None:
    """Each of its calls in turn: the run goes on in another process."""
    for call in range(1, 40):
        world.forget()
        order = ready(world)
        with world.killed_at(call, after=after):
            world.run("tracking")
            break
        for _ in range(2):
            world.run_later("tracking")
        assert (world.status(order), world.mirakl.log.count("OR24", applied=True)) == ("shipped", 1), call
        world.check()
    else:
        pytest.fail("it never came to its end")
