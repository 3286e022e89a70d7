"""api.revoke_badge: a badge is lost."""

from tests.sql.floor import PEOPLE, Floor
from tests.sql.identity.people import (
    NOBODY,
    badge,
    begin_turn,
    kiosk,
    now,
    only_admin_of,
    person,
    pin,
    refused,
    set_staff,
)


def test_a_lost_badge_opens_nothing_and_whoever_found_it_is_signed_out(floor: Floor) -> None:
    staff_id, at = person(floor), kiosk(floor)
    code, hashed = badge(floor, staff_id), pin(floor, staff_id)
    turn_id = begin_turn(floor, at, badge=code)["turn_id"]
    with floor.noted() as events:
        assert floor.rpc("revoke_badge", "admin", staff_id=staff_id)["already_done"] is False
    assert [event["kind"] for event in events] == ["turn_ended", "badge_revoked"]
    assert events[0]["detail"]["reason"] == "badge_revoked"
    assert events[1]["detail"].keys() == {"staff_id", "badge_id"}
    assert events[1]["actor_id"] == PEOPLE["admin"][0]
    assert floor.rpc("get_queue", actor=at.actor(turn_id), store="bannos")["code"] == "AUTH002"
    assert begin_turn(floor, at, badge=code)["code"] == "AUTH005"
    assert begin_turn(floor, at, staff_id=staff_id, pin_hash=hashed)["ok"]


def test_who_has_none_loses_none(floor: Floor) -> None:
    staff_id = person(floor)
    badge(floor, staff_id)
    floor.rpc("revoke_badge", "admin", staff_id=staff_id)
    before = now(floor)
    assert floor.rpc("revoke_badge", "admin", staff_id=staff_id)["already_done"] is True
    assert now(floor) == before


def test_somebody_who_left_loses_theirs_too(floor: Floor) -> None:
    staff_id = person(floor)
    badge(floor, staff_id)
    set_staff(floor, staff_id, is_active=False)
    assert floor.rpc("revoke_badge", "admin", staff_id=staff_id)["already_done"] is False


def test_nobody_takes_a_badge_from_whom_they_do_not_manage(own_floor: Floor) -> None:
    floor = own_floor
    both, lane = person(floor), person(floor, stores=["flourlane"])
    for staff_id in (both, lane):
        badge(floor, staff_id)
    only_admin_of(floor, "bannos")
    for staff_id in (both, lane, NOBODY):
        refused(floor, "STF001", now(floor), floor.rpc("revoke_badge", "admin", staff_id=staff_id))
