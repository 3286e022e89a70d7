"""api.create_order: an order that no shop knows, which goes the way of every other."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from ordak.shopify.order_rules import OrderRules
from tests.sql.books import assert_books, footprint
from tests.sql.floor import STRANGERS, Floor, Json
from tests.sql.manual.manual import DUE, create, extra, gid_of, product, request, taken
from tests.sql.stock.stock import blocked, held, item, known_sku, made, pushed, short


@pytest.fixture(autouse=True)
def books(floor: Floor) -> object:
    """After every test the books are right."""
    yield
    assert_books(floor)


def refused(floor: Floor, code: str, says: str, *products: Json, **fields: Any) -> None:
    """See that an order is refused with a code and a message, and that nothing but the refusal is written."""
    before = footprint(floor)
    with floor.noted() as events:
        answer = create(floor, *products, **fields)
    assert (answer["ok"], answer.get("code")) == (False, code), answer
    assert says in answer["message"]
    assert [(event["kind"], event["code"]) for event in events] == [("refused", code)]
    assert footprint(floor) == before


def number(order_id: str) -> int:
    """Return the number of an order's id."""
    return int(order_id.rpartition("-m")[2])


def test_an_order_has_a_number_of_its_store_and_a_ticket_per_cake(floor: Floor) -> None:
    first, second = create(floor), create(floor, product(quantity=2), product())
    assert first["order_id"] == f"bannos-m{number(first['order_id'])}"
    assert number(first["order_id"]) > 1000
    assert number(second["order_id"]) == number(first["order_id"]) + 1
    assert (first["tickets"], first["version"], first["already_done"]) == ([first["order_id"]], 1, False)
    assert second["tickets"] == [f"{second['order_id']}-{letter}" for letter in "ABC"]
    lane = create(floor, store="flourlane")
    assert lane["order_id"].startswith("flourlane-m")


def test_the_first_order_of_a_store_is_the_seeds(own_floor: Floor) -> None:
    ids = [create(own_floor, store=store)["order_id"] for store in ("bannos", "flourlane", "bannos")]
    assert ids == ["bannos-m1001", "flourlane-m1001", "bannos-m1002"]


def test_every_store_has_its_sequence(floor: Floor) -> None:
    missing = "select s.store from core.stores s where to_regclass('core.manual_order_' || s.store) is null"
    assert floor.rows(missing) == []


def test_its_gid_is_none_of_shopifys(floor: Floor) -> None:
    sale = taken(floor)
    assert sale.gid == f"gid://ordak/Order/{sale.order['order_id']}"
    (row,) = floor.rows("select * from core.sales where order_gid = %s", sale.gid)
    assert (row["shopify_order_id"], row["shopify_order_number"], row["source_name"]) == (None, None, "counter")
    assert (row["currency"], row["ordered_at"] is None, row["version"]) == ("AUD", False, 1)


def test_what_was_written_is_on_the_ticket(floor: Floor) -> None:
    cake: Json = {"flavour": "Lemon", "size": "10 inch", "cake_message": "יום הולדת 🎂", "notes": "no nuts"}
    sale = taken(
        floor,
        product(None, 2, **cake, unit_amount="45.50"),
        extra(None, 3, unit_amount="1.10"),
        due_slot="10:00-12:00",
        delivery_method="pickup",
        notes="rings first",
    )
    ticket = floor.ticket(sale.tickets[1])
    assert {field: ticket[field] for field in cake} == {**cake, "notes": "rings first\nno nuts"}
    assert (ticket["product_title"], ticket["total_amount"], ticket["stage"]) == ("Counter cake", 45.5, "Filling")
    assert [ticket[field] for field in ("due_date", "due_slot", "delivery_method")] == [DUE, "10:00-12:00", "pickup"]
    assert (ticket["flags"], ticket["shopify_order_number"]) == ([], None)
    (row,) = floor.rows("select customer_name, total_amount from core.sales where order_gid = %s", sale.gid)
    assert row == {"customer_name": "Ann Canary", "total_amount": Decimal("94.30")}


def test_a_product_without_a_title_has_that_of_its_item(floor: Floor) -> None:
    name = item(floor, "TRAY", 9)
    floor.rows("update core.inventory_items set title = 'Tray of twelve' where sku = %s", name)
    sale = taken(floor, product(name, title=None), product("NOBODY-KNOWS", title=None))
    titles = [floor.ticket(ticket_id)["product_title"] for ticket_id in sale.tickets]
    assert titles == ["Tray of twelve", "NOBODY-KNOWS"]


