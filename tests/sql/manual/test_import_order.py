"""api.import_order: an order that another system sends is made once, whoever tells of it first."""

from typing import Any
from uuid import uuid4

import pytest

from tests.sql.books import assert_books, footprint
from tests.sql.floor import STRANGERS, Floor, Json, cake, line
from tests.sql.manual.manual import extra, imported, product, request
from tests.sql.stock.stock import item, known_sku


@pytest.fixture(autouse=True)
def books(floor: Floor) -> object:
    """After every test the books are right."""
    yield
    assert_books(floor)


def from_shop(floor: Floor, *lines: Json, **fields: Any) -> Json:
    """Return an order as Shopify tells it, with an id that a gid may have; a cake for each line that is one."""
    order = floor.order(**fields)
    gid = f"gid://shopify/Order/{order['shopify_order_id']}"
    tickets = [
        cake(line_no=each["line_no"], product_title="Celebration cake", flavour="Lemon")
        for each in lines
        if each["kind"] == "cake"
        for _ in range(each["quantity"])
    ]
    return {**order, "order_gid": gid, **({"lines": list(lines), "tickets": tickets} if lines else {})}


def test_an_order_without_an_id_of_shopifys_is_one_that_no_shop_knows(floor: Floor) -> None:
    name = item(floor, "TRAY", 9)
    answer = imported(floor, product(name, 2))
    assert (answer["status"], answer["already_done"]) == ("created", False)
    assert answer["tickets"] == [f"{answer['order_id']}-A", f"{answer['order_id']}-B"]
    assert floor.counters(name) == (9, 2)
    (sale,) = floor.rows("select * from core.sales where ticket_base = %s", answer["order_id"])
    assert (sale["order_gid"], sale["source_name"]) == (f"gid://ordak/Order/{answer['order_id']}", "api")


def test_an_order_with_an_id_of_shopifys_is_made_once(floor: Floor) -> None:
    name = item(floor, "TRAY", 9)
    first = imported(floor, product(name), shopify_id="5550001")
    before = footprint(floor)
    again = imported(floor, product(name, 5), shopify_id="5550001", customer_name="Somebody else")
    assert (again["status"], again["already_done"], again["order_id"]) == ("skipped", True, first["order_id"])
    assert footprint(floor) == before
    assert floor.one("select order_gid from core.sales where ticket_base = %s", first["order_id"]).endswith("/5550001")


def test_the_same_id_in_two_stores_is_two_orders(floor: Floor) -> None:
    answers = [imported(floor, shopify_id="5550002", store=store) for store in ("bannos", "flourlane")]
    assert [answer["status"] for answer in answers] == ["created", "created"]


def test_an_order_that_the_webhook_brought_is_skipped_whatever_is_sent(floor: Floor) -> None:
    order = from_shop(floor)
    tickets = floor.ingest(order)["tickets"]
    before = footprint(floor)
    for products in ([product()], [product(title=None)], [product(quantity=1000), product()]):
        answer = imported(floor, *products, shopify_id=order["shopify_order_id"])
        assert (answer["status"], answer["tickets"], answer["order_id"]) == ("skipped", tickets, tickets[0])
    assert footprint(floor) == before


def test_the_webhook_follows_what_was_sent_before_it_and_no_cake_is_made_twice(floor: Floor) -> None:
    tray, candle = item(floor, "TRAY", 9), item(floor, "CANDLE", 9)
    order = from_shop(
        floor,
        line(1, line_id="71", kind="extra", sku=candle, quantity=4),
        line(2, line_id="72", sku=tray, quantity=2),
    )
    sent = imported(floor, product(tray, 2), extra(candle, 3), shopify_id=order["shopify_order_id"])
    floor.rpc("handle_print_barcode", id=sent["tickets"][0])
    answer = floor.ingest(order)
    assert (answer["already_done"], answer["tickets"]) == (False, sent["tickets"])
    assert (floor.counters(tray), floor.counters(candle)) == ((9, 2), (9, 4))
    assert [floor.ticket(ticket_id)["flavour"] for ticket_id in sent["tickets"]] == ["Lemon", "Lemon"]
    assert [floor.ticket(ticket_id)["flags"] for ticket_id in sent["tickets"]] == [["changed"], []]
    lines = floor.rows(
        "select line_no, line_id, quantity from core.sale_lines where order_gid = %s order by 1", order["order_gid"]
    )
    assert [tuple(row.values()) for row in lines] == [(1, "72", 2), (2, "71", 4)]
    (sale,) = floor.rows("select * from core.sales where order_gid = %s", order["order_gid"])
    assert (sale["shopify_order_number"], sale["ordered_at"] is None) == (order["shopify_order_number"], False)
    # From then on its lines are known by their ids.
    assert floor.ingest(order)["already_done"]
    floor.ingest({**order, "updated_at": "2026-11-20T10:05:00+11:00"})
    assert (floor.counters(tray), floor.counters(candle)) == ((9, 2), (9, 4))


