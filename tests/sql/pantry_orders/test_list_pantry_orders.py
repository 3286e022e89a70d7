"""api.list_pantry_orders: the board of staff, and a member's own orders."""

from tests.sql.floor import Floor
from tests.sql.pantries import STORE, bring, done, item, member, place, session


def test_the_board_has_what_is_not_picked_up_and_a_member_also_what_ended(floor: Floor) -> None:
    tin, owner, opened = item(floor), member(floor), session(floor)
    ended = bring(floor, place(floor, owner, opened, (tin, 1)), "CANCELLED")
    open_ = place(floor, owner, opened, (tin, 1))
    answer = done(floor, "list_pantry_orders", "staff")
    assert answer["stores"] == [STORE]
    board = answer["orders"]
    assert [each["id"] for each in board] == [open_["id"]]
    mine = done(floor, "list_pantry_orders", owner)["orders"]
    assert {each["id"]: each["status"] for each in mine} == {ended["id"]: "CANCELLED", open_["id"]: "PENDING"}
    whole = done(floor, "list_pantry_orders", "staff", session_id=opened["session_id"])["orders"]
    assert {each["id"] for each in whole} == {ended["id"], open_["id"]}


def test_orders_are_listed_by_when_they_are_picked_up(floor: Floor) -> None:
    tin, opened = item(floor), session(floor, slots=2)
    late, early = (place(floor, member(floor), {**opened, "slots": [slot]}, (tin, 1)) for slot in opened["slots"][::-1])
    listed = done(floor, "list_pantry_orders", "staff", session_id=opened["session_id"])["orders"]
    assert [each["id"] for each in listed] == [early["id"], late["id"]]
