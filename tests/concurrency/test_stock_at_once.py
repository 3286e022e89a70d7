"""Stock that comes, goes and is asked for at one moment: nothing is sold twice, nobody waits for ever."""

from typing import Any

import pytest

from tests.concurrency.lockstep import PATIENCE, sessions
from tests.sql.books import assert_books
from tests.sql.floor import BOTH, RPC, WEBHOOK, Floor, Json, Sale
from tests.sql.stock.stock import blocked, cakes, held, item, made, sell, short


@pytest.fixture(autouse=True)
def books(floor: Floor) -> object:
    """After every test the books are right."""
    yield
    assert_books(floor)


def order_of(floor: Floor, number: int, name: str) -> dict[str, Any]:
    """Return the arguments of api.ingest_order for so many cakes."""
    body, tickets = cakes(number, name)
    return {"store": "bannos", "order": floor.order(lines=[body], tickets=tickets)}


def held_by(floor: Floor, arguments: dict[str, Any], name: str) -> tuple[float, float]:
    """Return what an ingested order holds and lacks of an item."""
    gid = arguments["order"]["order_gid"]
    sale = Sale("bannos", gid, None, [], {})
    return held(floor, sale, name), short(floor, sale).get(name, 0)


def two_lines(floor: Floor) -> tuple[Sale, str, str]:
    """Sell a cake that there is stock for and one that waits for it; return the sale and both components."""
    there, missing = item(floor, "A-THERE", 1), item(floor, "B-MISSING", 0)
    (one, first), (two, second) = cakes(1, there), cakes(1, missing, 2)
    return floor.sell(lines=[one, two], tickets=[*first, *second]), there, missing


def sweep(floor: Floor) -> Json:
    """Let the sweeper come."""
    return floor.service("sweep", who="reconcile", stores=list(BOTH))


def test_two_lines_of_each_of_two_orders_share_a_component_and_it_is_counted_once_together(floor: Floor) -> None:
    sponge = item(floor, "SPONGE", 4)
    vanilla, chocolate = made(floor, "VAN", {sponge: 1}), made(floor, "CHOC", {sponge: 2})
    (one, first), (two, second) = cakes(1, vanilla), cakes(1, chocolate, 2)
    orders = [floor.order(lines=[one, two], tickets=[*first, *second]) for _ in range(2)]
    with sessions(floor, WEBHOOK) as (early, late):
        early.run("ingest_order", store="bannos", order=orders[0])
        waiting = late.start("ingest_order", store="bannos", order=orders[1])
        late.wait_until_blocked()
        early.commit()
        assert waiting.result(PATIENCE)["ok"]
        late.commit()

    assert [held_by(floor, {"order": order}, sponge) for order in orders] == [(3, 0), (1, 2)]
    rows = floor.rows(
        "select kind::text, qty::int from core.inventory_txn where sku = %s and kind = 'hold' order by txn_id", sponge
    )
    assert [row["qty"] for row in rows] == [-3, -1]


def test_stock_that_comes_while_an_order_is_being_booked_is_given_to_it(floor: Floor) -> None:
    name = item(floor, "TRAY", 1)
    arguments = order_of(floor, 3, name)
    with sessions(floor, WEBHOOK, 1) as (shop,), sessions(floor, RPC, 1) as (person,):
        shop.run("ingest_order", **arguments)
        came = person.start("receive_stock", sku=name, qty=5)
        person.wait_until_blocked()
        shop.commit()
        assert came.result(PATIENCE)["reserved"] == 3
        person.commit()
    assert held_by(floor, arguments, name) == (3, 0)


def test_an_order_that_comes_while_stock_is_being_received_gets_it(floor: Floor) -> None:
    name = item(floor, "TRAY", 1)
    arguments = order_of(floor, 3, name)
    with sessions(floor, WEBHOOK, 1) as (shop,), sessions(floor, RPC, 1) as (person,):
        person.run("receive_stock", sku=name, qty=5)
        ordered = shop.start("ingest_order", **arguments)
        shop.wait_until_blocked()
        person.commit()
        assert ordered.result(PATIENCE)["ok"]
        shop.commit()
    assert held_by(floor, arguments, name) == (3, 0)


