"""api.ingest_order: a sale with its tickets, holds, pushes and alerts, whole or not at all."""

from decimal import Decimal
from typing import Any

import psycopg
import pytest

from tests.sql.floor import BOTH, Floor, Json, cake, line

WRITTEN = (
    "core.sales",
    "core.sale_lines",
    "core.orders",
    "core.inventory_txn",
    "core.shortfalls",
    "core.work_queue",
    "core.order_events",
    "core.shop_skus",
)


def sizes(floor: Floor) -> dict[str, int]:
    """Count the rows of every table that an order is written to."""
    return {table: floor.one(f"select count(*) from {table}") for table in WRITTEN}


def refused_after(before: dict[str, int]) -> dict[str, int]:
    """Count what a refusal leaves: its event."""
    return before | {"core.order_events": before["core.order_events"] + 1}


TOLD: Json = {
    "product_title": "Cake",
    "flavour": "Vanilla",
    "size": "8 inch",
    "cake_message": "יום הולדת 🎂",
    "notes": "nuts",
    "due_date": "2026-12-05",
    "due_slot": "10:00-12:00",
    "due_text": "5 Dec",
    "delivery_method": "pickup",
    "flags": ["doubtful"],
}


def test_a_sale_is_kept_as_it_was_read(floor: Floor) -> None:
    order = floor.order(
        flags=["text_replaced"],
        total_amount="99999.99",
        customer_name="Zoë שרה 🎂",
        raw_json='{"id": 12345678901234567890, "price": "1.10"}',
    )
    delivery = {"topic": "orders/create", "webhook_id": "w-1", "triggered_at": "2026-11-20T00:00:01.5Z"}
    answer = floor.service("ingest_order", store="bannos", order=order, delivery=delivery)

    gid, ticket_id = order["order_gid"], f"bannos-{order['shopify_order_number']}"
    assert answer.pop("queued") == ["alert"]
    assert answer == {"ok": True, "already_done": False, "store": "bannos", "order_gid": gid, "tickets": [ticket_id]}
    (sale,) = floor.rows("select s.*, order_json::text as raw from core.sales s where order_gid = %s", gid)
    assert (sale["customer_name"], sale["total_amount"]) == ("Zoë שרה 🎂", Decimal("99999.99"))
    assert sale["flags"] == ["text_replaced"]
    assert '"id": 12345678901234567890' in sale["raw"]
    assert sale["triggered_at"].isoformat() == "2026-11-20T00:00:01.500000+00:00"


def test_lines_and_tickets_are_kept_as_they_were_read(floor: Floor) -> None:
    sale = floor.sell(
        lines=[
            line(1, line_id="77", title="Cake", variant_title="8 inch", unit_amount="60.10"),
            line(2, kind="extra", title="Candle", quantity=3, properties=[["a", "b"], ["a", "c"]]),
        ],
        tickets=[cake(**TOLD, total_amount="60.10")],
    )
    lines = floor.rows("select * from core.sale_lines where order_gid = %s order by line_no", sale.gid)
    assert [(one["kind"], one["title"], one["quantity"]) for one in lines] == [
        ("cake", "Cake", 1),
        ("extra", "Candle", 3),
    ]
    assert (lines[0]["line_id"], lines[0]["unit_amount"]) == ("77", Decimal("60.10"))
    assert lines[1]["properties"] == [["a", "b"], ["a", "c"]]
    ticket = floor.ticket(sale.id)
    assert {key: ticket[key] for key in TOLD} == TOLD
    assert (ticket["stage"], ticket["total_amount"]) == ("Filling", 60.1)
    assert (ticket["assignee_id"], ticket["print_count"], ticket["inventory_blocked"]) == (None, 0, False)


