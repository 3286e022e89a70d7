"""api.get_held_delivery: the bytes, for the function that tries again. The way back in is in test_hold_delivery."""

from tests.sql.floor import Floor
from tests.sql.intake.test_hold_delivery import fresh, hold


def test_a_resolved_or_unknown_delivery_has_nothing_to_try(floor: Floor) -> None:
    held_id = hold(floor, fresh(), permanent=False)["delivery_id"]
    floor.service("resolve_delivery", delivery_id=held_id)
    for delivery_id in (held_id, 2**40):
        answer = floor.service("get_held_delivery", delivery_id=delivery_id)
        assert answer == {"ok": True, "already_done": False, "delivery": None}


def test_an_empty_body_is_a_body(floor: Floor) -> None:
    held_id = hold(floor, b"", permanent=True)["delivery_id"]
    assert floor.service("get_held_delivery", delivery_id=held_id)["delivery"]["body"] == ""
