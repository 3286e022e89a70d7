"""What the tests of waiting lists share: a session that is full, and who waits for it."""

from tests.sql.floor import Floor, Json
from tests.sql.pantries import choice, done, item, member, place, session, taken


def full(floor: Floor, capacity: int = 1, slots: int = 1, **fields: object) -> tuple[Json, list[Json]]:
    """Return a session whose slots are full, and the orders that they have, slot by slot."""
    opened = session(floor, capacity=capacity, slots=slots, **fields)
    each = [{**opened, "slots": [slot]} for slot in opened["slots"] for _ in range(capacity)]
    return opened, [place(floor, member(floor), at, (item(floor), 1)) for at in each]


def join(floor: Floor, who: Json, opened: Json, slot: int | None = 0) -> Json:
    """Wait for a slot, or for any; return the entry."""
    given = {"session_id": opened["session_id"]} if slot is None else choice(opened, slot)
    entry: Json = done(floor, "join_waiting_list", who, **given)["waiting"]
    return entry


def free(floor: Floor, order: Json) -> None:
    """Have staff cancel an order."""
    done(floor, "cancel_pantry_order", "staff", id=order["id"], reason="Not needed any more")


def offered(floor: Floor, who: Json) -> str | None:
    """Return the slot in which a place is held for a member, as they see it themselves."""
    waits = done(floor, "browse_pantry", who)["waiting"]
    return waits[0]["offered_slot_id"] if waits else None


def sweep(floor: Floor) -> None:
    """Let a minute's housekeeping happen."""
    assert floor.service("sweep_waiting", who="reconcile")["ok"]


def assert_places(floor: Floor, opened: Json) -> None:
    """See that each slot's places are its orders and those that are held, and no more than there are."""
    for number, slot in enumerate(opened["slots"]):
        of_slot = "select count(*) from core.{} where {} = %s and {}"
        orders = floor.one(of_slot.format("pantry_orders", "slot_id", "status <> 'CANCELLED'"), slot["slot_id"])
        held = floor.one(of_slot.format("pantry_waiting", "offered_slot_id", "ended_as is null"), slot["slot_id"])
        capacity = floor.one("select capacity from core.pantry_slots where slot_id = %s", slot["slot_id"])
        assert taken(floor, opened, number) == orders + held <= capacity
