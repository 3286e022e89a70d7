"""How the fields of products, items, levels and locations are read."""

from collections.abc import Callable
from typing import Any

from local.doubles.kit.clock import stamp
from local.doubles.shopify.asking import Asking, Resolver, find
from local.doubles.shopify.gids import amount, gid
from local.doubles.shopify.model import Item, Level, Location, Product, Variant
from local.doubles.shopify.paging import Page, page
from local.doubles.shopify.refusals import Refused
from local.doubles.shopify.search import matcher, parse


def attr(name: str) -> Resolver:
    """Read an attribute."""
    return lambda each, _asking, _arguments: getattr(each, name)


def always(value: Any) -> Resolver:
    """Answer the same for each."""
    return lambda _each, _asking, _arguments: value


def read(reader: Callable[[Any], Any]) -> Resolver:
    """Read from the object alone."""
    return lambda each, _asking, _arguments: reader(each)


def key(name: str) -> Resolver:
    """Read what stands under a name."""
    return lambda each, _asking, _arguments: each.get(name)


def _time(name: str) -> Resolver:
    return lambda each, _asking, _arguments: stamp(getattr(each, name))


def times(*names: str) -> dict[str, Resolver]:
    """Read createdAt and its like."""
    return {f"{name}At": _time(f"{name}_at") for name in names}


def identity(kind: str) -> dict[str, Resolver]:
    """Read id and legacyResourceId."""
    return {"id": read(lambda each: gid(kind, each.id)), "legacyResourceId": read(lambda each: str(each.id))}


def by_id(each: Any) -> tuple[int]:
    """Order by id."""
    return (each.id,)


def level_gid(level: Level) -> str:
    """Write a level's id, which names its item."""
    return f"gid://shopify/InventoryLevel/{level.id}?inventory_item_id={level.item.id}"


def _quantities(level: Level, _asking: Asking, arguments: dict[str, Any]) -> list[dict[str, Any]]:
    found = []
    for name in arguments["names"]:
        quantity = level.named(name)
        if quantity is None:
            raise Refused(f"The quantity name {name!r} is not one of Shopify's.", "INVALID_FIELD_ARGUMENTS")
        at = stamp(level.updated_at) if name == "available" else None
        found.append(
            {
                "id": f"gid://shopify/InventoryQuantity/{level.id}?inventory_item_id={level.item.id}&name={name}",
                "name": name,
                "quantity": quantity,
                "updatedAt": at,
            }
        )
    return found


def _level_of(item: Item, asking: Asking, arguments: dict[str, Any]) -> Level | None:
    location = find(asking, arguments["locationId"])
    return item.levels.get(location.id) if isinstance(location, Location) else None


def _levels_of(item: Item, _asking: Asking, arguments: dict[str, Any]) -> Page:
    return page(list(item.levels.values()), arguments, by_id)


def _level_at(location: Location, asking: Asking, arguments: dict[str, Any]) -> Level | None:
    item = find(asking, arguments["inventoryItemId"])
    return item.levels.get(location.id) if isinstance(item, Item) else None


def _levels_at(location: Location, asking: Asking, arguments: dict[str, Any]) -> Page:
    test = matcher(
        parse(arguments.get("query") or ""),
        {
            "updated_at": lambda level: level.updated_at,
            "created_at": lambda level: level.created_at,
            "inventory_item_id": lambda level: level.item.id,
        },
    )
    held = (item.levels.get(location.id) for item in asking.books.items.values())
    return page([level for level in held if level is not None and test(level)], arguments, lambda one: (one.item.id,))


def _duplicates(item: Item, asking: Asking, _arguments: dict[str, Any]) -> int:
    return max(0, len(asking.books.with_sku(item.sku)) - 1)


def _sum(variant: Variant) -> int:
    return sum(level.available for level in variant.item.levels.values())


def _variants(each: Any, _asking: Asking, arguments: dict[str, Any]) -> Page:
    return page(each.variants if isinstance(each, Product) else [each.variant], arguments, by_id)


FIELDS: dict[str, dict[str, Resolver]] = {
    "InventoryItem": identity("InventoryItem")
    | times("created", "updated")
    | {
        "sku": attr("sku"),
        "tracked": attr("tracked"),
        "requiresShipping": always(value=True),
        "duplicateSkuCount": _duplicates,
        "inventoryLevel": _level_of,
        "inventoryLevels": _levels_of,
        "variant": attr("variant"),
        "variants": _variants,
    },
    "InventoryLevel": times("created", "updated")
    | {
        "id": read(level_gid),
        "isActive": always(value=True),
        "canDeactivate": read(lambda level: not level.on_hand),
        "deactivationAlert": always(None),
        "item": attr("item"),
        "location": attr("location"),
        "quantities": _quantities,
    },
    "InventoryQuantity": {name: key(name) for name in ("id", "name", "quantity", "updatedAt")},
    "Location": identity("Location")
    | times("created")
    | {
        "updatedAt": read(lambda location: stamp(location.created_at)),
        "name": attr("name"),
        "isActive": always(value=True),
        "fulfillsOnlineOrders": always(value=True),
        "shipsInventory": always(value=True),
        "isFulfillmentService": always(value=False),
        "isPrimary": lambda each, asking, _arguments: each is asking.books.location,
        "hasActiveInventory": always(value=True),
        "inventoryLevel": _level_at,
        "inventoryLevels": _levels_at,
    },
    "Product": identity("Product")
    | times("created", "updated")
    | {
        "title": attr("title"),
        "vendor": attr("vendor"),
        "productType": attr("type"),
        "status": always("ACTIVE"),
        "handle": read(lambda product: "-".join(product.title.lower().split())),
        "isGiftCard": read(lambda product: any(variant.gift_card for variant in product.variants)),
        "tags": always([]),
        "totalInventory": read(lambda product: sum(map(_sum, product.variants))),
        "tracksInventory": read(lambda product: any(variant.item.tracked for variant in product.variants)),
        "variants": _variants,
    },
    "ProductVariant": identity("ProductVariant")
    | {
        "createdAt": read(lambda variant: stamp(variant.product.created_at)),
        "updatedAt": read(lambda variant: stamp(variant.item.updated_at)),
        "sku": read(lambda variant: variant.item.sku),
        "title": read(lambda variant: variant.title or "Default Title"),
        "displayName": read(lambda variant: f"{variant.product.title} - {variant.title or 'Default Title'}"),
        "price": read(lambda variant: amount(variant.price)),
        "position": always(1),
        "barcode": always(None),
        "taxable": always(value=True),
        "requiresComponents": attr("bundle"),
        "inventoryPolicy": attr("policy"),
        "inventoryQuantity": read(_sum),
        "sellableOnlineQuantity": read(_sum),
        "availableForSale": read(
            lambda variant: not variant.item.tracked or variant.policy == "CONTINUE" or _sum(variant) > 0
        ),
        "inventoryItem": attr("item"),
        "product": attr("product"),
    },
}
