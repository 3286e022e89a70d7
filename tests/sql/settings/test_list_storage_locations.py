"""api.list_storage_locations: what a page offers when it asks where the cake stands."""

import pytest

from tests.sql.floor import Floor
from tests.sql.identity.people import kiosk


@pytest.mark.parametrize("who", ["staff", "packer", "agent", "supervisor"])
def test_everybody_at_work_sees_where_a_cake_can_stand_in_their_store(floor: Floor, who: str) -> None:
    for store, name in (("bannos", f"b {who}"), ("bannos", f"A {who}"), ("flourlane", f"Theirs {who}")):
        assert floor.rpc("set_storage_location", store=store, name=name)["ok"]
    names = [each["name"] for each in floor.rpc("list_storage_locations", who, store="bannos")["locations"]]
    assert names == sorted(names, key=str.lower)
    assert {f"A {who}", f"b {who}"} <= set(names)
    assert not any(name.startswith("Theirs") for name in names)


def test_nobody_sees_those_of_a_store_they_do_not_work_in(floor: Floor) -> None:
    assert floor.rpc("set_storage_location", store="bannos", name="Ours")["ok"]
    for who in ("zoe", "member"):
        assert floor.rpc("list_storage_locations", who, store="bannos")["code"] == "AUTH001"
    # A kiosk knows them before anybody has signed in at it.
    known = floor.rpc("list_storage_locations", actor=kiosk(floor).actor(), store="bannos")["locations"]
    assert "Ours" in {each["name"] for each in known}
