"""api.order_status_history: every status that a ticket has had, as a read-only tool of one store asks for it."""

from tests.sql.floor import Floor
from tests.sql.test_stores_apart import tool_of

STORY = "select status, previous_status from api.order_status_history where ticket_id = %s order by at, event_no nulls first"


def test_it_tells_each_status_in_order_and_no_refusal(own_floor: Floor) -> None:
    floor = own_floor
    ticket = floor.at("Packing")
    floor.rpc("start_packing", id=ticket)
    floor.rpc("complete_filling", id=ticket)  # refused
    floor.rpc("set_storage", id=ticket, storage="A")
    floor.rpc("qc_return_to_decorating", id=ticket, reason="a crack")
    undone = floor.one(
        "select max(event_no) from core.order_events where ticket_id = %s and to_stage = 'Decorating'", ticket
    )
    floor.rpc("undo_scan", id=ticket, event_no=undone)
    told = [(row["previous_status"], row["status"]) for row in floor.rows(STORY, ticket)]
    assert told == [
        (None, "Filling"),
        ("Filling", "Covering"),
        ("Covering", "Decorating"),
        ("Decorating", "Packing"),
        ("Packing", "Decorating"),
        ("Decorating", "Packing"),
    ]
    moved = floor.rows(
        "select actor_id from api.order_status_history where ticket_id = %s and event_no is not null", ticket
    )
    assert all(row["actor_id"] for row in moved)


def test_a_cancelled_cake_ends_with_that(own_floor: Floor) -> None:
    sale = own_floor.sell()
    own_floor.again(sale, "12:00", cancelled_at="2026-11-20T12:00:00+11:00")
    assert [row["status"] for row in own_floor.rows(STORY, sale.id)] == ["Filling", "Cancelled"]


def test_a_tool_of_one_store_reads_that_stores_alone_and_writes_nothing(own_floor: Floor) -> None:
    for store in ("bannos", "flourlane"):
        own_floor.rpc("complete_filling", id=own_floor.sell(store).id)
    with tool_of(own_floor, "tom") as connection:
        seen = connection.execute("select distinct store from api.order_status_history").fetchall()
        assert seen == [("bannos",)]
        whole = connection.execute("select count(*) from api.order_status_history").fetchone()
        assert whole == (2,)
    with tool_of(own_floor, None) as connection:
        assert connection.execute("select count(*) from api.order_status_history").fetchone() == (0,)
