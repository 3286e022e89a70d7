"""A decision about a product beside orders that come, scans at the bench and another decision."""

import pytest

from tests.concurrency.lockstep import PATIENCE, sessions
from tests.sql.books import assert_books
from tests.sql.floor import RPC, WEBHOOK, Floor, Json
from tests.sql.products.sold import claim, decide, kinds, order, product, reread, sell, sold, stages, work_off


@pytest.fixture(autouse=True)
def books(floor: Floor) -> object:
    """Nothing waits before a test, and after it the books are right."""
    work_off(floor)
    yield
    assert_books(floor)


def decision(kind: str, thing: Json) -> Json:
    """Return the arguments of a decision."""
    return {"store": "bannos", "kind": kind, **thing}


def test_order_that_comes_while_somebody_decides_is_read_by_the_decision(floor: Floor) -> None:
    thing = product()
    body = order(floor, sold(**thing))
    with sessions(floor, RPC, 1) as (leader,), sessions(floor, WEBHOOK, 1) as (webhook,):
        leader.run("set_product_kind", **decision("extra", thing))
        late = webhook.start("ingest_order", store="bannos", order=body)
        webhook.wait_until_blocked()
        leader.commit()
        assert late.result(PATIENCE)["tickets"] == []
        webhook.commit()


def test_decision_while_an_order_comes_finds_it_afterwards(floor: Floor) -> None:
    thing = product()
    body = order(floor, sold(**thing))
    with sessions(floor, RPC, 1) as (leader,), sessions(floor, WEBHOOK, 1) as (webhook,):
        (ticket_id,) = webhook.run("ingest_order", store="bannos", order=body)["tickets"]
        late = leader.start("set_product_kind", **decision("extra", thing))
        leader.wait_until_blocked()
        webhook.commit()
        assert late.result(PATIENCE)["product"]["open_orders"] == 1
        leader.commit()
    work_off(floor)
    assert floor.ticket(ticket_id)["cancelled_at"] is not None


@pytest.mark.parametrize("kind", ["extra", "service"])
def test_scan_under_way_makes_the_cake_a_begun_one(floor: Floor, kind: str) -> None:
    thing = product()
    sale = sell(floor, sold(**thing))
    decide(floor, kind, **thing)
    while (row := claim(floor)) and "product" in row["payload"]:
        reread(floor, row)
        floor.service("finish_work", work_id=row["work_id"], worker="w")
    assert row is not None
    with sessions(floor, RPC, 1) as (bench,), sessions(floor, WEBHOOK, 1) as (worker,):
        assert bench.run("complete_filling", id=sale.id)["ok"]
        late = worker.start("reread_order", work_id=row["work_id"], worker="w")
        worker.wait_until_blocked()
        bench.commit()
        assert late.result(PATIENCE)["ok"]
        worker.commit()
    assert stages(floor, sale) == {sale.id: "changed"}
    assert not floor.rpc("complete_covering", id=sale.id)["ok"]
    assert floor.ticket(sale.id)["stage"] == "Covering"


def test_scan_that_comes_while_the_cake_is_dropped_is_refused(floor: Floor) -> None:
    thing = product()
    sale = sell(floor, sold(**thing))
    decide(floor, "extra", **thing)
    while (row := claim(floor)) and "product" in row["payload"]:
        reread(floor, row)
        floor.service("finish_work", work_id=row["work_id"], worker="w")
    assert row is not None
    with sessions(floor, RPC, 1) as (bench,), sessions(floor, WEBHOOK, 1) as (worker,):
        assert worker.run("reread_order", work_id=row["work_id"], worker="w")["ok"]
        late = bench.start("complete_filling", id=sale.id)
        bench.wait_until_blocked()
        worker.commit()
        assert not late.result(PATIENCE)["ok"]
        bench.commit()
    assert stages(floor, sale) == {sale.id: "cancelled"}


def test_of_two_decisions_at_once_the_second_sees_the_first(floor: Floor) -> None:
    thing = product()
    with sessions(floor, RPC) as (first, second):
        first.run("set_product_kind", **decision("extra", thing))
        late = second.start("set_product_kind", **decision("extra", thing))
        second.wait_until_blocked()
        first.commit()
        assert late.result(PATIENCE)["already_done"]
        second.commit()


def test_two_orders_that_ask_about_the_same_products_ask_once(floor: Floor) -> None:
    things = [product() for _ in range(2)]
    there, back = (
        order(floor, *(sold(no, unsure=True, **thing) for no, thing in enumerate(way, 1)))
        for way in (things, things[::-1])
    )
    with sessions(floor, WEBHOOK) as (first, second):
        first.run("ingest_order", store="bannos", order=there)
        late = second.start("ingest_order", store="bannos", order=back)
        second.wait_until_blocked()
        first.commit()
        assert late.result(PATIENCE)["ok"]
        second.commit()
    for thing in things:
        assert len(floor.work("alert", f"%:product:{thing['product_id']}:product_undecided")) == 1


def test_edit_a_delivery_and_a_decision_do_not_wait_for_each_other_for_ever(floor: Floor) -> None:
    thing = product()
    sale = sell(floor, sold(**thing))
    with sessions(floor, RPC, 1) as (leader,), sessions(floor, WEBHOOK) as (webhook, worker):
        body = {**sale.order, "updated_at": "2026-11-20T10:30:00+11:00"}
        webhook.run("ingest_order", store="bannos", order=body)
        late = leader.start("set_product_kind", **decision("service", thing))
        leader.wait_until_blocked()
        # Behind the decision, though the delivery before it goes on.
        third = worker.start("ingest_order", store="bannos", order=order(floor, sold(**thing)))
        worker.wait_until_blocked()
        webhook.commit()
        assert late.result(PATIENCE)["ok"]
        leader.commit()
        assert third.result(PATIENCE)["tickets"] == []
        worker.commit()
    work_off(floor)
    assert kinds(floor, sale) == [("service", "decision")]
