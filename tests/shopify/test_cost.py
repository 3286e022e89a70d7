"""What documents cost and what is left: recorded figures, the limit of one document, the bucket."""

from typing import Any

import pytest

from local.doubles.shopify import Settings, Shop, Shopify, ShopSettings
from tests.shopify.conftest import DOMAIN, OPERATIONS, TOKEN, Admin

# Documents of recorded replies of the real API, and the cost that it asked for.
RECORDED = {
    """{ inventoryItem(id: $id) { id inventoryLevels(first: 5) { nodes { location { id name }
      quantities(names: ["available"]) { name quantity } } } } }""": 12,
    """{ product(id: $id) { id } inventoryItem(id: $id) { id variant { id product { id } } inventoryLevels(first: 5) {
      nodes { id location { id } quantities(names: ["available", "on_hand"]) { name } } } } }""": 15,
    """{ location(id: $id) { inventoryLevels(first: 1) { edges { node { id item { id } location { id }
      quantities(names: ["available"]) { name } } } pageInfo { hasNextPage } } } }""": 7,
}


@pytest.mark.parametrize(("query", "cost"), RECORDED.items())
def test_a_document_costs_what_was_recorded(admin: Admin, query: str, cost: int) -> None:
    body = admin(f"query Q($id: ID!) {query}", id="gid://shopify/InventoryItem/1")
    assert body["extensions"]["cost"]["requestedQueryCost"] == cost


def test_a_mutation_costs_ten_and_what_it_shows(shop: Shop, admin: Admin) -> None:
    shop.add_variant("A", 1)
    asked = {"name": "available", "reason": "correction", "quantities": [admin.quantity("A", 2, 1)]}
    cost = admin("SetQuantities", input=asked, key="k")["extensions"]["cost"]
    assert (cost["requestedQueryCost"], cost["actualQueryCost"]) == (13, 13)
    stale = admin("SetQuantities", input=asked, key="k2")["extensions"]["cost"]
    assert (stale["requestedQueryCost"], stale["actualQueryCost"]) == (13, 10)


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_every_known_operation_is_within_the_limit(admin: Admin, name: str) -> None:
    given: dict[str, Any] = {
        "q": "sku:A" if name == "ItemsBySku" else "",
        "locationId": admin.location,
        "input": {"name": "available", "reason": "correction", "quantities": [], "changes": []},
        "inventoryItemId": "gid://shopify/InventoryItem/1",
        "key": name,
        "query": "{ shop { name } }",
        "id": "gid://shopify/BulkOperation/1",
        "topic": "ORDERS_CREATE",
        "sub": {"uri": "https://example.com/hook"},
    }
    if "input" in OPERATIONS[name]:
        given["input"] = {
            "name": "available",
            "reason": "correction",
            "quantities" if name == "SetQuantities" else "changes": [],
        }
    assert "errors" not in admin(name, **given)


def test_a_document_that_costs_more_than_1000_is_refused(admin: Admin) -> None:
    query = "{ orders(first: 250) { nodes { lineItems(first: 250) { nodes { product { id } variant { product { id } inventoryItem { id } } } } } } }"
    error = admin(query)["errors"][0]
    assert error["extensions"]["code"] == "MAX_COST_EXCEEDED"
    assert error["extensions"]["cost"] > error["extensions"]["maxCost"] == 1000


def test_what_was_asked_for_and_not_used_comes_back(admin: Admin) -> None:
    before = admin("Locs")["extensions"]["cost"]["throttleStatus"]
    cost = admin("OrdersSince", q="")["extensions"]["cost"]
    assert cost["requestedQueryCost"] > 300 > cost["actualQueryCost"]
    assert cost["throttleStatus"]["currentlyAvailable"] > before["maximumAvailable"] - 100


def test_whoever_has_no_points_is_throttled_until_they_are_restored() -> None:
    double = Shopify(Settings((ShopSettings(DOMAIN, token=TOKEN, bucket=20, restore_rate=1),)))
    double.start()
    admin = Admin(double)
    double.shop(DOMAIN).add_variant("A", 1)
    asked = {"name": "available", "reason": "correction", "quantities": [admin.quantity("A", 2, 1)]}
    admin("SetQuantities", input=asked, key="k")
    answer = admin.post(OPERATIONS["SetQuantities"], {"input": asked, "key": "k2"})
    double.clock.advance(seconds=10)
    after = admin("SetQuantities", input=asked, key="k2")
    double.stop()
    assert answer.status_code == 200
    body = answer.json()
    assert "data" not in body
    assert body["errors"] == [{"message": "Throttled", "extensions": {"code": "THROTTLED"}}]
    cost = body["extensions"]["cost"]
    assert (cost["requestedQueryCost"], cost["actualQueryCost"]) == (13, None)
    assert cost["throttleStatus"] == {"maximumAvailable": 20, "currentlyAvailable": 7, "restoreRate": 1}
    assert after["data"]["inventorySetQuantities"]["userErrors"][0]["code"] == "CHANGE_FROM_QUANTITY_STALE"