def test_without_every_price_there_is_no_total(floor: Floor) -> None:
    sale = taken(floor, product(unit_amount="45.00"), product())
    assert floor.one("select total_amount from core.sales where order_gid = %s", sale.gid) is None


def test_it_holds_its_stock_and_both_shops_are_told(floor: Floor) -> None:
    sponge, candle = item(floor, "SPONGE", 9), item(floor, "CANDLE", 9)
    name = made(floor, "CAKE", {sponge: 2})
    sale = taken(floor, product(name, 2), extra(candle, 3))
    assert (held(floor, sale, sponge), held(floor, sale, candle)) == (4, 3)
    assert pushed(floor, name) == pushed(floor, candle) == {"bannos", "flourlane"}
    assert sale.order["queued"] == ["inventory_push"]


def test_what_a_shop_shows_is_not_counted_down_for_a_sale_that_it_did_not_make(floor: Floor) -> None:
    name = known_sku(floor)
    taken(floor, product(name, 2))
    assert floor.rows("select known_qty, verify from core.shop_skus where sku = %s and store = 'bannos'", name) == [
        {"known_qty": 4, "verify": False}
    ]


def test_what_is_short_blocks_the_ticket(floor: Floor) -> None:
    name = item(floor, "TRAY", 1)
    with floor.noted() as events:
        sale = taken(floor, product(name, 2))
    assert (held(floor, sale, name), short(floor, sale), blocked(floor, sale)) == (1, {name: 1}, [True, True])
    assert [(event["kind"], event["code"]) for event in events] == [("stock_short", "INV001"), ("order_created", None)]
    assert floor.rpc("complete_filling", id=sale.tickets[0])["code"] == "INV001"


def test_a_sku_that_nobody_knows_is_kept_and_flagged(floor: Floor) -> None:
    with floor.noted() as events:
        sale = taken(floor, product("NEVER-HEARD-OF"))
    assert floor.ticket(sale.id)["flags"] == ["unknown_sku"]
    assert events[0]["code"] == "INV002"
    assert [alert["payload"]["kind"] for alert in floor.work("alert", f"%{sale.gid}%")] == ["unknown_sku"]


@pytest.mark.parametrize("change", [str.lower, lambda name: name.replace("-", "\u2013"), lambda name: f"{name}\u200b"])
def test_a_sku_that_looks_like_a_known_one_is_refused_by_its_place(floor: Floor, change: Any) -> None:
    name = item(floor, "TRAY", 9)
    refused(floor, "INV008", f"products.1.sku: {name}", product(name), product(change(name)))


def test_a_component_that_is_no_item_yet_looks_like_nothing(floor: Floor) -> None:
    floor.rows("insert into core.product_requirements values ('MADE-OF-IT', 'NOT-YET', 1)")
    assert create(floor, product("NOT-YET"))["ok"]


def test_the_event_names_ids_and_nothing_of_the_customer(floor: Floor) -> None:
    name = item(floor, "TRAY", 9)
    with floor.noted() as events:
        sale = taken(floor, product(name, cake_message="For Canary"), notes="Canary rings")
    (event,) = events
    assert (event["kind"], event["order_gid"], event["function_name"]) == ("order_created", sale.gid, "create_order")
    assert (event["actor_kind"], event["correlation_id"], event["detail"]["held"]) == ("staff", "c-staff", [name])
    assert "Canary" not in str(events) + str(floor.work("alert")) + str(sale.order)


def test_its_tickets_go_through_the_stages_and_take_their_stock_along(floor: Floor) -> None:
    sponge, candle = item(floor, "SPONGE", 9), item(floor, "CANDLE", 9)
    sale = taken(floor, product(sponge, 2), extra(candle, 3))
    floor.bring(sale.tickets[0], "Complete")
    assert (floor.counters(sponge), floor.counters(candle)) == ((8, 1), (9, 3))
    floor.bring(sale.tickets[1], "Complete")
    assert (floor.counters(sponge), floor.counters(candle)) == ((7, 0), (6, 0))


@pytest.mark.parametrize(
    "written",
    ["{}", "https://example.com/t/{}", '{{"id": "{}"}}', "  {}\n"],
    ids=["plain", "url", "json", "space"],
)
def test_its_code_is_read_in_any_case_and_from_a_qr_payload(floor: Floor, written: str) -> None:
    sale = taken(floor, product(quantity=2))
    for ticket_id in sale.tickets:
        for text in (ticket_id, ticket_id.upper()):
            answer = floor.rpc("get_order_for_scan", scan=written.format(text))
            assert answer["ticket"]["id"] == ticket_id
    choices = floor.rpc("get_order_for_scan", scan=written.format(sale.order["order_id"].upper()))["choices"]
    assert [choice["id"] for choice in choices] == sale.tickets
    assert floor.rpc("handle_print_barcode", id=sale.tickets[0].upper())["barcode"] == sale.tickets[0]


