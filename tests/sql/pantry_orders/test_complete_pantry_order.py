"""api.complete_pantry_order: handed over to who shows the code, once."""

from tests.sql.floor import Floor
from tests.sql.pantries import bring, done, item, member, place, refused, session


def test_a_pick_up_code_is_good_once_for_its_order_alone(floor: Floor) -> None:
    tin, opened = item(floor), session(floor)
    first, second = (bring(floor, place(floor, member(floor), opened, (tin, 1)), "READY") for _ in range(2))
    # As a scanner reads it: small letters, an identifier before it, a line's end behind.
    given = done(floor, "complete_pantry_order", "staff", id="]Q3" + first["pickup_code"].lower() + "\r")
    assert (given["order"]["id"], given["already_done"]) == (first["id"], False)
    assert done(floor, "complete_pantry_order", "staff", id=first["pickup_code"])["already_done"]
    assert floor.counters(tin) == (99, 1)
    waiting = done(floor, "list_pantry_orders", "staff", session_id=opened["session_id"])["orders"]
    assert {each["id"]: each["status"] for each in waiting} == {first["id"]: "COMPLETED", second["id"]: "READY"}
    misread = second["pickup_code"][:-1] + ("0" if second["pickup_code"][-1] != "0" else "1")
    refused(floor, "ORD001", "complete_pantry_order", "staff", id=misread)
