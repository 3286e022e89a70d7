"""api.edit_order: an order that no shop knows becomes what is sent; what is begun is flagged, stock follows."""

from typing import Any
from uuid import uuid4

import pytest

from tests.sql.books import assert_books, footprint
from tests.sql.floor import STRANGERS, Floor, Json, Sale
from tests.sql.manual.manual import DUE, WHO, edit, extra, order_id, product, request, taken
from tests.sql.stock.stock import held, item, known_sku, pushed, short


@pytest.fixture(autouse=True)
def books(floor: Floor) -> object:
    """After every test the books are right."""
    yield
    assert_books(floor)


def refused(floor: Floor, code: str, says: str, sale: Sale, *products: Json, **fields: Any) -> None:
    """See that an edit is refused with a code and a message, and that nothing but the refusal is written."""
    before = footprint(floor)
    answer = edit(floor, sale, *products, **fields)
    assert (answer["ok"], answer.get("code")) == (False, code), answer
    assert says in answer["message"]
    assert footprint(floor) == before


def line_of(number: int, *fields: Any, **more: Any) -> Json:
    """Return a product that names its line."""
    return {**product(*fields, **more), "line": number}


def test_what_is_not_begun_changes_with_the_order(floor: Floor) -> None:
    sale = taken(floor, product(cake_message="Happy 30"))
    with floor.noted() as events:
        answer = edit(
            floor,
            sale,
            line_of(1, cake_message="Happy 40", unit_amount="50.00"),
            customer_name="Bo Canary",
            due_date="2030-12-06",
            due_slot="afternoon",
            delivery_method="delivery",
            notes="rings",
        )
    assert (answer["version"], answer["already_done"], answer["tickets"]) == (2, False, sale.tickets)
    ticket = floor.ticket(sale.id)
    assert [ticket[field] for field in ("cake_message", "due_date", "due_slot", "delivery_method", "notes")] == [
        "Happy 40", "2030-12-06", "afternoon", "delivery", "rings"
    ]  # fmt: skip
    assert (ticket["flags"], ticket["total_amount"]) == ([], 50)
    assert floor.rows(
        "select customer_name, total_amount::text as total from core.sales where order_gid = %s", sale.gid
    ) == [{"customer_name": "Bo Canary", "total": "50.00"}]
    (event,) = events
    assert (event["kind"], event["detail"]) == ("order_edited", {"changed": [sale.id]})
    assert "Canary" not in str(events)


def test_what_is_begun_is_flagged_until_somebody_acknowledges(floor: Floor) -> None:
    sale = taken(floor, product(cake_message="Happy 30"))
    floor.rpc("handle_print_barcode", id=sale.id)
    assert edit(floor, sale, line_of(1, cake_message="Happy 40"))["ok"]
    assert floor.rpc("get_change", id=sale.id)["fields"] == [
        {"field": "cake_message", "before": "Happy 30", "now": "Happy 40"}
    ]
    (alert,) = floor.work("alert", f"%{sale.gid}%")
    assert alert["payload"]["kind"] == "changed_after_start"
    assert floor.rpc("complete_filling", id=sale.id)["code"] == "ORD005"
    floor.rpc("acknowledge_change", id=sale.id)
    assert floor.rpc("complete_filling", id=sale.id)["ok"]


def test_more_and_fewer_of_a_line_are_tickets_and_holds(floor: Floor) -> None:
    name = item(floor, "TRAY", 9)
    sale = taken(floor, product(name))
    assert edit(floor, sale, line_of(1, name, 3))["tickets"] == [sale.id, f"{sale.id}-B", f"{sale.id}-C"]
    assert held(floor, sale, name) == 3
    assert edit(floor, sale, line_of(1, name, 2))["ok"]
    assert held(floor, sale, name) == 2
    open_now = "select id from core.orders where order_gid = %s and cancelled_at is null order by ticket_no"
    assert [row["id"] for row in floor.rows(open_now, sale.gid)] == [sale.id, f"{sale.id}-B"]
    assert pushed(floor, name) == {"bannos", "flourlane"}


