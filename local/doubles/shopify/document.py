"""A document before it runs: read, held against the schema, its variables too; refused in Shopify's words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    NonNullTypeNode,
    OperationDefinitionNode,
    VariableDefinitionNode,
    is_enum_type,
    is_input_object_type,
    is_list_type,
    is_non_null_type,
    is_required_input_field,
    parse,
    print_ast,
    type_from_ast,
    validate,
    value_from_ast_untyped,
)

_WORDS = (
    (
        re.compile(r"Cannot query field '(\w+)' on type '(\w+)'"),
        r"Field '\1' doesn't exist on type '\2'",
        "undefinedField",
    ),
    (
        re.compile(r"Unknown argument '(\w+)' on field '\w+\.(\w+)'"),
        r"Field '\2' doesn't accept argument '\1'",
        "argumentNotAccepted",
    ),
    (
        re.compile(r"Field '(\w+)' is not defined by type '(\w+)'"),
        r"InputObject '\2' doesn't accept argument '\1'",
        "argumentNotAccepted",
    ),
)


@dataclass(frozen=True)
class Document:
    """A document that may run."""

    ast: DocumentNode
    operation: OperationDefinitionNode
    fragments: dict[str, FragmentDefinitionNode]
    name: str


@lru_cache(maxsize=64)
def parsed(query: str) -> DocumentNode:
    """Parse a document, once: callers send the same few again, and each time costs milliseconds."""
    return parse(query)


def read(query: str, operation_name: str | None) -> Document:
    """Parse a document and find the operation in it; raises GraphQLError."""
    ast = parsed(query)
    operations = [one for one in ast.definitions if isinstance(one, OperationDefinitionNode)]
    chosen = [one for one in operations if operation_name is None or (one.name and one.name.value == operation_name)]
    if len(chosen) != 1:
        raise GraphQLError(
            "An operation name is required" if operation_name is None else f"No operation named {operation_name}"
        )
    fragments = {one.name.value: one for one in ast.definitions if isinstance(one, FragmentDefinitionNode)}
    first = next((one.name.value for one in chosen[0].selection_set.selections if isinstance(one, FieldNode)), "")
    return Document(ast, chosen[0], fragments, chosen[0].name.value if chosen[0].name else first)


def problems(schema: GraphQLSchema, ast: DocumentNode) -> list[dict[str, Any]]:
    """Return what the schema has against a document."""
    return [_worded(error) for error in validate(schema, ast)]


def _worded(error: GraphQLError) -> dict[str, Any]:
    said = error.formatted
    for pattern, words, code in _WORDS:
        found = pattern.match(error.message)
        if found is not None:
            return {**said, "message": found.expand(words), "extensions": {"code": code}}
    return {**said, "extensions": {"code": "invalid"}}


def variables(
    schema: GraphQLSchema, document: Document, given: dict[str, Any]
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return the variables with their defaults, and what the schema has against them."""
    taken: dict[str, Any] = {}
    errors: list[dict[str, Any]] = []
    for definition in document.operation.variable_definitions or ():
        name = definition.variable.name.value
        if name not in given and definition.default_value is not None:
            taken[name] = value_from_ast_untyped(definition.default_value)
        elif name in given or isinstance(definition.type, NonNullTypeNode):
            kind = type_from_ast(schema, definition.type)
            found = list(_wrong(given.get(name), kind, []))
            taken[name] = given.get(name)
            errors += [_invalid(definition, given.get(name), found)] if found else []
    return taken, errors


def _invalid(definition: VariableDefinitionNode, value: Any, found: list[dict[str, Any]]) -> dict[str, Any]:
    reasons = ", ".join(f"{'.'.join(map(str, one['path']))} ({one['explanation']})".strip() for one in found)
    said = f"Variable ${definition.variable.name.value} of type {print_ast(definition.type)} was provided invalid value"
    place = definition.loc.start_token if definition.loc else None
    return {
        "message": f"{said} for {reasons}",
        "locations": [{"line": place.line, "column": place.column}] if place else [],
        "extensions": {"code": "INVALID_VARIABLE", "value": value, "problems": found},
    }


def _wrong(value: Any, kind: Any, path: list[str | int]) -> Iterator[dict[str, Any]]:
    """Return what is wrong with a value, as problems with their paths."""
    if is_non_null_type(kind):
        if value is None:
            yield {"path": path, "explanation": "Expected value to not be null"}
            return
        kind = kind.of_type
    if value is None:
        return
    if is_list_type(kind):
        for at, each in enumerate(value if isinstance(value, list) else [value]):
            yield from _wrong(each, kind.of_type, [*path, at])
    elif is_input_object_type(kind):
        yield from _wrong_fields(value, kind, path)
    else:
        yield from _wrong_leaf(value, kind, path)


def _wrong_fields(value: Any, kind: Any, path: list[str | int]) -> Iterator[dict[str, Any]]:
    if not isinstance(value, dict):
        yield {"path": path, "explanation": f'Expected "{value}" to be a key-value object.'}
        return
    for name in value:
        if name not in kind.fields:
            yield {"path": [*path, name], "explanation": f"Field is not defined on {kind.name}"}
    for name, field in kind.fields.items():
        if name in value or is_required_input_field(field):
            yield from _wrong(value.get(name), field.type, [*path, name])


def _wrong_leaf(value: Any, kind: Any, path: list[str | int]) -> Iterator[dict[str, Any]]:
    if is_enum_type(kind):
        if value not in kind.values:
            options = ", ".join(kind.values)
            yield {"path": path, "explanation": f'Expected "{value}" to be one of: {options}'}
        return
    try:
        kind.coerce_input_value(value)
    except GraphQLError as error:
        yield {"path": path, "explanation": error.message}
