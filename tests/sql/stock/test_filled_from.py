"""A cake past Filling is made of what it was filled from: what its recipe says later changes nothing of it."""

from collections.abc import Iterator

import pytest

from tests.sql.books import assert_books
from tests.sql.floor import Floor, Sale
from tests.sql.manual.manual import edit, product, taken
from tests.sql.stock.stock import blocked, cakes, candles, held, item, kinds, last_txn, made, sell, short


@pytest.fixture(autouse=True)
def right_books(floor: Floor) -> Iterator[None]:
    """Whatever was swapped, the books are right."""
    yield
    assert_books(floor)


def rebook(floor: Floor) -> None:
    """Book the orders anew whose recipes have changed, as the worker does within a minute."""
    for work in floor.work("stock_rebook"):
        if work["status"] == "pending":
            assert floor.service("deduct_on_order_create", **work["payload"])["ok"]
    floor.rows("update core.work_queue set status = 'done' where topic = 'stock_rebook'")


def swap(floor: Floor, cake: str, old: str, new: str, *, booked: bool = True) -> None:
    """Let a recipe have another component."""
    assert floor.rpc("set_requirement", sku=cake, component_sku=old, qty=0)["ok"]
    assert floor.rpc("set_requirement", sku=cake, component_sku=new, qty=1)["ok"]
    if booked:
        rebook(floor)


def sponges(floor: Floor) -> tuple[str, str, str]:
    """Return a cake that is made of the first of two sponges, twelve of each."""
    old, new = item(floor, "OLD", 12), item(floor, "NEW", 12)
    return made(floor, "CAKE", {old: 1}), old, new


def counted(floor: Floor, name: str, shelf: float) -> bool:
    """Count what lies on the shelf; true when the books said so already."""
    answer = floor.rpc("count_stock", sku=name, counted=shelf)
    assert answer["ok"], answer
    return bool(answer["already_done"])


@pytest.mark.parametrize("booked", [True, False])
def test_cakes_in_the_oven_keep_their_sponge_when_the_recipe_gets_another(floor: Floor, *, booked: bool) -> None:
    cake, old, new = sponges(floor)
    sales = [sell(floor, 1, cake) for _ in range(3)]
    for sale in sales:
        floor.bring(sale.id, "Covering")
    swap(floor, cake, old, new, booked=booked)
    assert (floor.counters(old), floor.counters(new)) == ((12, 3), (12, 0))
    assert (counted(floor, old, 9), counted(floor, new, 12)) == (True, True)
    for sale in sales:
        floor.bring(sale.id, "Complete")
    assert (floor.counters(old), floor.counters(new)) == ((9, 0), (12, 0))


def test_what_is_not_filled_yet_is_made_by_the_new_recipe_also_in_the_same_order(floor: Floor) -> None:
    cake, old, new = sponges(floor)
    sale = sell(floor, 2, cake)
    floor.bring(sale.tickets[0], "Covering")
    swap(floor, cake, old, new)
    assert (held(floor, sale, old), held(floor, sale, new)) == (1, 1)
    floor.bring(sale.tickets[1], "Complete")
    assert (floor.counters(old), floor.counters(new)) == ((12, 1), (11, 0))
    floor.bring(sale.tickets[0], "Complete")
    assert (floor.counters(old), floor.counters(new)) == ((11, 0), (11, 0))


def test_a_cake_finished_before_its_order_was_booked_anew_uses_up_only_its_own(floor: Floor) -> None:
    cake, old, new = sponges(floor)
    sale = sell(floor, 2, cake)
    floor.bring(sale.tickets[0], "Packing started")
    swap(floor, cake, old, new, booked=False)
    floor.bring(sale.tickets[0], "Complete")
    # What the other has held is on its shelf and free again.
    assert (floor.counters(old), floor.counters(new)) == ((11, 0), (12, 1))


def test_a_cake_filled_before_its_order_was_booked_anew_is_made_by_the_new_recipe(floor: Floor) -> None:
    cake, old, new = sponges(floor)
    sale = sell(floor, 1, cake)
    swap(floor, cake, old, new, booked=False)
    floor.bring(sale.id, "Complete")
    assert (floor.counters(old), floor.counters(new)) == ((12, 0), (11, 0))


def test_extras_leave_by_the_recipe_of_the_day_they_are_packed(floor: Floor) -> None:
    cake, old, _ = sponges(floor)
    box, bag = item(floor, "BOX", 9), item(floor, "BAG", 9)
    gift = made(floor, "GIFT", {box: 1})
    sale = sell(floor, 1, cake, candles(2, gift))
    floor.bring(sale.id, "Packing started")
    swap(floor, gift, box, bag, booked=False)
    floor.bring(sale.id, "Complete")
    assert (floor.counters(box), floor.counters(bag), floor.counters(old)) == ((9, 0), (7, 0), (11, 0))


