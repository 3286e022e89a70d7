"""Imports: whatever order of the marketplace has changed is here after the next run, once."""

from typing import Any

import pytest

from local.doubles.mirakl.bodies import Bought
from tests.marketplace.market_world import MarketWorld


def test_an_order_is_here_after_the_next_import(world: MarketWorld) -> None:
    order = world.buy(2)
    world.run("import")
    kept = world.order(order)
    assert (kept["status"], kept["state"], kept["address"]["city"]) == (
        *("pending_acceptance", "WAITING_ACCEPTANCE"),
        "Ottawa",
    )
    (customer,) = world.floor.rows("select customer_id, name, locale from core.customers")
    assert tuple(customer.values()) == ("customer-1", "Robin Example", "en_CA")
    world.check()


def test_an_account_without_news_is_asked_once_a_run_and_writes_nothing(world: MarketWorld) -> None:
    world.buy()
    world.run("import")
    before, calls = world.floor.last_event(), world.calls("OR11")
    for _ in range(3):
        world.run_later("import")
    assert (world.floor.last_event(), world.calls("OR11") - calls) == (before, 3)


def test_what_changes_there_is_followed(world: MarketWorld) -> None:
    order = world.buy(2)
    world.run("import")
    world.pass_time(minutes=2)
    world.mirakl.cancel(order)
    world.run_later("import")
    assert world.history(order) == ["pending_acceptance", "cancelled"]
    world.check()


def test_many_orders_come_by_pages_each_once(world: MarketWorld) -> None:
    sku = world.item(500)
    orders = [world.mirakl.order((sku, 1)) for _ in range(120)]
    world.run("import")
    assert {world.status(order) for order in orders} == {"pending_acceptance"}
    assert world.calls("OR11") == 2
    assert world.floor.counters(sku) == (500, 120)


def test_a_slice_that_ends_goes_on_where_it_was_left(world: MarketWorld) -> None:
    sku = world.item(500)
    orders = [world.mirakl.order((sku, 1)) for _ in range(120)]
    world.seconds = 29  # less than is kept for the end: after each page the slice is over
    for _ in range(2):
        world.run("import")
    assert {world.status(order) for order in orders} == {"pending_acceptance"}
    assert world.calls("OR11") == 2
    assert world.floor.rows("select 1 from core.sync_runs where status = 'running'") == []


def test_how_far_it_came_is_kept_only_when_all_is_here(world: MarketWorld) -> None:
    sku = world.item(500)
    first = world.mirakl.order((sku, 1))
    world.run("import")
    until = "select imported_until from core.marketplaces"
    kept = world.floor.one(until)
    world.pass_time(minutes=20)
    orders = [world.mirakl.order((sku, 1)) for _ in range(105)]
    world.mirakl.fail("status", 1, "OR11")
    world.run("import")
    assert (world.floor.one(until), world.failed("import")) == (kept, 1)
    world.run_later("import")
    assert world.floor.one(until) > kept
    assert {world.status(order) for order in [first, *orders]} == {"pending_acceptance"}


def test_what_was_changed_by_a_clock_that_is_an_hour_off_is_not_missed(world: MarketWorld) -> None:
    world.run("import")
    world.floor.set_clock(world.mirakl.clock.now().replace(year=2027))
    late = world.buy()
    world.run("import")
    assert world.status(late) == "pending_acceptance"


@pytest.mark.parametrize("address_early", [True, False])
def test_one_bad_order_stops_no_other(world: MarketWorld, *, address_early: bool) -> None:
    bad, good = world.buy(), world.buy(address=None if address_early else {})
    world.mirakl.edit(bad, order_lines=[])
    world.run("import")
    assert (world.order(bad), world.status(good)) == ({}, "pending_acceptance")
    assert world.alerts() == ["order_unread"]
    world.run_later("import")
    assert world.alerts() == ["order_unread"]


