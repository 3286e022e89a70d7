"""api.set_pantry_session: when a pantry takes orders."""

from datetime import datetime
from uuid import uuid4

from tests.sql.floor import Floor
from tests.sql.pantries import choice, done, item, member, place, refused, session
from tests.sql.sessions.sydney import at, made


def test_a_session_that_closes_before_it_opens_is_refused(floor: Floor) -> None:
    times = {"opens_at": "2027-01-02T00:00:00Z", "closes_at": "2027-01-01T00:00:00Z"}
    refused(floor, "REQ001", "set_pantry_session", title="X", **times)
    opened = session(floor)
    refused(
        floor, "REQ001", "set_pantry_slot", session_id=opened["session_id"], capacity=1,
        starts_at="2027-01-02T00:00:00Z", ends_at="2027-01-02T00:00:00Z",
    )  # fmt: skip


def test_a_bakery_has_no_sessions(floor: Floor) -> None:
    times = {"opens_at": "2027-01-01T00:00:00Z", "closes_at": "2027-01-02T00:00:00Z"}
    refused(floor, "PAN007", "set_pantry_session", title="X", store="bannos", **times)
    refused(floor, "PAN007", "close_pantry_session", session_id=str(uuid4()))
    refused(floor, "PAN007", "copy_pantry_session", session_id=str(uuid4()), opens_on="2027-01-01")


def test_saved_again_is_done_already_and_a_closed_one_is_not_changed(floor: Floor) -> None:
    opened = session(floor)
    same = {name: opened[name] for name in ("session_id", "title", "opens_at", "closes_at")}
    assert done(floor, "set_pantry_session", **same)["already_done"]
    renamed = done(floor, "set_pantry_session", **{**same, "title": "Friday"})["session"]
    assert renamed["title"] == "Friday"
    assert done(floor, "close_pantry_session", session_id=opened["session_id"])["session"]["closed_by"] == "hand"
    assert done(floor, "close_pantry_session", session_id=opened["session_id"])["already_done"]
    refused(floor, "PAN002", "set_pantry_session", **same)


def test_a_session_over_midnight_takes_orders_on_both_days(own_floor: Floor) -> None:
    own_floor.set_clock(datetime.fromisoformat(at("2027-04-03T23:30")))
    opened = made(own_floor, "2027-04-03T22:00", "2027-04-04T03:30", ("2027-04-04T05:00", "2027-04-04T06:00"))
    tin = item(own_floor)
    for moment in ("2027-04-03T23:59", "2027-04-04T03:29"):
        own_floor.set_clock(datetime.fromisoformat(at(moment)))
        place(own_floor, member(own_floor), opened, (tin, 1))
    own_floor.set_clock(datetime.fromisoformat(at("2027-04-04T03:30")))
    late = member(own_floor)
    basket_id = str(uuid4())
    done(own_floor, "keep_basket", late, basket_id=basket_id, lines=[{"sku": tin, "quantity": 1}])
    refused(own_floor, "PAN002", "place_pantry_order", late, basket_id=basket_id, **choice(opened))
