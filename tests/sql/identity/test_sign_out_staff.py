"""api.sign_out_staff: an Admin ends all that a person has open."""

from tests.sql.floor import PEOPLE, Floor
from tests.sql.identity.people import (
    NOBODY,
    address,
    kiosk,
    now,
    only_admin_of,
    person,
    refresh,
    refused,
    signed_in,
    themself,
    turn,
)


def test_all_sessions_and_turns_end_at_once_and_the_person_may_come_again(floor: Floor) -> None:
    staff_id, place = person(floor, email=address()), kiosk(floor)
    sessions, turn_id = [signed_in(floor, staff_id), signed_in(floor, staff_id, "x")], turn(floor, place, staff_id)
    with floor.noted() as events:
        assert floor.rpc("sign_out_staff", "admin", staff_id=staff_id)["already_done"] is False
    assert sorted(event["kind"] for event in events) == ["signed_out", "signed_out", "turn_ended"]
    assert {(event["actor_id"], event["detail"]["reason"]) for event in events} == {
        (PEOPLE["admin"][0], "signed_out_by_admin")
    }
    for session in sessions:
        who = themself(staff_id, session=session.session_id)
        assert floor.rpc("get_queue", actor=who, store="bannos")["code"] == "AUTH002"
        assert refresh(floor, session.token, "s", "t")["code"] == "AUTH002"
    assert floor.rpc("get_queue", actor=place.actor(turn_id), store="bannos")["code"] == "AUTH002"
    assert signed_in(floor, staff_id)
    assert turn(floor, place, staff_id) != turn_id


def test_somebody_who_is_nowhere_is_signed_out_already(floor: Floor) -> None:
    staff_id = person(floor)
    before = now(floor)
    assert floor.rpc("sign_out_staff", "admin", staff_id=staff_id)["already_done"] is True
    assert now(floor) == before


def test_nobody_signs_out_whom_they_do_not_manage(own_floor: Floor) -> None:
    floor = own_floor
    both, lane = person(floor), person(floor, stores=["flourlane"])
    only_admin_of(floor, "bannos")
    for staff_id in (NOBODY, both, lane):
        refused(floor, "STF001", now(floor), floor.rpc("sign_out_staff", "admin", staff_id=staff_id))
