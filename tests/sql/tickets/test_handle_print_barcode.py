"""api.handle_print_barcode: every print is counted, the first one in Filling starts the clock."""

import pytest

from tests.sql.floor import Floor


def test_the_first_print_starts_the_filling_clock(floor: Floor) -> None:
    ticket_id = floor.sell().id
    answer = floor.rpc("handle_print_barcode", id=ticket_id, ctx={"printer": "p1"})

    row = floor.ticket(ticket_id)
    assert (answer["already_done"], answer["print_no"], answer["barcode"]) == (False, 1, ticket_id)
    assert row["filling_start_ts"] == row["updated_at"]
    assert (row["print_count"], row["stage"]) == (1, "Filling")


def test_a_reprint_is_counted_and_keeps_the_first_time(floor: Floor) -> None:
    ticket_id = floor.sell().id
    floor.rpc("handle_print_barcode", id=ticket_id)
    first = floor.ticket(ticket_id)
    with floor.noted() as events:
        answer = floor.rpc("handle_print_barcode", "staff", id=ticket_id)

    assert (answer["ok"], answer["already_done"], answer["print_no"]) == (True, True, 2)
    assert floor.ticket(ticket_id)["filling_start_ts"] == first["filling_start_ts"]
    assert [(event["kind"], event["detail"]) for event in events] == [("barcode_printed", {"print_no": 2})]


@pytest.mark.parametrize("stage", ["Covering", "Decorating", "Packing", "Complete"])
def test_a_print_at_a_later_stage_starts_no_filling_clock(floor: Floor, stage: str) -> None:
    ticket_id = floor.at(stage)
    assert floor.rpc("handle_print_barcode", id=ticket_id)["ok"]
    row = floor.ticket(ticket_id)
    assert (row["filling_start_ts"], row["print_count"]) == (None, 1)


def test_a_print_without_context_is_a_print(floor: Floor) -> None:
    assert floor.rpc("handle_print_barcode", id=floor.sell().id, ctx=None)["print_no"] == 1