def test_it_stands_in_the_queue_after_those_with_a_number(own_floor: Floor) -> None:
    own = taken(own_floor, product(size="8 inch"))
    numbered = own_floor.sell(ticket={"due_date": DUE, "size": "8 inch"})
    later = taken(own_floor, product(size="8 inch"))
    queue = own_floor.rpc("get_queue", store="bannos")["tickets"]
    assert [ticket["id"] for ticket in queue] == [numbered.id, own.id, later.id]


def test_the_same_scan_id_makes_one_order(floor: Floor) -> None:
    name, scan_id = item(floor, "TRAY", 9), str(uuid4())
    first = create(floor, product(name), scan_id=scan_id)
    assert create(floor, product(name), scan_id=scan_id) == first
    assert floor.counters(name) == (9, 1)
    others: list[Json] = [{"store": "flourlane"}, {"notes": "x"}, {"due_date": "2030-12-06"}, {"customer_name": "Bo"}]
    for other in others:
        assert create(floor, product(name), scan_id=scan_id, **other)["code"] == "REQ002"
    assert create(floor, product(name, 2), scan_id=scan_id)["code"] == "REQ002"
    assert floor.counters(name) == (9, 1)


REFUSED: dict[str, tuple[str, list[Json], Json]] = {
    "a day gone by": ("due_date: in the past", [], {"due_date": "2020-12-05"}),
    "neither SKU nor title": ("products.1: sku or title", [product(), product(title=None)], {}),
    "no cake": ("products: no cake", [extra("CANDLE-10")], {}),
    "too many cakes": ("products: more than 1000 cakes", [product(quantity=600), product(quantity=401)], {}),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_made_is_refused_by_its_field(floor: Floor, what: str) -> None:
    says, products, fields = REFUSED[what]
    refused(floor, "REQ001", says, *products, **fields)


def test_the_limit_of_cakes_is_the_webhooks(own_floor: Floor) -> None:
    floor = own_floor
    assert OrderRules().max_tickets == floor.one("select bakery.max_tickets('bannos')")
    floor.rpc("set_setting", "admin", key="order_rules", value={"max_tickets": 2}, store="bannos")
    assert "more than 2 cakes" in create(floor, product(quantity=3))["message"]
    assert create(floor, product(quantity=2), extra(quantity=9))["ok"]
    assert create(floor, product(quantity=3), store="flourlane")["ok"]


def test_today_where_the_store_is_is_not_gone_by(own_floor: Floor) -> None:
    today = own_floor.one("select core.store_today('bannos')")
    assert create(own_floor, due_date=today)["ok"]
    yesterday = own_floor.one("select core.store_today('bannos') - 1")
    assert create(own_floor, due_date=yesterday)["code"] == "REQ001"


@pytest.mark.parametrize("store", ["flourlane", "nowhere"])
def test_an_order_of_a_store_of_somebody_else_is_refused(floor: Floor, store: str) -> None:
    refused(floor, "AUTH001", "store", store=store, who="tom")


@pytest.mark.parametrize(
    ("who", "may"), [("staff", 1), ("supervisor", 1), ("admin", 1), ("agent", 1), ("packer", 0), ("member", 0)]
)
def test_only_who_may_takes_an_order(floor: Floor, who: str, may: int) -> None:
    if may:
        assert create(floor, who=who)["ok"]
    else:
        refused(floor, "AUTH001", "may not call create_order", who=who)


@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_stranger_takes_no_order(floor: Floor, stranger: str) -> None:
    answer = floor.rpc("create_order", actor=STRANGERS[stranger], store="bannos", **request())
    assert answer["code"] == "AUTH001"


def test_an_order_of_a_thousand_cakes_is_made(floor: Floor) -> None:
    name = item(floor, "TRAY", 2000)
    sale = taken(floor, product(name, 1000, unit_amount="99999.99"))
    assert (len(sale.tickets), sale.tickets[-1]) == (1000, f"{sale.order['order_id']}-ALL")
    assert held(floor, sale, name) == 1000
    assert gid_of(floor, sale.order["order_id"]) == sale.gid
