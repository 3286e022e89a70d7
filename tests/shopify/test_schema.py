"""The committed schemas: what they take, what they refuse, and that they differ where Shopify's versions do."""

import re

import pytest
from graphql import build_schema, parse, validate

from local.doubles.shopify.schema_parts import parts_of, split
from local.doubles.shopify.versions import ACCESSIBLE as VERSIONS
from local.doubles.shopify.versions import FOLDER
from local.doubles.shopify.versions import sdl as text
from tests.shopify.conftest import OPERATIONS, Admin

OLD = """mutation Old($item: ID!, $place: ID!) {
  inventorySetQuantities(input: {name: "available", reason: "correction", %s
    quantities: [{inventoryItemId: $item, locationId: $place, quantity: 1%s}]}) { userErrors { message } } }"""


def test_every_file_of_a_schema_is_one_of_a_version_and_carries_its_licence() -> None:
    files = {path.stem: path.read_text() for path in FOLDER.iterdir()}
    assert files.keys() == {"admin", "since_2026-07", "since_2026-10", "until_2026-07"}
    assert files.keys() <= {part for version in VERSIONS for part in parts_of(version, VERSIONS)}
    for file in files.values():
        assert "Copyright 2025-present, Shopify Inc." in file
        assert "ISC License" in file


def test_schemas_are_split_into_what_all_have_and_what_some_have() -> None:
    parts = split(
        {
            "1": "interface Node { id: ID! } type Query implements Node { id: ID! old: Old } type Old { a: Int }",
            "2": "interface Node { id: ID! } type Query implements Node { id: ID! old(b: Int): Int }",
            "3": "interface Node { id: ID! } type Query implements Node { id: ID! old(b: Int): Int new: Int }",
        }
    )
    assert parts == {
        "admin": "interface Node {\n  id: ID!\n}\n\ntype Query implements Node {\n  id: ID!\n}\n",
        "until_1": "extend type Query {\n  old: Old\n}\n\ntype Old {\n  a: Int\n}\n",
        "since_2": "extend type Query {\n  old(b: Int): Int\n}\n",
        "since_3": "extend type Query {\n  new: Int\n}\n",
    }


def test_what_was_away_in_between_cannot_be_split() -> None:
    with pytest.raises(ValueError, match="In 1, 3"):
        split({"1": "type Query { a: Int b: Int }", "2": "type Query { a: Int }", "3": "type Query { a: Int b: Int }"})


@pytest.mark.parametrize("version", VERSIONS)
def test_the_known_operations_validate(version: str) -> None:
    schema = build_schema(text(version))
    assert len(OPERATIONS) == 11
    for operation in OPERATIONS.values():
        assert validate(schema, parse(operation)) == []


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(("head", "entry"), [("ignoreCompareQuantity: true", ""), ("", ", compareQuantity: 1")])
def test_the_old_compare_quantity_is_refused(version: str, head: str, entry: str) -> None:
    assert validate(build_schema(text(version)), parse(OLD % (head, entry)))


def test_an_item_that_is_not_stocked_is_an_error_only_before_2026_10() -> None:
    with_code = {version for version in VERSIONS if re.search(r"\bITEM_NOT_STOCKED_AT_LOCATION\b", text(version))}
    assert with_code == {"2026-04", "2026-07"}


def test_the_privacy_topics_cannot_be_subscribed_to() -> None:
    assert "REDACT" not in text("2026-10")
    assert "DATA_REQUEST" not in text("2026-10")


def test_an_unknown_field_is_refused_in_shopifys_words(admin: Admin) -> None:
    error = admin("{ shop { favouriteCake } }")["errors"][0]
    assert error["message"] == "Field 'favouriteCake' doesn't exist on type 'Shop'"
    assert error["extensions"]["code"] == "undefinedField"


def test_an_unknown_argument_is_refused(admin: Admin) -> None:
    error = admin("{ locations(first: 1, colour: 2) { nodes { id } } }")["errors"][0]
    assert error["extensions"]["code"] == "argumentNotAccepted"


def test_a_variable_with_an_unknown_field_is_refused_as_recorded(admin: Admin) -> None:
    entry = {"inventoryItemId": "gid://shopify/InventoryItem/1", "locationId": admin.location, "quantity": 5}
    given = {"name": "available", "reason": "correction", "ignoreCompareQuantity": True, "quantities": [entry]}
    body = admin("SetQuantities", input=given, key="k")
    assert "data" not in body
    error = body["errors"][0]
    assert error["message"] == (
        "Variable $input of type InventorySetQuantitiesInput! was provided invalid value for "
        "ignoreCompareQuantity (Field is not defined on InventorySetQuantitiesInput)"
    )
    assert error["extensions"]["code"] == "INVALID_VARIABLE"
    assert error["extensions"]["value"] == given
    assert error["extensions"]["problems"] == [
        {"path": ["ignoreCompareQuantity"], "explanation": "Field is not defined on InventorySetQuantitiesInput"}
    ]


@pytest.mark.parametrize(
    ("entry", "path"),
    [
        ({"quantity": 1.5}, ["quantities", 0, "quantity"]),
        ({"quantity": "5"}, ["quantities", 0, "quantity"]),
        ({"quantity": 2**31}, ["quantities", 0, "quantity"]),
        ({"quantity": None}, ["quantities", 0, "quantity"]),
        ({"locationId": None}, ["quantities", 0, "locationId"]),
    ],
)
def test_a_variable_of_the_wrong_kind_is_refused_with_its_path(
    admin: Admin, entry: dict[str, object], path: list[object]
) -> None:
    whole = {"inventoryItemId": "gid://shopify/InventoryItem/1", "locationId": admin.location, "quantity": 5} | entry
    body = admin("SetQuantities", input={"name": "available", "reason": "correction", "quantities": [whole]}, key="k")
    assert [one["path"] for one in body["errors"][0]["extensions"]["problems"]] == [path]


def test_what_is_no_document_is_refused(admin: Admin) -> None:
    assert admin("{ shop { ")["errors"]
    assert admin.post("").json()["errors"]
    answer = admin.post("{ shop { name } }", operationName="Missing")
    assert answer.json()["errors"]
