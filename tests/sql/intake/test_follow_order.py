"""api.ingest_order of an order that is here already: newer, it is followed; its stock, its cakes and its flags with it."""

from typing import Any

import pytest

from tests.sql.books import assert_books, footprint
from tests.sql.floor import Floor, Json, Sale, cake
from tests.sql.stock.stock import cakes, candles, held, item, kinds, last_txn, made, sell, short


@pytest.fixture(autouse=True)
def books(floor: Floor) -> object:
    """After every test the books are right."""
    yield
    assert_books(floor)


def now_wants(floor: Floor, sale: Sale, at: str, number: int, name: str, **fields: Any) -> Json:
    """Let an order come again with so many cakes on its line."""
    body, tickets = cakes(number, name)
    return floor.again(sale, at, **{"lines": [body], "tickets": tickets, **fields})


def of_message(text: str) -> Json:
    """Return the tickets of an order of one cake that says something else."""
    return {"tickets": [cake(product_title="Celebration cake", cake_message=text)]}


def states(floor: Floor, sale: Sale) -> dict[str, str]:
    """Return each ticket of an order by the end of its id: open, cancelled, changed."""
    rows = floor.rows(
        "select id, cancelled_at, flags from core.orders where order_gid = %s order by ticket_no", sale.gid
    )
    return {
        row["id"].removeprefix(f"bannos-{sale.number}"): "cancelled"
        if row["cancelled_at"]
        else "changed"
        if "changed" in row["flags"]
        else "open"
        for row in rows
    }


def begin(floor: Floor, ticket_id: str) -> str:
    """Print a ticket's label: with that its cake is begun."""
    floor.rpc("handle_print_barcode", id=ticket_id)
    return ticket_id


def test_a_cake_that_nobody_has_begun_changes_with_the_order(floor: Floor) -> None:
    sale = floor.sell()
    with floor.noted() as events:
        answer = floor.again(sale, "10:01", customer_name="Bo", total_amount="99.00", **of_message("Happy 40"))
    assert (answer["already_done"], answer["tickets"]) == (False, sale.tickets)
    ticket = floor.ticket(sale.id)
    assert (ticket["cake_message"], ticket["flags"]) == ("Happy 40", [])
    assert floor.rows(
        "select customer_name, total_amount::text as total from core.sales where order_gid = %s", sale.gid
    ) == [{"customer_name": "Bo", "total": "99.00"}]
    assert [(event["kind"], event["detail"]) for event in events] == [("order_changed", {"changed": [sale.id]})]
    assert floor.work("alert", f"%{sale.gid}%") == []


def test_two_then_one_then_two_cakes(floor: Floor) -> None:
    name = item(floor, "TRAY", 9)
    sale = sell(floor, 2, name)
    start = last_txn(floor)
    now_wants(floor, sale, "10:01", 1, name)
    assert (states(floor, sale), held(floor, sale, name)) == ({"-A": "open", "-B": "cancelled"}, 1)
    now_wants(floor, sale, "10:02", 2, name)
    assert states(floor, sale) == {"-A": "open", "-B": "cancelled", "-C": "open"}
    assert (held(floor, sale, name), kinds(floor, name, start)) == (2, [("release", 1), ("hold", -1)])
    queued = [work["dedupe_key"] for work in floor.work("inventory_push", f"bannos:{name}:%")]
    assert queued == [f"bannos:{name}:{left}:{sale.gid}" for left in (7, 8)]


def test_a_cake_added_to_one_gets_the_next_letter_and_the_first_keeps_its_id(floor: Floor) -> None:
    name = item(floor, "TRAY", 9)
    sale = sell(floor, 1, name)
    assert now_wants(floor, sale, "10:01", 3, name)["tickets"] == [sale.id, f"{sale.id}-B", f"{sale.id}-C"]
    assert held(floor, sale, name) == 3


