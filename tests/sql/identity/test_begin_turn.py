"""api.begin_turn: a person signs in at a kiosk by badge or PIN; who guesses is made to wait."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from tests.sql.floor import AUTH, Floor, Json, digest
from tests.sql.identity.people import (
    NOBODY,
    Clock,
    Kiosk,
    badge,
    begin_turn,
    kiosk,
    now,
    person,
    pin,
    pin_hash,
    refused,
    set_staff,
    turn,
)

Prove = Callable[[Floor, str], Json]
WRONG = digest("a wrong PIN")


def by_badge(floor: Floor, staff_id: str) -> Json:
    """Have a badge."""
    return {"badge": badge(floor, staff_id)}


def by_pin(floor: Floor, staff_id: str) -> Json:
    """Have a PIN."""
    return {"staff_id": staff_id, "pin_hash": pin(floor, staff_id)}


either_way = pytest.mark.parametrize("prove", [by_badge, by_pin])


def guess(floor: Floor, at: Kiosk, staff_id: str, times: int = 1) -> list[str]:
    """Guess a person's PIN, and return what was answered."""
    return [begin_turn(floor, at, staff_id=staff_id, pin_hash=WRONG)["code"] for _ in range(times)]


@either_way
def test_a_person_signs_in_and_is_who_acts_in_their_turn(floor: Floor, prove: Prove, clock: Clock) -> None:
    staff_id, at = person(floor), kiosk(floor)
    proof = prove(floor, staff_id)
    with floor.noted() as events:
        answer = begin_turn(floor, at, **proof)
    assert (answer["ok"], answer["already_done"], answer["staff"]["staff_id"]) == (True, False, staff_id)
    (event,) = events
    via = "badge" if prove is by_badge else "pin"
    assert (event["kind"], event["actor_kind"], event["actor_id"]) == ("turn_started", "device", at.device_id)
    assert event["detail"] == {"turn_id": answer["turn_id"], "staff_id": staff_id, "via": via}

    sale = floor.sell()
    clock.move(minutes=1)
    with floor.noted() as events:
        assert floor.rpc("complete_filling", actor=at.actor(answer["turn_id"]), id=sale.id)["ok"]
    (event,) = events
    assert (
        event["actor_kind"],
        event["actor_id"],
        event["device_id"],
        str(event["turn_id"]),
        event["occurred_at"],
    ) == (
        "staff",
        staff_id,
        at.device_id,
        answer["turn_id"],
        None,
    )


@either_way
def test_who_is_signed_in_already_goes_on_in_the_same_turn(floor: Floor, prove: Prove, clock: Clock) -> None:
    staff_id, at = person(floor), kiosk(floor)
    proof = prove(floor, staff_id)
    first = begin_turn(floor, at, **proof)
    clock.move(minutes=14)
    with floor.noted() as events:
        again = begin_turn(floor, at, **proof)
    assert (again["already_done"], again["turn_id"], again["started_at"], events) == (
        True,
        first["turn_id"],
        first["started_at"],
        [],
    )
    clock.move(minutes=14)  # it counts as having been there
    assert floor.rpc("get_queue", actor=at.actor(first["turn_id"]), store="bannos")["ok"]


@pytest.mark.parametrize(
    ("away", "over_after"), [({"minutes": 16}, {"minutes": 15}), ({"hours": 14, "minutes": 1}, None)]
)
def test_who_was_idle_for_too_long_begins_a_new_turn_and_the_old_one_ended_then(
    floor: Floor, clock: Clock, away: dict[str, float], over_after: dict[str, float] | None
) -> None:
    staff_id, at = person(floor), kiosk(floor)
    proof = by_pin(floor, staff_id)
    started = clock.now
    first = begin_turn(floor, at, **proof)
    if over_after is None:  # there all the time, and for too long
        floor.rows("update core.turns set last_seen_at = core.now() + interval '14 hours'")
    clock.move(**away)
    with floor.noted() as events:
        second = begin_turn(floor, at, **proof)
    assert second["turn_id"] != first["turn_id"]
    assert [event["kind"] for event in events] == ["turn_ended", "turn_started"]
    ended = floor.one("select ended_at from core.turns where turn_id = %s", first["turn_id"])
    assert clock.now > ended
    assert (ended - started).total_seconds() == (15 * 60 if over_after else 14 * 3600)


