"""A delivery that comes again, under whatever header, never changes what a newer one has set."""

import pytest

from tests.sql.floor import Floor, Json, Sale
from tests.sql.stock.stock import cakes, held, item, sell

LATER = "2026-11-20T10:01:00.900+11:00"


def ordered(sale: Sale, number: int, name: str, at: str = "10:01") -> Json:
    body, tickets = cakes(number, name)
    return {**sale.order, "lines": [body], "tickets": tickets, "updated_at": f"2026-11-20T{at}:00+11:00"}


@pytest.mark.parametrize("header", [LATER, "2026-11-20T10:01:00.100+11:00", "2099-01-01T00:00:00Z", None])
def test_of_two_within_a_second_the_older_does_not_come_back(floor: Floor, header: str | None) -> None:
    name = item(floor, "TRAY", 9)
    sale = sell(floor, 5, name)
    older, newer = ordered(sale, 3, name), ordered(sale, 2, name)
    floor.ingest(older, triggered_at="2026-11-20T10:01:00.100+11:00")
    floor.ingest(newer, triggered_at="2026-11-20T10:01:00.200+11:00")
    assert floor.ingest(older, triggered_at=header)["already_done"]
    assert held(floor, sale, name) == 2


@pytest.mark.parametrize("header", [LATER, "2099-01-01T00:00:00Z"])
def test_an_order_sent_again_does_not_undo_its_refund(floor: Floor, header: str) -> None:
    name = item(floor, "TRAY", 9)
    sale = sell(floor, 3, name)
    refund = {"store": "bannos", "order_gid": sale.gid, "changes": [{"line_id": "L1", "delta": -1}]}
    floor.service("change_quantities", **refund, ref="refund:1", delivery={"happened_at": "2026-11-20T10:00:30+11:00"})
    assert floor.ingest(sale.order, triggered_at=header)["already_done"]
    assert held(floor, sale, name) == 2
    # And no such header keeps the next one out.
    floor.service("change_quantities", **refund, ref="refund:2", delivery={"happened_at": "2026-11-20T10:02:00+11:00"})
    assert held(floor, sale, name) == 1


def test_a_time_that_has_not_come_is_none(floor: Floor) -> None:
    assert floor.one('select bakery.triggered_at(\'{"triggered_at": "2099-01-01T00:00:00Z"}\')') is None
    for seconds, known in ((119, True), (121, False)):
        query = f"select bakery.triggered_at(jsonb_build_object('triggered_at', core.now() + interval '{seconds} s')) is not null as at"
        assert floor.one(query) is known
    sale = floor.order()
    floor.ingest(sale, triggered_at="2099-01-01T00:00:00Z")
    assert floor.one("select triggered_at from core.sales where order_gid = %s", sale["order_gid"]) is None


def test_what_we_fetched_ourselves_has_the_last_word_though_it_is_known(floor: Floor) -> None:
    name = item(floor, "TRAY", 9)
    sale = sell(floor, 3, name)
    changes = [{"line_id": "L1", "delta": -2}]
    floor.service("change_quantities", store="bannos", order_gid=sale.gid, ref="edit:1", changes=changes)
    fetched = {"webhook_id": None, "triggered_at": LATER}
    held_id = floor.service(
        "hold_delivery",
        who="reconcile",
        store="bannos",
        topic="orders/updated",
        body=b"{}",
        reason="refresh",
        permanent=False,
        order_gid=sale.gid,
        delivery=fetched,
    )["delivery_id"]
    kept = floor.service("get_held_delivery", delivery_id=held_id)["delivery"]
    assert floor.ingest(sale.order, triggered_at=kept["triggered_at"])["already_done"] is False
    assert held(floor, sale, name) == 3
