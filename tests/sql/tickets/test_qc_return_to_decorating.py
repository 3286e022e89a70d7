"""api.qc_return_to_decorating: a cake goes back with a reason, and through everything again."""

import psycopg
import pytest

from tests.sql.floor import Floor


def test_a_returned_cake_is_decorated_and_packed_again(floor: Floor) -> None:
    ticket_id = floor.at("Packing started")
    first = floor.ticket(ticket_id)
    answer = floor.rpc("qc_return_to_decorating", "packer", id=ticket_id, reason="smudged")

    row = floor.ticket(ticket_id)
    assert (row["stage"], row["packing_start_ts"], row["qc_reason"]) == ("Decorating", None, "smudged")
    assert row["qc_returned_ts"] == row["updated_at"]
    assert row["decorating_complete_ts"] == first["decorating_complete_ts"]
    assert "complete_decorating" in answer["ticket"]["allowed_actions"] or answer["ticket"]["allowed_actions"] == []

    assert floor.rpc("complete_packing", id=ticket_id)["code"] == "ORD002"
    assert floor.rpc("start_packing", id=ticket_id)["code"] == "ORD002"
    assert floor.rpc("complete_decorating", id=ticket_id)["already_done"] is False
    assert floor.ticket(ticket_id)["decorating_complete_ts"] > row["qc_returned_ts"]
    # Packing has to be started again.
    assert floor.rpc("complete_packing", id=ticket_id)["code"] == "ORD002"
    assert floor.rpc("start_packing", id=ticket_id)["already_done"] is False
    assert floor.rpc("complete_packing", id=ticket_id)["already_done"] is False
    assert floor.ticket(ticket_id)["stage"] == "Complete"


def test_a_cake_is_returned_as_often_as_it_must(floor: Floor) -> None:
    ticket_id = floor.at("Packing")
    for reason in ("smudged", "cracked"):
        with floor.noted() as events:
            assert floor.rpc("qc_return_to_decorating", id=ticket_id, reason=reason)["already_done"] is False
            assert floor.rpc("qc_return_to_decorating", id=ticket_id, reason=reason)["already_done"] is True
        (event,) = events
        assert (event["from_stage"], event["to_stage"]) == ("Packing", "Decorating")
        written = floor.one("select text from core.remarks where remark_id = %s", event["detail"]["remark_id"])
        assert written == floor.ticket(ticket_id)["qc_reason"] == reason
        floor.rpc("complete_decorating", id=ticket_id)


def test_a_cake_that_was_never_packed_is_not_returned(floor: Floor) -> None:
    for stage in ("Filling", "Covering", "Decorating"):
        assert floor.rpc("qc_return_to_decorating", id=floor.at(stage), reason="x")["code"] == "ORD002"


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501])
def test_a_return_without_a_readable_reason_is_impossible(floor: Floor, reason: str) -> None:
    ticket_id = floor.at("Packing")
    with pytest.raises(psycopg.errors.CheckViolation):
        floor.rpc("qc_return_to_decorating", id=ticket_id, reason=reason)
    assert floor.ticket(ticket_id)["stage"] == "Packing"
