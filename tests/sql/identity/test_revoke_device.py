"""api.revoke_device: a kiosk is lost, or goes."""

from tests.sql.floor import PEOPLE, Floor
from tests.sql.identity.people import NOBODY, begin_device, code, kiosk, now, person, refused, turn
from tests.sql.identity.test_begin_device import token


def test_a_revoked_kiosk_is_nobody_and_so_are_those_signed_in_at_it(floor: Floor) -> None:
    at, other, staff_id = kiosk(floor), kiosk(floor), person(floor)
    turn_id = turn(floor, at, staff_id)
    with floor.noted() as events:
        answer = floor.rpc("revoke_device", device_id=at.device_id)
    assert (answer["already_done"], answer["device"]["revoked_at"] is None) == (False, False)
    assert [(event["kind"], event["store"]) for event in events] == [("turn_ended", None), ("device_revoked", "bannos")]
    assert events[0]["detail"]["reason"] == "device_revoked"
    assert events[1]["detail"] == {"device_id": at.device_id}
    assert {event["actor_id"] for event in events} == {PEOPLE["supervisor"][0]}
    for actor in (at.actor(), at.actor(turn_id)):
        assert floor.rpc("get_queue", actor=actor, store="bannos")["code"] == "AUTH002"
    assert floor.rpc("get_queue", actor=other.actor(), store="bannos")["ok"]


def test_done_already_is_done(floor: Floor) -> None:
    at = kiosk(floor)
    first = floor.rpc("revoke_device", device_id=at.device_id)
    before = now(floor)
    again = floor.rpc("revoke_device", "admin", device_id=at.device_id)
    assert (again["already_done"], again["device"]) == (True, first["device"])
    assert now(floor) == before


def test_nobody_revokes_a_kiosk_of_another_store_or_one_that_nobody_enrolled(floor: Floor) -> None:
    at, shown = kiosk(floor), code()
    begin_device(floor, token(), shown)
    waiting = floor.one("select device_id::text from core.devices where user_code = %s", shown)
    for device_id, who in ((at.device_id, "zoe"), (waiting, "admin"), (NOBODY, "admin")):
        refused(floor, "DEV001", now(floor), floor.rpc("revoke_device", who, device_id=device_id))
    assert floor.rpc("get_queue", actor=at.actor(), store="bannos")["ok"]
