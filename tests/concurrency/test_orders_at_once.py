"""Orders that arrive together: the last unit, the same number, the same order."""

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import psycopg
import pytest

from local.servers.pooler import Pooler
from tests.concurrency.lockstep import PATIENCE, Session, sessions
from tests.sql.floor import RPC, WEBHOOK, Floor, Json, actor, cake, call, line


def ingest(order: Json) -> dict[str, Any]:
    """Return the arguments of api.ingest_order."""
    return {"store": "bannos", "order": order}


def test_the_last_unit_sold_twice_is_held_once_and_short_once(floor: Floor) -> None:
    floor.stock("LAST", 1)
    # On sale already, so that the two meet at the item and not before.
    floor.rows("insert into core.shop_skus (store, sku) values ('bannos', 'LAST')")
    orders = [floor.order(sku="LAST") for _ in range(2)]
    with sessions(floor, WEBHOOK) as (first, second):
        first.run("ingest_order", **ingest(orders[0]))
        late = second.start("ingest_order", **ingest(orders[1]))
        second.wait_until_blocked()
        first.commit()
        (ticket_id,) = late.result(PATIENCE)["tickets"]
        second.commit()

    assert floor.counters("LAST") == (1, 1)
    short = floor.rows("select order_gid, qty::int from core.shortfalls where sku = 'LAST'")
    assert short == [{"order_gid": orders[1]["order_gid"], "qty": 1}]
    assert floor.ticket(ticket_id)["inventory_blocked"]
    assert not floor.ticket(f"bannos-{orders[0]['shopify_order_number']}")["inventory_blocked"]


def test_orders_that_list_their_components_in_opposite_order_do_not_wait_for_each_other_for_ever(
    floor: Floor,
) -> None:
    skus = [floor.stock(sku, 10) for sku in ("OPPOSITE-A", "OPPOSITE-M", "OPPOSITE-Z")]
    for sku in skus:
        floor.rows("insert into core.shop_skus (store, sku) values ('bannos', %s)", sku)
    there, back = (
        floor.order(
            lines=[line(no, sku=sku) for no, sku in enumerate(way, 1)],
            tickets=[cake(line_no=no) for no, _ in enumerate(way, 1)],
        )
        for way in (skus, skus[::-1])
    )
    # Whoever took the outer ones in his own order would now hold one each, and wait for the middle.
    with sessions(floor, "postgres", 1) as (gate,), sessions(floor, WEBHOOK) as (first, second):
        gate.execute("select 1 from core.inventory_items where sku = 'OPPOSITE-M' for update").result(PATIENCE)
        one = first.start("ingest_order", **ingest(there))
        first.wait_until_blocked()
        other = second.start("ingest_order", **ingest(back))
        second.wait_until_blocked()
        gate.commit()
        assert one.result(PATIENCE)["ok"]
        first.commit()
        assert other.result(PATIENCE)["ok"]
        second.commit()

    assert [floor.counters(sku) for sku in skus] == [(10, 2)] * 3


def _ingest_again_if_refused(session: Session, order: Json, late: Future[Json]) -> Json:
    """As the webhook does: what fails for a passing reason is tried once more."""
    try:
        answer = late.result(PATIENCE)
    except psycopg.errors.UniqueViolation:
        session.execute("rollback").result(PATIENCE)
        answer = session.run("ingest_order", **ingest(order))
    session.commit()
    return answer


@pytest.mark.parametrize("cakes", [(1, 1), (2, 1), (1, 2), (2, 2)])
def test_two_orders_of_one_number_that_come_at_once_get_ids_of_their_own(floor: Floor, cakes: tuple[int, int]) -> None:
    """A scan of either's plain number must not open the other's cake."""
    orders = [floor.order(cakes=number) for number in cakes]
    orders[1]["shopify_order_number"] = number = orders[0]["shopify_order_number"]
    with sessions(floor, WEBHOOK) as (first, second):
        before = first.run("ingest_order", **ingest(orders[0]))
        late = second.start("ingest_order", **ingest(orders[1]))
        second.wait_until_blocked(unless=late)
        first.commit()
        after = _ingest_again_if_refused(second, orders[1], late)

    assert (len(before["tickets"]), len(after["tickets"])) == cakes
    numbered = [gid for gid, answer in enumerate((before, after)) if f"-{number}" in answer["tickets"][0]]
    assert len(numbered) == 1, (before["tickets"], after["tickets"])