def test_a_line_comes_another_goes_and_numbers_are_never_given_twice(floor: Floor) -> None:
    old, new, candle = (item(floor, word, 9) for word in ("OLD", "NEW", "CANDLE"))
    sale = taken(floor, product(old), extra(candle, 2))
    assert edit(floor, sale, line_of(1, old), product(new))["ok"]
    assert [held(floor, sale, name) for name in (old, new, candle)] == [1, 1, 0]
    assert edit(floor, sale, line_of(3, new), {**extra(candle), "line": 2}, product(old))["ok"]
    assert [held(floor, sale, name) for name in (old, new, candle)] == [1, 1, 1]
    lines = floor.rows("select line_no, quantity from core.sale_lines where order_gid = %s order by 1", sale.gid)
    assert [tuple(row.values()) for row in lines] == [(1, 0), (2, 1), (3, 1), (4, 1)]


def test_what_an_edit_needs_more_than_there_is_is_short(floor: Floor) -> None:
    name = item(floor, "TRAY", 1)
    sale = taken(floor, product(name))
    edit(floor, sale, line_of(1, name, 3))
    assert (held(floor, sale, name), short(floor, sale)) == (1, {name: 2})


def test_what_an_edit_frees_is_pushed_without_a_doubt_of_the_shop(floor: Floor) -> None:
    name = known_sku(floor)
    sale = taken(floor, product(name, 2))
    edit(floor, sale, line_of(1, name))
    known = floor.rows("select known_qty, verify from core.shop_skus where sku = %s and store = 'bannos'", name)
    assert known == [{"known_qty": 4, "verify": False}]


def test_an_edit_of_an_old_version_overwrites_nothing(floor: Floor) -> None:
    sale = taken(floor)
    assert edit(floor, sale, notes="first")["version"] == 2
    refused(floor, "ORD007", f"{order_id(sale)} is at version 2", sale, version=1, notes="second")
    assert floor.ticket(sale.id)["notes"] == "first"


def test_what_the_order_says_already_is_done_already_whatever_version_it_names(floor: Floor) -> None:
    sale = taken(floor, product(unit_amount="45"))
    edit(floor, sale, notes="once")
    before = footprint(floor)
    for version in (1, 2):
        answer = edit(floor, sale, notes="once", version=version)
        assert (answer["already_done"], answer["version"]) == (True, 2)
    assert footprint(floor) == before


def test_the_same_scan_id_edits_once(floor: Floor) -> None:
    sale, scan_id = taken(floor), str(uuid4())
    sent: Json = {**request(product(), product()), "id": order_id(sale), "version": 1, "scan_id": scan_id}
    first = floor.rpc("edit_order", WHO, **sent)
    assert floor.rpc("edit_order", WHO, **sent) == first
    assert floor.rpc("edit_order", WHO, **{**sent, "notes": "x"})["code"] == "REQ002"
    assert floor.one("select count(*) from core.orders where order_gid = %s", sale.gid) == 3


def test_an_order_of_the_shop_is_changed_in_the_shop(floor: Floor) -> None:
    sold = floor.sell()
    for function in ("get_order", "cancel_order", "redact_order"):
        assert floor.rpc(function, id=sold.id)["code"] == "ORD006"
    before = footprint(floor)
    answer = floor.rpc("edit_order", WHO, id=sold.id, version=1, **request())
    assert (answer["code"], "change it there" in answer["message"]) == ("ORD006", True)
    assert footprint(floor) == before


def test_what_is_over_is_not_edited(floor: Floor) -> None:
    done = taken(floor)
    floor.bring(done.id, "Complete")
    refused(floor, "ORD002", "is Complete", done, notes="x")
    cancelled = taken(floor)
    floor.rpc("cancel_order", id=cancelled.id)
    refused(floor, "ORD003", order_id(cancelled), cancelled, notes="x")


def test_a_cake_that_is_complete_stays_and_the_last_open_one_that_goes_takes_the_extras_along(floor: Floor) -> None:
    tray, candle = item(floor, "TRAY", 9), item(floor, "CANDLE", 9)
    sale = taken(floor, product(tray, 2), extra(candle, 3))
    floor.bring(sale.tickets[0], "Complete")
    assert edit(floor, sale, line_of(1, tray), {**extra(candle, 3), "line": 2})["ok"]
    assert (floor.counters(tray), floor.counters(candle)) == ((8, 0), (6, 0))
    assert floor.ticket(sale.tickets[0])["flags"] == []


