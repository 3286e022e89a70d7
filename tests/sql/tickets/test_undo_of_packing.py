"""api.undo_scan of complete_packing: the stock is what it was, in the ledger too, and what others did since stays right."""

import pytest

from tests.sql.books import assert_books
from tests.sql.floor import Floor, Json, Sale
from tests.sql.stock.stock import cakes, candles, held, item, made, sell


def packed(floor: Floor, sale: Sale, *numbers: int) -> list[int]:
    """Finish some of an order's cakes; return the numbers of the events that say so."""
    events = []
    for number in numbers or range(len(sale.tickets)):
        floor.bring(sale.tickets[number], "Complete")
        events.append(floor.last_event())
    return events


def undo(floor: Floor, ticket_id: str, event_no: int) -> Json:
    """Take a packing back."""
    answer = floor.rpc("undo_scan", id=ticket_id, event_no=event_no)
    assert answer["ok"], answer
    assert answer["ticket"]["stage"] == "Packing"
    return answer


def state(floor: Floor, sale: Sale, *skus: str) -> Json:
    """Return what an order and these items have, down to what a person answered for."""
    lines = floor.rows("select line_no, used from core.sale_lines where order_gid = %s order by 1", sale.gid)
    short = floor.rows(
        "select sku, qty, cleared_at is null as open, cleared_by from core.shortfalls where order_gid = %s "
        "and (cleared_at is null or cleared_by is not null) order by 1, 2",
        sale.gid,
    )
    blocked = [floor.ticket(ticket_id)["inventory_blocked"] for ticket_id in sale.tickets]
    return {
        "lines": lines,
        "short": short,
        "blocked": blocked,
        "stock": {sku: (floor.counters(sku), held(floor, sale, sku)) for sku in skus},
    }


def test_what_was_used_up_is_there_again_and_held(floor: Floor) -> None:
    sponge, candle = item(floor, "SPONGE", 5), item(floor, "CANDLE", 9)
    plain = made(floor, "CAKE", {sponge: 2})
    sale = sell(floor, 1, plain, candles(3, candle))
    floor.bring(sale.id, "Packing started")
    before = state(floor, sale, sponge, candle)
    (event,) = packed(floor, sale)
    assert (floor.counters(sponge), floor.counters(candle)) == ((3, 0), (6, 0))

    last = floor.one("select max(txn_id) from core.inventory_txn")
    undo(floor, sale.id, event)
    assert state(floor, sale, sponge, candle) == before
    rows = floor.rows("select sku, kind::text, qty, reason, ref_id from core.inventory_txn where txn_id > %s", last)
    assert sorted((row["sku"], row["kind"], float(row["qty"]), row["reason"], row["ref_id"]) for row in rows) == sorted(
        [(candle, "consume", 3, "undo", sale.gid), (sponge, "consume", 2, "undo", sale.gid)]
    )
    # Packed again it is used up once.
    floor.rpc("complete_packing", id=sale.id)
    assert (floor.counters(sponge), floor.counters(candle)) == ((3, 0), (6, 0))
    assert_books(floor, {sponge, candle})


def test_of_two_cakes_one_comes_back_and_what_went_with_the_other_stays_gone(floor: Floor) -> None:
    sponge, candle = item(floor, "SPONGE", 5), item(floor, "CANDLE", 9)
    sale = sell(floor, 2, sponge, candles(1, candle))
    first, last = packed(floor, sale)
    assert (floor.counters(sponge), floor.counters(candle)) == ((3, 0), (8, 0))
    undo(floor, sale.tickets[0], first)
    # The candle is in the other's box.
    assert (floor.counters(sponge), floor.counters(candle)) == ((4, 1), (8, 0))
    undo(floor, sale.tickets[1], last)
    assert (floor.counters(sponge), floor.counters(candle)) == ((5, 2), (9, 1))
    assert_books(floor, {sponge, candle})
    packed(floor, sale)
    assert (floor.counters(sponge), floor.counters(candle)) == ((3, 0), (8, 0))


