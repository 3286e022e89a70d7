"""Our documents: Shopify's schemas know them, they stay under what one may cost, and carry what no schema asks for."""

from typing import Any

import pytest
from graphql import (
    FieldNode,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
    is_leaf_type,
    parse,
    print_ast,
    validate,
)

from local.doubles.shopify.versions import ACCESSIBLE, NEWEST, schema
from ordak.shopify import documents as shopify_documents
from ordak.shopify.call import API_VERSION
from ordak.shopify.documents import ASKED, BULK_LEVELS, DOCUMENTS, LINES, PAGE, SET_QUANTITIES, Document

BULK = Document("BulkLevels", BULK_LEVELS % "gid://shopify/Location/1", 0)


def operation(document: Document) -> OperationDefinitionNode:
    (found,) = parse(document.text).definitions
    assert isinstance(found, OperationDefinitionNode)
    return found


def naive(chosen: SelectionSetNode, owner: Any, made_of: GraphQLSchema, page: int) -> int:
    """Every object 1 and a mutation 10, as often as a page may hold it; scalars and connections nothing."""
    points = 0
    for node in chosen.selections:
        if isinstance(node, InlineFragmentNode):
            assert node.type_condition is not None
            points += naive(node.selection_set, made_of.get_type(node.type_condition.name.value), made_of, page)
            continue
        assert isinstance(node, FieldNode)
        kind = get_named_type(owner.fields[node.name.value].type)
        if is_leaf_type(kind):
            continue
        assert node.selection_set is not None
        arguments = {each.name.value: each.value for each in node.arguments or ()}
        first = arguments.get("first")
        length = int(first.value) if isinstance(first, IntValueNode) else 1
        own = 0 if kind.name.endswith("Connection") else 10 if owner.name == "Mutation" else 1
        many = page if node.name.value == "nodes" else 1
        points += many * (own + naive(node.selection_set, kind, made_of, length))
    return points


def test_three_versions_are_there_and_ours_is_the_newest() -> None:
    assert ACCESSIBLE == ("2026-04", "2026-07", "2026-10")
    assert NEWEST == API_VERSION


@pytest.mark.parametrize("version", ACCESSIBLE)
@pytest.mark.parametrize("document", [*DOCUMENTS, BULK], ids=lambda document: document.name)
def test_document_is_valid_in_each_version(document: Document, version: str) -> None:
    assert validate(schema(version), parse(document.text)) == []


def test_schema_refuses_what_was_removed() -> None:
    old = SET_QUANTITIES.text.replace("userErrors { code field }", "userErrors { code field } compareQuantity")
    assert validate(schema(NEWEST), parse(old)) != []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_document_costs_no_more_than_it_says_and_less_than_a_thousand(document: Document) -> None:
    made_of = schema(NEWEST)
    node = operation(document)
    asked = PAGE if document.name == "Existing" else ASKED  # ids of one question
    cost = naive(node.selection_set, made_of.get_root_type(node.operation), made_of, asked)
    assert cost <= document.cost < 1000
    assert cost > document.cost * 0.7  # a reservation far too large would hold others back


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_document_has_the_name_that_a_call_log_shows(document: Document) -> None:
    node = operation(document)
    assert node.name is not None
    assert node.name.value == document.name
    assert document.changes == (node.operation.value == "mutation")


def test_every_document_is_among_those_that_are_checked() -> None:
    assert {each for each in vars(shopify_documents).values() if isinstance(each, Document)} == set(DOCUMENTS)


def test_pages_are_as_long_as_the_client_counts_on() -> None:
    texts = {document.name: document.text for document in DOCUMENTS}
    assert f"inventoryItems(first: {ASKED}," in texts["ItemsBySku"]
    assert f"inventoryLevels(first: {PAGE}," in texts["LevelPage"]
    assert f"orders(first: {PAGE}," in texts["OrdersSince"]
    assert f"lineItems(first: {LINES}," in texts["Order"]


def test_change_of_quantities_carries_its_key() -> None:
    field = operation(SET_QUANTITIES).selection_set.selections[0]
    assert "@idempotent(key: $key)" in print_ast(field).splitlines()[0]


def test_bulk_document_asks_for_one_connection() -> None:
    assert print_ast(operation(BULK)).count("edges") == 1
