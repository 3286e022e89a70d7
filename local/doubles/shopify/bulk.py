"""bulkOperationRunQuery: what it takes, and the rows that a query comes to."""

from collections.abc import Iterator
from typing import Any

from graphql import (
    FieldNode,
    GraphQLError,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_argument_values,
    get_named_type,
    parse,
    validate,
)
from graphql.type import is_composite_type, is_list_type
from graphql.type.definition import get_nullable_type

from local.doubles.shopify.asking import Asking, Resolver
from local.doubles.shopify.model import BulkOperation
from local.doubles.shopify.order_fields import entries
from local.doubles.shopify.refusals import user_error
from local.doubles.shopify.versions import schema

MOST_CONNECTIONS = 5
DEEPEST = 2
AT_ONCE = 5
CHUNK = 100  # roots before the rows nested in them

type Table = dict[str, dict[str, Resolver]]
type Row = dict[str, Any]


def run_query(_root: Any, asking: Asking, arguments: dict[str, Any]) -> dict[str, Any]:
    """Start an operation, unless the query is not one for it or too many run."""
    problem = _problem(arguments["query"], asking.version)
    if problem is not None:
        return {"bulkOperation": None, "userErrors": [user_error(["query"], problem, "INVALID")]}
    running = [one for one in asking.books.bulk.values() if one.status in {"CREATED", "RUNNING"}]
    if len(running) >= AT_ONCE:
        message = "A bulk query operation for this app and shop is already in progress."
        return {"bulkOperation": None, "userErrors": [user_error(None, message, "OPERATION_IN_PROGRESS")]}
    now = asking.books.clock.now()
    made = BulkOperation(asking.books.new_id(), arguments["query"], now, arguments["groupObjects"])
    asking.books.bulk[made.id] = made
    asking.start_bulk(made)
    asking.applied = True
    return {"bulkOperation": made, "userErrors": []}


def _problem(query: str, version: str) -> str | None:
    try:
        document = parse(query)
    except GraphQLError as error:
        return f"Invalid bulk query: {error.message}"
    errors = validate(schema(version), document)
    if errors:
        return f"Invalid bulk query: {errors[0].message}"
    node = next(one for one in document.definitions if isinstance(one, OperationDefinitionNode))
    roots = [one.name.value for one in node.selection_set.selections if isinstance(one, FieldNode)]
    if {"node", "nodes"} & set(roots):
        return "Bulk queries cannot contain node or nodes at the top level."
    kind = schema(version).query_type
    depths = list(_connections(schema(version), node.selection_set, kind, 1))
    if not depths:
        return "Bulk queries must contain at least one connection."
    if len(depths) > MOST_CONNECTIONS or max(depths) > DEEPEST:
        return f"Bulk queries have at most {MOST_CONNECTIONS} connections, {DEEPEST} deep."
    return None


def _connections(known: GraphQLSchema, chosen: SelectionSetNode, owner: Any, depth: int) -> Iterator[int]:
    for each in chosen.selections:
        if isinstance(each, InlineFragmentNode):
            inside = known.get_type(each.type_condition.name.value) if each.type_condition else owner
            yield from _connections(known, each.selection_set, inside, depth)
        elif isinstance(each, FieldNode) and each.selection_set is not None:
            inner: Any = get_named_type(owner.fields[each.name.value].type)
            connection = inner.name.endswith("Connection")
            if connection:
                yield depth
            yield from _connections(known, each.selection_set, inner, depth + connection)


class Reader:
    """Reads objects by a selection, faster than a whole execution: a bulk query has no pages, costs and paths."""

    def __init__(self, table: Table, asking: Asking) -> None:
        self._table = table
        self._asking = asking
        self._schema = schema(asking.version)
        self._arguments: dict[int, dict[str, Any]] = {}

    def roots(self, query: str) -> list[tuple[Any, FieldNode, GraphQLObjectType]]:
        """Return every object that the query's connections hold, with how it is to be read."""
        node = next(one for one in parse(query).definitions if isinstance(one, OperationDefinitionNode))
        _, nested = self.read(None, node.selection_set, self._schema.query_type)
        return nested

    def named(self, kind: Any) -> Any:
        """Return the type of an object by the type of the field it came from; a node's is its own."""
        return get_named_type(kind)

    def read(
        self, source: Any, chosen: SelectionSetNode, owner: Any
    ) -> tuple[Row, list[tuple[Any, FieldNode, GraphQLObjectType]]]:
        """Return an object's own fields, and what its connections hold."""
        row: Row = {}
        nested: list[tuple[Any, FieldNode, GraphQLObjectType]] = []
        for each in chosen.selections:
            if isinstance(each, InlineFragmentNode):
                more, inside = self.read(source, each.selection_set, owner)
                row, nested = row | more, nested + inside
            elif isinstance(each, FieldNode):
                self._field(source, each, owner, row, nested)
        return row, nested

    def _field(self, source: Any, node: FieldNode, owner: Any, row: Row, nested: list[Any]) -> None:
        name = node.name.value
        if name == "__typename":
            row[name] = owner.name
            return
        definition = owner.fields[name]
        given = self._arguments.get(id(node))
        if given is None:
            given = self._arguments[id(node)] = get_argument_values(definition, node)
        inner: Any = get_named_type(definition.type)
        if inner.name.endswith("Connection"):
            # There are no pages in a bulk query: all of it, whatever `first` says.
            whole = {key: value for key, value in given.items() if key not in {"first", "last", "after", "before"}}
            found = self._table[owner.name][name](source, self._asking, whole)
            node_field = _inside(node)
            nested += [(one, node_field, inner.fields["nodes"].type) for one in found.nodes]
            return
        value = self._table[owner.name][name](source, self._asking, given)
        row[(node.alias or node.name).value] = self._value(value, node, definition.type, inner, nested)

    def _value(self, value: Any, node: FieldNode, kind: Any, inner: Any, nested: list[Any]) -> Any:
        if value is None or not is_composite_type(inner) or node.selection_set is None:
            return value
        if is_list_type(get_nullable_type(kind)):
            return [self.read(one, node.selection_set, inner)[0] for one in value]
        row, inside = self.read(value, node.selection_set, inner)
        nested += inside
        return row


def _inside(node: FieldNode) -> FieldNode:
    """Return the field that selects a connection's nodes, be they in edges or not."""
    fields = [
        one for one in (node.selection_set.selections if node.selection_set else ()) if isinstance(one, FieldNode)
    ]
    for one in fields:
        if one.name.value == "nodes":
            return one
        if one.name.value == "edges" and one.selection_set is not None:
            return next(
                each for each in one.selection_set.selections if isinstance(each, FieldNode) and each.selection_set
            )
    raise GraphQLError("A connection in a bulk query selects nodes.")


FIELDS: Table = {
    "Mutation": {"bulkOperationRunQuery": run_query},
    "BulkOperationRunQueryPayload": entries("bulkOperation", "userErrors"),
    "BulkOperationUserError": entries("field", "message", "code"),
}
