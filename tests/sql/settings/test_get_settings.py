"""api.get_settings: what holds everywhere, and what holds in one store."""

import pytest

from tests.sql.floor import PEOPLE, Floor


@pytest.fixture(scope="module", autouse=True)
def some(floor: Floor) -> None:
    """Set one for all and one per store."""
    for store in (None, "bannos", "flourlane"):
        floor.rpc("set_setting", "admin", key="capacity", value={store or "all": {}}, store=store)


def read(floor: Floor, who: str, store: str | None) -> list[object]:
    """Return the values that someone reads."""
    settings = floor.rpc("get_settings", who, store=store)["settings"]
    assert all(setting["updated_by"] == PEOPLE["admin"][0] for setting in settings)
    return sorted(name for setting in settings for name in setting["value"])


def test_a_stores_settings_come_with_those_for_all(floor: Floor) -> None:
    assert read(floor, "supervisor", "bannos") == ["all", "bannos"]
    assert read(floor, "admin", None) == ["all"]


def test_another_stores_settings_are_not_shown(floor: Floor) -> None:
    assert floor.rpc("get_settings", "zoe", store="bannos")["code"] == "AUTH001"
    assert read(floor, "zoe", "flourlane") == ["all", "flourlane"]


@pytest.mark.parametrize("who", ["staff", "packer", "agent", "member"])
def test_kitchen_staff_do_not_read_settings(floor: Floor, who: str) -> None:
    assert floor.rpc("get_settings", who, store="bannos")["code"] == "AUTH001"


def test_what_was_a_setting_once_is_kept_and_not_shown(floor: Floor) -> None:
    floor.rows("insert into core.settings (store, key, value) values ('bannos', 'flavours', '[]')")
    keys = {setting["key"] for setting in floor.rpc("get_settings", "admin", store="bannos")["settings"]}
    assert keys == {"capacity"}
