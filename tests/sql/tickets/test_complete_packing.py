"""api.complete_packing: Packing, once started, to Complete."""

from tests.sql.floor import Floor


def test_a_packed_ticket_is_complete(floor: Floor) -> None:
    ticket_id = floor.at("Packing started")
    answer = floor.rpc("complete_packing", "packer", id=ticket_id)

    row = floor.ticket(ticket_id)
    assert (answer["already_done"], row["stage"]) == (False, "Complete")
    assert row["packing_complete_ts"] == row["updated_at"]


def test_packing_that_was_not_started_is_not_completed(floor: Floor) -> None:
    ticket_id = floor.at("Packing")
    with floor.noted() as events:
        assert floor.rpc("complete_packing", id=ticket_id)["code"] == "ORD002"
    assert [(event["code"], event["ticket_id"]) for event in events] == [("ORD002", ticket_id)]
    assert floor.ticket(ticket_id)["stage"] == "Packing"
    assert "complete_packing" not in floor.rpc("get_order_for_scan", scan=ticket_id)["ticket"]["allowed_actions"]


def test_packed_ticket_cannot_be_covered_or_sent_back(floor: Floor) -> None:
    ticket_id = floor.at("Complete")
    before = floor.ticket(ticket_id)
    assert floor.rpc("complete_covering", id=ticket_id)["already_done"]
    assert floor.rpc("qc_return_to_decorating", id=ticket_id, reason="late")["code"] == "ORD002"
    assert floor.ticket(ticket_id) == before
