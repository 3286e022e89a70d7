"""api.list_assignable: exactly whom assign_staff takes."""

import pytest

from tests.sql.floor import PEOPLE, STAGES, Floor
from tests.sql.identity.people import kiosk


def assignable(floor: Floor, store: str, who: str = "packer") -> dict[str, set[str]]:
    """Return the stages of each person who is listed."""
    people = floor.rpc("list_assignable", who, store=store)["people"]
    return {person["staff_id"]: set(person["stages"]) for person in people}


@pytest.mark.parametrize("store", ["bannos", "flourlane"])
def test_who_is_listed_for_a_stage_can_be_given_it_and_nobody_else_can(floor: Floor, store: str) -> None:
    listed = assignable(floor, store)
    for stage in STAGES[:4]:
        ticket_id = floor.at(stage, store=store)
        for staff_id, *_ in PEOPLE.values():
            taken = floor.rpc("assign_staff", id=ticket_id, staff_id=staff_id)
            assert taken["ok"] == (stage in listed.get(staff_id, set())), (stage, staff_id)


def test_people_are_listed_by_name_and_nothing_but_their_name_is_told(floor: Floor) -> None:
    people = floor.rpc("list_assignable", "staff", store="bannos")["people"]
    assert [person["display_name"] for person in people] == ["admin", "packer", "staff", "supervisor", "tom"]
    assert {key for person in people for key in person} == {"staff_id", "display_name", "stages"}


def test_of_a_store_one_does_not_work_in_nobody_is_listed(floor: Floor) -> None:
    for store, who in (("bannos", "zoe"), ("nowhere", "admin"), ("bannos", "agent")):
        assert floor.rpc("list_assignable", who, store=store)["code"] == "AUTH001"
    # A kiosk shows names before anybody has signed in at it; of its own store.
    place = kiosk(floor)
    for store, some in (("bannos", True), ("flourlane", False)):
        assert floor.rpc("list_assignable", actor=place.actor(), store=store)["ok"] is some
