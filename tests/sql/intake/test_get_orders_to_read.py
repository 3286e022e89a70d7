"""api.get_orders_to_read: bodies for whoever reads orders again."""

import json

from tests.sql.floor import Floor, Json


def bodies(floor: Floor, *gids: str, store: str = "bannos") -> Json:
    return floor.service("get_orders_to_read", who="rpc", store=store, order_gids=list(gids))


def test_bodies_come_as_the_shop_sent_them_last_in_the_order_they_are_asked_for(floor: Floor) -> None:
    sales = [floor.sell(raw_json=json.dumps({"id": number, "line_items": []})) for number in range(3)]
    floor.again(sales[1], "11:00", raw_json='{"id": 7, "line_items": []}')
    asked = [sales[number].gid for number in (2, 0, 1)]
    found = bodies(floor, *asked)["orders"]
    assert [(each["order_gid"], json.loads(each["body"])["id"]) for each in found] == list(
        zip(asked, (2, 0, 7), strict=True)
    )
    assert [each["name"] for each in found] == [sales[number].order["name"] for number in (2, 0, 1)]


def test_what_is_redacted_of_another_store_or_not_there_does_not_come(floor: Floor) -> None:
    kept, gone = (floor.sell(raw_json='{"id": 1, "line_items": []}').gid for _ in range(2))
    floor.rows("update core.sales set redacted_at = core.now() where order_gid = %s", gone)
    asked = (gone, "gid://shopify/Order/0", floor.sell().gid, kept)
    assert [each["order_gid"] for each in bodies(floor, *asked)["orders"]] == [kept]
    assert bodies(floor, kept, store="flourlane")["orders"] == []


def test_no_person_reads_bodies(floor: Floor) -> None:
    assert floor.rpc("get_orders_to_read", "admin", store="bannos", order_gids=[])["code"] == "AUTH001"
