"""Bulk operations: what they take, the rows they come to, how they end."""

import json
import time
from typing import Any

import httpx
import pytest

from local.doubles.shopify import Shop
from local.doubles.shopify.model import BulkOperation
from tests.shopify.conftest import Admin

LEVELS = """{ inventoryItems { edges { node { id sku inventoryLevels { edges { node { id location { id }
  quantities(names: ["available"]) { name quantity } } } } } } } }"""


def start(admin: Admin, query: str) -> dict[str, Any]:
    payload: dict[str, Any] = admin("BulkLevels", query=query)["data"]["bulkOperationRunQuery"]
    return payload


def finish(admin: Admin, payload: dict[str, Any]) -> dict[str, Any]:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        found: dict[str, Any] = admin("BulkStatus", id=payload["bulkOperation"]["id"])["data"]["bulkOperation"]
        if found["status"] in {"COMPLETED", "FAILED"}:
            return found
    raise AssertionError("The bulk operation did not end.")


def rows(url: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in httpx.get(url).text.splitlines()]


def test_rows_carry_their_parent_and_need_not_follow_it(shop: Shop, admin: Admin) -> None:
    for number in range(250):
        shop.add_variant(f"S{number}", number)
    payload = start(admin, LEVELS)
    assert payload["bulkOperation"]["status"] == "CREATED"
    done = finish(admin, payload)
    assert (done["status"], done["objectCount"], done["rootObjectCount"]) == ("COMPLETED", "500", "250")
    found = rows(done["url"])
    items = {row["id"]: row["sku"] for row in found if "__parentId" not in row}
    levels = {items[row["__parentId"]]: row["quantities"][0]["quantity"] for row in found if "__parentId" in row}
    assert levels == {f"S{number}": number for number in range(250)}
    assert "__parentId" not in found[1]


def test_grouped_each_row_follows_its_parent(shop: Shop, admin: Admin) -> None:
    for number in range(3):
        shop.add_variant(f"S{number}", number)
    query = "mutation B($q: String!) { bulkOperationRunQuery(query: $q, groupObjects: true) { bulkOperation { id } } }"
    done = finish(admin, admin(query, q=LEVELS)["data"]["bulkOperationRunQuery"])
    assert ["__parentId" in row for row in rows(done["url"])] == [False, True] * 3


def test_an_object_that_is_no_connection_is_in_its_row(shop: Shop, admin: Admin) -> None:
    shop.add_variant("A", 1)
    order = shop.sell([("A", 1)])
    done = finish(
        admin,
        start(admin, "{ orders { nodes { id totalPriceSet { shopMoney { amount } } lineItems { nodes { sku } } } } }"),
    )
    assert rows(done["url"]) == [
        {"id": f"gid://shopify/Order/{order.id}", "totalPriceSet": {"shopMoney": {"amount": "85.0"}}},
        {"sku": "A", "__parentId": f"gid://shopify/Order/{order.id}"},
    ]


@pytest.mark.parametrize(
    "query",
    [
        "{ shop { name } }",
        "{ inventoryItems { edges { node { cake } } } }",
        "{ inventoryItems { edges",
        '{ nodes(ids: ["a"]) { id } inventoryItems { edges { node { id } } } }',
        "{ products { nodes { variants { nodes { inventoryItem { inventoryLevels { nodes { id } } } } } } } }",
    ],
)
def test_what_is_no_bulk_query_is_invalid(admin: Admin, query: str) -> None:
    payload = start(admin, query)
    assert payload["bulkOperation"] is None
    assert [(one["code"], one["field"]) for one in payload["userErrors"]] == [("INVALID", ["query"])]


def test_nothing_to_export_has_no_file(admin: Admin) -> None:
    done = finish(admin, start(admin, LEVELS))
    assert (done["status"], done["url"], done["objectCount"]) == ("COMPLETED", None, "0")


def test_no_more_than_five_run_at_once(shop: Shop, admin: Admin) -> None:
    shop.add_variant("A", 1)
    with shop.lock:
        for number in range(5):
            operation = shop.books.bulk.setdefault(number, _running(shop, number))
            assert operation.status == "RUNNING"
    assert [one["code"] for one in start(admin, LEVELS)["userErrors"]] == ["OPERATION_IN_PROGRESS"]


def _running(shop: Shop, number: int) -> BulkOperation:
    return BulkOperation(number, LEVELS, shop.clock.now(), grouped=False, status="RUNNING")


def test_a_failed_operation_has_part_of_its_rows(shop: Shop, admin: Admin) -> None:
    for number in range(10):
        shop.add_variant(f"S{number}", number)
    shop.fail("bulk")
    done = finish(admin, start(admin, LEVELS))
    assert (done["status"], done["errorCode"], done["url"]) == ("FAILED", "INTERNAL_SERVER_ERROR", None)
    assert len(rows(done["partialDataUrl"])) == 10
    assert shop.post.held[-1].topic == "bulk_operations/finish"
