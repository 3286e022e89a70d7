"""api.enrol_device: a supervisor types the code that a kiosk shows."""

import pytest

from tests.sql.floor import PEOPLE, Floor, Json, bearer
from tests.sql.identity.people import Clock, begin_device, code, kiosk, now, refused, system
from tests.sql.identity.test_begin_device import token


def enrol(floor: Floor, shown: str, who: str = "supervisor", **more: object) -> Json:
    """Type a code: for Filling at Bannos unless said otherwise."""
    return floor.rpc("enrol_device", who, **{"user_code": shown, "store": "bannos", "station": "Filling", **more})


@pytest.fixture
def waiting(floor: Floor) -> tuple[str, str]:
    """Return the token and the code of a kiosk that waits."""
    own, shown = token(), code()
    assert begin_device(floor, own, shown)["ok"]
    return own, shown


def test_a_kiosk_is_of_a_store_and_a_station_from_then_on(floor: Floor, waiting: tuple[str, str]) -> None:
    own, shown = waiting
    with floor.noted() as events:
        answer = enrol(floor, shown)
    device = answer["device"]
    assert (device["store"], device["station"], device["enrolled_by"], device["revoked_at"]) == (
        "bannos",
        "Filling",
        PEOPLE["supervisor"][0],
        None,
    )
    (event,) = events
    assert (event["kind"], event["store"], event["actor_id"], event["detail"]) == (
        "device_enrolled",
        "bannos",
        PEOPLE["supervisor"][0],
        {"device_id": device["device_id"]},
    )
    assert floor.rpc("get_queue", actor=bearer(own), store="bannos")["ok"]


@pytest.mark.parametrize("typed", ["{0}-{1}", "{0} {1}", " {0}{1} "])
def test_a_code_is_typed_as_one_likes(floor: Floor, waiting: tuple[str, str], typed: str) -> None:
    shown = waiting[1]
    assert enrol(floor, typed.format(shown[:4], shown[4:]).lower())["ok"]


def test_done_already_is_done(floor: Floor, waiting: tuple[str, str]) -> None:
    first = enrol(floor, waiting[1])
    before = now(floor)
    again = enrol(floor, waiting[1])
    assert (again["already_done"], again["device"]) == (True, first["device"])
    assert now(floor) == before


@pytest.mark.parametrize(
    "changed", [{"who": "admin"}, {"store": "flourlane"}, {"station": "Packing"}], ids=["who", "store", "station"]
)
def test_a_code_is_good_once(floor: Floor, waiting: tuple[str, str], changed: dict[str, str]) -> None:
    enrol(floor, waiting[1])
    before = now(floor)
    refused(floor, "DEV002", before, enrol(floor, waiting[1], **changed))


def test_a_code_enrols_no_revoked_kiosk_again(floor: Floor, waiting: tuple[str, str]) -> None:
    device = enrol(floor, waiting[1])["device"]
    floor.rpc("revoke_device", device_id=device["device_id"])
    refused(floor, "DEV002", now(floor), enrol(floor, waiting[1]))


@pytest.mark.parametrize("typed", ["BCDFGHJK", "%%%%%%%%", "        x", "--------"])
def test_a_code_that_no_kiosk_shows_is_refused(floor: Floor, waiting: tuple[str, str], typed: str) -> None:
    assert waiting
    kiosk(floor)
    refused(floor, "DEV002", now(floor), enrol(floor, typed))


def test_a_code_that_has_expired_is_refused(floor: Floor, clock: Clock) -> None:
    own, shown = token(), code()
    begin_device(floor, own, shown)
    clock.move(minutes=10, milliseconds=1)
    refused(floor, "DEV002", now(floor), enrol(floor, shown))
    assert floor.rpc("get_queue", actor=bearer(own), store="bannos")["code"] == "AUTH002"


@pytest.mark.parametrize(("who", "store"), [("zoe", "bannos"), ("supervisor", "nowhere"), ("supervisor", None)])
def test_nobody_enrols_a_kiosk_for_a_store_that_is_not_theirs(
    floor: Floor, waiting: tuple[str, str], who: str, store: str | None
) -> None:
    refused(floor, "AUTH001", now(floor), enrol(floor, waiting[1], who, store=store))
    assert enrol(floor, waiting[1], "zoe", store="flourlane")["ok"]


def test_another_system_enrols_no_kiosk(floor: Floor, waiting: tuple[str, str]) -> None:
    by = bearer(system(floor, "Supervisor")["secret"])
    refused(floor, "AUTH001", now(floor), enrol(floor, waiting[1], actor=by))
