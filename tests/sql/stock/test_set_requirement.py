"""api.set_requirement: bills of materials, nested, never a circle; open orders follow."""

from itertools import pairwise

import pytest

from tests.sql.books import assert_books
from tests.sql.floor import Floor, Json, Sale
from tests.sql.stock.stock import blocked, cakes, held, item, made, pushed, sell, short, sku
from tests.sql.stock.test_set_item import refused


def rebook(floor: Floor, *sales: Sale) -> None:
    """Work off the rows that a changed bill of materials has left, as the sweeper does."""
    waiting = {work["payload"]["order_gid"] for work in floor.work("stock_rebook") if work["status"] == "pending"}
    assert {sale.gid for sale in sales} <= waiting
    floor.rows("update core.work_queue set status = 'done' where topic = 'stock_rebook'")
    for sale in sales:
        floor.service("deduct_on_order_create", who="reconcile", store=sale.store, order_gid=sale.gid)


def need(floor: Floor, name: str, component: str, quantity: float | str) -> Json:
    """Say how much of a component a SKU needs."""
    return floor.rpc("set_requirement", sku=name, component_sku=component, qty=quantity)


def test_a_need_is_written_once_changed_and_taken_out(floor: Floor) -> None:
    sponge, product = item(floor, "SPONGE", 9), item(floor, "CAKE", None)
    assert need(floor, product, sponge, 2)["already_done"] is False
    assert pushed(floor, product) == {"bannos", "flourlane"}
    assert floor.rpc("get_inventory", sku=product)["ats"] == 4
    assert need(floor, product, sponge, 2)["already_done"]
    assert need(floor, product, sponge, 3)["already_done"] is False
    assert need(floor, product, sponge, 0)["already_done"] is False
    assert need(floor, product, sponge, 0)["already_done"]
    assert floor.rows("select 1 from core.product_requirements where sku = %s", product) == []


def test_open_orders_follow_the_bill_of_materials(floor: Floor) -> None:
    sponge, fondant = item(floor, "SPONGE", 9), item(floor, "FONDANT", 3)
    product = made(floor, "CAKE", {sponge: 1})
    tower = made(floor, "TOWER", {product: 2})
    single, double, done = sell(floor, 2, product), sell(floor, 1, tower, store="flourlane"), sell(floor, 1, product)
    floor.bring(done.id, "Complete")
    need(floor, product, fondant, 1)
    rebook(floor, single, double)
    assert [held(floor, sale, fondant) for sale in (single, double, done)] == [2, 1, 0]
    assert (short(floor, double), blocked(floor, double)) == ({fondant: 1}, [True])
    need(floor, product, sponge, 0)
    rebook(floor, single, double)
    assert [held(floor, sale, sponge) for sale in (single, double)] == [0, 0]
    assert floor.counters(sponge) == (8, 0)
    assert_books(floor)


@pytest.mark.parametrize("levels", [1, 2, 3, 7])
def test_a_circle_is_refused_at_whatever_depth_it_closes(floor: Floor, levels: int) -> None:
    chain = [sku(f"LEVEL{level}") for level in range(levels)]
    for upper, lower in pairwise(chain):
        need(floor, upper, lower, 1)
    refused(floor, "INV004", "component_sku", lambda: need(floor, chain[-1], chain[0], 1))


def test_a_diamond_is_no_circle(floor: Floor) -> None:
    top, left, right, base = (sku(word) for word in ("TOP", "LEFT", "RIGHT", "BASE"))
    for upper, lower in ((top, left), (top, right), (left, base), (right, base)):
        assert need(floor, upper, lower, 2)["ok"]
    assert floor.one("select qty::int from stock.explode(%s)", top) == 8
    refused(floor, "INV004", "component_sku", lambda: need(floor, base, top, 1))


