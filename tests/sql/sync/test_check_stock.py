"""api.check_stock: the ledger against the counters, and holds against what orders need."""

from collections.abc import Iterator

import pytest

from tests.sql.floor import Floor, Json
from tests.sql.stock.stock import candles, item, made, sell
from tests.sql.sync.runs import reconcile


@pytest.fixture(autouse=True)
def right_before_and_after(floor: Floor) -> Iterator[None]:
    """Each test begins with books that are right."""
    assert check(floor) == []
    yield
    floor.rows("set session_replication_role = replica")
    floor.rows("truncate core.inventory_txn, core.inventory_items, core.sales, core.sale_lines, core.orders cascade")
    floor.rows("set session_replication_role = origin")


def check(floor: Floor) -> list[Json]:
    """Check the stock; return what is wrong."""
    answer = reconcile(floor, "check_stock")
    assert answer["already_done"] == (answer["faults"] == [])
    faults: list[Json] = answer["faults"]
    return faults


def test_books_that_are_right_are_said_to_be(floor: Floor) -> None:
    sponge, candle = item(floor, "SPONGE", 5), item(floor, "CANDLE", 2)
    sale = sell(floor, 2, made(floor, "CAKE", {sponge: 1.5}), candles(3, candle))
    floor.rpc("receive_stock", sku=sponge, qty=4)
    for step in ("complete_filling", "complete_covering", "complete_decorating", "start_packing", "complete_packing"):
        floor.rpc(step, id=sale.tickets[0])
    with floor.noted() as events:
        assert check(floor) == []
    assert (events, floor.work("alert", "%ledger:%")) == ([], [])


@pytest.mark.parametrize(
    ("column", "sums"), [("on_hand", {"on_hand": 8, "reserved": 2}), ("reserved", {"on_hand": 7, "reserved": 3})]
)
def test_a_counter_that_is_not_what_the_ledger_adds_up_to_is_named(floor: Floor, column: str, sums: Json) -> None:
    name, other = item(floor, "TRAY", 7), item(floor, "BOX", 7)
    sell(floor, 2, name)
    sell(floor, 2, other)
    floor.rows(f"update core.inventory_items set {column} = {column} + 1 where sku = %s", name)
    with floor.noted() as events:
        (fault,) = check(floor)
    assert (fault["kind"], fault["ref"]) == ("ledger_differs", name)
    assert fault["detail"] == {**sums, "ledger_on_hand": 7, "ledger_reserved": 2, "organisation": "house"}
    (event,) = events
    assert (event["kind"], event["detail"]) == ("stock_check_failed", {"organisation": "house", "faults": 1})
    (alert,) = floor.work("alert", "house:ledger:stock_check_failed")
    assert (alert["payload"]["organisation"], alert["payload"]["faults"]) == ("house", 1)


def test_an_item_with_a_counter_and_no_ledger_at_all_is_named(floor: Floor) -> None:
    name = item(floor, "TRAY", 0)
    floor.rows("update core.inventory_items set on_hand = 1 where sku = %s", name)
    assert [(fault["kind"], fault["ref"]) for fault in check(floor)] == [("ledger_differs", name)]


@pytest.mark.parametrize("store", ["bannos", "flourlane"])
def test_what_is_held_for_an_order_that_needs_it_no_more_is_named(floor: Floor, store: str) -> None:
    name = item(floor, "TRAY", 7)
    sale = sell(floor, 3, name, store=store)
    floor.rows("update core.orders set cancelled_at = core.now() where id = %s", sale.tickets[0])
    (fault,) = check(floor)
    assert (fault["kind"], fault["ref"]) == ("held_without_need", sale.gid)
    assert fault["detail"] == {"organisation": "house", "store": store, "sku": name, "held": 3}


def test_what_is_held_for_an_order_that_is_not_here_is_named(floor: Floor) -> None:
    name = item(floor, "TRAY", 7)
    floor.rows("select stock.post_txn(%s, 'hold', -2, 'order', 'bannos', 'gid://none')", name)
    assert [(fault["kind"], fault["ref"]) for fault in check(floor)] == [("held_without_need", "gid://none")]
