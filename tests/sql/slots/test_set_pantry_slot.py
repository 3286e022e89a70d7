"""api.set_pantry_slot: when orders are picked up, and how many."""

from tests.sql.floor import Floor
from tests.sql.pantries import done, item, member, place, session


def test_a_capacity_below_what_is_taken_is_said_and_takes_no_more(floor: Floor) -> None:
    tin, opened = item(floor), session(floor, capacity=5)
    for _ in range(2):
        place(floor, member(floor), opened, (tin, 1))
    (slot,) = opened["slots"]
    changed = {name: slot[name] for name in ("slot_id", "starts_at", "ends_at")}
    answer = done(floor, "set_pantry_slot", session_id=opened["session_id"], capacity=1, **changed)
    (now,) = answer["session"]["slots"]
    assert (now["capacity"], now["taken"], now["is_full"]) == (1, 2, True)