@pytest.mark.parametrize("what", ["complete", "cancel"])
def test_an_order_that_is_finished_or_cancelled_while_its_stock_comes_waits_for_nobody(floor: Floor, what: str) -> None:
    sale, there, missing = two_lines(floor)
    floor.bring(sale.tickets[0], "Packing started")
    login = RPC if what == "complete" else WEBHOOK
    cancelled = {**sale.order, "updated_at": "2026-11-20T10:01:00+11:00", "cancelled_at": "2026-11-20T10:01:00+11:00"}
    with (
        sessions(floor, "postgres", 1) as (gate,),
        sessions(floor, login, 1) as (busy,),
        sessions(floor, RPC, 1) as (person,),
    ):
        gate.execute("select 1 from core.inventory_items where sku = %s for update", there).result(PATIENCE)
        if what == "complete":
            late = busy.start("complete_packing", id=sale.tickets[0])
        else:
            late = busy.start("ingest_order", store="bannos", order=cancelled)
        busy.wait_until_blocked()
        # The order is locked, its item is not: what comes is not given to it, and nobody waits.
        assert person.run("receive_stock", sku=missing, qty=4)["reserved"] == 0
        gate.commit()
        busy.wait_until_blocked(unless=late)
        person.commit()
        assert late.result(PATIENCE)["ok"]
        busy.commit()
    assert short(floor, sale) == {}
    assert floor.counters(missing) == ((4, 1) if what == "complete" else (4, 0))
    assert blocked(floor, sale)[1] is False


def test_an_order_that_was_passed_over_when_stock_came_is_served_by_the_sweeper(floor: Floor) -> None:
    sale, _, missing = two_lines(floor)
    with sessions(floor, "postgres", 1) as (busy,), sessions(floor, RPC, 1) as (person,):
        busy.execute("select 1 from core.sales where order_gid = %s for update", sale.gid).result(PATIENCE)
        assert person.run("receive_stock", sku=missing, qty=4)["reserved"] == 0
        person.commit()
        sweep(floor)
        assert short(floor, sale) == {missing: 1}
        busy.commit()
    with floor.noted() as events:
        assert "inventory_push" in sweep(floor)["queued"]
    assert (short(floor, sale), blocked(floor, sale)) == ({}, [False, False])
    assert [event["kind"] for event in events] == ["stock_came"]


def test_two_components_of_one_cake_that_come_at_once_both_reach_it(floor: Floor) -> None:
    sponge, fondant = item(floor, "SPONGE", 0), item(floor, "FONDANT", 0)
    sale = sell(floor, 1, made(floor, "CAKE", {sponge: 1, fondant: 2}))
    with sessions(floor, RPC) as (first, second):
        first.run("receive_stock", sku=sponge, qty=1)
        came = second.start("receive_stock", sku=fondant, qty=2)
        # The first has the order: the second passes it over.
        second.wait_until_blocked(unless=came)
        assert came.result(PATIENCE)["reserved"] == 0
        first.commit()
        second.commit()
    assert blocked(floor, sale) == [True]
    sweep(floor)
    assert (blocked(floor, sale), short(floor, sale)) == ([False], {})


def test_waste_and_an_order_at_once_leave_nothing_promised_that_is_gone(floor: Floor) -> None:
    first_name, second_name = item(floor, "TRAY", 3), item(floor, "TRAY", 3)
    early, late = order_of(floor, 2, first_name), order_of(floor, 2, second_name)
    with sessions(floor, WEBHOOK, 1) as (shop,), sessions(floor, RPC, 1) as (person,):
        shop.run("ingest_order", **early)
        wasted = person.start("waste_stock", sku=first_name, qty=2, reason="dropped")
        person.wait_until_blocked()
        shop.commit()
        assert wasted.result(PATIENCE)["ok"]
        person.commit()

        person.run("waste_stock", sku=second_name, qty=2, reason="dropped")
        ordered = shop.start("ingest_order", **late)
        shop.wait_until_blocked()
        person.commit()
        assert ordered.result(PATIENCE)["ok"]
        shop.commit()
    assert held_by(floor, early, first_name) == held_by(floor, late, second_name) == (1, 1)


