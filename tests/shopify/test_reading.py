"""Reading: a search that does not tell case apart, pages by key, orders as an app may see them."""

from typing import Any

import pytest

from local.doubles.shopify import Shop, Shopify
from tests.shopify.conftest import Admin

PAGE = """query Page($first: Int, $after: String, $q: String) {
  inventoryItems(first: $first, after: $after, query: $q) {
    edges { cursor node { id } } nodes { sku } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""
ORDERS = """query Orders($q: String, $after: String, $first: Int = 2) {
  orders(first: $first, after: $after, query: $q, sortKey: UPDATED_AT) {
    nodes { name } pageInfo { hasNextPage endCursor } } }"""
BODY = """query Order($id: ID!) { order(id: $id) {
  name number createdAt updatedAt cancelledAt cancelReason note tags test sourceName currencyCode
  customAttributes { key value } totalPriceSet { shopMoney { amount currencyCode } }
  customer { id firstName lastName displayName } shippingAddress { firstName address1 city zip }
  shippingLines(first: 5) { nodes { title code } } displayFinancialStatus displayFulfillmentStatus
  currentSubtotalLineItemsQuantity
  lineItems(first: 10) { nodes { id sku title name variantTitle quantity currentQuantity customAttributes { key value }
    originalUnitPriceSet { shopMoney { amount } } discountAllocations { allocatedAmountSet { shopMoney { amount } } }
    isGiftCard vendor product { id productType } variant { id inventoryItem { id } } } } } }"""


def found(admin: Admin, query: str) -> list[str]:
    return [node["sku"] for node in admin(PAGE, first=50, q=query)["data"]["inventoryItems"]["nodes"]]


def test_a_search_by_sku_finds_every_spelling_of_it(shop: Shop, admin: Admin) -> None:
    for sku in ("CAKE-8", "cake-8", "Cake 8 (small)", "TART", "O'Brien", None):
        shop.add_variant(sku, 1)
    assert found(admin, "sku:CAKE-8") == ["CAKE-8", "cake-8"]
    assert found(admin, "sku:'cake-8' OR sku:\"TART\"") == ["CAKE-8", "cake-8", "TART"]
    assert found(admin, "sku:'cake 8 (small)'") == ["Cake 8 (small)"]
    assert found(admin, r"sku:'O\'Brien'") == ["O'Brien"]
    assert found(admin, "sku:cake*") == ["CAKE-8", "cake-8", "Cake 8 (small)"]
    assert found(admin, "sku:CAKE-8 AND NOT id:1") == ["CAKE-8", "cake-8"]
    assert found(admin, "sku:nothing") == []


def test_a_query_that_cannot_be_read_is_refused(admin: Admin) -> None:
    for query in ("colour:red", "(sku:A", "sku:A OR", "updated_at:>yesterday", "?"):
        admin.shop.add_variant("A", 1)
        assert admin(PAGE, first=1, q=query)["errors"][0]["extensions"]["code"] == "BAD_REQUEST", query


def test_duplicates_are_counted_by_the_exact_sku(shop: Shop, admin: Admin) -> None:
    for sku in ("A", "A", "a"):
        shop.add_variant(sku, 1)
    body = admin("ItemsBySku", q="sku:a", locationId=admin.location)
    nodes = body["data"]["inventoryItems"]["nodes"]
    assert [(node["sku"], node["duplicateSkuCount"]) for node in nodes] == [("A", 1), ("A", 1), ("a", 0)]


def test_levels_tell_quantities_by_name(shop: Shop, admin: Admin) -> None:
    shop.add_variant("A", 5, committed=2)
    level = admin("ItemsBySku", q="sku:A", locationId=admin.location)["data"]["inventoryItems"]["nodes"][0][
        "inventoryLevel"
    ]
    assert {one["name"]: one["quantity"] for one in level["quantities"]} == {
        "available": 5,
        "on_hand": 7,
        "committed": 2,
    }
    assert level["id"].endswith(admin.item("A").rsplit("/", 1)[1])
    same = admin("query L($id: ID!) { inventoryLevel(id: $id) { id location { id } } }", id=level["id"])
    assert same["data"]["inventoryLevel"] == {"id": level["id"], "location": {"id": admin.location}}
    wrong = admin(
        '{ locations(first: 1) { nodes { inventoryLevels(first: 1) { nodes { quantities(names: ["spare"]) { name } } } } } }'
    )
    assert wrong["errors"][0]["extensions"]["code"] == "INVALID_FIELD_ARGUMENTS"


def test_pages_follow_each_other_whatever_happens_between(shop: Shop, admin: Admin) -> None:
    for number in range(5):
        shop.add_variant(f"S{number}", 1)
    first = admin(PAGE, first=2)["data"]["inventoryItems"]
    shop.add_variant("S5", 1)
    second = admin(PAGE, first=2, after=first["pageInfo"]["endCursor"])["data"]["inventoryItems"]
    third = admin(PAGE, first=2, after=second["edges"][-1]["cursor"])["data"]["inventoryItems"]
    assert [node["sku"] for page in (first, second, third) for node in page["nodes"]] == [f"S{n}" for n in range(6)]
    assert [page["pageInfo"]["hasNextPage"] for page in (first, second, third)] == [True, True, False]
    assert [page["pageInfo"]["hasPreviousPage"] for page in (first, second, third)] == [False, True, True]
    back = admin(
        "query B($c: String) { inventoryItems(last: 1, before: $c) { nodes { sku } } }",
        c=third["pageInfo"]["startCursor"],
    )
    assert back["data"]["inventoryItems"]["nodes"] == [{"sku": "S3"}]
    assert admin(PAGE, first=2, after="no cursor")["errors"][0]["extensions"]["code"] == "BAD_REQUEST"


@pytest.mark.parametrize(
    "query", ["{ inventoryItems { nodes { id } } }", "{ inventoryItems(first: 251) { nodes { id } } }"]
)
def test_a_page_is_sized_and_at_most_250(admin: Admin, query: str) -> None:
    assert admin(query)["errors"][0]["extensions"]["code"] == "BAD_REQUEST"


def test_no_more_than_25000_can_be_paged_through(shop: Shop, admin: Admin) -> None:
    for number in range(25_001):
        shop.add_variant(f"S{number}", 1)
    query = "query P($a: String) { inventoryItems(first: 250, after: $a) { nodes { id } pageInfo { endCursor hasNextPage } } }"
    after, pages, body = None, 0, {}
    while pages < 200:
        body = admin(query, a=after)
        if "errors" in body:
            break
        after, pages = body["data"]["inventoryItems"]["pageInfo"]["endCursor"], pages + 1
    assert pages == 100
    assert body["errors"][0]["extensions"]["code"] == "BAD_REQUEST"


def test_nodes_answer_by_id_and_null_for_what_is_not_there(shop: Shop, admin: Admin) -> None:
    variant = shop.add_variant("A", 4, policy="CONTINUE", tracked=False)
    ids = [admin.item("A"), f"gid://shopify/ProductVariant/{variant.id}", "gid://shopify/InventoryItem/1", "nonsense"]
    query = "query N($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on InventoryItem { tracked } ... on ProductVariant { sku inventoryPolicy inventoryQuantity product { title } } } }"
    nodes = admin(query, ids=ids)["data"]["nodes"]
    assert nodes[0] == {"__typename": "InventoryItem", "id": ids[0], "tracked": False}
    assert (nodes[1]["inventoryPolicy"], nodes[1]["inventoryQuantity"]) == ("CONTINUE", 4)
    assert nodes[2:] == [None, None]


def test_a_field_that_is_in_the_schema_and_not_in_the_double_says_so(shop: Shop, admin: Admin) -> None:
    shop.add_variant("A", 1)
    assert "does not know" in admin("{ shop { contactEmail } }")["errors"][0]["message"]


def test_orders_are_found_by_when_they_changed(double: Shopify, shop: Shop, admin: Admin) -> None:
    shop.add_variant("A", 50)
    names = []
    for _ in range(3):
        names.append(shop.sell([("A", 1)]).name)
        double.clock.advance(minutes=10)
    since = double.clock.now().isoformat(timespec="seconds")
    assert admin(ORDERS, q=f"updated_at:>='{since}'")["data"]["orders"]["nodes"] == []
    shop.edit(names[0], "A", 2)
    assert admin(ORDERS, q=f"updated_at:>='{since}'")["data"]["orders"]["nodes"] == [{"name": names[0]}]
    first = admin(ORDERS, q="")["data"]["orders"]
    second = admin(ORDERS, q="", after=first["pageInfo"]["endCursor"])["data"]["orders"]
    assert [node["name"] for page in (first, second) for node in page["nodes"]] == [names[1], names[2], names[0]]


def test_orders_older_than_sixty_days_are_not_shown(double: Shopify, shop: Shop, admin: Admin) -> None:
    shop.add_variant("A", 5)
    order = shop.sell([("A", 1)])
    double.clock.advance(days=61)
    assert admin(ORDERS, q="")["data"]["orders"]["nodes"] == []
    assert admin(BODY, id=f"gid://shopify/Order/{order.id}")["data"]["order"] is None


def test_an_order_has_all_that_its_webhook_has(shop: Shop, admin: Admin) -> None:
    shop.add_variant("A", 5, title="Cake", variant_title="8 inch", price="85.50")
    fields: dict[str, Any] = {
        "note": "Ring twice",
        "tags": ["Pickup", "VIP"],
        "note_attributes": [{"name": "Pickup-Date", "value": "2026-12-05"}],
        "customer": {"id": 7, "first_name": "Ada", "last_name": "Example", "email": "ada@example.com"},
        "shipping_address": {"first_name": "Ada", "address1": "1 Sample Street", "city": "Springfield", "zip": "00000"},
        "shipping_lines": [{"id": 1, "title": "Local delivery", "code": "LOCAL", "price": "7.50"}],
    }
    sold = shop.sell([("A", 2, [{"name": "Message", "value": 5}])], **fields)
    shop.refund(sold, "A", 1)
    order = admin(BODY, id=f"gid://shopify/Order/{sold.id}")["data"]["order"]
    assert (order["note"], order["tags"], order["test"], order["sourceName"]) == (
        "Ring twice",
        ["Pickup", "VIP"],
        False,
        "web",
    )
    assert order["customAttributes"] == [{"key": "Pickup-Date", "value": "2026-12-05"}]
    assert order["totalPriceSet"]["shopMoney"] == {"amount": "178.5", "currencyCode": "AUD"}
    assert order["customer"] == {
        "id": "gid://shopify/Customer/7",
        "firstName": "Ada",
        "lastName": "Example",
        "displayName": "Ada Example",
    }
    assert order["shippingAddress"]["city"] == "Springfield"
    assert order["shippingLines"]["nodes"] == [{"title": "Local delivery", "code": "LOCAL"}]
    assert (order["displayFinancialStatus"], order["displayFulfillmentStatus"]) == ("PARTIALLY_REFUNDED", "UNFULFILLED")
    line = order["lineItems"]["nodes"][0]
    assert (line["quantity"], line["currentQuantity"], order["currentSubtotalLineItemsQuantity"]) == (2, 1, 1)
    assert (line["name"], line["variantTitle"], line["originalUnitPriceSet"]) == (
        "Cake - 8 inch",
        "8 inch",
        {"shopMoney": {"amount": "85.5"}},
    )
    assert line["customAttributes"] == [{"key": "Message", "value": "5"}]
    assert line["variant"]["inventoryItem"]["id"] == admin.item("A")