def test_a_printed_label_fills_no_cake(floor: Floor) -> None:
    cake, old, new = sponges(floor)
    sale = sell(floor, 1, cake)
    floor.rpc("handle_print_barcode", id=sale.id)
    swap(floor, cake, old, new)
    assert (floor.counters(old), floor.counters(new)) == ((12, 0), (12, 1))


def test_a_filling_that_is_taken_back_is_made_again_by_the_new_recipe(floor: Floor) -> None:
    cake, old, new = sponges(floor)
    sale = sell(floor, 1, cake)
    floor.bring(sale.id, "Covering")
    event = floor.last_event()
    swap(floor, cake, old, new)
    answer = floor.rpc("undo_scan", id=sale.id, event_no=event)
    assert (answer["ticket"]["stage"], floor.counters(old), floor.counters(new)) == ("Filling", (12, 0), (12, 1))
    assert floor.rows("select 1 from core.ticket_components where ticket_id = %s", sale.id) == []
    floor.bring(sale.id, "Covering")
    swap(floor, cake, new, old)
    assert (floor.counters(old), floor.counters(new)) == ((12, 0), (12, 1))
    floor.bring(sale.id, "Complete")
    assert (floor.counters(old), floor.counters(new)) == ((12, 0), (11, 0))


def test_a_filling_that_is_taken_back_waits_when_the_new_recipe_cannot_be_met(floor: Floor) -> None:
    cake, old, _ = sponges(floor)
    none = item(floor, "NONE", 0)
    sale = sell(floor, 1, cake)
    floor.bring(sale.id, "Covering")
    event = floor.last_event()
    swap(floor, cake, old, none)
    assert (blocked(floor, sale), short(floor, sale)) == ([False], {})
    assert floor.rpc("undo_scan", id=sale.id, event_no=event)["ticket"]["inventory_blocked"]
    assert short(floor, sale) == {none: 1}


def test_a_finished_cake_that_is_taken_back_has_in_it_what_it_had(floor: Floor) -> None:
    cake, old, new = sponges(floor)
    sale = sell(floor, 1, cake)
    floor.bring(sale.id, "Complete")
    event = floor.last_event()
    swap(floor, cake, old, new)
    assert floor.rpc("undo_scan", id=sale.id, event_no=event)["ok"]
    assert (floor.counters(old), floor.counters(new)) == ((12, 1), (12, 0))
    assert counted(floor, old, 11)


@pytest.mark.parametrize("booked", [True, False])
def test_a_cake_cancelled_past_filling_uses_up_what_it_was_filled_from(floor: Floor, *, booked: bool) -> None:
    cake, old, new = sponges(floor)
    sale = sell(floor, 2, cake)
    floor.bring(sale.tickets[0], "Covering")
    swap(floor, cake, old, new, booked=booked)
    floor.again(sale, "10:01", cancelled_at="2026-11-20T10:01:00+11:00")
    floor.rpc("acknowledge_change", id=sale.tickets[0])
    assert (floor.counters(old), floor.counters(new)) == ((11, 0), (12, 0))


RECIPES = ["removed", "component removed", "more", "less", "deeper"]


@pytest.mark.parametrize("what", RECIPES)
def test_whatever_becomes_of_a_recipe_a_filled_cake_stays_as_it_is(floor: Floor, what: str) -> None:
    flour, sponge, icing = item(floor, "FLOUR", 40), item(floor, "SPONGE", None), item(floor, "ICING", 40)
    floor.bom(sponge, **{flour: 2})
    cake = made(floor, "CAKE", {sponge: 1, icing: 2})
    sale = sell(floor, 1, cake)
    floor.bring(sale.id, "Covering")
    before = (floor.counters(flour), floor.counters(icing))
    assert before == ((40, 2), (40, 2))
    changes = {
        "removed": [(cake, sponge, 0), (cake, icing, 0)],
        "component removed": [(cake, icing, 0)],
        "more": [(cake, icing, 5)],
        "less": [(cake, icing, 1)],
        "deeper": [(sponge, flour, 7)],
    }
    for sku, component, quantity in changes[what]:
        assert floor.rpc("set_requirement", sku=sku, component_sku=component, qty=quantity)["ok"]
        rebook(floor)
    assert (floor.counters(flour), floor.counters(icing), short(floor, sale)) == (*before, {})
    start = last_txn(floor)
    floor.bring(sale.id, "Complete")
    assert (kinds(floor, flour, start), kinds(floor, icing, start)) == ([("consume", -2)], [("consume", -2)])


def test_a_line_that_gets_another_sku_changes_cakes_to_come_and_not_those_that_are_filled(floor: Floor) -> None:
    (white, old, new), dark = sponges(floor), item(floor, "DARK", 12)
    sale = taken(floor, product(white, 2))
    floor.bring(sale.tickets[0], "Covering")
    line = floor.rpc("get_order", "staff", id=sale.tickets[0])["products"][0]
    edit(floor, sale, {**line, "sku": dark})
    assert (floor.counters(old), floor.counters(dark), floor.counters(new)) == ((12, 1), (12, 1), (12, 0))
    assert counted(floor, old, 11)