def test_an_edit_that_swaps_one_cake_for_another_swaps_their_components(floor: Floor) -> None:
    sponge, fondant, ganache = (item(floor, word, 9) for word in ("SPONGE", "FONDANT", "GANACHE"))
    white, dark = made(floor, "WHITE", {sponge: 1, fondant: 2}), made(floor, "DARK", {sponge: 1, ganache: 3})
    sale = sell(floor, 1, white)
    body, tickets = cakes(1, dark, 2)
    with floor.noted() as events:
        floor.again(sale, "10:01", lines=[body], tickets=tickets)
    assert [held(floor, sale, name) for name in (sponge, fondant, ganache)] == [1, 0, 3]
    assert states(floor, sale) == {"": "cancelled", "-B": "open"}
    assert events[-1]["detail"] == {"dropped": [sale.id], "added": [f"{sale.id}-B"]}
    # The old line stands with none; numbers are never given twice.
    assert floor.rows("select line_no, quantity from core.sale_lines where order_gid = %s order by 1", sale.gid) == [
        {"line_no": 1, "quantity": 0},
        {"line_no": 2, "quantity": 1},
    ]


def test_what_an_edit_sets_free_is_given_to_who_waits(floor: Floor) -> None:
    name = item(floor, "TRAY", 2)
    first, second = sell(floor, 2, name), sell(floor, 1, name, store="flourlane")
    assert short(floor, second) == {name: 1}
    now_wants(floor, first, "10:01", 1, name)
    assert (held(floor, first, name), held(floor, second, name), short(floor, second)) == (1, 1, {})


def test_a_begun_cake_is_flagged_with_what_the_kitchen_knew_before(floor: Floor) -> None:
    sale = floor.sell(**of_message("Happy 30"))
    begin(floor, sale.id)
    with floor.noted() as events:
        floor.again(sale, "10:01", **of_message("Happy 40"))
    ticket = floor.ticket(sale.id)
    assert (ticket["cake_message"], ticket["flags"]) == ("Happy 40", ["changed"])
    (change,) = floor.rows(
        "select kind::text, before, acknowledged_at from core.ticket_changes where ticket_id = %s", sale.id
    )
    assert change == {"kind": "edit", "before": {"cake_message": "Happy 30"}, "acknowledged_at": None}
    assert [(event["kind"], event["detail"]) for event in events] == [("order_changed", {"begun": [sale.id]})]
    assert "Happy" not in str(events)
    (alert,) = floor.work("alert", f"%{sale.gid}%")
    assert (alert["payload"]["kind"], alert["payload"]["tickets"]) == ("changed_after_start", [sale.id])
    assert floor.rpc("complete_filling", id=sale.id)["code"] == "ORD005"


def test_an_edit_back_to_what_it_was_takes_the_flag_away(floor: Floor) -> None:
    sale = floor.sell(**of_message("Happy 30"))
    begin(floor, sale.id)
    for at, text in (("10:01", "Happy 40"), ("10:02", "Happy 50")):
        floor.again(sale, at, **of_message(text))
    assert floor.one("select before from core.ticket_changes where ticket_id = %s", sale.id) == {
        "cake_message": "Happy 30"
    }
    floor.again(sale, "10:03", **of_message("Happy 30"))
    assert floor.ticket(sale.id)["flags"] == []
    assert floor.rows("select 1 from core.ticket_changes where ticket_id = %s", sale.id) == []
    assert floor.rpc("complete_filling", id=sale.id)["ok"]


def test_the_same_edit_told_again_calls_nobody_again(floor: Floor) -> None:
    sale = floor.sell(**of_message("Happy 30"))
    begin(floor, sale.id)
    floor.again(sale, "10:01", **of_message("Happy 40"))
    floor.rows("update core.work_queue set status = 'done' where topic = 'alert'")
    with floor.noted() as events:
        floor.again(sale, "10:02", **of_message("Happy 40"))
    assert (events, [alert["status"] for alert in floor.work("alert", f"%{sale.gid}%")]) == ([], ["done"])


