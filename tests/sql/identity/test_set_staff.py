"""api.set_staff: an Admin adds people and changes them."""

from typing import Any
from uuid import uuid4

import psycopg
import pytest

from tests.sql.floor import PEOPLE, Floor, Json
from tests.sql.identity.people import (
    NOBODY,
    address,
    kiosk,
    now,
    only_admin_of,
    person,
    refresh,
    refused,
    set_staff,
    signed_in,
    themself,
    turn,
)

ADMIN = PEOPLE["admin"][0]


def row(floor: Floor, staff_id: str) -> tuple[Any, ...]:
    """Return what is known of a person."""
    (found,) = floor.rows(
        "select display_name, email, role::text, stores, is_active from core.staff_shared where id = %s", staff_id
    )
    return tuple(found.values())


def test_a_person_is_added_under_an_id_that_the_caller_makes_up(floor: Floor) -> None:
    staff_id, email = str(uuid4()), address()
    with floor.noted() as events:
        answer = set_staff(
            floor,
            staff_id,
            display_name=" Nina New ",
            role="Packer",
            stores=["flourlane", "bannos", "bannos"],
            email=email,
        )
    assert answer["already_done"] is False
    assert answer["staff"] == {
        "staff_id": staff_id,
        "display_name": "Nina New",
        "role": "Packer",
        "stores": ["bannos", "flourlane"],
        "email": email,
        "is_active": True,
        "has_badge": False,
        "has_pin": False,
    }
    (event,) = events
    assert (event["kind"], event["actor_id"]) == ("staff_added", ADMIN)
    assert event["detail"] == {
        "staff_id": staff_id,
        "role": "Packer",
        "stores": ["bannos", "flourlane"],
        "is_active": True,
    }


def test_a_person_is_changed_as_a_whole(floor: Floor) -> None:
    staff_id = person(floor, email=address())
    with floor.noted() as events:
        assert (
            set_staff(floor, staff_id, display_name="N", role="Supervisor", stores=["bannos"])["already_done"] is False
        )
    assert row(floor, staff_id) == ("N", None, "Supervisor", ["bannos"], True)
    assert [event["kind"] for event in events] == ["staff_changed"]


def test_done_already_is_done(floor: Floor) -> None:
    staff_id = person(floor, email=(email := address()))
    before = now(floor)
    assert set_staff(floor, staff_id, email=email)["already_done"] is True
    assert now(floor) == before


def test_whoever_becomes_inactive_is_signed_out_everywhere_and_comes_back_to_nothing_open(floor: Floor) -> None:
    staff_id, at = person(floor, email=(email := address())), kiosk(floor)
    session, turn_id = signed_in(floor, staff_id), turn(floor, at, staff_id)
    with floor.noted() as events:
        set_staff(floor, staff_id, email=email, is_active=False)
    assert [event["kind"] for event in events] == ["signed_out", "turn_ended", "staff_changed"]
    assert [event["detail"].get("reason") for event in events] == ["inactive", "inactive", None]
    set_staff(floor, staff_id, email=email)
    for actor in (themself(staff_id, session=session.session_id), at.actor(turn_id)):
        assert floor.rpc("get_queue", actor=actor, store="bannos")["code"] == "AUTH002"
    assert refresh(floor, session.token, "s", "t")["code"] == "AUTH002"


def test_an_address_is_one_persons(floor: Floor) -> None:
    first, second = person(floor, email=(email := address())), person(floor)
    refused(floor, "STF003", now(floor), set_staff(floor, second, email=email))
    refused(floor, "STF003", now(floor), set_staff(floor, NOBODY, email=email))
    set_staff(floor, first, email=email, is_active=False)
    refused(floor, "STF003", now(floor), set_staff(floor, second, email=email))  # also of somebody who left
    set_staff(floor, first, is_active=False)
    assert set_staff(floor, second, email=email)["ok"]


