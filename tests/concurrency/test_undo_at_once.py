"""Somebody takes a scan back while somebody else does something."""

from uuid import uuid4

import pytest

from tests.concurrency.lockstep import PATIENCE, sessions
from tests.sql.books import assert_books
from tests.sql.floor import RPC, WEBHOOK, Floor
from tests.sql.stock.stock import item, made, sell

MOVES = {"Filling": "complete_filling", "Packing": "start_packing", "Packing started": "complete_packing"}


def scanned(floor: Floor, stage: str, sku: str | None = None) -> tuple[str, str]:
    """Let a supervisor do the move of a stage; return the ticket and the scan."""
    ticket_id, scan_id = floor.at(stage, sku=sku), str(uuid4())
    assert floor.rpc(MOVES[stage], id=ticket_id, scan_id=scan_id)["ok"]
    return ticket_id, scan_id


@pytest.mark.parametrize("stage", MOVES)
def test_of_two_who_take_a_scan_back_the_second_finds_it_done(floor: Floor, stage: str) -> None:
    sku = item(floor, "SPONGE", 3)
    ticket_id, scan_id = scanned(floor, stage, sku)
    with floor.noted() as events, sessions(floor, RPC) as (first, second):
        assert first.run("undo_scan", id=ticket_id, undone_scan_id=scan_id)["already_done"] is False
        late = second.start("undo_scan", id=ticket_id, undone_scan_id=scan_id)
        second.wait_until_blocked()
        first.commit()
        answer = late.result(PATIENCE)
        second.commit()

    assert (answer["ok"], answer["already_done"]) == (True, True)
    assert [event["kind"] for event in events] == ["undone"]
    assert_books(floor, {sku})


@pytest.mark.parametrize(("begins", "code", "stage"), [("undo", "ORD002", "Filling"), ("scan", "UND002", "Decorating")])
def test_taking_back_and_the_next_scan_go_one_after_the_other(floor: Floor, begins: str, code: str, stage: str) -> None:
    ticket_id, scan_id = scanned(floor, "Filling")
    undo = ("undo_scan", {"id": ticket_id, "undone_scan_id": scan_id})
    scan = ("complete_covering", {"id": ticket_id})
    (one, its), (other, others) = (undo, scan) if begins == "undo" else (scan, undo)
    with sessions(floor, RPC) as (first, second):
        assert first.run(one, **its)["ok"]
        late = second.start(other, **others)
        second.wait_until_blocked()
        first.commit()
        answer = late.result(PATIENCE)
        second.commit()

    # Whoever came second sees what the first did: nothing is covered that is not filled.
    assert (answer["ok"], answer["code"]) == (False, code)
    assert floor.ticket(ticket_id)["stage"] == stage


def test_a_packing_that_is_taken_back_and_a_sale_of_the_same_component_share_it_out(floor: Floor) -> None:
    """The last sponge is the order's that used it up, and nobody else's for a moment between."""
    sponge = item(floor, "SPONGE", 1)
    cake = made(floor, "CAKE", {sponge: 1})
    ticket_id, scan_id = scanned(floor, "Packing started", cake)
    order = floor.order(sku=cake)
    with sessions(floor, RPC, 1) as (bench,), sessions(floor, WEBHOOK, 1) as (shop,):
        assert bench.run("undo_scan", id=ticket_id, undone_scan_id=scan_id)["ok"]
        sale = shop.start("ingest_order", store="bannos", order=order, delivery={"topic": "orders/create"})
        shop.wait_until_blocked()
        bench.commit()
        sold = sale.result(PATIENCE)
        shop.commit()

    assert floor.counters(sponge) == (1, 1)
    assert floor.ticket(ticket_id)["inventory_blocked"] is False
    assert floor.ticket(sold["tickets"][0])["inventory_blocked"] is True
    assert_books(floor, {sponge})


def test_a_sale_that_holds_the_component_first_keeps_it(floor: Floor) -> None:
    sponge = item(floor, "SPONGE", 2)
    cake = made(floor, "CAKE", {sponge: 1})
    ticket_id, scan_id = scanned(floor, "Packing started", cake)
    order = floor.order(sku=cake)
    with sessions(floor, RPC, 1) as (bench,), sessions(floor, WEBHOOK, 1) as (shop,):
        sold = shop.run("ingest_order", store="bannos", order=order, delivery={"topic": "orders/create"})
        undo = bench.start("undo_scan", id=ticket_id, undone_scan_id=scan_id)
        bench.wait_until_blocked()
        shop.commit()
        assert undo.result(PATIENCE)["ok"]
        bench.commit()

    assert floor.counters(sponge) == (2, 2)
    assert not any(floor.ticket(each)["inventory_blocked"] for each in (ticket_id, sold["tickets"][0]))
    assert_books(floor, {sponge})


def test_two_cakes_of_an_order_taken_back_at_once_do_not_wait_for_each_other_for_ever(floor: Floor) -> None:
    sponge = item(floor, "SPONGE", 5)
    sale = sell(floor, 2, sponge)
    events = []
    for ticket_id in sale.tickets:
        floor.bring(ticket_id, "Complete")
        events.append(floor.last_event())
    with sessions(floor, "postgres", 1) as (gate,), sessions(floor, RPC) as (first, second):
        gate.execute("select 1 from core.inventory_items where sku = %s for update", sponge).result(PATIENCE)
        one = first.start("undo_scan", id=sale.tickets[0], event_no=events[0])
        first.wait_until_blocked()
        other = second.start("undo_scan", id=sale.tickets[1], event_no=events[1])
        second.wait_until_blocked()
        gate.commit()
        assert one.result(PATIENCE)["ok"]
        first.commit()
        assert other.result(PATIENCE)["ok"]
        second.commit()

    assert floor.counters(sponge) == (5, 2)
    assert_books(floor, {sponge})