def test_the_event_tells_what_came_and_what_was_held(floor: Floor) -> None:
    floor.stock("TOLD", 5)
    with floor.noted() as events:
        sale = floor.sell(sku="TOLD")
    (event,) = events
    assert (event["kind"], event["store"], event["order_gid"]) == ("order_ingested", "bannos", sale.gid)
    assert (event["actor_kind"], event["actor_id"], event["correlation_id"]) == ("service", "webhook", "c-webhook")
    assert (event["detail"]["held"], event["detail"]["topic"]) == (["TOLD"], "orders/create")
    assert "Canary" not in str(event)


def test_an_order_that_comes_again_and_is_not_newer_changes_nothing_even_with_another_content(floor: Floor) -> None:
    """A newer one is followed: test_follow_order."""
    floor.stock("AGAIN", 5)
    order = floor.order(cakes=2, sku="AGAIN")
    first = floor.ingest(order)
    assert first.pop("queued") == ["inventory_push"]
    before = sizes(floor)
    other = {"tickets": [], "total_amount": "0", "lines": []}
    for again in (order, {**order, **other}, {**order, **other, "updated_at": "2026-11-20T09:59:59+11:00"}):
        assert floor.ingest(again) == {**first, "already_done": True}
    assert (sizes(floor), floor.counters("AGAIN")) == (before, (5, 2))


def test_the_same_gid_in_two_stores_is_two_sales(floor: Floor) -> None:
    order = floor.order()
    assert [floor.ingest(order, store)["already_done"] for store in BOTH] == [False, False]


@pytest.mark.parametrize(
    ("cakes", "last"), [(1, ""), (2, "-B"), (26, "-Z"), (27, "-AA"), (28, "-AB"), (702, "-ZZ"), (703, "-AAA")]
)
def test_each_cake_has_an_id_of_its_own(floor: Floor, cakes: int, last: str) -> None:
    sale = floor.sell(cakes=cakes)
    assert len(set(sale.tickets)) == cakes
    assert sale.tickets[-1] == f"bannos-{sale.number}{last}"
    assert sale.tickets[0] == f"bannos-{sale.number}{'-A' if cakes > 1 else ''}"
    assert floor.rpc("get_order_for_scan", scan=sale.tickets[-1])["ticket"]["id"] == sale.tickets[-1]


def test_an_order_without_a_number_has_shopifys_id(floor: Floor) -> None:
    big = "9007199254740993"  # 2^53 + 1: no float has been near it
    sale = floor.sell("flourlane", cakes=2, shopify_order_number=None, shopify_order_id=big)
    assert sale.tickets == [f"flourlane-{big}-A", f"flourlane-{big}-B"]
    assert floor.one("select shopify_order_id::text from core.sales where order_gid = %s", sale.gid) == big


@pytest.mark.parametrize("cakes", [1, 3])
def test_a_number_that_another_order_has_gives_way_to_shopifys_id(floor: Floor, cakes: int) -> None:
    first = floor.sell()
    second = floor.sell(cakes=cakes, shopify_order_number=first.number, shopify_order_id=f"1844674407370955161{cakes}")
    assert second.tickets[0] == f"bannos-1844674407370955161{cakes}" + ("-A" if cakes > 1 else "")
    assert floor.rpc("get_order_for_scan", scan=f"bannos-{first.number}")["ticket"]["id"] == first.id


def test_both_stores_have_their_own_numbers(floor: Floor) -> None:
    number = floor.sell().number
    assert floor.sell("flourlane", shopify_order_number=number).id == f"flourlane-{number}"


def test_an_order_without_a_cake_is_a_sale_that_holds_its_stock(floor: Floor) -> None:
    floor.stock("CANDLE", 10)
    order = floor.order(cakes=0, lines=[line(1, kind="extra", sku="CANDLE", quantity=4), line(2, kind="extra")])
    assert floor.ingest(order)["tickets"] == []
    assert floor.counters("CANDLE") == (10, 4)
    assert [work["payload"]["sku"] for work in floor.work("inventory_push", f"%{order['order_gid']}")] == ["CANDLE"]
    assert floor.one("select count(*) from core.sale_lines where order_gid = %s", order["order_gid"]) == 2