@pytest.mark.parametrize("email", ["Some.One@ordak.test", "jörg@ordak.test", "nobody", "a b@ordak.test", "a@b@c", ""])
def test_an_address_in_another_case_or_with_a_look_alike_cannot_be_written(floor: Floor, email: str) -> None:
    before = now(floor)
    with pytest.raises(psycopg.errors.CheckViolation):
        set_staff(floor, NOBODY, email=email)
    assert now(floor) == before


@pytest.mark.parametrize("role", ["Service", "Device"])
@pytest.mark.parametrize("known", [True, False])
def test_nobody_is_a_function_or_a_kiosk(floor: Floor, role: str, *, known: bool) -> None:
    staff_id = person(floor) if known else NOBODY
    answer = refused(floor, "AUTH001", now(floor), set_staff(floor, staff_id, role=role))
    assert answer["message"].endswith(": role")


@pytest.mark.parametrize(
    "stores", [["nowhere"], ["bannos", "nowhere"], [None], ["bannos", None], [""], ["bannos,flourlane"]]
)
def test_a_store_that_there_is_not_is_nobodys(floor: Floor, stores: list[str | None]) -> None:
    for staff_id in (NOBODY, person(floor), ADMIN):
        answer = refused(floor, "AUTH001", now(floor), set_staff(floor, staff_id, stores=stores))
        assert answer["message"].endswith(": stores")


def test_an_admin_of_one_store_reaches_no_further_than_it(own_floor: Floor) -> None:
    floor = own_floor
    here, both, lane = person(floor, stores=["bannos"]), person(floor), person(floor, stores=["flourlane"])
    boss = person(floor, "Admin", ["bannos", "flourlane"])
    only_admin_of(floor, "bannos")
    floor.rows("update core.staff_shared set is_active = true where id = %s", boss)
    for staff_id in (ADMIN, here, both, lane, boss, NOBODY):
        for stores in (["bannos", "flourlane"], ["flourlane"]):
            for role in ("Admin", "Staff"):
                refused(floor, "AUTH001", now(floor), set_staff(floor, staff_id, role=role, stores=stores))
    for staff_id in (both, lane, boss):
        changes: list[Json] = [{}, {"is_active": False}, {"role": "Member"}, {"stores": []}]
        for change in changes:
            refused(floor, "STF001", now(floor), set_staff(floor, staff_id, **{"stores": ["bannos"], **change}))
    assert set_staff(floor, here, stores=["bannos"], role="Admin")["ok"]


@pytest.mark.parametrize(
    "change",
    [{"is_active": False}, {"role": "Supervisor"}, {"role": "Member"}, {"stores": ["bannos"]}, {"stores": []}],
    ids=str,
)
def test_somebody_always_manages_each_store(own_floor: Floor, change: dict[str, Any]) -> None:
    floor = own_floor
    whole = {"display_name": "admin", "role": "Admin", "stores": ["bannos", "flourlane"]}
    refused(floor, "STF002", now(floor), set_staff(floor, ADMIN, **{**whole, **change}))
    person(floor, "Admin", ["bannos"])  # who does not manage the other
    person(floor, "Supervisor")
    gone = person(floor, "Admin")
    set_staff(floor, gone, role="Admin", is_active=False)
    refused(floor, "STF002", now(floor), set_staff(floor, ADMIN, **{**whole, **change}))
    second = person(floor, "Admin")
    assert set_staff(floor, ADMIN, **{**whole, **change})["ok"]
    refused(floor, "STF002", now(floor), set_staff(floor, second, themself(second), **{**whole, **change}))


def test_an_admin_who_goes_while_another_stays_is_over_at_once(own_floor: Floor) -> None:
    floor = own_floor
    second = person(floor, "Admin")
    assert set_staff(floor, second, themself(second), role="Admin", is_active=False)["ok"]
    assert set_staff(floor, NOBODY, themself(second))["code"] == "AUTH001"
