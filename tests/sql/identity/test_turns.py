"""A person's turn at a kiosk: whose scan it is, now and when it is sent later."""

from typing import Any
from uuid import uuid4

import pytest

from tests.sql.floor import Floor, Json
from tests.sql.identity.people import (
    NOBODY,
    Clock,
    Kiosk,
    begin_turn,
    kiosk,
    now,
    person,
    pin,
    set_staff,
    turn,
)


@pytest.fixture
def place(floor: Floor) -> Kiosk:
    """Return a kiosk of Bannos."""
    return kiosk(floor)


def see(floor: Floor, actor: Json) -> str:
    """Return what reading the queue is answered: ok, or the code."""
    answer = floor.rpc("get_queue", actor=actor, store="bannos")
    return "ok" if answer["ok"] else answer["code"]


def scan(floor: Floor, actor: Json, **more: object) -> tuple[str, list[Json]]:
    """Scan a new cake to Covering; return what is answered, and the events."""
    sold = floor.sell().id
    said: Json = {"actor": actor, "id": sold, "scan_id": str(uuid4()), **more}
    with floor.noted() as events:
        answer = floor.rpc("complete_filling", **said)
    assert (floor.ticket(sold)["stage"] == "Covering") == answer["ok"]
    return "ok" if answer["ok"] else answer["code"], events


def whose(events: list[Json]) -> tuple[str, str, str]:
    """Return who an event says it was: kind, person or kiosk, kiosk."""
    (event,) = events
    return event["actor_kind"], event["actor_id"], event["device_id"]


def away(floor: Floor, actor: Json) -> None:
    """See that somebody is turned away from reading and scanning, and that nothing is written, no event either."""
    sold = floor.sell().id
    before = now(floor)
    for function, arguments in (
        ("get_queue", {"store": "bannos"}),
        ("complete_filling", {"id": sold}),
        ("complete_filling", {"id": sold, "scan_id": str(uuid4())}),
    ):
        answer = floor.rpc(function, actor=actor, **arguments)
        assert (answer["code"], answer["message"]) == ("AUTH002", "Please sign in again")
    assert now(floor) == before


def test_a_kiosk_without_a_person_sees_the_queue_of_its_store_and_scans_nothing(floor: Floor, place: Kiosk) -> None:
    floor.sell()
    sold = floor.sell("flourlane").id
    assert floor.rpc("get_queue", actor=place.actor(), store="bannos")["tickets"]
    assert floor.rpc("get_queue", actor=place.actor(), store="flourlane")["code"] == "AUTH001"
    result, events = scan(floor, place.actor())
    assert (result, whose(events)) == ("AUTH001", ("device", place.device_id, place.device_id))
    assert floor.rpc("complete_filling", actor=place.actor(), id=sold)["code"] == "AUTH001"


def test_at_a_kiosk_nobody_acts_in_another_store(floor: Floor, place: Kiosk) -> None:
    turn_id = turn(floor, place, person(floor, "Admin"))
    other = floor.sell("flourlane").id
    assert floor.rpc("complete_filling", actor=place.actor(turn_id), id=other)["code"] == "ORD001"
    assert floor.rpc("get_queue", actor=place.actor(turn_id), store="flourlane")["code"] == "AUTH001"


def test_a_kiosk_that_nobody_enrolled_or_somebody_revoked_is_nobody(floor: Floor, place: Kiosk) -> None:
    turn_id = turn(floor, place, person(floor))
    floor.rpc("revoke_device", device_id=place.device_id)
    for actor in (place.actor(), place.actor(turn_id)):
        away(floor, actor)


@pytest.mark.parametrize("turn_id", [NOBODY, "garbage", "", "x' or true --", "null"])
def test_a_turn_that_there_is_not_is_nobodys(floor: Floor, place: Kiosk, turn_id: str) -> None:
    away(floor, place.actor(turn_id))


def test_a_turn_is_worth_nothing_at_another_kiosk(floor: Floor, place: Kiosk, clock: Clock) -> None:
    turn_id = turn(floor, place, person(floor))
    for other in (kiosk(floor), kiosk(floor, "flourlane")):
        away(floor, other.actor(turn_id))
        away(floor, other.actor(turn_id, clock.now.isoformat()))


def test_each_of_two_at_a_kiosk_acts_as_themself(floor: Floor, place: Kiosk) -> None:
    people = [person(floor), person(floor)]
    turns = [turn(floor, place, staff_id) for staff_id in people]
    for staff_id, turn_id in zip(people, turns, strict=True):
        assert whose(scan(floor, place.actor(turn_id))[1]) == ("staff", staff_id, place.device_id)


