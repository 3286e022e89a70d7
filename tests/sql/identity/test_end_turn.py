"""api.end_turn: a person leaves a kiosk."""

import pytest

from tests.sql.floor import Floor
from tests.sql.identity.people import NOBODY, Clock, kiosk, now, person, refused, turn


def ended(floor: Floor, turn_id: str) -> str | None:
    """Return when a turn ended."""
    at = floor.one("select ended_at from core.turns where turn_id = %s", turn_id)
    return None if at is None else at.isoformat()


def test_a_person_leaves_and_the_kiosk_stays(floor: Floor, clock: Clock) -> None:
    staff_id, at = person(floor), kiosk(floor)
    turn_id, other = turn(floor, at, staff_id), turn(floor, at, person(floor))
    clock.move(minutes=5)
    with floor.noted() as events:
        assert floor.rpc("end_turn", actor=at.actor(), turn_id=turn_id)["already_done"] is False
    (event,) = events
    assert (event["kind"], event["actor_id"]) == ("turn_ended", at.device_id)
    assert event["detail"] == {"turn_id": turn_id, "staff_id": staff_id, "device_id": at.device_id, "reason": "left"}
    assert (ended(floor, turn_id), ended(floor, other)) == (clock.now.isoformat(), None)
    clock.move(seconds=1)
    assert floor.rpc("get_queue", actor=at.actor(turn_id), store="bannos")["code"] == "AUTH002"
    for actor in (at.actor(), at.actor(other)):
        assert floor.rpc("get_queue", actor=actor, store="bannos")["ok"]


def test_who_has_left_leaves_no_second_time(floor: Floor, clock: Clock) -> None:
    at = kiosk(floor)
    turn_id = turn(floor, at, person(floor))
    floor.rpc("end_turn", actor=at.actor(), turn_id=turn_id)
    clock.move(minutes=1)
    before = now(floor)
    assert floor.rpc("end_turn", actor=at.actor(), turn_id=turn_id)["already_done"] is True
    assert now(floor) == before


@pytest.mark.parametrize(
    ("said", "counted"), [(5, 5), (10, 10), (11, 10), (-60, 0)], ids=["then", "at once", "before they came", "to come"]
)
def test_what_could_not_be_sent_at_once_counts_from_when_they_left(
    floor: Floor, clock: Clock, said: int, counted: int
) -> None:
    at = kiosk(floor)
    turn_id = turn(floor, at, person(floor))
    clock.move(minutes=10)
    floor.rpc("end_turn", actor=at.actor(), turn_id=turn_id, ended_at=clock.ago(minutes=said))
    assert ended(floor, turn_id) == clock.ago(minutes=counted)


@pytest.mark.parametrize("said", ["infinity", "-infinity"])
def test_no_turn_ends_never_or_before_it_began(floor: Floor, clock: Clock, said: str) -> None:
    at = kiosk(floor)
    turn_id = turn(floor, at, person(floor))
    began = clock.now.isoformat()
    clock.move(minutes=10)
    floor.rpc("end_turn", actor=at.actor(), turn_id=turn_id, ended_at=said)
    assert ended(floor, turn_id) == (clock.now.isoformat() if said == "infinity" else began)


def test_a_kiosk_ends_no_turn_at_another(floor: Floor) -> None:
    at = kiosk(floor)
    turn_id = turn(floor, at, person(floor))
    for other in (kiosk(floor), kiosk(floor, "flourlane")):
        for there in (turn_id, NOBODY):
            refused(floor, "DEV003", now(floor), floor.rpc("end_turn", actor=other.actor(), turn_id=there))
    assert ended(floor, turn_id) is None


def test_a_person_does_not_end_a_turn_only_their_kiosk_does(floor: Floor) -> None:
    at = kiosk(floor)
    turn_id = turn(floor, at, person(floor, "Admin"))
    refused(floor, "AUTH001", now(floor), floor.rpc("end_turn", actor=at.actor(turn_id), turn_id=turn_id))
    refused(floor, "AUTH001", now(floor), floor.rpc("end_turn", "admin", turn_id=turn_id))