def test_two_lines_of_one_sku_become_the_shops_one_by_one(floor: Floor) -> None:
    name = item(floor, "TRAY", 9)
    order = from_shop(floor, line(1, line_id="81", sku=name, quantity=1), line(2, line_id="82", sku=name, quantity=2))
    sent = imported(floor, product(name), product(name, 2), shopify_id=order["shopify_order_id"])
    assert floor.ingest(order)["tickets"] == sent["tickets"]
    assert floor.counters(name) == (9, 3)
    ids = floor.rows("select line_id from core.sale_lines where order_gid = %s order by line_no", order["order_gid"])
    assert [row["line_id"] for row in ids] == ["81", "82"]


def test_what_was_cancelled_here_before_the_shop_told_of_it_is_made_all_the_same(floor: Floor) -> None:
    """Else the look for orders would find it different for ever."""
    name = item(floor, "TRAY", 9)
    order = from_shop(floor, line(1, line_id="91", sku=name))
    sent = imported(floor, product(name), shopify_id=order["shopify_order_id"])
    floor.rpc("cancel_order", id=sent["order_id"])
    assert floor.ingest(order)["tickets"] == [sent["order_id"], f"{sent['order_id']}-B"]
    assert floor.counters(name) == (9, 1)
    assert floor.one("select cancelled_at from core.sales where order_gid = %s", order["order_gid"]) is None


def test_what_the_shop_shows_is_read_before_it_is_raised_since_nobody_knows_when_it_sold(floor: Floor) -> None:
    name = known_sku(floor)
    imported(floor, product(name), shopify_id="5550003")
    assert floor.rows("select known_qty, verify from core.shop_skus where sku = %s and store = 'bannos'", name) == [
        {"known_qty": 4, "verify": True}
    ]


def test_a_short_id_takes_no_other_orders_place(floor: Floor) -> None:
    sale = floor.sell()
    answer = imported(floor, shopify_id=str(sale.number))
    assert answer["status"] == "created"
    assert floor.rpc("get_order_for_scan", scan=f"bannos-{sale.number}")["ticket"]["id"] == sale.id


def test_an_order_of_extras_alone_is_the_shops_to_hand_over(floor: Floor) -> None:
    name = item(floor, "CANDLE", 9)
    assert imported(floor, extra(name, 2), shopify_id="5550004")["tickets"] == []
    refused = imported(floor, extra(name, 2))
    assert (refused["code"], "products: no cake" in refused["message"]) == ("REQ001", True)
    assert floor.counters(name) == (9, 2)


def test_a_day_gone_by_is_better_than_no_order(floor: Floor) -> None:
    (ticket_id,) = imported(floor, due_date="2020-12-05")["tickets"]
    assert floor.rpc("get_order_for_scan", scan=ticket_id)["ticket"]["priority"] == "High"


def test_a_cake_without_a_sku_asks_for_a_person(floor: Floor) -> None:
    (ticket_id,) = imported(floor)["tickets"]
    assert floor.ticket(ticket_id)["flags"] == ["sku_missing"]
    (alert,) = floor.work("alert", f"%{ticket_id}%")
    assert (alert["payload"]["kind"], alert["payload"]["flags"]) == ("needs_attention", ["sku_missing"])


def test_the_same_scan_id_answers_the_same(floor: Floor) -> None:
    scan_id = str(uuid4())
    first = imported(floor, scan_id=scan_id)
    assert imported(floor, scan_id=scan_id) == first
    for other in ({"shopify_id": "5550005"}, {"store": "flourlane"}, {"notes": "x"}):
        assert imported(floor, scan_id=scan_id, **other)["code"] == "REQ002"


def test_a_store_of_somebody_else_is_refused(floor: Floor) -> None:
    answer = floor.rpc("import_order", "zoe", store="bannos", **request(), shopify_id="5550006")
    assert answer["code"] == "AUTH001"


@pytest.mark.parametrize(
    ("who", "may"), [("supervisor", 1), ("admin", 1), ("agent", 1), ("staff", 0), ("packer", 0), ("member", 0)]
)
def test_only_who_may_sends_an_order(floor: Floor, who: str, may: int) -> None:
    answer = floor.rpc("import_order", who, store="bannos", **request())
    assert answer.get("code") == (None if may else "AUTH001")


@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_stranger_sends_no_order(floor: Floor, stranger: str) -> None:
    answer = floor.rpc("import_order", actor=STRANGERS[stranger], store="bannos", **request())
    assert answer["code"] == "AUTH001"
