"""What leaves the house, and when: extras with the last cake or with the shop's fulfilment, a sale over the counter at once."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.sql.books import assert_books
from tests.sql.floor import Floor, Sale
from tests.sql.stock.stock import cakes, candles, held, item, kinds, sell


@pytest.fixture(autouse=True)
def right_books(floor: Floor) -> Iterator[None]:
    """Whatever left, the books are right."""
    yield
    assert_books(floor)


def test_extras_that_have_left_with_the_last_cake_are_not_needed_again_by_a_cake_added_later(floor: Floor) -> None:
    name, candle = item(floor, "TRAY", 9), item(floor, "CANDLE", 9)
    sale = sell(floor, 1, name, candles(4, candle))
    floor.bring(sale.id, "Complete")
    assert (floor.counters(name), floor.counters(candle)) == ((8, 0), (5, 0))
    body, tickets = cakes(2, name)
    floor.again(sale, "10:01", lines=[body, candles(4, candle)], tickets=tickets)
    assert (floor.counters(name), floor.counters(candle)) == ((8, 1), (5, 0))
    floor.bring(f"{sale.id}-B", "Complete")
    assert (floor.counters(name), floor.counters(candle)) == ((7, 0), (5, 0))


def test_extras_wait_for_the_shop_when_the_last_open_cake_is_dropped(floor: Floor) -> None:
    name, candle = item(floor, "TRAY", 9), item(floor, "CANDLE", 9)
    sale = sell(floor, 2, name, candles(4, candle))
    floor.bring(sale.tickets[0], "Complete")
    body, tickets = cakes(1, name)
    floor.again(sale, "10:01", lines=[body, candles(4, candle)], tickets=tickets)
    assert (floor.counters(name), floor.counters(candle)) == ((8, 0), (9, 4))
    floor.again(sale, "10:02", fulfilled=True)
    assert (floor.counters(name), floor.counters(candle)) == ((8, 0), (5, 0))


def test_extras_of_an_order_without_its_cake_are_held_until_the_shop_hands_them_over(floor: Floor) -> None:
    name, candle = item(floor, "TRAY", 9), item(floor, "CANDLE", 9)
    sale = sell(floor, 1, name, candles(3, candle))
    floor.again(sale, "10:01", lines=[candles(3, candle)], tickets=[])
    assert (floor.counters(name), floor.counters(candle)) == ((9, 0), (9, 3))
    floor.again(sale, "10:02", fulfilled=True)
    assert floor.counters(candle) == (6, 0)


def test_extras_added_after_the_last_cake_are_held_until_the_shop_hands_them_over(floor: Floor) -> None:
    name, candle = item(floor, "TRAY", 9), item(floor, "CANDLE", 9)
    sale = sell(floor, 1, name, candles(2, candle))
    floor.bring(sale.tickets[0], "Complete")
    assert floor.counters(candle) == (7, 0)
    body, tickets = cakes(1, name)
    floor.again(sale, "10:01", lines=[body, candles(5, candle)], tickets=tickets)
    assert floor.counters(candle) == (7, 3)
    floor.again(sale, "10:02", fulfilled=True)
    assert floor.counters(candle) == (4, 0)


def test_of_what_was_taken_off_and_handed_over_at_once_only_the_rest_is_gone(floor: Floor) -> None:
    candle = item(floor, "CANDLE", 9)
    sale = floor.sell(cakes=0, lines=[candles(5, candle)], tickets=[])
    floor.again(sale, "10:01", lines=[candles(2, candle)], fulfilled=True)
    assert floor.counters(candle) == (7, 0)


def test_what_was_answered_for_goes_before_what_is_held(floor: Floor) -> None:
    name = item(floor, "TRAY", 1)
    sale = sell(floor, 2, name)
    assert floor.rpc("clear_shortfall", id=sale.tickets[0])["ok"]
    body, tickets = cakes(1, name)
    floor.again(sale, "10:01", lines=[body], tickets=tickets)
    assert (held(floor, sale, name), floor.counters(name)) == (1, (1, 1))
    floor.bring(sale.tickets[0], "Complete")
    assert floor.counters(name) == (0, 0)


def over_the_counter(floor: Floor, name: str, candle: str, **fields: Any) -> Sale:
    """Sell a cake and two candles that the shop has handed over before we hear of it."""
    body, tickets = cakes(1, name)
    return floor.sell(lines=[body, candles(2, candle)], tickets=tickets, fulfilled=True, **fields)


def test_what_was_sold_over_the_counter_is_gone_with_its_cakes_at_once(floor: Floor) -> None:
    name, candle = item(floor, "TRAY", 9), item(floor, "CANDLE", 9)
    sale = over_the_counter(floor, name, candle, source_name="pos")
    assert (floor.counters(name), floor.counters(candle)) == ((8, 0), (7, 0))
    assert (kinds(floor, name)[1:], kinds(floor, candle)[1:]) == (
        [("hold", -1), ("consume", -1)],
        [("hold", -2), ("consume", -2)],
    )
    (ticket,) = floor.rows(
        "select stage::text, packing_complete_ts is not null as packed from core.orders where order_gid = %s", sale.gid
    )
    assert ticket == {"stage": "Complete", "packed": True}
    floor.again(sale, "10:01", fulfilled=True)
    assert (floor.counters(name), floor.counters(candle)) == ((8, 0), (7, 0))


def test_a_cake_of_the_web_that_the_shop_calls_fulfilled_at_once_is_baked_all_the_same(floor: Floor) -> None:
    name, candle = item(floor, "TRAY", 9), item(floor, "CANDLE", 9)
    sale = over_the_counter(floor, name, candle, source_name="web")
    assert (floor.counters(name), floor.counters(candle)) == ((9, 1), (9, 2))
    floor.bring(sale.tickets[0], "Complete")
    assert (floor.counters(name), floor.counters(candle)) == ((8, 0), (7, 0))


def test_an_order_without_a_cake_that_came_fulfilled_is_gone(floor: Floor) -> None:
    candle = item(floor, "CANDLE", 9)
    floor.sell(cakes=0, lines=[candles(5, candle)], tickets=[], fulfilled=True)
    assert floor.counters(candle) == (4, 0)


def test_what_the_shop_handed_over_before_it_sold_through_us_is_nobodys_work_and_in_no_figure(floor: Floor) -> None:
    name, candle = item(floor, "TRAY", 9), item(floor, "CANDLE", 9)
    floor.rows("update core.shops set live_since = '2026-11-20T00:00:00Z'")
    try:
        sale = over_the_counter(floor, name, candle, source_name="web", created_at="2026-11-01T10:00:00Z")
        waiting = floor.sell(lines=[cakes(1, name)[0]], tickets=cakes(1, name)[1], created_at="2026-11-01T10:00:00Z")
    finally:
        floor.rows("update core.shops set live_since = '-infinity'")
    assert floor.one("select stage::text from core.orders where order_gid = %s", sale.gid) == "Complete"
    # What it had not handed over is taken over with its stock.
    assert (floor.counters(name), floor.counters(candle), held(floor, waiting, name)) == ((9, 1), (9, 0), 1)
