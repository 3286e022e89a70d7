"""Setting and changing quantities: compare-and-set, all or nothing, and each code with the path to the mistake."""

from typing import Any

import pytest

from local.doubles.shopify import Shop
from tests.shopify.conftest import OPERATIONS, Admin

REASONS = (
    "correction, cycle_count_available, damaged, movement_canceled, movement_created, movement_received,"
    " movement_updated, other, promotion, quality_control, received, reservation_created, reservation_deleted,"
    " reservation_updated, restock, safety_stock, shrinkage"
)


@pytest.fixture(autouse=True)
def shelf(shop: Shop) -> None:
    shop.add_variant("CAKE", 5, committed=2)
    shop.add_variant("TART", 3)
    shop.add_variant("SET", 0, bundle=True)


def mistakes(payload: dict[str, Any]) -> list[tuple[str, list[str] | None]]:
    return [(one["code"], one["field"]) for one in payload["userErrors"]]


def test_setting_available_moves_on_hand_by_the_same(shop: Shop, admin: Admin) -> None:
    query = OPERATIONS["SetQuantities"].replace('(quantityNames: ["available"])', "")
    asked = {"name": "available", "reason": "correction", "quantities": [admin.quantity("CAKE", 9, 5)]}
    group = admin(query, input=asked, key="k")["data"]["inventorySetQuantities"]["inventoryAdjustmentGroup"]
    assert [(one["name"], one["delta"], one["quantityAfterChange"]) for one in group["changes"]] == [
        ("available", 4, None),
        ("on_hand", 4, None),
    ]
    assert (shop.available("CAKE"), shop.committed("CAKE")) == (9, 2)


def test_setting_on_hand_moves_available(shop: Shop, admin: Admin) -> None:
    assert not admin.set(admin.quantity("CAKE", 10, 7), name="on_hand")["userErrors"]
    assert shop.available("CAKE") == 8


def test_a_stale_comparison_changes_nothing_of_the_batch(shop: Shop, admin: Admin) -> None:
    payload = admin.set(admin.quantity("CAKE", 9, 5), admin.quantity("TART", 9, 2))
    assert payload["inventoryAdjustmentGroup"] is None
    assert mistakes(payload) == [("CHANGE_FROM_QUANTITY_STALE", ["input", "quantities", "1", "changeFromQuantity"])]
    assert (shop.available("CAKE"), shop.available("TART")) == (5, 3)


def test_null_skips_the_comparison_and_nothing_does_not(shop: Shop, admin: Admin) -> None:
    assert not admin.set(admin.quantity("CAKE", 1, None))["userErrors"]
    entry = admin.quantity("CAKE", 9, None)
    del entry["changeFromQuantity"]
    asked = {"name": "available", "reason": "correction", "quantities": [entry]}
    body = admin("SetQuantities", input=asked, key="k2")
    assert body["data"] == {"inventorySetQuantities": None}
    error = body["errors"][0]
    assert error["message"] == "InventoryQuantityInput must include the following argument: changeFromQuantity."
    assert error["extensions"] == {"code": "INVALID_FIELD_ARGUMENTS"}
    assert error["path"] == ["inventorySetQuantities"]
    assert shop.available("CAKE") == 1


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"inventoryItemId": "gid://shopify/InventoryItem/9"}, "INVALID_INVENTORY_ITEM", "inventoryItemId"),
        ({"locationId": "gid://shopify/Location/9"}, "INVALID_LOCATION", "locationId"),
        ({"quantity": 1_000_000_001}, "INVALID_QUANTITY_TOO_HIGH", "quantity"),
        ({"quantity": -1_000_000_001}, "INVALID_QUANTITY_TOO_LOW", "quantity"),
    ],
)
def test_a_mistake_in_an_entry_has_its_code_and_path(
    admin: Admin, changed: dict[str, Any], code: str, field: str
) -> None:
    payload = admin.set(admin.quantity("TART", 1, 3), admin.quantity("CAKE", 1, 5) | changed)
    assert mistakes(payload) == [(code, ["input", "quantities", "1", field])]


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"name": "committed"}, "INVALID_NAME", "name"),
        ({"reason": "because"}, "INVALID_REASON", "reason"),
        ({"referenceDocumentUri": "no scheme"}, "INVALID_REFERENCE_DOCUMENT", "referenceDocumentUri"),
        ({"referenceDocumentUri": "scheme://"}, "INVALID_REFERENCE_DOCUMENT", "referenceDocumentUri"),
    ],
)
def test_a_mistake_in_the_head_has_its_code_and_path(
    admin: Admin, changed: dict[str, Any], code: str, field: str
) -> None:
    payload = admin.set(admin.quantity("CAKE", 1, None), **changed)
    assert (code, ["input", field]) in mistakes(payload)
    if code == "INVALID_REASON":
        assert payload["userErrors"][0]["message"] == f"The specified reason is invalid. Valid values are: {REASONS}."


def test_on_hand_cannot_be_negative_and_available_can(shop: Shop, admin: Admin) -> None:
    refused = admin.set(admin.quantity("CAKE", -1, 7), name="on_hand")
    assert mistakes(refused) == [("INVALID_QUANTITY_NEGATIVE", ["input", "quantities", "0", "quantity"])]
    assert not admin.set(admin.quantity("CAKE", -1, 5), key="k2")["userErrors"]
    assert shop.available("CAKE") == -1


