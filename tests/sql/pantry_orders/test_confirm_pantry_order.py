"""api.confirm_pantry_order: an order is taken, once."""

from uuid import uuid4

from tests.sql.floor import Floor
from tests.sql.pantries import done, item, member, place, session, set_rules


def test_the_same_scan_moves_an_order_once(floor: Floor) -> None:
    order = place(floor, member(floor), session(floor), (item(floor), 1))
    scan = str(uuid4())
    first, again = (done(floor, "confirm_pantry_order", "staff", id=order["id"], scan_id=scan) for _ in range(2))
    assert first == again
    assert not again["already_done"]


def test_with_the_setting_an_order_is_confirmed_at_once(floor: Floor) -> None:
    set_rules(floor, confirm="at_once")
    order = place(floor, member(floor), session(floor), (item(floor), 1))
    assert order["status"] == "CONFIRMED"
    set_rules(floor)
