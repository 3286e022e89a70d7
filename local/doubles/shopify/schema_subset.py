"""Cuts Shopify's own introspection of the Admin API down to what the double can answer, and writes it as SDL.

The introspections ship in the npm package @shopify/dev-mcp (1.16.0: dist/data/admin_<version>.json.gz), under the
ISC licence. With the package unpacked: python -m local.doubles.shopify.schema_subset <package folder>
"""

import gzip
import json
import sys
from pathlib import Path
from typing import Any

from graphql import build_client_schema, print_schema

from local.doubles.shopify.schema_parts import split
from local.doubles.shopify.versions import ACCESSIBLE, FOLDER

INTERFACES = {"Node", "LegacyInteroperability", "DisplayableError"}

# Fields kept beside all scalars and enums; what a type is not named with is reached by no field.
KEPT: dict[str, str] = {
    "QueryRoot": "bulkOperation bulkOperations currentBulkOperation inventoryItem inventoryItems inventoryLevel"
    " location locations node nodes order orders ordersCount product productVariant productVariants products"
    " publicApiVersions shop webhookSubscription webhookSubscriptions",
    "Mutation": "bulkOperationRunQuery inventoryActivate inventoryAdjustQuantities inventorySetQuantities"
    " webhookSubscriptionCreate webhookSubscriptionDelete webhookSubscriptionUpdate",
    "InventoryItem": "inventoryLevel inventoryLevels variant variants",
    "InventoryLevel": "item location quantities",
    "InventoryQuantity": "",
    "InventoryAdjustmentGroup": "changes",
    "InventoryChange": "item location",
    "Location": "inventoryLevel inventoryLevels",
    "Product": "variants",
    "ProductVariant": "inventoryItem product",
    "Order": "billingAddress currentTotalPriceSet customAttributes customer lineItems shippingAddress shippingLine"
    " shippingLines subtotalPriceSet totalDiscountsSet totalPriceSet totalShippingPriceSet totalTaxSet",
    "LineItem": "customAttributes discountAllocations lineItemGroup originalUnitPriceSet product variant",
    "LineItemGroup": "customAttributes",
    "DiscountAllocation": "allocatedAmountSet",
    "ShippingLine": "originalPriceSet",
    "Customer": "",
    "MailingAddress": "",
    "Attribute": "",
    "MoneyBag": "presentmentMoney shopMoney",
    "MoneyV2": "",
    "Count": "",
    "Shop": "",
    "BulkOperation": "",
    "WebhookSubscription": "apiVersion",
    "ApiVersion": "",
    "PageInfo": "",
}
WHOLE = ("Payload", "Edge", "UserError")

NOTICE = """# Part of the schemas of Shopify's Admin API, cut by local/doubles/shopify/schema_subset.py from
# @shopify/dev-mcp 1.16.0.
#
"""


def named(reference: dict[str, Any]) -> tuple[str, str]:
    """Return kind and name of the type inside its lists and non-nulls."""
    while reference["ofType"]:
        reference = reference["ofType"]
    return reference["kind"], reference["name"]


def keeps(owner: str, field: dict[str, Any]) -> bool:
    """Tell whether the subset has this field of an object or interface."""
    kind, name = named(field["type"])
    if owner in {"QueryRoot", "Mutation"}:
        return field["name"] in KEPT[owner].split()
    if owner.endswith("Connection"):
        return field["name"] in {"edges", "nodes", "pageInfo"}
    if kind in {"SCALAR", "ENUM"}:
        return True
    return field["name"] in KEPT.get(owner, "").split() or (owner.endswith(WHOLE) and kind == "OBJECT" and known(name))


def known(name: str) -> bool:
    """Tell whether an object type may be reached."""
    return name in KEPT or name.endswith((*WHOLE, "Connection"))


def prune(introspection: dict[str, Any]) -> dict[str, Any]:
    """Return the introspection with the fields kept, and the types these reach."""
    types = {each["name"]: each for each in introspection["__schema"]["types"]}
    reached: dict[str, dict[str, Any]] = {}
    waiting = ["QueryRoot", "Mutation"]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached[name] = _trim(types[name])
            waiting += _references(reached[name])
    for each in reached.values():
        each["possibleTypes"] = [one for one in each["possibleTypes"] or () if one["name"] in reached]
    names = [each["name"] for each in types.values() if each["name"] in reached]
    schema = introspection["__schema"] | {"types": [reached[name] for name in names], "subscriptionType": None}
    directives = [each for each in schema["directives"] if each["name"] == "idempotent"]
    return {"__schema": schema | {"description": None, "directives": [_plain(each) for each in directives]}}


def _trim(each: dict[str, Any]) -> dict[str, Any]:
    trimmed = _plain(each)
    if each["fields"]:
        trimmed["fields"] = [_plain(field) for field in each["fields"] if keeps(each["name"], field)]
        trimmed["interfaces"] = [one for one in each["interfaces"] or () if one["name"] in INTERFACES]
    for values in ("enumValues", "inputFields"):
        trimmed[values] = [_plain(value) for value in each[values] or ()] if each[values] else each[values]
    return trimmed


def _plain(each: dict[str, Any]) -> dict[str, Any]:
    plain = each | {"description": None}
    if plain.get("args"):
        plain["args"] = [_plain(argument) for argument in plain["args"]]
    return plain


def _references(each: dict[str, Any]) -> list[str]:
    fields = [*(each["fields"] or ()), *(each["inputFields"] or ())]
    arguments = [argument for field in fields for argument in field.get("args") or ()]
    references = [named(one["type"])[1] for one in [*fields, *arguments]]
    return references + [one["name"] for one in each["interfaces"] or ()]


def write(package: Path) -> None:
    """Write the subset of every version, in parts with the licence that they come under."""
    notice = "".join(f"# {line}".rstrip() + "\n" for line in (package / "LICENSE").read_text().splitlines())
    for part, sdl in split({version: _sdl(package, version) for version in ACCESSIBLE}).items():
        path = FOLDER / f"{part}.graphql"
        path.write_text(NOTICE + notice + "\n" + sdl)
        print(path, path.stat().st_size)


def _sdl(package: Path, version: str) -> str:
    packed = package / "dist" / "data" / f"admin_{version}.json.gz"
    introspection = prune(json.loads(gzip.decompress(packed.read_bytes()))["data"])
    return print_schema(build_client_schema(introspection))  # type: ignore[arg-type]


if __name__ == "__main__":
    write(Path(sys.argv[1]))
