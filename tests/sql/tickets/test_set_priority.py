"""api.set_priority: a supervisor's word stands above the due date."""

import psycopg
import pytest

from tests.sql.floor import Floor


def test_a_priority_that_is_set_holds_until_it_is_given_back(floor: Floor) -> None:
    ticket_id = floor.sell(ticket={"due_date": "2020-01-01"}).id
    assert floor.rpc("get_order_for_scan", scan=ticket_id)["ticket"]["priority"] == "High"
    for priority, shown, was in (("Low", "Low", None), ("Medium", "Medium", "Low"), (None, "High", "Medium")):
        with floor.noted() as events:
            answer = floor.rpc("set_priority", id=ticket_id, priority=priority)
        assert (answer["already_done"], answer["ticket"]["priority"]) == (False, shown)
        assert floor.ticket(ticket_id)["priority_override"] == priority
        (event,) = events
        assert event["kind"] == "priority_set"
        assert event["detail"] == {k: v for k, v in {"priority": priority, "was": was}.items() if v}


@pytest.mark.parametrize("priority", [None, "High"])
def test_the_same_priority_again_is_done_already(floor: Floor, priority: str | None) -> None:
    ticket_id = floor.sell().id
    floor.rpc("set_priority", id=ticket_id, priority=priority)
    with floor.noted() as events:
        assert floor.rpc("set_priority", id=ticket_id, priority=priority)["already_done"]
    assert events == []


def test_a_word_that_is_no_priority_is_impossible(floor: Floor) -> None:
    ticket_id = floor.sell().id
    with pytest.raises(psycopg.errors.InvalidTextRepresentation):
        floor.rpc("set_priority", id=ticket_id, priority="Urgent")
