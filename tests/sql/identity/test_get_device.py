"""api.get_device: what a kiosk knows of itself."""

from tests.sql.floor import Floor, Json
from tests.sql.identity.people import Clock, Kiosk, kiosk, now, person, pin, refused, turn


def ask(floor: Floor, at: Kiosk) -> Json:
    """Ask as the kiosk itself; nothing is written by it."""
    before = now(floor)
    answer = floor.rpc("get_device", actor=at.actor())
    assert now(floor) == before
    return answer


def test_a_kiosk_knows_its_place_the_time_and_the_people_of_its_store(floor: Floor, clock: Clock) -> None:
    at, lane = kiosk(floor), kiosk(floor, "flourlane")
    ann, bob, zoe = person(floor), person(floor), person(floor, stores=["flourlane"])
    member, gone = person(floor, "Member"), person(floor)
    floor.rows("update core.staff_shared set is_active = false where id = %s", gone)
    pin(floor, ann)
    turn_id = turn(floor, at, bob)
    answer = ask(floor, at)
    assert (answer["device"]["store"], answer["device"]["station"]) == ("bannos", "Filling")
    assert (answer["at"], answer["idle_seconds"]) == (floor.one("select to_jsonb(core.now())"), 900)
    people = {each["staff_id"]: each for each in answer["people"]}
    assert people[ann] == {"staff_id": ann, "display_name": "Somebody", "has_pin": True, "turn_id": None}
    assert people[bob] == {"staff_id": bob, "display_name": "Somebody", "has_pin": False, "turn_id": turn_id}
    assert not {zoe, member, gone} & people.keys()
    there = {each["staff_id"]: each for each in ask(floor, lane)["people"]}
    assert (zoe in there, there[bob]["turn_id"]) == (True, None)
    clock.move(minutes=15)
    assert {each["staff_id"]: each["turn_id"] for each in ask(floor, at)["people"]}[bob] is None


def test_only_a_kiosk_asks_not_who_stands_there(floor: Floor) -> None:
    at = kiosk(floor)
    turn_id = turn(floor, at, person(floor, "Admin"))
    refused(floor, "AUTH001", now(floor), floor.rpc("get_device", actor=at.actor(turn_id)))
    refused(floor, "AUTH001", now(floor), floor.rpc("get_device", "admin"))