def test_a_turn_without_a_scan_for_a_quarter_of_an_hour_is_over(floor: Floor, place: Kiosk, clock: Clock) -> None:
    turn_id = turn(floor, place, person(floor))
    for _ in range(4):
        clock.move(minutes=15)
        assert see(floor, place.actor(turn_id)) == "ok"
    clock.move(minutes=15, milliseconds=1)
    away(floor, place.actor(turn_id))


def test_a_turn_is_over_after_fourteen_hours_however_busy(floor: Floor, place: Kiosk, clock: Clock) -> None:
    turn_id = turn(floor, place, person(floor))
    for _ in range(14 * 6):
        clock.move(minutes=10)
        floor.rows("update core.turns set last_seen_at = core.now() where turn_id = %s", turn_id)
    assert see(floor, place.actor(turn_id)) == "ok"
    clock.move(milliseconds=1)
    away(floor, place.actor(turn_id))


def test_a_scan_made_in_a_turn_and_sent_after_it_ended_is_theirs(floor: Floor, place: Kiosk, clock: Clock) -> None:
    staff_id = person(floor)
    turn_id = turn(floor, place, staff_id)
    clock.move(minutes=10)
    floor.rpc("end_turn", actor=place.actor(), turn_id=turn_id)
    clock.move(minutes=30)
    result, events = scan(floor, place.actor(turn_id, clock.ago(minutes=30, seconds=1)))
    assert (result, whose(events)) == ("ok", ("staff", staff_id, place.device_id))
    (event,) = events
    assert (str(event["turn_id"]), event["occurred_at"].isoformat()) == (turn_id, clock.ago(minutes=30, seconds=1))
    away(floor, place.actor(turn_id))
    away(floor, place.actor(turn_id, clock.ago(minutes=29, seconds=59)))


@pytest.mark.parametrize(
    ("before_start", "result"), [(119, "ok"), (121, "AUTH002"), (3600, "AUTH002")], ids=["skew", "too early", "hour"]
)
def test_a_scan_before_the_turn_is_not_theirs_but_for_a_clock_that_is_a_little_off(
    floor: Floor, place: Kiosk, clock: Clock, before_start: int, result: str
) -> None:
    turn_id = turn(floor, place, person(floor))
    clock.move(minutes=5)
    assert scan(floor, place.actor(turn_id, clock.ago(seconds=300 + before_start)))[0] == result


@pytest.mark.parametrize("said", ["2999-01-01T00:00:00Z", "infinity", "garbage", "", "99999999999999", "\u0662\u0660"])
def test_a_time_to_come_or_that_nobody_can_read_is_now(floor: Floor, place: Kiosk, clock: Clock, said: str) -> None:
    turn_id = turn(floor, place, person(floor))
    result, events = scan(floor, place.actor(turn_id, said))
    assert (result, events[0]["occurred_at"]) == ("ok", None)
    clock.move(minutes=15, seconds=1)
    away(floor, place.actor(turn_id, said))
    floor.rpc("end_turn", actor=place.actor(), turn_id=turn_id)
    away(floor, place.actor(turn_id, said))


@pytest.mark.parametrize("said", ["-infinity", "epoch", "1970-01-01", "4713-01-01 BC", "yesterday"])
def test_a_time_long_before_is_in_nobodys_turn(floor: Floor, place: Kiosk, said: str) -> None:
    actor = place.actor(turn(floor, place, person(floor)), said)
    assert see(floor, actor) == "AUTH002"
    assert scan(floor, actor)[0] == ("AUTH002" if said == "yesterday" else "SCN003")


def test_what_is_sent_late_is_a_scan_that_can_be_sent_once_and_nothing_else(
    floor: Floor, place: Kiosk, clock: Clock
) -> None:
    """Else a kiosk that remembers an Admin's turn could do for ever what they may."""
    turn_id = turn(floor, place, person(floor, "Admin"))
    clock.move(minutes=3)
    late = place.actor(turn_id, clock.ago(minutes=2, milliseconds=1))
    assert scan(floor, late)[0] == "ok"
    assert scan(floor, late, scan_id=None)[0] == "AUTH002"
    before = now(floor)
    for function, arguments in (
        ("get_queue", {"store": "bannos"}),
        ("sign_out_staff", {"staff_id": NOBODY}),
        ("set_setting", {"store": "bannos", "key": "capacity", "value": {}}),
        ("list_staff", {}),
    ):
        assert floor.rpc(function, actor=late, **arguments)["code"] == "AUTH002", function
    assert now(floor) == before
    assert see(floor, place.actor(turn_id, clock.ago(minutes=2))) == "ok"  # just now, by a clock that is a little off


