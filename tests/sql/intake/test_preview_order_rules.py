"""api.preview_order_rules: which orders can be read again. What they read is tried where they are read."""

import json
from typing import Any

import pytest

from tests.sql.floor import PEOPLE, Floor, Json


def raw(**fields: Any) -> str:
    return json.dumps({"id": 1, "line_items": [], **fields})


def preview(floor: Floor, who: str = "admin", store: str = "bannos") -> Json:
    return floor.rpc("preview_order_rules", who, store=store, order_rules={})


def sell(floor: Floor, **fields: Any) -> str:
    """Sell, and return the order's gid."""
    return floor.sell(**{"raw_json": raw(), **fields}).gid


@pytest.mark.parametrize("who", [name for name in PEOPLE if name != "admin"])
def test_only_an_admin_previews(floor: Floor, who: str) -> None:
    assert preview(floor, who)["code"] == "AUTH001"


def test_an_admin_of_another_store_previews_nothing_here(own_floor: Floor) -> None:
    own_floor.rows("update core.staff_shared set stores = '{flourlane}' where id = %s", PEOPLE["admin"][0])
    with own_floor.noted() as events:
        assert preview(own_floor)["code"] == "AUTH001"
    assert [event["code"] for event in events] == ["AUTH001"]


@pytest.mark.parametrize("rules", [[], None])
def test_rules_that_are_no_object_are_refused(floor: Floor, rules: object) -> None:
    answer = floor.rpc("preview_order_rules", "admin", store="bannos", order_rules=rules)
    assert (answer["code"], "order_rules" in answer["message"]) == ("REQ001", True)


def test_the_last_200_of_the_shop_are_named_the_newest_first_and_those_that_cannot_be_read_counted(
    own_floor: Floor,
) -> None:
    floor = own_floor
    gids = [sell(floor) for _ in range(205)]
    other = sell(floor, store="flourlane")
    floor.sell()  # its body is not the shop's: another system told us of it
    floor.rows("update core.sales set redacted_at = core.now(), order_json = '{}' where order_gid = %s", gids[-1])
    long = raw(note="x" * 262_144)
    floor.rows("update core.sales set order_json = %s where order_gid = %s", long, gids[-2])
    with floor.noted() as events:
        answer = preview(floor)
    assert events == []
    assert (answer["orders"], answer["redacted"], answer["too_large"]) == (200, 1, [gids[-2]])
    assert answer["unread"] == gids[-3:-201:-1]
    assert (answer["read"], answer["slow"], answer["differences"]) == (0, [], [])
    assert preview(floor, store="flourlane")["unread"] == [other]


def test_looking_for_them_reads_no_more_sales_than_it_names(own_floor: Floor) -> None:
    floor = own_floor
    for _ in range(3):
        sell(floor)
    # The shop's sales by their number, the newest first, are an index.
    floor.rows("set enable_seqscan = off")
    floor.rows("set enable_sort = off")
    plan = json.dumps(floor.rows("explain (format json) select * from bakery.orders_to_preview('bannos')"))
    assert "sales_number" in plan
    assert "Backward" in plan
