"""api.sweep_pantries: sessions open and close, who did not come loses their order, and a late kitchen is told of itself."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.sql.books import assert_books
from tests.sql.floor import Floor, Json
from tests.sql.pantries import (
    basket,
    bring,
    choice,
    done,
    item,
    member,
    place,
    refused,
    session,
    set_rules,
    taken,
)


def sweep(own_floor: Floor, **later: float) -> None:
    """Let the sweeper come, so much later than now."""
    own_floor.set_clock(datetime.now(UTC) + timedelta(**later))
    while own_floor.service("sweep_pantries", who="reconcile")["more"]:
        pass


def state(own_floor: Floor, opened: Json) -> tuple[str, str | None]:
    """Return the state of a session, and what closed it."""
    (row,) = own_floor.rows(
        "select state, closed_by from core.pantry_sessions where session_id = %s", opened["session_id"]
    )
    return row["state"], row["closed_by"]


def test_a_session_opens_and_closes_by_its_times_and_says_so_once(own_floor: Floor) -> None:
    opened = session(own_floor)
    with own_floor.noted() as events:
        sweep(own_floor)
        assert state(own_floor, opened) == ("open", None)
        sweep(own_floor)
        sweep(own_floor, hours=1, minutes=1)
        sweep(own_floor, hours=1, minutes=2)
    assert state(own_floor, opened) == ("closed", "time")
    assert [event["kind"] for event in events] == ["session_started", "session_closed"]
    assert [sorted(event["detail"]) for event in events] == [["session_id"], ["by", "session_id"]]


def test_one_that_was_never_open_while_the_sweeper_came_is_closed_and_not_said_to_have_begun(own_floor: Floor) -> None:
    opened = session(own_floor)
    with own_floor.noted() as events:
        sweep(own_floor, hours=2)
    assert (state(own_floor, opened), [event["kind"] for event in events]) == (("closed", "time"), ["session_closed"])


def test_a_ready_order_that_nobody_came_for_ends_after_the_grace_and_gives_all_back(own_floor: Floor) -> None:
    tin, opened, who = item(own_floor, 1), session(own_floor), member(own_floor)
    order = bring(own_floor, place(own_floor, who, opened, (tin, 1)), "READY")
    sweep(own_floor, hours=3, minutes=29)
    assert own_floor.counters(tin) == (1, 1)
    with own_floor.noted() as events:
        sweep(own_floor, hours=3, minutes=31)
        sweep(own_floor, hours=3, minutes=32)
    gone = done(own_floor, "list_pantry_orders", who)["orders"][0]
    assert (gone["id"], gone["status"], gone["cancelled_by"]) == (order["id"], "CANCELLED", "no_show")
    assert (own_floor.counters(tin), taken(own_floor, opened)) == ((1, 0), 0)
    moves = [(event["kind"], event["actor_id"]) for event in events if event["flow"] == "pantry"]
    assert moves == [("pantry_cancelled", "reconcile")]
    refused(own_floor, "ORD002", "complete_pantry_order", "staff", id=order["pickup_code"])
    assert_books(own_floor)


def test_one_order_ends_at_a_time_for_each_locks_stock(own_floor: Floor) -> None:
    set_rules(own_floor, orders_per_session=5)
    tin, opened = item(own_floor), session(own_floor)
    for _ in range(2):
        bring(own_floor, place(own_floor, member(own_floor), opened, (tin, 1)), "READY")
    own_floor.set_clock(datetime.now(UTC) + timedelta(hours=4))
    swept = [own_floor.service("sweep_pantries", who="reconcile")["more"] for _ in range(3)]
    assert swept == [True, True, False]
    assert own_floor.counters(tin) == (100, 0)


@pytest.mark.parametrize("status", ["PENDING", "CONFIRMED", "PREPARING"])
def test_a_late_kitchen_is_no_no_show(own_floor: Floor, status: str) -> None:
    tin = item(own_floor)
    order = bring(own_floor, place(own_floor, member(own_floor), session(own_floor), (tin, 1)), status)
    for minute in (31, 32):
        sweep(own_floor, hours=3, minutes=minute)
    alerts = [row["payload"] for row in own_floor.work("alert") if row["payload"]["kind"] == "pantry_late"]
    assert [(each["ref"], each["store"], each["status"]) for each in alerts] == [(order["id"], "shelter", status)]
    assert own_floor.counters(tin) == (100, 1)


def test_who_did_not_come_too_often_asks_staff_before_the_next_order(own_floor: Floor) -> None:
    set_rules(own_floor, no_shows=2, orders_per_session=5)
    tin, who = item(own_floor), member(own_floor)
    opened = session(own_floor)
    for _ in range(2):
        bring(own_floor, place(own_floor, who, opened, (tin, 1)), "READY")
    sweep(own_floor, hours=4)
    own_floor.set_clock(None)
    again = session(own_floor)
    kept = basket(own_floor, who, (tin, 1))
    answer = refused(own_floor, "PAN004", "place_pantry_order", who, basket_id=kept, **choice(again))
    assert "ask staff" in answer["message"]
    household_id = own_floor.one(
        "select household_id::text from core.household_members where member_id = %s", who["id"]
    )
    done(own_floor, "set_household", size=2, household_id=household_id)
    done(own_floor, "place_pantry_order", who, basket_id=kept, **choice(again))


def test_two_pantries_of_two_organisations_are_swept_by_their_own_settings(own_floor: Floor) -> None:
    tin = item(own_floor)
    order = bring(own_floor, place(own_floor, member(own_floor), session(own_floor), (tin, 1)), "READY")
    set_rules(own_floor, grace_minutes=600)
    sweep(own_floor, hours=5)
    assert done(own_floor, "list_pantry_orders", "staff")["orders"][0]["id"] == order["id"]
    own_floor.rows("insert into core.organisations (organisation, display_name) values ('corner', 'Corner')")
    own_floor.rows(
        "insert into core.settings (organisation, key, value) values ('corner', 'pantry', '{\"grace_minutes\": 0}')"
    )
    sweep(own_floor, hours=6)
    assert done(own_floor, "list_pantry_orders", "staff")["orders"][0]["status"] == "READY"
