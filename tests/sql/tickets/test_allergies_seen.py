"""allergies_seen: that whoever decorated or packed a cake has confirmed its allergies is in the event, and refuses nothing."""

from uuid import uuid4

import pytest

from tests.sql.floor import Floor, Json
from tests.sql.tickets.actions import Action

ASKED = [
    Action("complete_decorating", "Decorating"),
    Action("start_packing", "Packing"),
    Action("complete_packing", "Packing started"),
]
every_asked = pytest.mark.parametrize("action", ASKED, ids=str)
NUTS: Json = {"allergies": "Allergies: nuts"}


def told(floor: Floor, ticket_id: str) -> list[bool | None]:
    """Return what the history says of it, event by event."""
    return [event["allergies_seen"] for event in floor.rpc("get_history", "staff", id=ticket_id)["events"]]


@every_asked
def test_what_was_confirmed_is_in_the_event_and_in_the_history(floor: Floor, action: Action) -> None:
    ticket_id = floor.at(action.stage, ticket=NUTS)
    with floor.noted() as events:
        assert action.do(floor, ticket_id, who="staff", allergies_seen=True)["ok"]
    [event] = [each for each in events if each["kind"] == action.name]
    assert event["detail"]["allergies_seen"] is True
    assert "nuts" not in str(event["detail"])
    *before, last = told(floor, ticket_id)
    assert last is True
    assert set(before) == {None}


@every_asked
def test_without_it_nothing_is_refused_and_nothing_is_said(floor: Floor, action: Action) -> None:
    for more in ({}, {"allergies_seen": None}):
        ticket_id = floor.at(action.stage, ticket=NUTS)
        with floor.noted() as events:
            assert action.do(floor, ticket_id, who="staff", **more)["ok"]
        assert all("allergies_seen" not in event["detail"] for event in events)
        assert set(told(floor, ticket_id)) == {None}


@every_asked
def test_a_scan_sent_again_says_what_it_said_first(floor: Floor, action: Action) -> None:
    ticket_id, scan_id = floor.at(action.stage, ticket=NUTS), uuid4()
    first = action.do(floor, ticket_id, scan_id=scan_id, allergies_seen=True)
    assert action.do(floor, ticket_id, scan_id=scan_id, allergies_seen=True) == first
    assert action.do(floor, ticket_id, scan_id=scan_id)["code"] == "REQ002"


@every_asked
def test_a_scan_without_it_is_the_request_that_it_was_before_there_was_one(floor: Floor, action: Action) -> None:
    ticket_id, scan_id = floor.at(action.stage), uuid4()
    action.do(floor, ticket_id, scan_id=scan_id)
    former = "sha256(convert_to(jsonb_build_object('id', %s::text, 'reason', null)::text, 'UTF8'))"
    assert floor.one(f"select request_hash = {former} from core.scans where scan_id = %s", ticket_id, scan_id)


def test_what_was_taken_back_was_still_confirmed(floor: Floor) -> None:
    ticket_id = floor.at("Decorating", ticket=NUTS)
    floor.rpc("complete_decorating", id=ticket_id, allergies_seen=True)
    floor.rpc("undo_scan", id=ticket_id, event_no=floor.last_event())
    assert told(floor, ticket_id)[-2:] == [True, None]