def test_levels_that_multiply_to_more_than_can_be_counted_are_refused(floor: Floor) -> None:
    top, middle, base = (sku(word) for word in ("TOP", "MIDDLE", "BASE"))
    assert need(floor, top, middle, 1000)["ok"]
    assert need(floor, middle, base, 1000)["ok"]
    refused(floor, "INV003", "qty", lambda: need(floor, middle, base, 1001))
    refused(floor, "INV003", "qty", lambda: need(floor, top, middle, "1000.001"))
    refused(floor, "INV003", "qty", lambda: need(floor, sku("HIGHER"), top, 2))
    refused(floor, "INV003", "qty", lambda: need(floor, base, sku("LOWER"), 2))
    assert need(floor, middle, base, 0)["ok"]
    assert need(floor, top, middle, 1_000_000)["ok"]


def test_a_part_of_a_piece_is_refused_where_pieces_are_counted(floor: Floor) -> None:
    product, tray, flour = sku("CAKE"), item(floor, "TRAY", 9), item(floor, "FLOUR", 9, uom="kg")
    refused(floor, "INV003", "qty", lambda: need(floor, product, tray, "0.5"))
    assert need(floor, product, flour, "0.5")["ok"]
    # Half of what is made itself is a matter of its own components.
    assert need(floor, product, item(floor, "ICING", None), "0.5")["ok"]


def test_what_there_is_stock_of_is_not_made_from_components(floor: Floor) -> None:
    there, sponge = item(floor, "CAKE", 1), item(floor, "SPONGE", 3)
    refused(floor, "INV006", "sku", lambda: need(floor, there, sponge, 1))
    empty = item(floor, "CAKE", 0)
    assert need(floor, empty, sponge, 1)["ok"]
    assert floor.rpc("receive_stock", sku=empty, qty=1)["code"] == "INV006"
    assert floor.rpc("get_inventory", sku=empty)["ats"] == 3


def test_an_order_that_waited_for_the_cake_itself_waits_for_its_components_from_now_on(floor: Floor) -> None:
    product, sponge = item(floor, "CAKE", 0), item(floor, "SPONGE", 1)
    sale = sell(floor, 2, product)
    assert short(floor, sale) == {product: 2}
    need(floor, product, sponge, 1)
    rebook(floor, sale)
    assert (short(floor, sale), held(floor, sale, sponge)) == ({sponge: 1}, 1)
    assert_books(floor)


def test_a_component_that_nobody_knows_is_flagged_on_the_tickets_and_said_once(floor: Floor) -> None:
    product, missing = made(floor, "CAKE", {item(floor, "SPONGE", 9): 1}), sku("MISSING")
    sale = sell(floor, 2, product)
    need(floor, product, missing, 1)
    with floor.noted() as events:
        rebook(floor, sale)
        floor.service("deduct_on_order_create", store=sale.store, order_gid=sale.gid)
    assert [(event["kind"], event["code"]) for event in events] == [("unknown_sku", "INV002")]
    assert [floor.ticket(ticket_id)["flags"] for ticket_id in sale.tickets] == [["unknown_sku"]] * 2
    body, tickets = cakes(1, product)
    with floor.noted() as events:
        floor.again(sale, "10:01", lines=[body], tickets=tickets)
    assert "unknown_sku" not in [event["kind"] for event in events]
    floor.rpc("set_item", sku=missing, title="Missing no more")
    rebook(floor, sale)
    assert (floor.ticket(sale.tickets[0])["flags"], short(floor, sale)) == ([], {missing: 1})


def test_a_begun_cake_that_the_order_has_no_longer_follows_until_it_is_acknowledged(floor: Floor) -> None:
    sponge, fondant = item(floor, "SPONGE", 9), item(floor, "FONDANT", 9)
    product = made(floor, "CAKE", {sponge: 1})
    sale = sell(floor, 1, product)
    floor.rpc("handle_print_barcode", id=sale.id)
    floor.again(sale, "10:01", lines=[], tickets=[])
    need(floor, product, fondant, 2)
    rebook(floor, sale)
    assert held(floor, sale, fondant) == 2
    assert_books(floor)