def test_a_worker_cannot_take_a_row_that_an_open_transaction_has_asked_for_again(floor: Floor) -> None:
    """It would do the work before the change, and nobody would do it after."""
    floor.rows("select core.enqueue('order_ingest_retry', 'bannos', 'same', '{}')")
    ask = "select core.enqueue('order_ingest_retry', 'bannos', 'same', '{}')"
    with sessions(floor, "postgres", 1) as (change,), sessions(floor, WEBHOOK, 1) as (worker,):
        change.execute(ask).result(PATIENCE)
        assert worker.run("claim_work", topic="order_ingest_retry", worker="one")["work"] == []
        worker.commit()
        change.commit()
        assert len(worker.run("claim_work", topic="order_ingest_retry", worker="one")["work"]) == 1
        # And one that a worker is taking is no longer the one that waits.
        again = change.execute(ask)
        change.wait_until_blocked()
        worker.commit()
        again.result(PATIENCE)
        change.commit()
    assert [row["status"] for row in floor.work("order_ingest_retry", "same")] == ["running", "pending"]


def test_an_order_that_comes_while_its_bill_of_materials_changes_is_booked_by_the_new_one(floor: Floor) -> None:
    sponge, fondant = item(floor, "SPONGE", 9), item(floor, "FONDANT", 9)
    product = made(floor, "CAKE", {sponge: 1})
    arguments = order_of(floor, 2, product)
    with sessions(floor, WEBHOOK, 1) as (shop,), sessions(floor, RPC, 1) as (person,):
        person.run("set_requirement", sku=product, component_sku=fondant, qty=2)
        ordered = shop.start("ingest_order", **arguments)
        shop.wait_until_blocked()
        person.commit()
        assert ordered.result(PATIENCE)["ok"]
        shop.commit()
    assert held_by(floor, arguments, fondant) == (4, 0)


@pytest.mark.parametrize("what", ["requirement", "item"])
def test_an_order_that_was_being_booked_when_items_change_is_booked_again(floor: Floor, what: str) -> None:
    product = made(floor, "CAKE", {item(floor, "SPONGE", 9): 1})
    name = f"NEW-{product}"
    if what == "item":
        floor.rows("insert into core.product_requirements values (%s, %s, 1)", product, name)
    arguments = order_of(floor, 2, product)
    with sessions(floor, WEBHOOK, 1) as (shop,), sessions(floor, RPC, 1) as (person,):
        shop.run("ingest_order", **arguments)
        if what == "item":
            changed = person.start("set_item", sku=name, title="New")
        else:
            floor.stock(name, 0)
            changed = person.start("set_requirement", sku=product, component_sku=name, qty=1)
        person.wait_until_blocked()
        shop.commit()
        assert "stock_rebook" in changed.result(PATIENCE)["queued"]
        person.commit()
    gid = arguments["order"]["order_gid"]
    assert len(floor.work("stock_rebook", f"bannos:{gid}")) == 1
    floor.service("deduct_on_order_create", store="bannos", order_gid=gid)
    assert held_by(floor, arguments, name) == (0, 2)


def test_a_refund_told_twice_at_once_is_followed_once(floor: Floor) -> None:
    name = item(floor, "TRAY", 9)
    sale = sell(floor, 4, name)
    refund: dict[str, Any] = {
        "store": "bannos",
        "order_gid": sale.gid,
        "ref": "refund:1",
        "changes": [{"line_id": "L1", "delta": -1}],
        "delivery": {"triggered_at": "2026-11-20T11:00:00+11:00"},
    }
    with sessions(floor, WEBHOOK) as (first, second):
        assert first.run("change_quantities", **refund)["already_done"] is False
        late = second.start("change_quantities", **refund)
        second.wait_until_blocked()
        first.commit()
        assert late.result(PATIENCE)["already_done"]
        second.commit()
    assert held(floor, sale, name) == 3


def test_of_two_edits_at_once_the_newer_counts(floor: Floor) -> None:
    name = item(floor, "TRAY", 9)
    sale = sell(floor, 5, name)
    with sessions(floor, WEBHOOK) as (first, second):
        edits = []
        for number in (2, 3):
            body, tickets = cakes(number, name)
            edits.append(
                {**sale.order, "lines": [body], "tickets": tickets, "updated_at": f"2026-11-20T10:0{number}:00+11:00"}
            )
        first.run("ingest_order", store="bannos", order=edits[1])
        late = second.start("ingest_order", store="bannos", order=edits[0])
        second.wait_until_blocked()
        first.commit()
        assert late.result(PATIENCE)["already_done"]
        second.commit()
    assert held(floor, sale, name) == 3
