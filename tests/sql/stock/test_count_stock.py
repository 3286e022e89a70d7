"""api.count_stock: what is on the shelf counts, and what is in begun cakes is not on the shelf."""

from decimal import Decimal

import pytest

from tests.sql.books import assert_books, footprint
from tests.sql.floor import Floor
from tests.sql.stock.stock import blocked, held, item, kinds, last_txn, made, sell, short


@pytest.fixture(autouse=True)
def books(floor: Floor) -> object:
    """After every test the books are right."""
    yield
    assert_books(floor)


@pytest.mark.parametrize(("counted", "delta"), [(12, 3), (5, -4), (0, -9)])
def test_the_difference_is_corrected(floor: Floor, counted: int, delta: int) -> None:
    name = item(floor, "TRAY", 9)
    start = last_txn(floor)
    with floor.noted() as events:
        answer = floor.rpc("count_stock", sku=name, counted=counted)
    assert (answer["on_hand"], kinds(floor, name, start)) == (counted, [("correction", delta)])
    assert [event["kind"] for event in events] == ["stock_counted"]


def test_a_count_that_agrees_changes_nothing(floor: Floor) -> None:
    name = item(floor, "TRAY", 9)
    sell(floor, 2, name)
    before = footprint(floor)
    with floor.noted() as events:
        assert floor.rpc("count_stock", sku=name, counted=9)["already_done"]
    assert (events, footprint(floor)) == ([], before)


def test_what_is_in_begun_cakes_is_not_looked_for_on_the_shelf(floor: Floor) -> None:
    name = item(floor, "SPONGE", 9)
    product = made(floor, "CAKE", {name: 2})
    sale, other = sell(floor, 2, product), sell(floor, 1, product, store="flourlane")
    floor.bring(sale.tickets[0], "Packing started")
    floor.bring(other.id, "Covering")
    # Nine there were, two cakes of two are on the benches.
    assert floor.rpc("count_stock", "supervisor", sku=name, counted=5)["already_done"]
    # Whoever counts may see one store alone.
    floor.rows("update core.staff_shared set role = 'Supervisor' where display_name = 'tom'")
    try:
        assert floor.rpc("count_stock", "tom", sku=name, counted=5)["already_done"]
    finally:
        floor.rows("update core.staff_shared set role = 'Staff' where display_name = 'tom'")
    floor.rpc("complete_packing", id=sale.tickets[0])
    assert floor.rpc("count_stock", sku=name, counted=5)["already_done"]
    assert floor.counters(name) == (7, 4)


def test_what_is_counted_short_is_missing_to_those_that_came_last(floor: Floor) -> None:
    name = item(floor, "SPONGE", 3)
    sale = sell(floor, 3, name)
    floor.bring(sale.tickets[0], "Covering")
    floor.rpc("count_stock", sku=name, counted=1)
    assert (held(floor, sale, name), short(floor, sale), floor.counters(name)) == (2, {name: 1}, (2, 2))


def test_what_is_counted_more_is_given_to_who_waits(floor: Floor) -> None:
    name = item(floor, "SPONGE", 0)
    sale = sell(floor, 2, name)
    floor.rpc("count_stock", sku=name, counted=4)
    assert (blocked(floor, sale), floor.counters(name)) == ([False, False], (4, 2))


def test_what_is_finer_than_the_scales_in_a_begun_cake_is_no_difference(floor: Floor) -> None:
    """Two levels of a bill of materials make six decimals, and the ledger has three."""
    sugar = item(floor, "SUGAR", 9, uom="kg")
    icing = made(floor, "ICING", {sugar: 0.333})
    sale = sell(floor, 1, made(floor, "CAKE", {icing: 0.401}))
    floor.bring(sale.id, "Covering")
    assert held(floor, sale, sugar) == 0.134
    assert floor.rpc("count_stock", sku=sugar, counted=Decimal("8.866"))["already_done"]