def test_extras_that_left_with_an_earlier_cake_do_not_come_back_with_a_later_one(floor: Floor) -> None:
    sponge, candle = item(floor, "SPONGE", 5), item(floor, "CANDLE", 9)
    sale = sell(floor, 1, sponge, candles(1, candle))
    packed(floor, sale)
    body, tickets = cakes(2, sponge)
    floor.again(sale, "10:01", lines=[body, candles(3, candle)], tickets=tickets)
    sale.tickets[:] = [f"{sale.tickets[0]}", f"{sale.tickets[0]}-B"]
    assert (floor.counters(sponge), floor.counters(candle)) == ((4, 1), (8, 2))
    before = state(floor, sale, sponge, candle)
    (event,) = packed(floor, sale, 1)
    assert floor.counters(candle) == (6, 0)
    undo(floor, sale.tickets[1], event)
    assert state(floor, sale, sponge, candle)["stock"] == before["stock"]
    assert state(floor, sale, sponge, candle)["lines"] == before["lines"]
    assert_books(floor, {sponge, candle})


@pytest.mark.parametrize("answered", [1, 2, 3])
def test_what_a_person_answered_for_is_answered_for_again(floor: Floor, answered: int) -> None:
    sponge = item(floor, "SPONGE", 3 - answered)
    sale = sell(floor, 3, sponge)
    floor.rpc("clear_shortfall", id=sale.tickets[0])
    for ticket_id in sale.tickets:
        floor.bring(ticket_id, "Packing started")
    before = state(floor, sale, sponge)
    floor.rpc("receive_stock", sku=sponge, qty=7)
    for ticket_id, event in zip(sale.tickets, packed(floor, sale), strict=True):
        undo(floor, ticket_id, event)
    # As before but for what has come since: nothing is held for what somebody answered for.
    after = state(floor, sale, sponge)
    assert {**after, "stock": {}} == {**before, "stock": {}}
    assert (floor.counters(sponge), held(floor, sale, sponge)) == ((10 - answered, 3 - answered), 3 - answered)
    assert_books(floor, {sponge})


def test_a_supply_that_has_gone_since_makes_it_short_and_not_oversold(floor: Floor) -> None:
    """What it used up is its own again; only what it never had is asked for anew."""
    sponge, box, bag = item(floor, "SPONGE", 1), item(floor, "BOX", 1), item(floor, "BAG", 5)
    cake, gift = made(floor, "CAKE", {sponge: 1}), made(floor, "GIFT", {box: 1})
    sale = sell(floor, 1, cake, candles(1, gift))
    (event,) = packed(floor, sale)
    # Meanwhile the gift that is to be packed again is made of something else too, and the cake that is made already.
    floor.rpc("set_requirement", sku=gift, component_sku=bag, qty=6)
    floor.rpc("set_requirement", sku=cake, component_sku=bag, qty=6)
    undo(floor, sale.id, event)
    assert [floor.counters(sku) for sku in (sponge, box, bag)] == [(1, 1), (1, 1), (5, 5)]
    assert state(floor, sale)["short"] == [{"sku": bag, "qty": 1, "open": True, "cleared_by": None}]
    assert_books(floor, {sponge, box, bag})


def test_both_shops_are_told_of_what_has_changed_for_others(floor: Floor) -> None:
    sponge = item(floor, "SPONGE", 5)
    cake, gift = made(floor, "CAKE", {sponge: 1}), made(floor, "GIFT", {item(floor, "BOX", 9): 1})
    sale = sell(floor, 1, cake, candles(1, gift))
    (event,) = packed(floor, sale)
    floor.rows("update core.work_queue set status = 'done' where topic = 'inventory_push'")
    undo(floor, sale.id, event)
    # Held or used up, it is not for sale: nothing has changed.
    assert floor.one("select stock.available(%s)", cake) == 4
    (event,) = packed(floor, sale)
    floor.rows("update core.work_queue set status = 'done' where topic = 'inventory_push'")
    floor.rpc("set_requirement", sku=gift, component_sku=sponge, qty=1)
    floor.rows("update core.work_queue set status = 'done' where topic in ('inventory_push', 'stock_rebook')")
    undo(floor, sale.id, event)
    # Packed with a sponge more, it takes one more from everybody.
    told = {row["dedupe_key"].split(":")[0] for row in floor.work("inventory_push", f"%:{sponge}:%")}
    waiting = {row["store"] for row in floor.work("inventory_push", f"%:{sponge}:3:%") if row["status"] == "pending"}
    assert (told, waiting) == ({"bannos", "flourlane"}, {"bannos", "flourlane"})
    assert_books(floor, {sponge})
