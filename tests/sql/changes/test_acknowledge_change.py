"""api.acknowledge_change: somebody at the bench has seen what the shop changed. Every stage is in test_stage_model."""

import pytest

from tests.sql.books import assert_books, footprint
from tests.sql.floor import PEOPLE, Floor, Json, Sale, cake
from tests.sql.stock.stock import cakes, candles, held, item, kinds, last_txn, sell


def message(text: str) -> Json:
    """Return the tickets of an order whose only cake says something."""
    return {"tickets": [cake(product_title="Celebration cake", cake_message=text)]}


def dropped(floor: Floor, stage: str, number: int = 1, extra: str | None = None) -> tuple[Sale, str]:
    """Sell cakes, bring the last to a stage and cancel the order; return the sale and the component."""
    name = item(floor, "SPONGE", 9)
    sale = sell(floor, number, name, *([candles(4, extra)] if extra else []))
    floor.bring(sale.tickets[-1], stage)
    floor.rpc("handle_print_barcode", id=sale.tickets[-1])
    floor.again(sale, "10:01", cancelled_at="2026-11-20T10:01:00+11:00")
    return sale, name


def test_what_is_acknowledged_goes_on(floor: Floor) -> None:
    sale = floor.sell(**message("Happy 30"))
    floor.bring(sale.id, "Covering")
    floor.again(sale, "10:01", **message("Happy 40"))
    with floor.noted() as events:
        answer = floor.rpc("acknowledge_change", "staff", id=sale.id)
    assert (answer["already_done"], answer["ticket"]["flags"], answer["ticket"]["change"]) == (False, [], None)
    (event,) = events
    assert (event["kind"], event["detail"]["kind"], event["from_stage"]) == ("change_acknowledged", "edit", "Covering")
    (change,) = floor.rows("select * from core.ticket_changes where ticket_id = %s", sale.id)
    assert (change["acknowledged_by"], bool(change["acknowledged_at"])) == (PEOPLE["staff"][0], True)
    assert floor.rpc("complete_covering", id=sale.id)["ok"]


def test_acknowledged_twice_is_acknowledged_once(floor: Floor) -> None:
    sale = floor.sell(**message("Happy 30"))
    floor.rpc("handle_print_barcode", id=sale.id)
    floor.again(sale, "10:01", **message("Happy 40"))
    floor.rpc("acknowledge_change", id=sale.id)
    before = footprint(floor)
    with floor.noted() as events:
        assert floor.rpc("acknowledge_change", id=sale.id)["already_done"]
    assert (events, footprint(floor)) == ([], before)


def test_a_change_after_that_is_one_of_its_own(floor: Floor) -> None:
    sale = floor.sell(**message("Happy 30"))
    floor.rpc("handle_print_barcode", id=sale.id)
    floor.again(sale, "10:01", **message("Happy 40"))
    floor.rpc("acknowledge_change", id=sale.id)
    floor.again(sale, "10:02", **message("Happy 30"))
    assert floor.ticket(sale.id)["flags"] == ["changed"]
    shown = floor.rpc("get_change", id=sale.id)
    assert shown["fields"] == [{"field": "cake_message", "before": "Happy 40", "now": "Happy 30"}]


def test_a_cancelled_cake_is_cancelled_and_before_filling_its_stock_is_free(floor: Floor) -> None:
    sale, name = dropped(floor, "Filling")
    assert (floor.ticket(sale.id)["cancelled_at"], held(floor, sale, name)) == (None, 1)
    answer = floor.rpc("acknowledge_change", id=sale.id)
    assert answer["ticket"]["cancelled_at"]
    assert floor.counters(name) == (9, 0)
    assert floor.rpc("acknowledge_change", id=sale.id)["code"] == "ORD003"
    assert_books(floor)


@pytest.mark.parametrize("stage", ["Covering", "Decorating", "Packing", "Packing started"])
def test_of_a_cake_past_filling_the_stock_is_used_up_and_the_extras_are_free(floor: Floor, stage: str) -> None:
    candle = item(floor, "CANDLE", 9)
    sale, name = dropped(floor, stage, extra=candle)
    start = last_txn(floor)
    floor.rpc("acknowledge_change", id=sale.id)
    assert kinds(floor, name, start) == [("consume", -1)]
    assert (floor.counters(name), floor.counters(candle)) == ((8, 0), (9, 0))
    assert_books(floor)


def test_a_finished_cake_that_is_cancelled_was_used_up_before(floor: Floor) -> None:
    sale, name = dropped(floor, "Complete")
    floor.rpc("acknowledge_change", id=sale.id)
    assert floor.counters(name) == (8, 0)
    assert_books(floor)


def test_of_two_cakes_only_the_one_that_goes_is_used_up(floor: Floor) -> None:
    name = item(floor, "SPONGE", 9)
    sale = sell(floor, 2, name)
    for ticket_id in sale.tickets:
        floor.bring(ticket_id, "Covering")
    body, tickets = cakes(1, name)
    floor.again(sale, "10:01", lines=[body], tickets=tickets)
    floor.rpc("acknowledge_change", id=sale.tickets[1])
    assert (floor.counters(name), held(floor, sale, name)) == ((8, 1), 1)
    assert_books(floor)


def test_a_blocked_cake_that_is_cancelled_is_blocked_no_more(floor: Floor) -> None:
    name = item(floor, "SPONGE", 0)
    sale = sell(floor, 1, name)
    floor.rpc("handle_print_barcode", id=sale.id)
    floor.again(sale, "10:01", cancelled_at="2026-11-20T10:01:00+11:00")
    assert floor.rpc("acknowledge_change", id=sale.id)["ticket"]["inventory_blocked"] is False
    assert floor.rows("select 1 from core.shortfalls where order_gid = %s and cleared_at is null", sale.gid) == []
    assert_books(floor)
