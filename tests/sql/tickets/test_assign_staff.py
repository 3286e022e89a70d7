"""api.assign_staff: a ticket's current stage is given to someone of its store, or to nobody."""

import pytest

from tests.sql.floor import PEOPLE, Floor

TOM, STAFF = PEOPLE["tom"][0], PEOPLE["staff"][0]


def test_a_ticket_is_given_passed_on_and_taken_away(floor: Floor) -> None:
    ticket_id = floor.sell().id
    for staff_id, was in ((TOM, None), (STAFF, TOM), (None, STAFF)):
        with floor.noted() as events:
            answer = floor.rpc("assign_staff", id=ticket_id, staff_id=staff_id)
        assert (answer["already_done"], answer["ticket"]["assignee_id"]) == (False, staff_id)
        assert floor.ticket(ticket_id)["assignee_id"] == staff_id
        (event,) = events
        assert event["kind"] == "assigned"
        assert event["detail"] == {k: v for k, v in {"staff_id": staff_id, "was": was}.items() if v}


@pytest.mark.parametrize("staff_id", [None, TOM])
def test_given_to_the_same_again_is_done_already(floor: Floor, staff_id: str | None) -> None:
    ticket_id = floor.sell().id
    floor.rpc("assign_staff", id=ticket_id, staff_id=staff_id)
    before = floor.ticket(ticket_id)
    with floor.noted() as events:
        assert floor.rpc("assign_staff", id=ticket_id, staff_id=staff_id)["already_done"]
    assert (events, floor.ticket(ticket_id)) == ([], before)


@pytest.mark.parametrize("who", ["zoe", "gone", "unknown"])
def test_only_active_staff_of_the_store_are_given_a_ticket(floor: Floor, who: str) -> None:
    ticket_id = floor.sell().id
    staff_id = PEOPLE[who][0] if who in PEOPLE else "00000000-0000-4000-8000-000000000000"
    with floor.noted() as events:
        assert floor.rpc("assign_staff", id=ticket_id, staff_id=staff_id)["code"] == "STF001"
    assert [(event["code"], event["ticket_id"]) for event in events] == [("STF001", ticket_id)]
    assert floor.ticket(ticket_id)["assignee_id"] is None


def test_a_pantry_member_is_not_given_a_ticket(floor: Floor) -> None:
    answer = floor.rpc("assign_staff", id=floor.sell().id, staff_id=PEOPLE["member"][0])
    assert answer.get("code") == "STF001"


def test_a_note_is_kept_beside_the_event(floor: Floor) -> None:
    with floor.noted() as events:
        floor.rpc("assign_staff", id=floor.sell().id, staff_id=TOM, note="left-handed one")
    written = floor.one("select text from core.remarks where remark_id = %s", events[-1]["detail"]["remark_id"])
    assert written == "left-handed one"
