"""api.ready_pantry_order: an order can be picked up, and still holds what is in it."""

from tests.sql.floor import Floor
from tests.sql.pantries import bring, done, item, member, place, session


def test_a_ready_order_holds_its_stock_until_it_is_handed_over(floor: Floor) -> None:
    tin = item(floor)
    order = bring(floor, place(floor, member(floor), session(floor), (tin, 2)), "PREPARING")
    with floor.noted() as events:
        assert done(floor, "ready_pantry_order", "staff", id=order["id"])["order"]["status"] == "READY"
    assert floor.counters(tin) == (100, 2)
    assert [(e["kind"], e["from_status"], e["to_status"]) for e in events] == [("pantry_ready", "PREPARING", "READY")]
