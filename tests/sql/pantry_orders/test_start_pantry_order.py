"""api.start_pantry_order: an order is put together, and its member takes it back no more."""

from tests.sql.floor import Floor
from tests.sql.pantries import bring, done, item, member, place, refused, session


def test_an_order_that_is_being_prepared_is_staffs_to_cancel(floor: Floor) -> None:
    owner = member(floor)
    order = bring(floor, place(floor, owner, session(floor), (item(floor), 1)), "CONFIRMED")
    assert done(floor, "start_pantry_order", "staff", id=order["id"])["order"]["status"] == "PREPARING"
    refused(floor, "ORD002", "withdraw_pantry_order", owner, id=order["id"])
    assert done(floor, "list_pantry_orders", owner)["orders"][0]["actions"] == []
