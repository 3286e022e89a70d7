"""api.close_pantry_session: no more orders, and those that are there stay."""

from uuid import uuid4

from tests.sql.floor import Floor
from tests.sql.pantries import basket, choice, done, item, member, place, refused, session


def test_a_closed_session_keeps_its_orders_and_takes_no_more(floor: Floor) -> None:
    tin, opened, late = item(floor), session(floor), member(floor)
    order = place(floor, member(floor), opened, (tin, 1))
    with floor.noted() as events:
        closed = done(floor, "close_pantry_session", session_id=opened["session_id"])["session"]
    assert (closed["state"], closed["closed_by"], closed["is_open"], closed["taken"]) == ("closed", "hand", False, 1)
    assert [(event["kind"], event["detail"]["by"]) for event in events] == [("session_closed", "hand")]
    kept = basket(floor, late, (tin, 1))
    refused(floor, "PAN002", "place_pantry_order", late, basket_id=kept, **choice(opened))
    assert done(floor, "confirm_pantry_order", "staff", id=order["id"])["order"]["status"] == "CONFIRMED"
    assert done(floor, "close_pantry_session", session_id=opened["session_id"])["already_done"]


def test_a_session_that_is_not_there_is_not_closed(floor: Floor) -> None:
    refused(floor, "PAN007", "close_pantry_session", session_id=str(uuid4()))
