"""api.complete_decorating: Decorating to Packing."""

from tests.sql.floor import Floor


def test_decorating_leads_to_packing_and_stamps_the_time(floor: Floor) -> None:
    ticket_id = floor.at("Decorating")
    answer = floor.rpc("complete_decorating", "staff", id=ticket_id)

    row = floor.ticket(ticket_id)
    assert answer["already_done"] is False
    assert (row["stage"], answer["ticket"]["stage"]) == ("Packing", "Packing")
    assert row["decorating_complete_ts"] == row["updated_at"]


def test_a_ticket_that_is_not_there_yet_is_not_moved(floor: Floor) -> None:
    ticket_id = floor.at("Filling")
    answer = floor.rpc("complete_decorating", id=ticket_id)
    assert (answer["code"], floor.ticket(ticket_id)["stage"]) == ("ORD002", "Filling")
    assert ticket_id in answer["message"]
    assert "Filling" in answer["message"]
