"""api.set_pin: what a person types at a kiosk."""

import pytest

from tests.sql.floor import AUTH, Floor, Json, bearer
from tests.sql.identity.people import (
    NOBODY,
    begin_turn,
    kiosk,
    now,
    only_admin_of,
    person,
    pin,
    pin_hash,
    refused,
    system,
    themself,
    turn,
)


def set_pin(floor: Floor, actor: Json, staff_id: str, digits: str = "314159") -> Json:
    """Set a person's PIN as somebody."""
    return floor.call(AUTH, "set_pin", actor=actor, pin_hash=pin_hash(digits, staff_id), staff_id=staff_id)


@pytest.mark.parametrize("role", ["Staff", "Supervisor", "Admin", "Packer", "Agent"])
def test_a_person_sets_their_own_and_the_old_one_is_gone(floor: Floor, role: str) -> None:
    staff_id, at = person(floor, role), kiosk(floor)
    with floor.noted() as events:
        assert set_pin(floor, themself(staff_id), staff_id, "111111")["already_done"] is False
        assert set_pin(floor, themself(staff_id), staff_id, "222222")["already_done"] is False
    assert [(event["kind"], event["actor_id"], event["detail"]) for event in events] == [
        ("pin_set", staff_id, {"staff_id": staff_id})
    ] * 2
    assert begin_turn(floor, at, staff_id=staff_id, pin_hash=pin_hash("111111", staff_id))["code"] == "AUTH005"
    assert begin_turn(floor, at, staff_id=staff_id, pin_hash=pin_hash("222222", staff_id))["ok"]


def test_the_same_one_again_is_set_already(floor: Floor) -> None:
    staff_id = person(floor)
    pin(floor, staff_id, "333333")
    before = now(floor)
    assert set_pin(floor, themself(staff_id), staff_id, "333333")["already_done"] is True
    assert now(floor) == before


def test_nobody_sets_another_persons_but_an_admin_who_manages_them(own_floor: Floor) -> None:
    floor = own_floor
    here, both = person(floor, stores=["bannos"]), person(floor)
    hashed = pin(floor, both)
    for role in ("Staff", "Supervisor", "Packer", "Agent"):
        other = person(floor, role)
        refused(floor, "AUTH001", now(floor), set_pin(floor, themself(other), both))
    only_admin_of(floor, "bannos")
    admin = floor.one("select id::text from core.staff_shared where role = 'Admin' and is_active")
    for staff_id in (both, NOBODY):
        refused(floor, "AUTH001", now(floor), set_pin(floor, themself(admin), staff_id))
    assert set_pin(floor, themself(admin), here)["ok"]
    assert begin_turn(floor, kiosk(floor), staff_id=both, pin_hash=hashed)["ok"]


def test_a_member_has_none(floor: Floor) -> None:
    staff_id = person(floor, "Member")
    refused(floor, "AUTH001", now(floor), set_pin(floor, themself(staff_id), staff_id))


def test_neither_a_turn_at_a_kiosk_nor_another_system_sets_one(floor: Floor) -> None:
    """Whoever finds a kiosk with somebody signed in would have their PIN from then on."""
    staff_id, admin, at = person(floor), person(floor, "Admin"), kiosk(floor)
    for actor in (
        at.actor(turn(floor, at, staff_id)),
        at.actor(turn(floor, at, admin)),
        at.actor(),
        bearer(system(floor, "Admin")["secret"]),
    ):
        refused(floor, "AUTH001", now(floor), set_pin(floor, actor, staff_id))
