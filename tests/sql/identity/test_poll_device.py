"""api.poll_device: a kiosk asks whether it is enrolled by now."""

from tests.sql.floor import AUTH, Floor, actor, digest
from tests.sql.identity.people import Clock, begin_device, code, kiosk, now
from tests.sql.identity.test_begin_device import token


def state(floor: Floor, own: str) -> str:
    """Return what a kiosk is told; nothing is written by it."""
    before = now(floor)
    answer = floor.call(AUTH, "poll_device", actor=actor("auth"), token_hash=digest(own))
    assert now(floor) == before
    assert (answer["ok"], set(answer)) == (True, {"ok", "already_done", "state"})
    told: str = answer["state"]
    return told


def test_a_kiosk_waits_until_it_is_enrolled_and_is_answered_when_it_is_revoked(floor: Floor) -> None:
    own, shown = token(), code()
    begin_device(floor, own, shown)
    assert state(floor, own) == "waiting"
    device = floor.rpc("enrol_device", user_code=shown, store="flourlane", station="Packing")["device"]
    assert state(floor, own) == "enrolled"
    floor.rpc("revoke_device", device_id=device["device_id"])
    assert state(floor, own) == "revoked"


def test_a_code_that_nobody_typed_in_time_has_expired(floor: Floor, clock: Clock) -> None:
    own = token()
    begin_device(floor, own, code())
    clock.move(minutes=10)
    assert state(floor, own) == "waiting"
    clock.move(milliseconds=1)
    assert state(floor, own) == "expired"


def test_the_time_that_a_code_was_shown_is_nothing_to_an_enrolled_kiosk(floor: Floor, clock: Clock) -> None:
    at = kiosk(floor)
    clock.move(days=400)
    assert state(floor, at.token) == "enrolled"


def test_garbage_is_unknown(floor: Floor) -> None:
    for own in ("", "garbage", token()):
        assert state(floor, own) == "unknown"
