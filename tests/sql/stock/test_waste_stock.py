"""api.waste_stock: what is gone is taken from what is free, then from the orders that came last."""

import pytest

from tests.sql.books import assert_books, footprint
from tests.sql.floor import Floor, Sale
from tests.sql.stock.stock import blocked, held, item, kinds, last_txn, pushed, sell, short


@pytest.fixture(autouse=True)
def books(floor: Floor) -> object:
    """After every test the books are right."""
    yield
    assert_books(floor)


def ordered(floor: Floor, name: str, *numbers: int) -> list[Sale]:
    """Sell to several, each an hour after the one before."""
    sales = [
        sell(floor, number, name, store=store)
        for number, store in zip(numbers, ("bannos", "flourlane") * 9, strict=False)
    ]
    for hour, sale in enumerate(sales):
        floor.rows(
            "update core.sales set created_at = '2026-11-20 08:00+11'::timestamptz + make_interval(hours => %s) where order_gid = %s",
            hour,
            sale.gid,
        )
    return sales


def test_what_is_free_goes_first(floor: Floor) -> None:
    name = item(floor, "TRAY", 9)
    (sale,) = ordered(floor, name, 2)
    start = last_txn(floor)
    with floor.noted() as events:
        answer = floor.rpc("waste_stock", "staff", sku=name, qty=7, reason="  dropped ")
    assert (answer["on_hand"], answer["reserved"], answer["ats"]) == (2, 2, 0)
    assert kinds(floor, name, start) == [("waste", -7)]
    assert [event["kind"] for event in events] == ["stock_wasted"]
    assert (held(floor, sale, name), blocked(floor, sale)) == (2, [False, False])
    assert pushed(floor, name) == {"bannos", "flourlane"}


def test_what_was_held_is_taken_from_those_that_came_last(floor: Floor) -> None:
    name = item(floor, "TRAY", 7)
    first, second, third = ordered(floor, name, 2, 2, 2)
    with floor.noted() as events:
        answer = floor.rpc("waste_stock", sku=name, qty=4, reason="fridge failed")
    assert [held(floor, sale, name) for sale in (first, second, third)] == [2, 1, 0]
    assert [short(floor, sale) for sale in (first, second, third)] == [{}, {name: 1}, {name: 2}]
    assert [blocked(floor, sale) for sale in (first, second, third)] == [[False] * 2, [True] * 2, [True] * 2]
    assert (answer["on_hand"], answer["reserved"], answer["short"]) == (3, 3, 3)
    told = [(event["kind"], event["code"], event["order_gid"]) for event in events]
    assert told == [
        ("stock_short", "INV001", second.gid),
        ("stock_short", "INV001", third.gid),
        ("stock_wasted", None, None),
    ]
    for sale in (second, third):
        (alert,) = floor.work("alert", f"%{sale.gid}%")
        assert alert["payload"]["kind"] == "stock_short"
    # And they get it back in the order in which they came.
    floor.rpc("receive_stock", sku=name, qty=2)
    assert [held(floor, sale, name) for sale in (first, second, third)] == [2, 2, 1]


def test_an_old_order_that_was_served_late_does_not_count_as_new(floor: Floor) -> None:
    name = item(floor, "TRAY", 0)
    first, second = ordered(floor, name, 1, 1)
    floor.rpc("receive_stock", sku=name, qty=1)
    floor.rpc("receive_stock", sku=name, qty=1)
    floor.service("deduct_on_order_create", store=first.store, order_gid=first.gid)
    floor.rpc("waste_stock", sku=name, qty=1, reason="dropped")
    assert [held(floor, sale, name) for sale in (first, second)] == [1, 0]


def test_what_is_in_a_begun_cake_is_not_taken_off_the_shelf(floor: Floor) -> None:
    name = item(floor, "SPONGE", 2)
    waiting, begun = ordered(floor, name, 1, 1)
    floor.bring(begun.id, "Covering")
    floor.rpc("waste_stock", sku=name, qty=1, reason="dropped")
    assert [held(floor, sale, name) for sale in (waiting, begun)] == [0, 1]
    assert [blocked(floor, sale)[0] for sale in (waiting, begun)] == [True, False]


def test_an_order_that_is_short_already_is_short_of_more(floor: Floor) -> None:
    name = item(floor, "TRAY", 2)
    (sale,) = ordered(floor, name, 3)
    floor.rpc("waste_stock", sku=name, qty=2, reason="dropped")
    assert (short(floor, sale), held(floor, sale, name)) == ({name: 3}, 0)


def test_what_was_made_of_wasted_stock_is_not_used_up_twice(floor: Floor) -> None:
    """Two cakes, one past filling; the other's sponge goes. The first is finished and its own sponge is used up."""
    name = item(floor, "SPONGE", 2)
    (sale,) = ordered(floor, name, 2)
    floor.bring(sale.tickets[0], "Packing started")
    floor.rpc("waste_stock", sku=name, qty=1, reason="dropped")
    assert short(floor, sale) == {name: 1}
    floor.rpc("complete_packing", id=sale.tickets[0])
    assert floor.counters(name) == (0, 0)
    assert (short(floor, sale), blocked(floor, sale)) == ({name: 1}, [False, True])


def test_waste_that_nobody_can_give_up_changes_nothing(floor: Floor) -> None:
    """Orders that hold it are being worked on: what the others could give stays theirs."""
    name = item(floor, "TRAY", 4)
    first, second = ordered(floor, name, 2, 2)
    before = footprint(floor)
    with floor.owner.transaction():
        # Somebody is busy with the first; the second alone has not enough.
        floor.rows("select 1 from core.sales where order_gid = %s for update", first.gid)
        with floor.noted() as events:
            answer = floor.rpc("waste_stock", sku=name, qty=3, reason="dropped")
        assert (answer["ok"], answer["code"]) == (False, "INV007")
    assert footprint(floor) == before
    assert [event["code"] for event in events] == ["INV007"]
    assert held(floor, second, name) == 2
    assert floor.rpc("waste_stock", sku=name, qty=3, reason="dropped")["ok"]
