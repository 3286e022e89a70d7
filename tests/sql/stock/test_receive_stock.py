"""api.receive_stock: what comes in is given to those who wait for it, the longest waiting first."""

from decimal import Decimal

import pytest

from tests.sql.books import assert_books
from tests.sql.floor import Floor
from tests.sql.stock.stock import blocked, cakes, candles, held, item, kinds, last_txn, made, pushed, sell, short


@pytest.fixture(autouse=True)
def books(floor: Floor) -> object:
    """After every test the books are right."""
    yield
    assert_books(floor)


def test_what_comes_in_is_there_and_for_sale(floor: Floor) -> None:
    name = item(floor, "TRAY", 1, buffer=1)
    answer = floor.rpc("receive_stock", "staff", sku=name, qty=5, note="van")
    assert (answer["on_hand"], answer["reserved"], answer["ats"], answer["short"]) == (6, 0, 5, 0)
    row = floor.rows("select * from core.inventory_txn where sku = %s order by txn_id desc limit 1", name)[0]
    assert (row["kind"], row["qty"], row["reason"], row["store"], row["ref_id"]) == ("receive", 5, "van", None, None)
    assert pushed(floor, name) == {"bannos", "flourlane"}


def test_what_was_short_is_held_and_its_tickets_are_free_again(floor: Floor) -> None:
    name = item(floor, "TRAY", 1)
    sale = sell(floor, 3, name)
    assert (short(floor, sale), blocked(floor, sale)) == ({name: 2}, [True] * 3)
    with floor.noted() as events:
        floor.rpc("receive_stock", sku=name, qty=1)
    assert (short(floor, sale), blocked(floor, sale)) == ({name: 1}, [True] * 3)
    assert [event["kind"] for event in events] == ["stock_received"]

    with floor.noted() as events:
        answer = floor.rpc("receive_stock", sku=name, qty=5)
    assert (short(floor, sale), blocked(floor, sale), held(floor, sale, name)) == ({}, [False] * 3, 3)
    assert [(event["kind"], event["order_gid"]) for event in events] == [
        ("stock_came", sale.gid),
        ("stock_received", None),
    ]
    assert (answer["on_hand"], answer["reserved"], answer["short"]) == (7, 3, 0)
    (row,) = floor.rows("select cleared_at, cleared_by from core.shortfalls where order_gid = %s", sale.gid)
    assert (row["cleared_at"] is None, row["cleared_by"]) == (False, None)
    assert floor.rpc("complete_filling", id=sale.tickets[0])["ok"]


def test_the_longest_waiting_is_served_first_whichever_store_it_is_of(floor: Floor) -> None:
    name = item(floor, "TRAY", 0)
    first, second, third = (sell(floor, 2, name, store=store) for store in ("flourlane", "bannos", "flourlane"))
    # Whoever unpacks it may see one store alone: the store room is one.
    floor.rpc("receive_stock", "tom", sku=name, qty=3)
    assert [held(floor, sale, name) for sale in (first, second, third)] == [2, 1, 0]
    assert [blocked(floor, sale)[0] for sale in (first, second, third)] == [False, True, True]
    floor.rpc("receive_stock", "tom", sku=name, qty=3)
    assert [held(floor, sale, name) for sale in (first, second, third)] == [2, 2, 2]


def test_a_ticket_stays_blocked_while_another_of_its_components_is_short(floor: Floor) -> None:
    sponge, fondant = item(floor, "SPONGE", 0), item(floor, "FONDANT", 0)
    sale = sell(floor, 1, made(floor, "CAKE", {sponge: 1, fondant: 2}))
    floor.rpc("receive_stock", sku=sponge, qty=1)
    assert (short(floor, sale), blocked(floor, sale)) == ({fondant: 2}, [True])
    floor.rpc("receive_stock", sku=fondant, qty=2)
    assert blocked(floor, sale) == [False]


def test_only_the_line_that_is_short_is_blocked(floor: Floor) -> None:
    there, gone = item(floor, "THERE", 1), item(floor, "GONE", 0)
    (one, first), (two, second) = cakes(1, there), cakes(1, gone, 2)
    sale = floor.sell(lines=[one, two], tickets=[*first, *second])
    assert blocked(floor, sale) == [False, True]
    floor.rpc("receive_stock", sku=gone, qty=1)
    assert blocked(floor, sale) == [False, False]


def test_a_waiting_order_takes_no_more_than_it_needs_by_now(floor: Floor) -> None:
    name, candle = item(floor, "TRAY", 0), item(floor, "CANDLE", 0)
    sale = sell(floor, 3, name, candles(2, candle))
    body, tickets = cakes(1, name)
    floor.again(sale, "10:01", lines=[body, candles(2, candle)], tickets=tickets)
    floor.rpc("receive_stock", sku=name, qty=5)
    floor.rpc("receive_stock", sku=candle, qty=5)
    assert (held(floor, sale, name), held(floor, sale, candle)) == (1, 2)


def test_who_was_answered_for_gets_nothing(floor: Floor) -> None:
    name = item(floor, "TRAY", 0)
    answered, waiting = sell(floor, 2, name), sell(floor, 1, name)
    floor.rpc("clear_shortfall", id=answered.tickets[0])
    floor.rpc("receive_stock", sku=name, qty=2)
    assert [held(floor, sale, name) for sale in (answered, waiting)] == [0, 1]


def test_the_buffer_is_no_reason_to_let_an_order_wait(floor: Floor) -> None:
    name = item(floor, "TRAY", 0, buffer=5)
    sale = sell(floor, 1, name)
    assert floor.rpc("receive_stock", sku=name, qty=1)["ats"] == -5
    assert blocked(floor, sale) == [False]


def test_fractions_add_up_to_the_last_gram(floor: Floor) -> None:
    name, start = item(floor, "FLOUR", 0, uom="kg"), last_txn(floor)
    for _ in range(3):
        floor.rpc("receive_stock", sku=name, qty=Decimal("0.333"))
    assert kinds(floor, name, start) == [("receive", 0.333)] * 3
    assert floor.counters(name) == (0.999, 0)
