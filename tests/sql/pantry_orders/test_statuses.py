"""The six statuses of an order: every move from each of them, by each role, of one's own order or another's, as a table by hand has it."""

from typing import Any

import pytest

from tests.sql.floor import Floor, Json
from tests.sql.pantries import ask, bring, done, item, member, place, session, taken

STATUSES = ("PENDING", "CONFIRMED", "PREPARING", "READY", "COMPLETED", "CANCELLED")
# Where an action leads, from each status in which it may be done.
LEADS = {
    "confirm_pantry_order": {"PENDING": "CONFIRMED"},
    "start_pantry_order": {"CONFIRMED": "PREPARING"},
    "ready_pantry_order": {"PREPARING": "READY"},
    "complete_pantry_order": {"READY": "COMPLETED"},
    "cancel_pantry_order": dict.fromkeys(("PENDING", "CONFIRMED", "PREPARING", "READY"), "CANCELLED"),
    "withdraw_pantry_order": dict.fromkeys(("PENDING", "CONFIRMED"), "CANCELLED"),
}
STAFF, MEMBERS, OTHERS = ("staff", "supervisor", "admin"), ("mine", "another's"), ("packer", "agent")
# What is kept of stock, on hand and held, and of the slot, at the end of an order of three.
ENDS = {"COMPLETED": ((97, 0), 1), "CANCELLED": ((100, 0), 0)}


def may(action: str, who: str) -> bool:
    """Return whether the table by hand lets somebody ask for it at all."""
    return who in (MEMBERS if action == "withdraw_pantry_order" else STAFF)


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("action", LEADS)
def test_every_move_by_every_role(floor: Floor, action: str, status: str) -> None:
    tin, opened = item(floor), session(floor)
    reason = {"reason": "The van broke down"} if action == "cancel_pantry_order" else {}
    for who in (*STAFF, *OTHERS, *MEMBERS):
        owner = member(floor)
        order = bring(floor, place(floor, owner, opened, (tin, 1)), status)
        asking: Any = {"mine": owner, "another's": member(floor)}.get(who, who)
        answer = ask(floor, action, asking, id=order["id"], **reason)
        expected = _expected(action, status, who)
        told = (answer["ok"], answer.get("code") or answer.get("already_done"))
        assert told == expected, (who, answer)
        now = LEADS[action].get(status, status) if expected == (True, False) else status
        assert done(floor, "list_pantry_orders", owner)["orders"][0]["status"] == now


def _expected(action: str, status: str, who: str) -> tuple[bool, object]:
    if not may(action, who):
        return False, "AUTH001"
    if who == "another's":
        return False, "ORD001"
    if status in LEADS[action]:
        return True, False
    # Done already: the order is where the action leads.
    return (True, True) if status in LEADS[action].values() else (False, "ORD002")


@pytest.mark.parametrize(("end", "shelf"), ENDS.items())
def test_at_the_end_stock_is_used_or_free_and_the_place_with_it(
    floor: Floor, end: str, shelf: tuple[tuple[int, int], int]
) -> None:
    tin, opened = item(floor), session(floor)
    bring(floor, place(floor, member(floor), opened, (tin, 3)), end)
    assert (floor.counters(tin), taken(floor, opened)) == shelf


def test_what_is_offered_is_what_may_be_done(floor: Floor) -> None:
    owner, opened = member(floor), session(floor)
    order = place(floor, owner, opened, (item(floor), 1))
    assert order["actions"] == ["withdraw_pantry_order"]
    (shown,) = [o for o in done(floor, "list_pantry_orders", "staff")["orders"] if o["id"] == order["id"]]
    assert shown["actions"] == ["cancel_pantry_order", "confirm_pantry_order"]
    assert bring(floor, order, "COMPLETED")["actions"] == []


def hints(floor: Floor) -> Json:
    """Return what is told of each kind of event of a pantry."""
    rows = floor.rows("select kind, message, audiences from core.live_messages where kind like 'pantry%%'")
    return {row["kind"]: (row["message"], sorted(row["audiences"])) for row in rows}


def test_staff_and_the_member_hear_of_each_change(floor: Floor) -> None:
    both = ["member", "staff"]
    steps = ("confirmed", "preparing", "ready", "completed", "cancelled")
    assert hints(floor) == {
        "pantry_placed": ("order:created", both),
        **{f"pantry_{step}": ("order:updated", both) for step in steps},
    }