def test_a_begun_cake_that_is_no_longer_wanted_waits_to_be_acknowledged_and_keeps_its_stock(floor: Floor) -> None:
    name = item(floor, "TRAY", 9)
    sale = sell(floor, 2, name)
    begin(floor, sale.tickets[0])
    begin(floor, sale.tickets[1])
    now_wants(floor, sale, "10:01", 1, name)
    assert (states(floor, sale), held(floor, sale, name)) == ({"-A": "open", "-B": "changed"}, 2)
    now_wants(floor, sale, "10:02", 2, name)
    assert (states(floor, sale), held(floor, sale, name)) == ({"-A": "open", "-B": "open"}, 2)


def test_of_a_line_the_cake_that_nobody_has_begun_goes_first(floor: Floor) -> None:
    name = item(floor, "TRAY", 9)
    sale = sell(floor, 2, name)
    begin(floor, sale.tickets[1])
    now_wants(floor, sale, "10:01", 1, name)
    assert (states(floor, sale), held(floor, sale, name)) == ({"-A": "cancelled", "-B": "open"}, 1)


def test_a_cancelled_order_sets_free_what_nobody_has_begun_and_asks_about_the_rest(floor: Floor) -> None:
    name, candle = item(floor, "TRAY", 9), item(floor, "CANDLE", 9)
    sale = sell(floor, 2, name, candles(4, candle))
    begin(floor, sale.tickets[0])
    with floor.noted() as events:
        floor.again(sale, "10:01", cancelled_at="2026-11-20T10:01:00+11:00")
    assert states(floor, sale) == {"-A": "changed", "-B": "cancelled"}
    assert (held(floor, sale, name), held(floor, sale, candle)) == (1, 4)
    assert [event["kind"] for event in events] == ["order_cancelled"]
    with floor.noted() as events:
        floor.rpc("acknowledge_change", id=sale.tickets[0])
    assert (floor.counters(name), floor.counters(candle)) == ((9, 0), (9, 0))
    assert [event["kind"] for event in events] == ["change_acknowledged"]


def test_an_order_without_a_cake_is_released_when_cancelled_and_used_up_when_fulfilled(floor: Floor) -> None:
    candle = item(floor, "CANDLE", 9)
    gone, kept = (floor.sell(cakes=0, lines=[candles(3, candle)], tickets=[]) for _ in range(2))
    floor.again(gone, "10:01", cancelled_at="2026-11-20T10:01:00+11:00")
    assert floor.counters(candle) == (9, 3)
    floor.again(kept, "10:01", fulfilled=True)
    assert floor.counters(candle) == (6, 0)
    # Shopify takes a fulfilment back and makes it again: what has left the house has left it once.
    floor.again(kept, "10:02", fulfilled=False)
    floor.again(kept, "10:03", fulfilled=True)
    assert floor.counters(candle) == (6, 0)


def test_a_cancelled_order_that_changes_once_more_gets_no_new_cakes(floor: Floor) -> None:
    name = item(floor, "TRAY", 9)
    sale = sell(floor, 2, name)
    floor.again(sale, "10:01", cancelled_at="2026-11-20T10:01:00+11:00")
    now_wants(floor, sale, "10:02", 3, name, cancelled_at=None)
    floor.service(
        "change_quantities",
        store="bannos",
        order_gid=sale.gid,
        ref="refund:1",
        changes=[{"line_id": "L1", "delta": -1}],
        delivery={"triggered_at": "2026-11-20T10:03:00+11:00"},
    )
    assert (states(floor, sale), floor.counters(name)) == ({"-A": "cancelled", "-B": "cancelled"}, (9, 0))


