"""A kiosk that was without a network for weeks: what was done is told as it was, what nobody can know is not done again."""

from uuid import uuid4

import pytest

from tests.sql.floor import Floor, Json
from tests.sql.identity.people import Clock, Kiosk, kiosk, now, person, turn


@pytest.fixture
def place(floor: Floor) -> Kiosk:
    """Return a kiosk of Bannos."""
    return kiosk(floor)


def scanned(floor: Floor, place: Kiosk, clock: Clock) -> tuple[Json, Json]:
    """Scan a cake to Covering, of which the answer never reaches the kiosk; return what is sent, and the answer."""
    sent: Json = {"id": floor.sell().id, "scan_id": str(uuid4())}
    sent["actor"] = place.actor(turn(floor, place, person(floor)), clock.now.isoformat())
    return sent, floor.rpc("complete_filling", **sent)


def purge(floor: Floor) -> None:
    """Purge all that is due."""
    while floor.service("purge", who="reconcile")["more"]:
        pass


def test_a_scan_of_twenty_nine_days_is_answered_as_it_was_though_its_turn_is_long_over(
    floor: Floor, place: Kiosk, clock: Clock
) -> None:
    sent, answer = scanned(floor, place, clock)
    assert answer["ok"]
    for days in (6, 2, 21):
        clock.move(days=days)
        purge(floor)
        before = now(floor)
        assert floor.rpc("complete_filling", **sent) == answer
        assert now(floor) == before


def test_an_older_one_is_refused_before_and_after_it_is_purged_and_not_done_again(
    floor: Floor, place: Kiosk, clock: Clock
) -> None:
    sent, _ = scanned(floor, place, clock)
    kept = "select count(*) from core.scans where scan_id = %s"
    ticket = floor.ticket(sent["id"])
    for days, there in ((29, 1), (1, 0), (30, 0)):
        clock.move(days=days, milliseconds=1)
        purge(floor)
        assert floor.one(kept, sent["scan_id"]) == there
        with floor.noted() as events:
            assert floor.rpc("complete_filling", **sent)["code"] == "SCN003"
        assert [(event["code"], event["device_id"]) for event in events] == [("SCN003", place.device_id)]
        assert floor.ticket(sent["id"]) == ticket
    assert floor.one(kept, sent["scan_id"]) == 0  # a refusal of this kind is not remembered


def test_a_scan_that_never_came_is_not_done_after_a_week(floor: Floor, place: Kiosk, clock: Clock) -> None:
    turn_id = turn(floor, place, person(floor))
    at, sold = clock.now.isoformat(), floor.sell().id
    for days, code in ((8, "AUTH002"), (21, "AUTH002"), (1, "SCN003")):
        clock.move(days=days)
        answer = floor.rpc("complete_filling", actor=place.actor(turn_id, at), id=sold, scan_id=str(uuid4()))
        assert answer["code"] == code
    assert floor.ticket(sold)["stage"] == "Filling"


def test_an_old_answer_is_told_to_nobody_else_and_for_nothing_else(floor: Floor, place: Kiosk, clock: Clock) -> None:
    sent, _ = scanned(floor, place, clock)
    clock.move(days=8)
    at = sent["actor"]["occurred_at"]
    for other in (kiosk(floor), kiosk(floor, "flourlane")):
        assert floor.rpc("complete_filling", **{**sent, "actor": other.actor(str(uuid4()), at)})["code"] == "AUTH002"
    assert floor.rpc("complete_filling", **{**sent, "id": floor.sell().id})["code"] == "REQ002"
    floor.rpc("revoke_device", device_id=place.device_id)
    assert floor.rpc("complete_filling", **sent)["code"] == "AUTH002"
