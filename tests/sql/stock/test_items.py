"""Lines of kind item: wanted like a cake, without a ticket; held until their sale is handed over or cancelled."""

import pytest

from tests.sql.books import assert_books
from tests.sql.floor import Floor, Sale, line
from tests.sql.stock.stock import held, item, kinds, made, short, sku
from tests.sql.stock.test_set_requirement import rebook


def sell_items(floor: Floor, *wanted: tuple[str, int]) -> Sale:
    """Write a sale of items, as an import does, and book it."""
    sale = floor.sell(cakes=0)
    for no, (name, quantity) in enumerate(wanted, 1):
        floor.rows(
            "insert into core.sale_lines (store, order_gid, line_no, line_id, kind, sku, title, quantity) "
            "values (%s, %s, %s, %s, 'item', %s, %s, %s)",
            *(sale.store, sale.gid, no, f"L{no}", name, name, quantity),
        )
    book(floor, sale)
    return sale


def book(floor: Floor, sale: Sale) -> None:
    """Book a sale again."""
    floor.service("deduct_on_order_create", who="reconcile", store=sale.store, order_gid=sale.gid)


def hand_over(floor: Floor, sale: Sale) -> None:
    """Let a sale leave the house."""
    floor.rows("update core.sales set fulfilled_at = core.now() where order_gid = %s", sale.gid)
    floor.rows(
        "select set_config('ordak.house', 'house', false), set_config('ordak.stores', 'bannos,flourlane', false)"
    )
    floor.rows("select stock.book(%s, %s, 'consume')", sale.store, sale.gid)


def test_items_are_held_and_used_up_when_their_sale_is_handed_over(floor: Floor) -> None:
    mug, cup = item(floor, "MUG", 5), item(floor, "CUP", 5)
    sale = sell_items(floor, (mug, 2), (cup, 1))
    assert (held(floor, sale, mug), held(floor, sale, cup)) == (2, 1)
    hand_over(floor, sale)
    assert (floor.counters(mug), floor.counters(cup)) == ((3, 0), (4, 0))
    assert [kind for kind, _ in kinds(floor, mug)] == ["receive", "hold", "consume"]
    book(floor, sale)
    assert floor.counters(mug) == (3, 0)
    assert_books(floor, {mug, cup})


def test_items_are_free_again_when_their_sale_is_cancelled(floor: Floor) -> None:
    mug = item(floor, "MUG", 5)
    sale = sell_items(floor, (mug, 2))
    floor.rows("update core.sales set cancelled_at = core.now() where order_gid = %s", sale.gid)
    book(floor, sale)
    assert (floor.counters(mug), held(floor, sale, mug)) == ((5, 0), 0)
    assert_books(floor, {mug})


def test_an_item_made_from_components_takes_each_of_them(floor: Floor) -> None:
    bag, mug = item(floor, "BAG", 9), item(floor, "MUG", 9)
    gift = made(floor, "GIFT", {bag: 1, mug: 2})
    sale = sell_items(floor, (gift, 3))
    assert (held(floor, sale, bag), held(floor, sale, mug)) == (3, 6)
    assert_books(floor, {bag, mug})


def test_items_that_are_short_wait_and_get_what_comes(floor: Floor) -> None:
    mug = item(floor, "MUG", 1)
    sale = sell_items(floor, (mug, 3))
    assert (held(floor, sale, mug), short(floor, sale)) == (1, {mug: 2})
    assert [alert["payload"]["skus"] for alert in floor.work("alert", f"%{sale.gid}:stock_short")] == [[mug]]
    floor.rpc("receive_stock", sku=mug, qty=2)
    assert (held(floor, sale, mug), short(floor, sale)) == (3, {})


def test_an_item_that_is_not_known_flags_its_sale_alerts_once_and_is_held_when_it_is(floor: Floor) -> None:
    new = sku("NEW")
    with floor.noted() as events:
        sale = sell_items(floor, (new, 2))
        book(floor, sale)
    flags = "select flags from core.sales where order_gid = %s"
    assert [event["code"] for event in events if event["kind"] == "unknown_sku"] == ["INV002"]
    assert (floor.one(flags, sale.gid), len(floor.work("alert", f"%{sale.gid}:unknown_sku"))) == (["unknown_sku"], 1)
    floor.rpc("set_item", sku=new, title="New")
    floor.rpc("receive_stock", sku=new, qty=2)
    rebook(floor, sale)
    assert (floor.one(flags, sale.gid), held(floor, sale, new)) == ([], 2)


def test_a_candle_that_is_not_known_flags_nothing(floor: Floor) -> None:
    sale = floor.sell(cakes=0, lines=[line(1, kind="extra", sku=sku("CANDLE"))])
    assert "unknown_sku" not in floor.one("select flags from core.sales where order_gid = %s", sale.gid)


@pytest.mark.parametrize("call", ["create_order", "set_product_kind"])
def test_a_bakery_sells_no_items(floor: Floor, call: str) -> None:
    products = [{"kind": "item", "title": "Mug", "quantity": 1}]
    answer = (
        floor.rpc(call, store="bannos", customer_name="Ann", due_date="2030-01-01", products=products)
        if call == "create_order"
        else floor.rpc(call, store="bannos", kind="item", title="Mug")
    )
    assert (answer["code"], "kind" in answer["message"]) == ("REQ001", True)