def test_a_begun_cake_that_goes_is_used_up_and_the_extras_go_with_the_one_that_is_complete(floor: Floor) -> None:
    tray, candle = item(floor, "TRAY", 9), item(floor, "CANDLE", 9)
    sale = taken(floor, product(tray), product(tray), extra(candle, 3))
    floor.bring(sale.tickets[0], "Complete")
    floor.bring(sale.tickets[1], "Covering")
    edit(floor, sale, line_of(1, tray), {**extra(candle, 3), "line": 3})
    assert (floor.counters(tray), floor.counters(candle)) == ((8, 1), (9, 3))
    floor.rpc("acknowledge_change", id=sale.tickets[1])
    assert (floor.counters(tray), floor.counters(candle)) == ((7, 0), (6, 0))


def test_an_overdue_order_keeps_its_day_and_gets_no_other_one_gone_by(own_floor: Floor) -> None:
    sale = taken(own_floor)
    own_floor.set_clock(own_floor.one("select '2031-01-01T00:00:00Z'::timestamptz"))
    assert edit(own_floor, sale, notes="late")["ok"]
    refused(own_floor, "REQ001", "due_date: in the past", sale, due_date="2030-12-06")


WRONG: dict[str, tuple[str, str, list[Json]]] = {
    "a line that is none of its own": ("REQ001", "products.0.line", [line_of(2)]),
    "a line named twice": ("REQ001", "products.1.line", [line_of(1), line_of(1)]),
    "neither SKU nor title": ("REQ001", "products.0: sku or title", [line_of(1, title=None)]),
    "no cake left": ("REQ001", "products: no cake", [extra("CANDLE-10")]),
    "too many cakes": ("REQ001", "products: more than 1000 cakes", [line_of(1, quantity=1000), product()]),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_cannot_be_is_refused_by_its_field(floor: Floor, what: str) -> None:
    code, says, products = WRONG[what]
    refused(floor, code, says, taken(floor), *products)


def test_a_sku_that_looks_like_a_known_one_is_refused(floor: Floor) -> None:
    name = item(floor, "TRAY", 9)
    refused(floor, "INV008", f"products.0.sku: {name}", taken(floor, product(name)), line_of(1, name.lower()))


@pytest.mark.parametrize(("written", "code"), [("bannos-m99999", "ORD001"), ("4006381333931", "SCN001")])
def test_an_order_that_is_not_there_is_not_found(floor: Floor, written: str, code: str) -> None:
    assert floor.rpc("edit_order", WHO, id=written, version=1, **request())["code"] == code


def test_an_order_of_another_store_is_not_there(floor: Floor) -> None:
    sale = taken(floor)
    assert floor.rpc("edit_order", "zoe", id=order_id(sale), version=1, **request())["code"] == "ORD001"


def test_an_emptied_order_that_is_edited_says_nothing_of_its_customer_again(floor: Floor) -> None:
    """A whole shop is emptied with orders that are still open."""
    sale = taken(floor, product(cake_message="For Canary"))
    floor.service("redact", store="bannos", orders=[sale.gid])
    answer = floor.rpc(
        "edit_order", WHO, id=sale.id, version=1, **request(line_of(1, flavour="Lemon", cake_message="For Canary"))
    )
    assert answer["ok"]
    ticket = floor.ticket(sale.id)
    assert (ticket["flavour"], ticket["cake_message"]) == ("Lemon", None)
    assert floor.one("select customer_name from core.sales where order_gid = %s", sale.gid) is None
    assert floor.rpc("get_order", WHO, id=sale.id)["products"][0]["line"] == 1


@pytest.mark.parametrize(
    ("who", "may"), [("supervisor", 1), ("admin", 1), ("agent", 1), ("staff", 1), ("packer", 0), ("member", 0)]
)
def test_only_who_may_edits(floor: Floor, who: str, may: int) -> None:
    sale = taken(floor)
    answer = floor.rpc("edit_order", who, id=sale.id, version=1, **request(line_of(1, flavour="Lemon")))
    assert answer.get("code") == (None if may else "AUTH001")
    assert (floor.ticket(sale.id)["flavour"] == "Lemon") == bool(may)


@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_stranger_edits_nothing(floor: Floor, stranger: str) -> None:
    sale = taken(floor)
    answer = floor.rpc("edit_order", actor=STRANGERS[stranger], id=sale.id, version=1, **request(line_of(1)))
    assert answer["code"] == "AUTH001"
    assert floor.ticket(sale.id)["due_date"] == DUE
