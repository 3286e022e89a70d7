"""api.sweep_waiting: an offer lapses to the next in turn, and no place is lost to who comes too late."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from tests.sql.floor import Floor
from tests.sql.pantries import basket, choice, done, item, member, refused, set_rules, taken
from tests.sql.waiting.lists import assert_places, free, full, join, offered, sweep


@pytest.fixture(autouse=True)
def now(floor: Floor) -> Iterator[datetime]:
    """The moment at which the clock stands."""
    at: datetime = floor.one("select core.now()")
    floor.set_clock(at)
    yield at
    floor.set_clock(None)


def test_an_offer_lapses_after_twenty_minutes_to_the_next(floor: Floor, now: datetime) -> None:
    opened, (order,) = full(floor)
    first, second = member(floor), member(floor)
    for who in (first, second):
        join(floor, who, opened)
        now += timedelta(seconds=1)
        floor.set_clock(now)
    free(floor, order)
    floor.set_clock(now + timedelta(minutes=20) - timedelta(seconds=1))
    sweep(floor)
    assert [offered(floor, who) is not None for who in (first, second)] == [True, False]
    floor.set_clock(now + timedelta(minutes=20))
    kept = basket(floor, first, (item(floor), 1))
    refused(floor, "PAN003", "place_pantry_order", first, basket_id=kept, **choice(opened))
    with floor.noted() as events:
        sweep(floor)
    assert {event["kind"] for event in events} == {"waiting_lapsed", "place_offered"}
    assert [offered(floor, who) is not None for who in (first, second)] == [False, True]
    floor.set_clock(now + timedelta(minutes=40))
    sweep(floor)
    assert taken(floor, opened) == 0
    assert_places(floor, opened)


def test_the_time_for_an_offer_is_the_settings_and_never_after_the_session(floor: Floor, now: datetime) -> None:
    set_rules(floor, waiting_minutes=5)
    opened, (order,) = full(floor)
    join(floor, who := member(floor), opened)
    free(floor, order)
    until = done(floor, "browse_pantry", who)["waiting"][0]["offered_until"]
    assert datetime.fromisoformat(until) == now + timedelta(minutes=5)
    set_rules(floor, waiting_minutes=1440)
    opened, (order,) = full(floor)
    join(floor, who := member(floor), opened)
    free(floor, order)
    until = done(floor, "browse_pantry", who)["waiting"][0]["offered_until"]
    assert datetime.fromisoformat(until) == datetime.fromisoformat(opened["closes_at"])
    set_rules(floor)


@pytest.mark.parametrize("left", [0, 1])
def test_where_ordering_is_over_nobody_waits_and_no_place_stays_held(floor: Floor, left: int) -> None:
    opened, (order,) = full(floor)
    who = member(floor)
    join(floor, who, opened)
    if left == 0:
        free(floor, order)
    done(floor, "close_pantry_session", session_id=opened["session_id"])
    sweep(floor)
    assert done(floor, "browse_pantry", who)["waiting"] == []
    assert taken(floor, opened) == left
    assert_places(floor, opened)


def test_who_is_no_member_any_more_is_passed_over(floor: Floor) -> None:
    opened, (order,) = full(floor)
    gone, stays = member(floor), member(floor)
    for who in (gone, stays):
        join(floor, who, opened)
    done(floor, "erase_member", "admin", store=None, member_id=gone["id"])
    free(floor, order)
    assert offered(floor, stays) is not None
    sweep(floor)
    assert floor.one("select ended_as from core.pantry_waiting where member_id = %s", gone["id"]) == "left"


def test_a_place_that_nobody_was_offered_is_offered_within_a_minute(floor: Floor) -> None:
    opened, _ = full(floor)
    who = member(floor)
    join(floor, who, opened)
    floor.rows("update core.pantry_slots set capacity = 2 where session_id = %s", opened["session_id"])
    sweep(floor)
    assert offered(floor, who) is not None
    assert_places(floor, opened)


def test_one_list_that_fails_keeps_no_other_back(own_floor: Floor) -> None:
    floor = own_floor
    lists = [full(floor), full(floor)]
    for opened, (order,) in lists:
        join(floor, member(floor), opened)
        free(floor, order)
    (broken, _), (well, _) = lists
    slot = broken["slots"][0]["slot_id"]
    floor.rows(
        f"alter table core.pantry_slots add constraint broken check (slot_id <> '{slot}' or taken > 0) not valid"
    )
    floor.set_clock(floor.one("select core.now()") + timedelta(minutes=21))
    sweep(floor)
    assert [taken(floor, opened) for opened in (broken, well)] == [1, 0]
    [alert] = [row["payload"] for row in floor.work("alert") if row["payload"]["kind"] == "sweep_failed"]
    assert (alert["part"], alert["ref"]) == ("waiting", broken["session_id"])
