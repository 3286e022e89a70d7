"""api.start_packing: the ticket stays in Packing, its clock starts."""

from tests.sql.floor import Floor


def test_packing_starts_its_clock_and_the_ticket_stays(floor: Floor) -> None:
    ticket_id = floor.at("Packing")
    answer = floor.rpc("start_packing", "packer", id=ticket_id)

    row = floor.ticket(ticket_id)
    assert (answer["already_done"], row["stage"]) == (False, "Packing")
    assert row["packing_start_ts"] == row["updated_at"]
    assert row["packing_complete_ts"] is None


def test_a_second_start_keeps_the_first_time(floor: Floor) -> None:
    ticket_id = floor.at("Packing started")
    before = floor.ticket(ticket_id)
    assert floor.rpc("start_packing", id=ticket_id)["already_done"]
    assert floor.ticket(ticket_id) == before


def test_the_event_of_a_start_stays_within_packing(floor: Floor) -> None:
    ticket_id = floor.at("Packing")
    with floor.noted() as events:
        floor.rpc("start_packing", id=ticket_id)
    (event,) = events
    assert (event["kind"], event["from_stage"], event["to_stage"]) == ("start_packing", "Packing", "Packing")
