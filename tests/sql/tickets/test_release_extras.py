"""api.release_extras: what a packer left out is held for nobody any more."""

from tests.sql.books import assert_books
from tests.sql.floor import STRANGERS, Floor
from tests.sql.stock.stock import candles, held, item, kinds, last_txn, sell
from tests.sql.tickets.test_packing_extras import extras, left, pack
from tests.sql.tickets.test_undo_of_packing import undo


def test_a_supervisor_sets_free_what_was_left_out(floor: Floor) -> None:
    sponge, candle = item(floor, "SPONGE", 9), item(floor, "CANDLE", 3)
    sale = sell(floor, 1, sponge, candles(3, candle))
    waits = sell(floor, 1, sponge, candles(2, candle))
    pack(floor, sale.id, left(candle))
    before = last_txn(floor)
    assert floor.rpc("release_extras", "packer", id=sale.id)["code"] == "AUTH001"
    with floor.noted() as events:
        answer = floor.rpc("release_extras", id=sale.id, note="the customer wants none")
    assert (answer["already_done"], answer["ticket"]["extras"][0]["skipped"]) == (False, 0)
    assert events[-1]["kind"] == "extras_released"
    assert events[-1]["detail"]["skus"] == [candle]
    # Whoever waited for it has it.
    assert kinds(floor, candle, before) == [("release", 3), ("hold", -2)]
    assert (held(floor, sale, candle), held(floor, waits, candle)) == (0, 2)
    assert floor.rpc("release_extras", id=sale.id)["already_done"]
    assert_books(floor, {sponge, candle})


def test_what_was_set_free_is_in_nobodys_way_who_takes_the_packing_back(floor: Floor) -> None:
    sponge, candle = item(floor, "SPONGE", 9), item(floor, "CANDLE", 9)
    sale = sell(floor, 1, sponge, candles(3, candle))
    pack(floor, sale.id, left(candle, 2))
    number = floor.last_event()
    floor.rpc("release_extras", id=sale.id)
    undo(floor, sale.id, number)
    assert (floor.counters(candle), extras(floor, sale.id)) == ((9, 1), [(3, 2, 0)])
    assert_books(floor, {sponge, candle})


def test_nobody_sets_anything_free_without_a_right_to(floor: Floor) -> None:
    sale = sell(floor, 1, item(floor, "SPONGE", 9), candles(1, item(floor, "CANDLE", 9)))
    for stranger in STRANGERS.values():
        assert floor.rpc("release_extras", actor=stranger, id=sale.id)["code"] == "AUTH001"
    assert floor.rpc("release_extras", "zoe", id=sale.id)["code"] == "ORD001"
    assert floor.rpc("release_extras", id=sale.id)["already_done"]