def test_a_pair_twice_and_a_bundle_are_refused(admin: Admin) -> None:
    twice = admin.set(admin.quantity("CAKE", 1, 5), admin.quantity("CAKE", 2, 5))
    code = "NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR"
    assert mistakes(twice) == [(code, ["input", "quantities", str(at)]) for at in range(2)]  # the first line too
    assert mistakes(admin.set(admin.quantity("SET", 1, 0), key="k2"))[0][0] == "NON_MUTABLE_INVENTORY_ITEM"


@pytest.mark.parametrize("count", [250, 251])
def test_a_batch_has_at_most_250_entries(shop: Shop, admin: Admin, count: int) -> None:
    skus = [f"S{number}" for number in range(count)]
    for sku in skus:
        shop.add_variant(sku, 1)
    asked = {"name": "available", "reason": "correction", "quantities": [admin.quantity(sku, 2, 1) for sku in skus]}
    body = admin("SetQuantities", input=asked, key="k")
    if count == 250:
        assert len(body["data"]["inventorySetQuantities"]["inventoryAdjustmentGroup"]["changes"]) == 250
    else:
        assert body["errors"][0]["extensions"]["code"] == "MAX_INPUT_SIZE_EXCEEDED"
        assert body["errors"][0]["path"] == ["inventorySetQuantities", "input", "quantities"]
    assert shop.available("S0") == (2 if count == 250 else 1)


@pytest.mark.parametrize(("version", "refused"), [("2026-04", True), ("2026-07", True), ("2026-10", False)])
def test_where_an_item_was_never_stocked_depends_on_the_version(
    shop: Shop, admin: Admin, version: str, *, refused: bool
) -> None:
    place = shop.add_location("Warehouse")
    entry = admin.quantity("CAKE", 4, 0) | {"locationId": f"gid://shopify/Location/{place.id}"}
    payload = admin.set(entry, version=version)
    assert [one["code"] for one in payload["userErrors"]] == (["ITEM_NOT_STOCKED_AT_LOCATION"] if refused else [])
    assert shop.available("CAKE") == (5 if refused else 9)


def adjust(admin: Admin, *changes: dict[str, Any], key: str = "k", name: str = "available") -> dict[str, Any]:
    asked = {"name": name, "reason": "correction", "changes": list(changes)}
    return admin("AdjustQuantities", input=asked, key=key)


def change(admin: Admin, sku: str, delta: int, change_from: int | None) -> dict[str, Any]:
    return {
        "inventoryItemId": admin.item(sku),
        "locationId": admin.location,
        "delta": delta,
        "changeFromQuantity": change_from,
    }


def test_adjusting_moves_both_and_compares_too(shop: Shop, admin: Admin) -> None:
    payload = adjust(admin, change(admin, "CAKE", 2, 5))["data"]["inventoryAdjustQuantities"]
    assert [one["name"] for one in payload["inventoryAdjustmentGroup"]["changes"]] == ["available", "on_hand"]
    stale = adjust(admin, change(admin, "CAKE", 2, 5), key="k2")["data"]["inventoryAdjustQuantities"]
    assert mistakes(stale) == [("CHANGE_FROM_QUANTITY_STALE", ["input", "changes", "0", "changeFromQuantity"])]
    assert shop.available("CAKE") == 7


def test_adjusting_has_duties_bounds_and_documents_of_its_own(admin: Admin) -> None:
    entry = change(admin, "CAKE", 1, None)
    silent = {name: value for name, value in entry.items() if name != "changeFromQuantity"}
    error = adjust(admin, silent)["errors"][0]
    assert error["message"] == "InventoryChangeInput must include the following argument: changeFromQuantity."
    high = adjust(admin, entry | {"delta": 2_000_000_001})["data"]["inventoryAdjustQuantities"]
    assert mistakes(high) == [("INVALID_QUANTITY_TOO_HIGH", ["input", "changes", "0", "delta"])]
    document = adjust(admin, entry | {"ledgerDocumentUri": "a://b"}, key="k2")["data"]["inventoryAdjustQuantities"]
    assert mistakes(document)[0][0] == "INVALID_AVAILABLE_DOCUMENT"
    name = adjust(admin, entry, key="k3", name="on_hand")["data"]["inventoryAdjustQuantities"]
    assert mistakes(name) == [("INVALID_QUANTITY_NAME", ["input", "name"])]


def test_an_item_is_stocked_once_at_a_location(shop: Shop, admin: Admin) -> None:
    place = f"gid://shopify/Location/{shop.add_location('Warehouse').id}"
    given: dict[str, Any] = {"inventoryItemId": admin.item("CAKE"), "locationId": place, "available": 3}
    level = admin("Activate", **given, key="k")["data"]["inventoryActivate"]["inventoryLevel"]
    assert level["quantities"] == [{"name": "available", "quantity": 3}]
    again = admin("Activate", **given, key="k2")["data"]["inventoryActivate"]
    assert again["userErrors"][0]["field"] == ["available"]
    assert shop.available("CAKE") == 8
