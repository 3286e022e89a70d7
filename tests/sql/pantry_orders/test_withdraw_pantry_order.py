"""api.withdraw_pantry_order: a member takes back their own order."""

from tests.sql.floor import Floor
from tests.sql.pantries import basket, done, item, member, place, session


def test_what_was_taken_back_goes_to_the_next(floor: Floor) -> None:
    tin, opened, owner, other = item(floor, 1), session(floor), member(floor), member(floor)
    order = place(floor, owner, opened, (tin, 1))
    back = done(floor, "withdraw_pantry_order", owner, id=order["id"])["order"]
    assert (back["status"], back["cancelled_by"]) == ("CANCELLED", "member")
    assert done(floor, "withdraw_pantry_order", owner, id=order["id"])["already_done"]
    place(floor, other, opened, (tin, 1))
    assert floor.counters(tin) == (1, 1)


def test_stock_that_a_cake_waits_for_goes_to_it(floor: Floor) -> None:
    tin, opened, owner = item(floor, 1), session(floor), member(floor)
    order = place(floor, owner, opened, (tin, 1))
    cake = floor.sell(sku=tin)
    assert floor.ticket(cake.id)["inventory_blocked"]
    done(floor, "withdraw_pantry_order", owner, id=order["id"])
    assert not floor.ticket(cake.id)["inventory_blocked"]
    kept = basket(floor, owner, (tin, 1))
    again = done(floor, "get_basket", owner, basket_id=kept)["basket"]["lines"]
    assert [line["pieces_left"] for line in again] == [0]
