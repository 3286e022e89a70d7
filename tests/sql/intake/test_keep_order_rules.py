"""api.keep_order_rules: the last rules that made sense are kept, and somebody is told once of those that do not."""

import pytest

from tests.sql.floor import STRANGERS, Floor


def keep(floor: Floor, rules: object, fault: str | None = None) -> bool:
    """Judge the rules of a store; whether that changed anything."""
    answer = floor.service("keep_order_rules", store="bannos", rules=rules, fault=fault)
    return not answer["already_done"]


def alerts(floor: Floor) -> list[str]:
    return [row["payload"]["field"] for row in floor.work("alert", "%order_rules_invalid")]


def test_the_last_good_rules_stay_while_the_present_ones_make_no_sense(own_floor: Floor) -> None:
    floor = own_floor
    good, bad = {"day_first": False}, {"day_first": "perhaps"}
    floor.rpc("set_setting", "admin", key="order_rules", value=good, store="bannos")
    assert (keep(floor, good), keep(floor, good)) == (True, False)
    floor.rpc("set_setting", "admin", key="order_rules", value=bad, store="bannos")
    assert floor.service("get_order_rules", store="bannos")["last_good"] == good
    # One alert for one fault, however many read it.
    assert [keep(floor, bad, "day_first") for _ in range(3)] == [True, False, False]
    assert alerts(floor) == ["day_first"]
    answer = floor.service("get_order_rules", store="bannos")
    assert (answer["rules"], answer["last_good"], answer["timezone"]) == (bad, good, "Australia/Sydney")
    floor.rpc("set_setting", "admin", key="order_rules", value={}, store="bannos")
    assert keep(floor, {})
    assert floor.service("get_order_rules", store="bannos")["last_good"] == {}


def test_rules_that_took_too_long_alert_once_until_they_are_changed(own_floor: Floor) -> None:
    floor = own_floor
    for day_first in (True, False):
        slow = {"day_first": day_first}
        floor.rpc("set_setting", "admin", key="order_rules", value=slow, store="bannos")
        assert keep(floor, slow)
        assert [keep(floor, slow, "too_slow") for _ in range(3)] == [True, False, False]
        assert len(floor.work("alert", "%order_rules_slow")) == 1
        assert floor.service("get_order_rules", store="bannos")["last_good"] == slow
        floor.rows("delete from core.work_queue where topic = 'alert'")


def test_rules_that_were_changed_meanwhile_are_not_judged(own_floor: Floor) -> None:
    floor = own_floor
    floor.rpc("set_setting", "admin", key="order_rules", value={"day_first": True}, store="bannos")
    assert not keep(floor, {"day_first": "old"}, "day_first")
    assert (alerts(floor), floor.service("get_order_rules", store="bannos")["last_good"]) == ([], None)


def test_a_store_without_rules_has_nothing_to_keep(own_floor: Floor) -> None:
    answer = own_floor.service("get_order_rules", store="flourlane")
    assert (answer["rules"], answer["last_good"]) == ({}, {})


@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_stranger_judges_no_rules(floor: Floor, stranger: str) -> None:
    answer = floor.service("keep_order_rules", actor=STRANGERS[stranger], store="bannos", rules={}, fault="x")
    assert answer["code"] == "AUTH001"