def test_fifty_deliveries_of_one_order_make_one_sale(floor: Floor, pooler: Pooler) -> None:
    floor.stock("FIFTY", 80)
    order, deliveries = floor.order(cakes=2, sku="FIFTY"), 50
    ready = threading.Barrier(deliveries)

    def deliver(_: int) -> Json:
        url = pooler.url(WEBHOOK, floor.one("select current_database()"))
        with psycopg.connect(url, autocommit=True, prepare_threshold=None) as connection:
            ready.wait(PATIENCE)
            return call(connection, "ingest_order", actor=actor("webhook"), **ingest(order))

    with floor.noted() as events, ThreadPoolExecutor(deliveries) as threads:
        answers = list(threads.map(deliver, range(deliveries)))

    assert sorted(answer.pop("already_done") for answer in answers) == [False] + [True] * 49
    # Only the one that made it has left work behind.
    assert [answer.pop("queued") for answer in answers if "queued" in answer] == [["inventory_push"]]
    assert all(answer == answers[0] for answer in answers)
    assert [event["kind"] for event in events] == ["order_ingested"]
    assert floor.counters("FIFTY") == (80, 2)
    assert floor.one("select count(*) from core.inventory_txn where sku = 'FIFTY' and kind = 'hold'") == 1
    assert len(floor.work("inventory_push", "%FIFTY%")) == 1


def test_of_two_deductions_of_one_order_at_once_the_second_has_nothing_to_hold(floor: Floor) -> None:
    sale = floor.sell(sku="KNOWN-LATE")
    floor.stock("KNOWN-LATE", 9)
    arguments = {"store": "bannos", "order_gid": sale.gid}
    with sessions(floor, WEBHOOK) as (first, second):
        assert first.run("deduct_on_order_create", **arguments)["held"] == ["KNOWN-LATE"]
        late = second.start("deduct_on_order_create", **arguments)
        second.wait_until_blocked()
        first.commit()
        assert late.result(PATIENCE)["already_done"]
        second.commit()

    assert floor.counters("KNOWN-LATE") == (9, 1)


def test_a_deduction_and_a_supervisor_who_clears_the_same_order_do_not_wait_for_each_other_for_ever(
    floor: Floor,
) -> None:
    sale = floor.sell(cakes=2, sku=floor.stock("CLEARED", 0))
    with (
        sessions(floor, "postgres", 1) as (gate,),
        sessions(floor, RPC, 1) as (person,),
        sessions(floor, WEBHOOK, 1) as (service,),
    ):
        gate.execute("select 1 from core.shortfalls where order_gid = %s for update", sale.gid).result(PATIENCE)
        cleared = person.start("clear_shortfall", id=sale.tickets[1])
        person.wait_until_blocked()
        deducted = service.start("deduct_on_order_create", store="bannos", order_gid=sale.gid)
        service.wait_until_blocked()
        gate.commit()
        assert cleared.result(PATIENCE)["already_done"] is False
        person.commit()
        assert deducted.result(PATIENCE)["ok"]
        service.commit()


def test_the_two_halves_of_a_cycle_written_at_once_are_refused(floor: Floor) -> None:
    insert = "insert into core.product_requirements values (%s, %s, 1)"
    with sessions(floor, "postgres") as (first, second):
        first.execute(insert, "EGG", "HEN").result(PATIENCE)
        late = second.execute(insert, "HEN", "EGG")
        second.wait_until_blocked()
        first.commit()
        with pytest.raises(psycopg.errors.CheckViolation):
            late.result(PATIENCE)