def test_several_are_signed_in_at_one_kiosk_and_one_person_at_several(floor: Floor) -> None:
    ann, bob = person(floor), person(floor)
    here, there = kiosk(floor), kiosk(floor)
    of_ann = badge(floor, ann)
    turns = [
        begin_turn(floor, here, badge=of_ann)["turn_id"],
        begin_turn(floor, there, badge=of_ann)["turn_id"],
        turn(floor, here, bob),
    ]
    assert len(set(turns)) == 3
    for at, turn_id in zip((here, there, here), turns, strict=True):
        assert floor.rpc("get_queue", actor=at.actor(turn_id), store="bannos")["ok"]


@either_way
@pytest.mark.parametrize(
    "now_is",
    [{"is_active": False}, {"stores": ["flourlane"]}, {"role": "Member"}],
    ids=["inactive", "other store", "member"],
)
def test_who_has_no_business_here_is_refused_as_a_wrong_badge_is(floor: Floor, prove: Prove, now_is: Json) -> None:
    staff_id, at = person(floor), kiosk(floor)
    proof = prove(floor, staff_id)
    set_staff(floor, staff_id, **now_is)
    assert_wrong(floor, at, **proof)


@pytest.mark.parametrize("proof", [{}, {"badge": "S-0"}, {"staff_id": NOBODY, "pin_hash": WRONG}, {"staff_id": NOBODY}])
def test_what_proves_nothing_is_refused(floor: Floor, proof: Json) -> None:
    assert_wrong(floor, kiosk(floor), **proof)


def test_a_pin_is_good_for_its_person_alone(floor: Floor) -> None:
    ann, bob, at = person(floor), person(floor), kiosk(floor)
    of_ann = pin(floor, ann)
    pin(floor, bob)
    assert_wrong(floor, at, staff_id=bob, pin_hash=of_ann)
    assert_wrong(floor, at, staff_id=ann, pin_hash=pin_hash("271829", ann))
    assert_wrong(floor, at, staff_id=ann)
    assert begin_turn(floor, at, staff_id=ann, pin_hash=of_ann)["ok"]


def test_a_badge_that_was_taken_away_or_replaced_opens_nothing(floor: Floor) -> None:
    staff_id, at = person(floor), kiosk(floor)
    first, second = badge(floor, staff_id), badge(floor, staff_id)
    assert_wrong(floor, at, badge=first)
    assert begin_turn(floor, at, badge=second)["ok"]
    floor.rpc("revoke_badge", "admin", staff_id=staff_id)
    assert_wrong(floor, at, badge=second)


def assert_wrong(floor: Floor, at: Kiosk, **proof: object) -> None:
    """See that a proof is refused with no more than that, and counted, and that nobody is signed in."""
    turns = floor.rows("select * from core.turns order by turn_id")
    with floor.noted() as events:
        answer = begin_turn(floor, at, **proof)
    assert answer == {
        "ok": False,
        "code": "AUTH005",
        "message": "Badge or PIN not accepted",
        "correlation_id": "c-device",
    }
    assert [(event["code"], event["actor_id"], event["detail"]) for event in events] == [("AUTH005", at.device_id, {})]
    assert floor.rows("select * from core.turns order by turn_id") == turns
    assert floor.one("select failures > 0 from core.sign_in_tries where ref = %s", at.device_id)


def test_the_fifth_wrong_pin_of_a_person_locks_them_for_a_minute_then_twice_as_long_each_time(
    floor: Floor, clock: Clock
) -> None:
    staff_id = person(floor)
    right = {"staff_id": staff_id, "pin_hash": pin(floor, staff_id)}
    assert guess(floor, kiosk(floor), staff_id, 5) == ["AUTH005"] * 5
    for minutes in (1, 2, 4, 8, 15, 15):
        clock.move(minutes=minutes, milliseconds=-1)
        at = kiosk(floor)  # wherever they try
        begin_turn(floor, at, badge="S-0")
        before = now(floor)
        answer = refused(floor, "AUTH003", before, begin_turn(floor, at, **right))  # the right one tells nothing
        again = begin_turn(floor, at, staff_id=staff_id, pin_hash=WRONG)
        assert answer == refused(floor, "AUTH003", (before[0], floor.last_event() - 1), again)
        assert answer["retry_after"] == 1
        clock.move(milliseconds=1)
        assert guess(floor, at, staff_id) == ["AUTH005"]
    assert begin_turn(floor, kiosk(floor), **right)["retry_after"] == 15 * 60


