"""api.leave_waiting_list: who waits no more gives a place that is held for them to the next."""

from tests.sql.floor import Floor
from tests.sql.pantries import choice, done, item, member, place, refused
from tests.sql.waiting.lists import assert_places, free, full, join, offered


def test_who_leaves_gives_their_place_to_the_next(floor: Floor) -> None:
    opened, (order,) = full(floor)
    first, second = member(floor), member(floor)
    for who in (first, second):
        join(floor, who, opened)
    free(floor, order)
    with floor.noted() as events:
        done(floor, "leave_waiting_list", first, session_id=opened["session_id"])
    assert [event["kind"] for event in events if event["kind"] != "place_offered"] == ["waiting_left"]
    assert [offered(floor, who) for who in (first, second)] == [None, opened["slots"][0]["slot_id"]]
    assert_places(floor, opened)


def test_the_last_to_leave_gives_it_to_everybody(floor: Floor) -> None:
    opened, (order,) = full(floor)
    who, other = member(floor), member(floor)
    join(floor, who, opened)
    free(floor, order)
    done(floor, "leave_waiting_list", "staff", session_id=opened["session_id"], member_id=who["id"])
    assert_places(floor, opened)
    place(floor, other, opened, (item(floor), 1))
    assert_places(floor, opened)


def test_who_does_not_wait_has_left_already(floor: Floor) -> None:
    opened, _ = full(floor)
    who = member(floor)
    assert done(floor, "leave_waiting_list", who, session_id=opened["session_id"])["already_done"]
    refused(floor, "PAN007", "leave_waiting_list", who, session_id=choice(opened)["slot_id"])
    refused(floor, "STF001", "leave_waiting_list", "staff", session_id=opened["session_id"])
