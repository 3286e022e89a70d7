"""api.adjust_stock: a correction by so much, up or down. What holds also for waste is in test_waste_stock."""

import pytest

from tests.sql.books import assert_books, footprint
from tests.sql.floor import Floor
from tests.sql.stock.stock import blocked, held, item, kinds, last_txn, sell, short


@pytest.mark.parametrize(("delta", "on_hand"), [(4, 13), (-4, 5), (-9, 0)])
def test_stock_is_corrected_up_and_down_with_its_reason(floor: Floor, delta: int, on_hand: int) -> None:
    name = item(floor, "TRAY", 9)
    start = last_txn(floor)
    answer = floor.rpc("adjust_stock", sku=name, delta=delta, reason="recounted the shelf")
    assert (answer["already_done"], answer["on_hand"]) == (False, on_hand)
    assert kinds(floor, name, start) == [("correction", delta)]
    reason = floor.one("select reason from core.inventory_txn where sku = %s and txn_id > %s", name, start)
    assert reason == "recounted the shelf"
    assert_books(floor)


def test_what_is_found_is_given_to_who_waits(floor: Floor) -> None:
    name = item(floor, "TRAY", 0)
    sale = sell(floor, 2, name)
    floor.rpc("adjust_stock", sku=name, delta=3, reason="found")
    assert (held(floor, sale, name), blocked(floor, sale)) == (2, [False, False])
    assert_books(floor)


def test_what_is_lost_is_taken_from_who_holds_it(floor: Floor) -> None:
    name = item(floor, "TRAY", 2)
    sale = sell(floor, 2, name)
    floor.rpc("adjust_stock", sku=name, delta=-1, reason="lost")
    assert (short(floor, sale), blocked(floor, sale), floor.counters(name)) == ({name: 1}, [True, True], (1, 1))
    assert_books(floor)


def test_a_correction_of_nothing_is_none(floor: Floor) -> None:
    name = item(floor, "TRAY", 2)
    before = footprint(floor)
    answer = floor.rpc("adjust_stock", sku=name, delta=0, reason="why not")
    assert (answer["code"], answer["message"]) == ("INV003", "Not a possible quantity: delta: zero")
    assert footprint(floor) == before
