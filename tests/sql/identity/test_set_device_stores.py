"""api.set_device_stores: which stores a board shows beside its own."""

import pytest

from tests.sql.floor import BOTH, PEOPLE, Floor, Json, bearer
from tests.sql.identity.people import Kiosk, kiosk, now, refused, system, turn
from tests.sql.live.pages import page, tell


def show(floor: Floor, at: Kiosk, stores: list[str], who: str = "supervisor", **more: object) -> Json:
    """Say which stores a kiosk shows."""
    return floor.rpc("set_device_stores", who, device_id=at.device_id, stores=stores, **more)


def queue(floor: Floor, acting: Json, store: str) -> str | None:
    """Ask for a store's queue; return the code of the refusal."""
    code: str | None = floor.rpc("get_queue", actor=acting, store=store).get("code")
    return code


def test_a_kiosk_shows_further_stores_while_nobody_is_signed_in_and_its_own_alone_to_a_person(floor: Floor) -> None:
    at = kiosk(floor)
    assert queue(floor, at.actor(), "flourlane") == "AUTH001"
    with floor.noted() as events:
        device = show(floor, at, list(BOTH))["device"]
    assert (device["store"], device["shown_stores"]) == ("bannos", ["flourlane"])
    assert [(event["kind"], event["detail"]) for event in events] == [
        ("device_stores_set", {"device_id": at.device_id, "stores": ["flourlane"]})
    ]
    assert floor.rpc("get_device", actor=at.actor())["device"] == device
    assert [queue(floor, at.actor(), store) for store in BOTH] == [None, None]
    standing = turn(floor, at, PEOPLE["staff"][0])
    assert [queue(floor, at.actor(standing), store) for store in BOTH] == [None, "AUTH001"]
    show(floor, at, [])
    assert queue(floor, at.actor(), "flourlane") == "AUTH001"


def test_a_kiosk_is_sent_hints_of_the_stores_that_it_shows(floor: Floor) -> None:
    at = kiosk(floor)
    show(floor, at, ["flourlane"])
    connected = page(floor, at.actor())
    sold = [floor.sell(store).id for store in BOTH]
    assert [heard for _, heard in tell(floor)[connected]] == sold


def test_done_already_is_done(floor: Floor) -> None:
    at = kiosk(floor)
    first = show(floor, at, ["flourlane", "flourlane"])
    before = now(floor)
    again = show(floor, at, list(BOTH), "admin")
    assert (again["already_done"], again["device"]) == (True, first["device"])
    assert now(floor) == before


@pytest.mark.parametrize("stores", [["nowhere"], ["bannos"], ["flourlane", "nowhere"]])
def test_only_somebody_of_all_of_the_stores_says_so(floor: Floor, stores: list[str]) -> None:
    lane = kiosk(floor, "flourlane")
    refused(floor, "AUTH001", now(floor), show(floor, lane, stores, "zoe"))
    assert show(floor, lane, ["flourlane"], "zoe")["ok"]


def test_nobody_says_so_of_a_kiosk_of_another_store_or_of_one_that_was_revoked(floor: Floor) -> None:
    at, gone = kiosk(floor), kiosk(floor)
    floor.rpc("revoke_device", device_id=gone.device_id)
    refused(floor, "DEV001", now(floor), show(floor, at, ["flourlane"], "zoe"))
    refused(floor, "DEV001", now(floor), show(floor, gone, ["flourlane"]))


def test_another_system_says_nothing_of_it(floor: Floor) -> None:
    at, by = kiosk(floor), bearer(system(floor, "Supervisor")["secret"])
    refused(floor, "AUTH001", now(floor), show(floor, at, [], actor=by))