def test_a_late_scan_does_not_bring_back_who_has_left(floor: Floor, place: Kiosk, clock: Clock) -> None:
    turn_id = turn(floor, place, person(floor))
    clock.move(hours=1)
    assert scan(floor, place.actor(turn_id, clock.ago(minutes=3)))[0] == "ok"
    away(floor, place.actor(turn_id))


def test_scans_of_a_long_while_without_a_network_keep_their_person_there(
    floor: Floor, place: Kiosk, clock: Clock
) -> None:
    turn_id = turn(floor, place, person(floor))
    clock.move(hours=1)
    for minutes in (50, 40, 30, 20, 10):
        assert scan(floor, place.actor(turn_id, clock.ago(minutes=minutes)))[0] == "ok"
    assert see(floor, place.actor(turn_id)) == "ok"


def test_a_late_scan_sent_twice_is_one(floor: Floor, place: Kiosk, clock: Clock) -> None:
    turn_id = turn(floor, place, person(floor))
    sold, scan_id = floor.sell().id, str(uuid4())
    at = clock.now.isoformat()
    clock.move(minutes=20)
    with floor.noted() as events:
        answers = [
            floor.rpc("complete_filling", actor=place.actor(turn_id, at), id=sold, scan_id=scan_id) for _ in range(2)
        ]
    assert (answers[0], len(events)) == (answers[1], 1)


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("change", [{"is_active": False}, {"stores": ["flourlane"]}], ids=["inactive", "moved"])
def test_who_has_no_business_here_any_more_scans_nothing_late_either(
    floor: Floor, place: Kiosk, clock: Clock, change: dict[str, Any], *, late: bool
) -> None:
    staff_id = person(floor)
    turn_id = turn(floor, place, staff_id)
    clock.move(minutes=10)
    set_staff(floor, staff_id, **change)
    away(floor, place.actor(turn_id, clock.ago(minutes=5) if late else None))


def test_a_role_counts_as_it_is_now(floor: Floor, place: Kiosk) -> None:
    staff_id = person(floor, "Supervisor")
    turn_id = turn(floor, place, staff_id)
    sold = floor.sell().id
    assert floor.rpc("set_priority", actor=place.actor(turn_id), id=sold, priority="High")["ok"]
    set_staff(floor, staff_id)
    assert floor.rpc("set_priority", actor=place.actor(turn_id), id=sold, priority="Low")["code"] == "AUTH001"


def test_nobody_sends_whose_turn_it_is_in_another_way(floor: Floor, place: Kiosk) -> None:
    """An access token names its person alone, whatever else is said with it."""
    staff_id = person(floor)
    turn_id = turn(floor, place, person(floor, "Admin"))
    said = {"kind": "staff", "id": staff_id, "turn": turn_id, "occurred_at": "2020-01-01", "correlation_id": "c"}
    result, events = scan(floor, said)
    assert (result, events[0]["actor_id"], events[0]["turn_id"], events[0]["occurred_at"]) == (
        "ok",
        staff_id,
        None,
        None,
    )


def test_a_turn_at_a_kiosk_makes_nothing_that_outlasts_it(floor: Floor, place: Kiosk) -> None:
    """A PIN is enough at the bench. Who lets people and systems in has signed in for it."""
    admin = person(floor, "Admin")
    turn_id = begin_turn(floor, place, staff_id=admin, pin_hash=pin(floor, admin))["turn_id"]
    staff_id = person(floor, stores=["bannos"])
    before = now(floor)
    somebody = {"display_name": "S", "role": "Admin", "stores": ["bannos"]}
    for function, arguments in (
        ("issue_token", {"name": "n", "role": "Admin", "stores": ["bannos"]}),
        ("issue_badge", {"staff_id": staff_id}),
        ("set_staff", {"staff_id": staff_id, **somebody}),
        ("set_staff", {"staff_id": NOBODY, **somebody}),
        ("enrol_device", {"user_code": "BCDFGHJK", "store": "bannos", "station": "x"}),
    ):
        assert floor.rpc(function, actor=place.actor(turn_id), **arguments)["code"] == "AUTH001", function
    assert now(floor)[0] == before[0]