def test_an_order_of_nothing_is_a_sale(floor: Floor) -> None:
    order = floor.order(cakes=0)
    with floor.noted() as events:
        assert floor.ingest(order)["tickets"] == []
    assert [event["kind"] for event in events] == ["order_ingested"]
    assert floor.ingest(order)["already_done"]


def test_what_is_flagged_asks_for_a_person_once(floor: Floor) -> None:
    sale = floor.sell(cakes=2, flags=["text_replaced"], ticket={"flags": ["due_date_missing"]})
    (alert,) = floor.work("alert", f"%{sale.gid}%")
    assert alert["payload"]["kind"] == "needs_attention"
    assert alert["payload"]["flags"] == ["due_date_missing", "text_replaced"]
    assert floor.ticket(sale.tickets[0])["flags"] == ["due_date_missing"]
    assert "Canary" not in str(alert["payload"])


def test_nobody_is_called_for_an_order_without_fault(floor: Floor) -> None:
    sale = floor.sell()
    assert floor.work("alert", f"%{sale.gid}%") == []


IMPOSSIBLE: dict[str, Json] = {
    "a total of 13 digits": {"total_amount": "99999999999.99"},
    "a total that is no number": {"total_amount": "12,50"},
    "an id of 21 digits": {"shopify_order_id": "1" * 21},
    "a number above 2^63": {"shopify_order_number": 2**63},
    "a moment that never was": {"created_at": "2026-02-30T25:00:00Z"},
    "tickets that are no list": {"tickets": {"a": 1}},
    "lines that are no list": {"lines": "x"},
    "a body that is no json": {"raw_json": "{"},
    "a day that never was": {"tickets": [cake(due_date="2026-02-30")]},
    "an unknown way to deliver": {"tickets": [cake(delivery_method="drone")]},
    "an unknown kind of line": {"lines": [line(1, kind="cookie")]},
    "a quantity that is no number": {"lines": [line(1, quantity="two")]},
    "a quantity above 2^31": {"lines": [line(1, quantity=2**31)]},
    "a line's price of 13 digits": {"lines": [line(1, unit_amount="99999999999")]},
    "the last of many tickets": {"tickets": [*[cake()] * 30, cake(total_amount="x")]},
}


@pytest.mark.parametrize("what", IMPOSSIBLE)
def test_an_impossible_value_leaves_nothing_half_written(floor: Floor, what: str) -> None:
    before = sizes(floor)
    assert floor.ingest(floor.order(**IMPOSSIBLE[what]))["code"] == "ING001"
    assert sizes(floor) == refused_after(before)


@pytest.mark.parametrize(
    "fields",
    [
        {"order_gid": None},
        {"lines": [line(1, quantity=-1)]},
        {"lines": [line(1, quantity=None)]},
        {"raw_json": None},
    ],
    ids=["no gid", "negative quantity", "no quantity", "no body"],
)
def test_a_missing_or_refused_value_leaves_nothing_half_written(floor: Floor, fields: dict[str, Any]) -> None:
    before = sizes(floor)
    assert floor.ingest(floor.order(**fields))["code"] == "ING001"
    assert sizes(floor) == refused_after(before)


def test_a_store_that_there_is_not_has_no_orders(floor: Floor) -> None:
    before = sizes(floor)
    with pytest.raises(psycopg.Error):
        floor.ingest(floor.order(), "nowhere")
    assert sizes(floor) == before


def test_three_hundred_lines_are_one_sale(floor: Floor) -> None:
    lines = [line(number, title=f"Cake {number}") for number in range(1, 301)]
    tickets = [cake(line_no=number, product_title=f"Cake {number}") for number in range(1, 301)]
    sale = floor.sell(lines=lines, tickets=tickets)
    assert len(sale.tickets) == 300
    assert floor.ticket(sale.tickets[299])["product_title"] == "Cake 300"