BAD: dict[str, dict[str, Any]] = {
    "no state": {"order_state": None},
    "no line": {"order_lines": []},
    "no quantity": {"order_lines": [{"order_line_id": "1", "order_line_state": "SHIPPING", "quantity": None}]},
    "less than nothing": {"order_lines": [{"order_line_id": "1", "order_line_state": "SHIPPING", "quantity": -1}]},
    "a line twice": {"order_lines": [{"order_line_id": "1", "order_line_state": "SHIPPING", "quantity": 1}] * 2},
    "more than any warehouse": {
        "order_lines": [{"order_line_id": "1", "order_line_state": "SHIPPING", "quantity": 10**9}]
    },
}


@pytest.mark.parametrize("what", BAD)
def test_what_cannot_be_read_is_kept_by_its_id_and_read_again_each_night(world: MarketWorld, what: str) -> None:
    order = world.buy()
    kept = world.mirakl.body(order)
    world.mirakl.edit(order, **BAD[what])
    world.run("import")
    assert world.floor.rows("select mirakl_id from core.unread_orders") == [{"mirakl_id": order}]
    # Mended there, but so that no change shows.
    held = world.mirakl._books.order(order)  # noqa: SLF001 - a marketplace that forgets to say so
    held.body.update({name: kept[name] for name in BAD[what]}, last_updated_date=kept["last_updated_date"])
    world.run_later("import_all", minutes=60)
    assert (world.status(order), world.floor.rows("select 1 from core.unread_orders")) == ("pending_acceptance", [])


def test_a_quantity_of_nothing_and_a_state_not_known_yet_wait_for_a_person(world: MarketWorld) -> None:
    none, tomorrow = world.buy(), world.buy()
    world.mirakl.edit(none, order_lines=[{**world.mirakl.body(none)["order_lines"][0], "quantity": 0}])
    line = world.mirakl.body(tomorrow)["order_lines"][0]
    world.mirakl.edit(tomorrow, order_lines=[{**line, "order_line_state": "INVENTED_TOMORROW"}])
    world.run("import", "acceptance")
    flags = "select flags from core.sales where name = %s"
    assert (world.floor.one(flags, none), world.floor.one(flags, tomorrow)) == (["no_pieces"], ["unknown_state"])
    assert (world.calls("OR21"), sorted(world.alerts())) == (0, ["needs_attention", "needs_attention"])


def test_an_order_of_something_unknown_waits_for_its_item(world: MarketWorld) -> None:
    order = world.mirakl.order(Bought("NEVER-SEEN", 1))
    world.run("import", "acceptance")
    assert (world.status(order), world.calls("OR21"), world.alerts()) == ("pending_acceptance", 0, ["unknown_sku"])


def test_each_night_what_is_open_here_and_closed_there_is_closed(world: MarketWorld) -> None:
    order = world.buy(2)
    world.run("import")
    changed = world.mirakl.body(order)["last_updated_date"]
    world.mirakl.step(order, "CANCELED")
    world.mirakl._books.order(order).body["last_updated_date"] = changed  # noqa: SLF001 - as if it had not changed
    world.run_later("import_all", minutes=600)
    assert world.status(order) == "cancelled"
    world.check()


@pytest.mark.parametrize(
    ("kind", "how"),
    [
        ("status", {"status": 500}),
        ("status", {"status": 429}),
        ("status", {"status": 429, "retry_after": "120"}),
        ("status", {"status": 401}),
        ("status", {"status": 200}),
        ("reset before", {}),
        ("garbage", {}),
    ],
)
@pytest.mark.parametrize("step", ["import", "import_all"])
def test_a_call_that_fails_leaves_the_run_to_be_tried_again(
    world: MarketWorld, step: str, kind: str, how: dict[str, object]
) -> None:
    order = world.buy()
    world.mirakl.fail(kind, 1, "OR11", **how)
    world.run(step)
    assert (world.order(order), world.failed(step)) == ({}, 1)
    world.run_later(step)
    assert (world.status(order), world.failed(step)) == ("pending_acceptance", 0)