def test_a_product_that_is_stocked_from_now_on_was_made_from_components_before(floor: Floor) -> None:
    cake, old, _ = sponges(floor)
    filled, waits = sell(floor, 1, cake), sell(floor, 1, cake)
    floor.bring(filled.id, "Covering")
    assert floor.rpc("set_requirement", sku=cake, component_sku=old, qty=0)["ok"]
    assert floor.rpc("set_item", who="admin", sku=cake, title="Cake", stocked=True)["ok"]
    rebook(floor)
    assert (floor.counters(old), short(floor, filled), short(floor, waits)) == ((12, 1), {}, {cake: 1})
    assert floor.rpc("receive_stock", sku=cake, qty=5)["ok"]
    assert (floor.counters(cake), blocked(floor, waits)) == ((5, 1), [False])


def test_a_stocked_product_that_is_made_from_components_from_now_on_was_taken_whole(floor: Floor) -> None:
    tray, sponge = item(floor, "TRAY", 1), item(floor, "SPONGE", 9)
    sale = sell(floor, 1, tray)
    floor.bring(sale.id, "Covering")
    # It is in the cake, and in the books until the cake is complete.
    refused = floor.rpc("set_requirement", sku=tray, component_sku=sponge, qty=1)
    assert (refused["code"], floor.rpc("set_item", who="admin", sku=tray, title="Tray", stocked=False)["code"]) == (
        "INV006",
        "INV006",
    )
    floor.bring(sale.id, "Complete")
    assert floor.rpc("set_requirement", sku=tray, component_sku=sponge, qty=1)["ok"]
    assert (floor.counters(tray), floor.counters(sponge)) == ((0, 0), (9, 0))


def test_what_nobody_counted_when_a_cake_was_filled_is_not_counted_afterwards(floor: Floor) -> None:
    unknown = item(floor, "GONE", None)
    floor.rows("delete from core.shop_skus where sku = %s", unknown)
    floor.rows("delete from core.inventory_items where sku = %s", unknown)
    filled, waits = sell(floor, 1, unknown), sell(floor, 1, unknown)
    floor.bring(filled.id, "Covering")
    assert floor.rpc("set_item", who="admin", sku=unknown, title="Found")["ok"]
    rebook(floor)
    assert floor.rpc("receive_stock", sku=unknown, qty=5)["ok"]
    assert floor.service("deduct_on_order_create", store="bannos", order_gid=filled.gid)["already_done"]
    assert (held(floor, filled, unknown), held(floor, waits, unknown)) == (0, 1)
    assert (floor.ticket(filled.id)["flags"], floor.ticket(waits.id)["flags"]) == (["unknown_sku"], [])
    floor.bring(filled.id, "Complete")
    assert floor.counters(unknown) == (5, 1)


def test_of_a_quantity_edit_each_cake_keeps_its_own_recipe(floor: Floor) -> None:
    cake, old, new = sponges(floor)
    sale = sell(floor, 1, cake)
    floor.bring(sale.id, "Covering")
    swap(floor, cake, old, new)
    for number, expected in ((3, (1, 2)), (2, (1, 1)), (1, (1, 0))):
        body, tickets = cakes(number, cake)
        floor.again(sale, f"10:0{9 - number}", lines=[body], tickets=tickets)
        assert (held(floor, sale, old), held(floor, sale, new)) == expected


def test_what_an_order_lacks_names_the_cakes_that_are_made_of_it(floor: Floor) -> None:
    cake, old, _ = sponges(floor)
    none = item(floor, "NONE", 0)
    sale: Sale = sell(floor, 2, cake)
    floor.bring(sale.tickets[0], "Covering")
    swap(floor, cake, old, none)
    (row,) = [
        row for row in floor.rpc("list_shortfalls", store="bannos", limit=500)["shortfalls"] if row["sku"] == none
    ]
    assert (row["tickets"], blocked(floor, sale)) == ([sale.tickets[1]], [False, True])


def test_the_shares_of_three_cakes_add_up_as_one_need(floor: Floor) -> None:
    """The ledger has three decimals, a recipe of several levels more."""
    sugar, icing = item(floor, "SUGAR", 9, uom="kg"), item(floor, "ICING", None)
    floor.bom(icing, **{sugar: 0.333})
    cake = made(floor, "CAKE", {icing: 0.5})
    sale = sell(floor, 3, cake)
    for ticket_id, (on_hand, reserved) in zip(sale.tickets, [(9, 0.5)] * 3, strict=True):
        floor.bring(ticket_id, "Covering")
        assert floor.counters(sugar) == (on_hand, reserved)
    for ticket_id in sale.tickets:
        floor.bring(ticket_id, "Complete")
    assert floor.counters(sugar) == (8.5, 0)
