"""api.set_setting: an admin's word for a store or for all."""

import pytest

from tests.sql.floor import PEOPLE, Floor

VALUES: dict[str, dict[str, object]] = {
    "order_rules": {"a": 1},
    "capacity": {"default": {"filling": 40}},
    "business_hours": {"province": "ON", "mon": [["9:00", "12:00"], ["13:00", "17:00"]], "2026-12-24": []},
}
WRONG: list[object] = ["x", 1, True, None]


def settings(floor: Floor, store: str | None = "bannos") -> dict[tuple[str | None, str], object]:
    """Return the settings of a store."""
    found = floor.rpc("get_settings", "admin", store=store)["settings"]
    return {(setting["store"], setting["key"]): setting["value"] for setting in found}


@pytest.mark.parametrize("store", ["bannos", None])
@pytest.mark.parametrize("key", VALUES)
def test_a_setting_is_set_once_and_changed_as_often_as_one_likes(floor: Floor, key: str, store: str | None) -> None:
    value = VALUES[key]
    with floor.noted() as events:
        assert floor.rpc("set_setting", "admin", key=key, value=value, store=store)["already_done"] is False
        assert floor.rpc("set_setting", "admin", key=key, value=value, store=store)["already_done"] is True
        assert floor.rpc("set_setting", "admin", key=key, value={}, store=store)["already_done"] is False
    assert [(event["kind"], event["store"], event["detail"]) for event in events] == [
        ("setting_changed", store, {"key": key})
    ] * 2
    assert settings(floor)[store, key] == {}


@pytest.mark.parametrize("who", ["staff", "supervisor", "packer", "agent", "member", "gone"])
def test_only_an_admin_sets(floor: Floor, who: str) -> None:
    before = settings(floor)
    with floor.noted() as events:
        assert floor.rpc("set_setting", who, key="capacity", value={"x": who}, store="bannos")["code"] == "AUTH001"
    assert [event["code"] for event in events] == ["AUTH001"]
    assert settings(floor) == before


@pytest.mark.parametrize("key", ["colour", "", "Capacity", "capacity ", "printing", "flavours", "storage_locations"])
def test_a_key_that_there_is_not_is_no_setting(floor: Floor, key: str) -> None:
    with floor.noted() as events:
        answer = floor.rpc("set_setting", "admin", key=key, value={}, store="bannos")
    assert (answer["code"], [event["code"] for event in events]) == ("SET001", ["SET001"])
    assert "key" in answer["message"]


@pytest.mark.parametrize("key", VALUES)
def test_a_value_of_another_type_is_no_setting(floor: Floor, key: str) -> None:
    before = settings(floor)
    for value in ("'x'", "1", "true", "null", None):
        answer = floor.rpc(
            "set_setting", "admin", key=key, value=None if value is None else _json(value), store="bannos"
        )
        assert answer["code"] == "SET001", value
    assert floor.rpc("set_setting", "admin", key=key, value=[], store="bannos")["code"] == "SET001"
    assert settings(floor) == before


def _json(text: str) -> str:
    return text.replace("'", '"')


def test_an_admin_of_one_store_sets_nothing_for_another_or_for_all(floor: Floor) -> None:
    floor.rows("update core.staff_shared set stores = '{bannos}' where id = %s", PEOPLE["admin"][0])
    try:
        for store in ("flourlane", "nowhere", None):
            assert (
                floor.rpc("set_setting", "admin", key="capacity", value={"s": 1}, store=store).get("code") == "AUTH001"
            ), store
    finally:
        floor.rows("update core.staff_shared set stores = '{bannos,flourlane}' where id = %s", PEOPLE["admin"][0])
