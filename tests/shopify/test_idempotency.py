"""The @idempotent duty: mandatory, remembered for a day by key and fingerprint, never applied twice."""

from typing import Any

import pytest

from local.doubles.shopify import Shop, Shopify
from tests.shopify.conftest import OPERATIONS, Admin


@pytest.fixture(autouse=True)
def shelf(shop: Shop) -> None:
    shop.add_variant("CAKE", 5)


@pytest.mark.parametrize("operation", ["SetQuantities", "AdjustQuantities", "Activate"])
def test_a_mutation_of_stock_needs_the_directive(admin: Admin, operation: str) -> None:
    query = OPERATIONS[operation].replace(" @idempotent(key: $key)", "").replace(", $key: String!", "")
    entry = {"inventoryItemId": admin.item("CAKE"), "locationId": admin.location}
    givens: dict[str, dict[str, Any]] = {
        "SetQuantities": {
            "input": {"name": "available", "reason": "correction", "quantities": [entry | {"quantity": 1}]}
        },
        "AdjustQuantities": {"input": {"name": "available", "reason": "correction", "changes": [entry | {"delta": 1}]}},
        "Activate": entry,
    }
    body = admin(query, **givens[operation])
    root = "inventory" + operation
    assert body["data"] == {root: None}
    assert (
        body["errors"][0]["message"] == "The @idempotent directive is required for this mutation but was not provided."
    )
    assert body["errors"][0]["extensions"] == {"code": "BAD_REQUEST"}
    assert body["errors"][0]["path"] == [root]


def test_the_same_key_and_input_succeed_again_without_being_applied(shop: Shop, admin: Admin) -> None:
    first = admin.set(admin.quantity("CAKE", 9, 5))
    shop.adjust("CAKE", -1)
    again = admin.set(admin.quantity("CAKE", 9, 5))
    assert again == first
    assert shop.available("CAKE") == 8
    assert shop.changes("CAKE") == 1
    assert [call.applied for call in shop.calls] == [True, False]


def test_the_same_key_with_another_input_is_a_mismatch(shop: Shop, admin: Admin) -> None:
    admin.set(admin.quantity("CAKE", 9, 5))
    payload = admin.set(admin.quantity("CAKE", 8, 9))
    assert [one["code"] for one in payload["userErrors"]] == ["IDEMPOTENCY_KEY_PARAMETER_MISMATCH"]
    assert shop.available("CAKE") == 9


def test_the_order_of_fields_is_not_another_input(admin: Admin) -> None:
    entry = admin.quantity("CAKE", 9, 5)
    admin.set(entry)
    assert not admin.set(dict(reversed(entry.items())))["userErrors"]


def test_a_key_whose_attempt_failed_wants_a_new_one(shop: Shop, admin: Admin) -> None:
    assert admin.set(admin.quantity("CAKE", 9, 4))["userErrors"][0]["code"] == "CHANGE_FROM_QUANTITY_STALE"
    shop.adjust("CAKE", -1)
    again = admin.set(admin.quantity("CAKE", 9, 4))
    assert again["userErrors"][0]["code"] == "IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED"
    assert not admin.set(admin.quantity("CAKE", 9, 4), key="new")["userErrors"]


def test_a_key_in_use_is_to_be_tried_again(shop: Shop, admin: Admin) -> None:
    shop.fail("key in use")
    assert admin.set(admin.quantity("CAKE", 9, 5))["userErrors"][0]["code"] == "IDEMPOTENCY_CONCURRENT_REQUEST"
    assert not admin.set(admin.quantity("CAKE", 9, 5))["userErrors"]


@pytest.mark.parametrize(("hours", "applied"), [(23.9, False), (24.1, True)])
def test_a_key_is_forgotten_after_a_day(
    double: Shopify, shop: Shop, admin: Admin, hours: float, *, applied: bool
) -> None:
    admin.set(admin.quantity("CAKE", 9, None))
    shop.adjust("CAKE", -4)
    double.clock.advance(hours=hours)
    admin.set(admin.quantity("CAKE", 9, None))
    assert shop.available("CAKE") == (9 if applied else 5)
    assert shop.count("SetQuantities", applied=True) == (2 if applied else 1)


def test_a_request_that_was_never_carried_out_leaves_its_key_free(shop: Shop, admin: Admin) -> None:
    entry = admin.quantity("CAKE", 9, 5)
    silent = {name: value for name, value in entry.items() if name != "changeFromQuantity"}
    admin("SetQuantities", input={"name": "available", "reason": "correction", "quantities": [silent]}, key="key-1")
    shop.fail("throttled")
    admin("SetQuantities", input={"name": "available", "reason": "correction", "quantities": [entry]}, key="key-1")
    assert not admin.set(entry)["userErrors"]
    assert shop.available("CAKE") == 9
