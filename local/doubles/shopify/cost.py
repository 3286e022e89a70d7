"""What a document costs, before it runs and after: objects 1, mutations 10, connections by the size of their page.

Shopify publishes the first two. How a page counts is fitted to recorded replies (15 for five levels with location
beside four objects, 27 for fifty beside four): in full up to five, then with the logarithm.
"""

import math
from dataclasses import dataclass
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
    is_leaf_type,
    is_list_type,
    value_from_ast_untyped,
)
from graphql.type import GraphQLNullableType, get_nullable_type

from local.doubles.shopify.paging import LARGEST_PAGE
from local.doubles.shopify.refusals import Refused

MUTATION = 10
SINGLE_QUERY = 1000


@dataclass(frozen=True)
class Price:
    """What is needed to price a document; with `data`, what came of it is priced."""

    schema: GraphQLSchema
    fragments: dict[str, FragmentDefinitionNode]
    variables: dict[str, Any]

    def operation(self, node: OperationDefinitionNode, data: Any = None, *, ran: bool = False) -> int:
        """Price the whole operation."""
        root = self.schema.get_root_type(node.operation)
        if root is None:
            return 0
        return max(1, self.selection(node.selection_set, root, data, ran=ran))

    def selection(self, chosen: SelectionSetNode, owner: Any, data: Any, *, ran: bool) -> int:
        """Price the fields chosen of one object."""
        total = 0
        for each in chosen.selections:
            if isinstance(each, FieldNode):
                total += self._field(each, owner, data, ran=ran)
            elif isinstance(each, FragmentSpreadNode):
                fragment = self.fragments[each.name.value]
                inside = self.schema.get_type(fragment.type_condition.name.value)
                total += self.selection(fragment.selection_set, inside, data, ran=ran)
            elif isinstance(each, InlineFragmentNode):
                condition = each.type_condition
                inside = self.schema.get_type(condition.name.value) if condition else owner
                total += self.selection(each.selection_set, inside, data, ran=ran)
        return total

    def _field(self, node: FieldNode, owner: Any, data: Any, *, ran: bool) -> int:
        definition = getattr(owner, "fields", {}).get(node.name.value)
        if definition is None or node.selection_set is None or is_leaf_type(get_named_type(definition.type)):
            return 0
        held = data.get((node.alias or node.name).value) if isinstance(data, dict) else None
        if ran and held is None:
            return MUTATION if owner is self.schema.mutation_type else 0
        inner = get_named_type(definition.type)
        if inner.name.endswith("Connection"):
            return self._connection(node, inner, held, ran=ran)
        listed: GraphQLNullableType = get_nullable_type(definition.type)
        if is_list_type(listed):
            parts: list[Any] = list(held or ()) if ran else [None]
            return max((self.selection(node.selection_set, inner, part, ran=ran) for part in parts), default=0)
        own = MUTATION if owner is self.schema.mutation_type else (0 if inner.name.endswith("Payload") else 1)
        return own + self.selection(node.selection_set, inner, held, ran=ran)

    def _connection(self, node: FieldNode, kind: GraphQLObjectType, held: Any, *, ran: bool) -> int:
        size = self._size(node)
        total = 1
        for part in node.selection_set.selections if node.selection_set else ():
            if not isinstance(part, FieldNode) or part.selection_set is None:
                continue
            name = part.name.value
            if name == "pageInfo":
                total += 1
                continue
            listed = list(held.get((part.alias or part.name).value) or ()) if ran else [None]
            inside = get_named_type(kind.fields[name].type)
            if name == "edges":
                total += 1
            each = [self._node(part, name, inside, one, ran=ran) for one in listed]
            total += math.floor(weight(len(each) if ran else size) * max(each, default=0))
        return total

    def _node(self, part: FieldNode, name: str, inside: Any, one: Any, *, ran: bool) -> int:
        if part.selection_set is None:
            return 0
        inner = self.selection(part.selection_set, inside, one, ran=ran)
        return max(1, inner) if name == "edges" else 1 + inner

    def _size(self, node: FieldNode) -> int:
        """Return how many a page may have; Shopify wants to be told, and has a limit."""
        given = {
            argument.name.value: value_from_ast_untyped(argument.value, self.variables)
            for argument in node.arguments or ()
        }
        name = node.name.value
        asked = next((given[each] for each in ("first", "last") if given.get(each) is not None), None)
        if asked is None:
            raise Refused(f"you must provide one of first or last for {name}", "BAD_REQUEST")
        if not 0 <= asked <= LARGEST_PAGE:
            raise Refused(f"{asked} is not between 0 and {LARGEST_PAGE}, the largest page of {name}", "BAD_REQUEST")
        return int(asked)


def weight(size: int) -> float:
    """Return what a page of this size counts for."""
    in_full = 5
    return size if size <= in_full else math.floor(in_full + 6 * math.log10(size / in_full))


def too_dear(cost: int) -> Refused:
    """Refuse a single document that costs too much."""
    message = f"Query cost is {cost}, which exceeds the single query max cost limit ({SINGLE_QUERY})."
    return Refused(message, "MAX_COST_EXCEEDED", cost=cost, maxCost=SINGLE_QUERY)