def test_an_older_edit_that_comes_late_changes_nothing(floor: Floor) -> None:
    name = item(floor, "TRAY", 9)
    sale = sell(floor, 2, name)
    now_wants(floor, sale, "10:05", 3, name)
    before = footprint(floor)
    for at in ("10:04", "10:05"):
        assert now_wants(floor, sale, at, 1, name)["already_done"]
    now_wants(floor, sale, "10:05", 3, name)
    assert footprint(floor) == before


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1), (2, 3, 1), (3, 1, 2), (2, 2, 3), (3, 3, 1)])
def test_of_edits_within_a_second_the_last_sent_counts_whatever_their_order_of_arrival(
    floor: Floor, order: tuple[int, ...]
) -> None:
    """Shopify's updated_at has whole seconds; the time of the delivery is finer."""
    name = item(floor, "TRAY", 9)
    sale = sell(floor, 5, name)
    for number in order:
        body, tickets = cakes(number, name)
        edit = {**sale.order, "lines": [body], "tickets": tickets, "updated_at": "2026-11-20T10:01:00+11:00"}
        floor.ingest(edit, triggered_at=f"2026-11-20T10:01:00.{number}00+11:00")
    assert held(floor, sale, name) == 3


def test_a_delivery_that_is_repeated_with_its_own_time_changes_nothing(floor: Floor) -> None:
    sale = floor.sell()
    moment = "2026-11-20T10:01:00.500+11:00"
    sale.order["updated_at"] = "2026-11-20T10:01:00+11:00"
    assert floor.ingest(sale.order, triggered_at=moment)["already_done"] is False
    before = footprint(floor)
    assert floor.ingest({**sale.order, **of_message("x")}, triggered_at=moment)["already_done"]
    assert footprint(floor) == before


def test_a_cake_that_waited_for_stock_and_is_dropped_waits_no_more(floor: Floor) -> None:
    name = item(floor, "TRAY", 1)
    sale = sell(floor, 2, name)
    assert floor.ticket(sale.tickets[1])["inventory_blocked"]
    now_wants(floor, sale, "10:01", 1, name)
    assert [floor.ticket(ticket_id)["inventory_blocked"] for ticket_id in sale.tickets] == [False, False]
    assert short(floor, sale) == {}


def test_an_order_that_says_nothing_of_when_it_was_updated_is_not_followed(floor: Floor) -> None:
    sale = floor.sell()
    before = footprint(floor)
    assert floor.ingest({**sale.order, "updated_at": None, **of_message("x")})["already_done"]
    assert footprint(floor) == before


IMPOSSIBLE: dict[str, Json] = {
    "a negative quantity": {"lines": [{**cakes(1, "A")[0], "quantity": -1}]},
    "a fraction": {"lines": [{**cakes(1, "A")[0], "quantity": 1.5}]},
    "a quantity above 2^31": {"lines": [{**cakes(1, "A")[0], "quantity": 2**31}]},
    "one line twice": {"lines": [cakes(1, "A")[0], cakes(1, "A")[0]]},
    "a day that never was": {"tickets": [cake(due_date="2026-02-30")]},
    "a body that is no json": {"raw_json": "{"},
}


@pytest.mark.parametrize("what", IMPOSSIBLE)
def test_an_impossible_edit_changes_nothing(floor: Floor, what: str) -> None:
    sale = sell(floor, 1, item(floor, "TRAY", 9))
    before = footprint(floor)
    with floor.noted() as events:
        answer = floor.again(sale, "10:01", **IMPOSSIBLE[what])
    assert (answer["code"], [event["code"] for event in events]) == ("ING001", ["ING001"])
    assert footprint(floor) == before


def test_an_order_that_needs_more_than_any_ledger_holds_is_refused_and_leaves_nothing(floor: Floor) -> None:
    candle = made(floor, "PALLET", {item(floor, "CANDLE", 9): 1000000})
    before = footprint(floor)
    order = floor.order(lines=[*floor.order()["lines"], candles(2**31 - 1, candle)])
    assert floor.ingest(order)["code"] == "ING001"
    assert footprint(floor) == before
