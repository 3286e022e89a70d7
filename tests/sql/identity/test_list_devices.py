"""api.list_devices: the kiosks of a store."""

from tests.sql.floor import Floor
from tests.sql.identity.people import begin_device, code, kiosk
from tests.sql.identity.test_begin_device import token


def test_a_stores_kiosks_are_listed_revoked_ones_last_and_no_others(own_floor: Floor) -> None:
    floor = own_floor
    gone, here, lane = kiosk(floor), kiosk(floor), kiosk(floor, "flourlane")
    floor.rpc("revoke_device", device_id=gone.device_id)
    begin_device(floor, token(), code())
    found = floor.rpc("list_devices", store="bannos")["devices"]
    assert [device["device_id"] for device in found] == [here.device_id, gone.device_id]
    assert floor.rpc("list_devices", "zoe", store="bannos")["code"] == "AUTH001"
    assert [device["device_id"] for device in floor.rpc("list_devices", "zoe", store="flourlane")["devices"]] == [
        lane.device_id
    ]
    assert floor.rpc("list_devices", store="nowhere")["code"] == "AUTH001"


def test_what_a_kiosk_shows_and_has_is_nobodys_to_read(floor: Floor) -> None:
    at = kiosk(floor)
    assert at.token not in str(found := floor.rpc("list_devices", store="bannos"))
    told = {"device_id", "store", "station", "shown_stores", "enrolled_at", "enrolled_by", "revoked_at"}
    assert set(found["devices"][0]) == told