def test_the_tenth_wrong_try_at_a_kiosk_locks_it_for_badges_too_and_no_other_kiosk(floor: Floor, clock: Clock) -> None:
    at, other = kiosk(floor), kiosk(floor)
    staff_id = person(floor)
    right = {"badge": badge(floor, staff_id)}
    assert [begin_turn(floor, at, badge=f"S-{number}")["code"] for number in range(9)] == ["AUTH005"] * 9
    assert begin_turn(floor, at, **right)["ok"]  # who gets in does not excuse who guesses
    assert guess(floor, at, person(floor)) == ["AUTH005"]
    refused(floor, "AUTH003", now(floor), begin_turn(floor, at, **right))
    assert begin_turn(floor, other, **right)["ok"]
    clock.move(minutes=1)
    assert begin_turn(floor, at, **right)["ok"]
    assert guess(floor, at, person(floor)) == ["AUTH005"]
    assert begin_turn(floor, at, **right)["retry_after"] == 120


def test_the_right_pin_forgets_the_wrong_ones_of_its_person(floor: Floor, clock: Clock) -> None:
    staff_id = person(floor)
    right = {"staff_id": staff_id, "pin_hash": pin(floor, staff_id)}
    for _ in range(3):
        at = kiosk(floor)
        assert guess(floor, at, staff_id, 4) == ["AUTH005"] * 4
        assert begin_turn(floor, at, **right)["ok"]
        clock.move(minutes=1)


def test_a_badge_forgets_no_wrong_pin(floor: Floor) -> None:
    """Else whoever guesses somebody's PIN need only wait until they come to work."""
    staff_id, at = person(floor), kiosk(floor)
    proof = by_badge(floor, staff_id)
    assert guess(floor, kiosk(floor), staff_id, 4) == ["AUTH005"] * 4
    assert begin_turn(floor, at, **proof)["ok"]
    assert guess(floor, at, staff_id, 2) == ["AUTH005", "AUTH003"]
    assert begin_turn(floor, at, **proof)["ok"], "a badge does not suffer for a PIN"


def test_wrong_ones_are_forgotten_a_quarter_of_an_hour_after_the_last_or_after_the_lock(
    floor: Floor, clock: Clock
) -> None:
    staff_id = person(floor)
    pin(floor, staff_id)
    at = kiosk(floor)
    guess(floor, at, staff_id, 4)
    clock.move(minutes=15)
    assert guess(floor, at, staff_id, 2) == ["AUTH005", "AUTH003"]
    clock.move(minutes=16)  # a minute's lock, and fifteen more
    assert guess(floor, at, staff_id, 2) == ["AUTH005", "AUTH003"]
    clock.move(minutes=17, milliseconds=1)
    assert guess(floor, kiosk(floor), staff_id, 4) == ["AUTH005"] * 4


def test_who_guesses_for_a_day_has_little_more_than_a_hundred_tries(floor: Floor, clock: Clock) -> None:
    staff_id, at = person(floor), kiosk(floor)
    pin(floor, staff_id)
    tried = 0
    for _ in range(24 * 60):
        tried += guess(floor, at, staff_id) == ["AUTH005"]
        clock.move(seconds=61)
    assert tried <= 110


@pytest.mark.parametrize("in_turn", [False, True])
def test_only_a_kiosk_itself_asks(floor: Floor, *, in_turn: bool) -> None:
    staff_id, at = person(floor, "Admin"), kiosk(floor)
    proof = by_badge(floor, staff_id)
    turn_id = begin_turn(floor, at, **proof)["turn_id"] if in_turn else NOBODY
    answer = floor.call(AUTH, "begin_turn", actor=at.actor(turn_id), badge_hash=digest(proof["badge"]))
    assert answer["code"] == ("AUTH001" if in_turn else "AUTH002")


def test_made_up_people_leave_no_counters(floor: Floor) -> None:
    at = kiosk(floor)
    before = floor.one("select count(*) from core.sign_in_tries")
    for _ in range(3):
        assert begin_turn(floor, at, staff_id=str(uuid4()), pin_hash=WRONG)["code"] == "AUTH005"
    assert floor.one("select count(*) from core.sign_in_tries") == before + 1  # the kiosk's own
