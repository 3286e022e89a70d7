"""api.get_order_rules: a store's own rules, else everyone's, else none."""

from tests.sql.floor import Floor


def test_a_stores_rules_stand_before_everyones(own_floor: Floor) -> None:
    floor = own_floor

    def rules(store: str) -> object:
        return floor.service("get_order_rules", store=store)["rules"]

    assert rules("bannos") == {}
    floor.rpc("set_setting", "admin", key="order_rules", value={"a": 1})
    assert (rules("bannos"), rules("flourlane")) == ({"a": 1}, {"a": 1})
    floor.rpc("set_setting", "admin", key="order_rules", value={}, store="flourlane")
    assert (rules("bannos"), rules("flourlane")) == ({"a": 1}, {})
    floor.rpc("set_setting", "admin", key="capacity", value={"b": 1}, store="bannos")
    assert rules("bannos") == {"a": 1}
