"""api.cancel_order: what is not begun is free, what is begun waits for somebody at the bench."""

from uuid import uuid4

import pytest

from tests.sql.books import assert_books, footprint
from tests.sql.floor import STRANGERS, Floor
from tests.sql.manual.manual import extra, imported, order_id, product, taken
from tests.sql.stock.stock import item, pushed


@pytest.fixture(autouse=True)
def books(floor: Floor) -> object:
    """After every test the books are right."""
    yield
    assert_books(floor)


def test_cakes_not_begun_are_cancelled_and_their_stock_is_free(floor: Floor) -> None:
    tray, candle = item(floor, "TRAY", 9), item(floor, "CANDLE", 9)
    sale = taken(floor, product(tray, 2), extra(candle, 3))
    with floor.noted() as events:
        answer = floor.rpc("cancel_order", "staff", id=order_id(sale))
    assert (answer["already_done"], answer["version"], answer["tickets"]) == (False, 2, sale.tickets)
    assert (floor.counters(tray), floor.counters(candle)) == ((9, 0), (9, 0))
    assert all(floor.ticket(ticket_id)["cancelled_at"] for ticket_id in sale.tickets)
    assert floor.rpc("complete_filling", id=sale.tickets[0])["code"] == "ORD003"
    (event,) = events
    assert (event["kind"], sorted(event["detail"]["dropped"])) == ("order_cancelled", sale.tickets)
    assert pushed(floor, tray) == {"bannos", "flourlane"}


def test_a_begun_cake_waits_until_somebody_at_the_bench_knows(floor: Floor) -> None:
    tray, candle = item(floor, "TRAY", 9), item(floor, "CANDLE", 9)
    sale = taken(floor, product(tray, 2), extra(candle))
    floor.bring(sale.tickets[0], "Covering")
    floor.rpc("cancel_order", id=sale.tickets[0])
    assert (floor.counters(tray), floor.counters(candle)) == ((9, 1), (9, 1))
    assert floor.rpc("get_change", id=sale.tickets[0])["kind"] == "cancel"
    floor.rpc("acknowledge_change", id=sale.tickets[0])
    assert (floor.counters(tray), floor.counters(candle)) == ((8, 0), (9, 0))


def test_what_another_system_told_us_of_is_cancelled_until_the_shop_tells_too(floor: Floor) -> None:
    name = item(floor, "TRAY", 9)
    order = floor.order(order_gid="gid://shopify/Order/5552001", shopify_order_id="5552001", sku=name)
    for products in ([product(name)], [extra(name)]):
        shopify_id = f"555200{len(products[0]['title'])}"
        made = imported(floor, *products, shopify_id=shopify_id)
        assert floor.rpc("cancel_order", id=made["order_id"])["already_done"] is False
    assert floor.counters(name) == (9, 0)
    told = imported(floor, product(name), shopify_id="5552001")
    floor.ingest(order)
    assert floor.rpc("cancel_order", id=told["order_id"])["code"] == "ORD006"
    assert floor.counters(name) == (9, 1)


def test_it_is_cancelled_once(floor: Floor) -> None:
    sale, scan_id = taken(floor), str(uuid4())
    first = floor.rpc("cancel_order", id=sale.id, scan_id=scan_id)
    before = footprint(floor)
    assert floor.rpc("cancel_order", id=sale.id, scan_id=scan_id) == first
    assert floor.rpc("cancel_order", id=sale.id)["already_done"]
    assert footprint(floor) == before


def test_an_order_that_is_complete_is_not_cancelled(floor: Floor) -> None:
    sale = taken(floor)
    floor.bring(sale.id, "Complete")
    assert floor.rpc("cancel_order", id=sale.id)["code"] == "ORD002"
    assert floor.ticket(sale.id)["cancelled_at"] is None


def test_an_order_of_another_store_is_not_there(floor: Floor) -> None:
    assert floor.rpc("cancel_order", "zoe", id=taken(floor).id)["code"] == "ORD001"


@pytest.mark.parametrize(
    ("who", "may"), [("supervisor", 1), ("admin", 1), ("agent", 1), ("staff", 1), ("packer", 0), ("member", 0)]
)
def test_only_who_may_cancels(floor: Floor, who: str, may: int) -> None:
    sale = taken(floor)
    assert floor.rpc("cancel_order", who, id=sale.id).get("code") == (None if may else "AUTH001")
    assert (floor.ticket(sale.id)["cancelled_at"] is not None) == bool(may)


@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_stranger_cancels_nothing(floor: Floor, stranger: str) -> None:
    sale = taken(floor)
    assert floor.rpc("cancel_order", actor=STRANGERS[stranger], id=sale.id)["code"] == "AUTH001"
    assert floor.ticket(sale.id)["cancelled_at"] is None
