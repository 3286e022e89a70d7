"""Answers one GraphQL document as the Admin API does: schema, cost, throttle, execution, cost again."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from graphql import (
    FieldNode,
    GraphQLError,
    GraphQLResolveInfo,
    OperationType,
    execute_sync,
    get_directive_values,
)

from local.doubles.shopify.asking import Asking
from local.doubles.shopify.bucket import Bucket
from local.doubles.shopify.calls import Call
from local.doubles.shopify.cost import SINGLE_QUERY, Price, too_dear
from local.doubles.shopify.document import Document, parsed, problems, read, variables
from local.doubles.shopify.paging import Page
from local.doubles.shopify.refusals import Refused
from local.doubles.shopify.table import KINDS, TABLE, connection_field
from local.doubles.shopify.versions import schema


@dataclass
class Ready:
    """A document that was read, and may be run."""

    document: Document
    variables: dict[str, Any]
    price: Price
    requested: int
    mutates: bool = field(init=False)

    def __post_init__(self) -> None:
        """Tell mutations apart."""
        self.mutates = self.document.operation.operation == OperationType.MUTATION


def prepare(version: str, query: str, given: dict[str, Any], operation_name: str | None) -> Ready | dict[str, Any]:
    """Hold a document against the version's schema; return it ready to run, or the body that refuses it."""
    known = schema(version)
    try:
        document = read(query, operation_name)
    except GraphQLError as error:
        return {"errors": [error.formatted]}
    errors = _problems(version, query)
    if errors:
        return {"errors": errors}
    taken, errors = variables(known, document, given)
    if errors:
        return {"errors": errors}
    price = Price(known, document.fragments, taken)
    try:
        requested = price.operation(document.operation)
    except Refused as error:
        return {"errors": [error.formatted]}
    if requested > SINGLE_QUERY:
        return {"errors": [too_dear(requested).formatted]}
    return Ready(document, taken, price, requested)


@lru_cache(maxsize=64)
def _problems(version: str, query: str) -> list[dict[str, Any]]:
    return problems(schema(version), parsed(query))


def throttled(bucket: Bucket, requested: int) -> dict[str, Any]:
    """Return the body for whoever has no points left."""
    error = {"message": "Throttled", "extensions": {"code": "THROTTLED"}}
    return {"errors": [error], "extensions": {"cost": _cost(bucket, requested, None)}}


def run(ready: Ready, asking: Asking, bucket: Bucket, call: Call) -> dict[str, Any]:
    """Run a document; the lock of the shop is held."""
    if bucket.available() < ready.requested:
        call.outcome = "THROTTLED"
        return throttled(bucket, ready.requested)
    bucket.spend(ready.requested)
    result = execute_sync(
        schema(asking.version),
        ready.document.ast,
        context_value=asking,
        variable_values=ready.variables,
        operation_name=ready.document.operation.name.value if ready.document.operation.name else None,
        field_resolver=_resolve,
        type_resolver=lambda value, _info, _kind: KINDS[type(value)],
    )
    actual = ready.price.operation(ready.document.operation, result.data or {}, ran=True)
    actual = min(actual, ready.requested)
    bucket.spend(actual - ready.requested)
    call.key, call.applied, call.cost = asking.key, asking.applied, actual
    call.outcome = _outcome(result.errors, result.data)
    body: dict[str, Any] = {"errors": [_error(one) for one in result.errors]} if result.errors else {}
    return body | {"data": result.data, "extensions": {"cost": _cost(bucket, ready.requested, actual)}}


def _resolve(source: Any, info: GraphQLResolveInfo[Asking], **arguments: Any) -> Any:
    owner, name = info.parent_type.name, info.field_name
    if isinstance(source, Page):
        return connection_field(source, name)
    if owner.endswith("Edge"):
        return source[name == "node"]
    if owner == "PageInfo":
        return source[name]
    resolver = TABLE.get(owner, {}).get(name)
    if resolver is None:
        raise Refused(f"The double does not know {owner}.{name}.", "INTERNAL_SERVER_ERROR")
    if owner == "Mutation":
        info.context.key = _key(info.field_nodes[0], info)
    return resolver(source, info.context, arguments)


def _key(node: FieldNode, info: GraphQLResolveInfo[Asking]) -> str | None:
    directive = info.schema.get_directive("idempotent")
    values = get_directive_values(directive, node, info.variable_values) if directive else None
    return str(values["key"]) if values else None


def _error(error: GraphQLError) -> dict[str, Any]:
    """Write an error that came up while running, its path as far as the refusal knows it."""
    original = error.original_error
    said = dict(error.formatted)
    if isinstance(original, GraphQLError) and original.path:
        said["path"] = original.path
    if error.extensions is None or "code" not in error.extensions:
        said["extensions"] = {"code": "INTERNAL_SERVER_ERROR"}
    return said


def _outcome(errors: list[GraphQLError] | None, data: dict[str, Any] | None) -> str:
    codes = [str((one.extensions or {}).get("code", "error")) for one in errors or ()]
    for payload in (data or {}).values():
        if isinstance(payload, dict):
            codes += [str(one.get("code") or one.get("message")) for one in payload.get("userErrors") or ()]
    return " ".join(dict.fromkeys(codes)) or "ok"


def _cost(bucket: Bucket, requested: int, actual: int | None) -> dict[str, Any]:
    return {"requestedQueryCost": requested, "actualQueryCost": actual, "throttleStatus": bucket.status()}
