"""How the fields of the query itself are read: searches, lists and single things by id."""

from collections.abc import Callable, Iterable
from typing import Any

from local.doubles.kit.clock import stamp
from local.doubles.shopify.asking import Asking, Resolver, find
from local.doubles.shopify.gids import gid
from local.doubles.shopify.model import BulkOperation, Item, Level, Location, Order, Product, Subscription, Variant
from local.doubles.shopify.order_fields import entries
from local.doubles.shopify.paging import Key, Page, page
from local.doubles.shopify.refusals import Refused
from local.doubles.shopify.search import Reader, equals_only, matcher, parse
from local.doubles.shopify.stock_fields import attr, by_id, identity, read, times
from local.doubles.shopify.versions import ACCESSIBLE, NEWEST, UNSUPPORTED

ITEM: dict[str, Reader] = {
    "sku": lambda item: item.sku,
    "id": lambda item: item.id,
    "created_at": lambda item: item.created_at,
    "updated_at": lambda item: item.updated_at,
}
VARIANT: dict[str, Reader] = {
    "sku": lambda variant: variant.item.sku,
    "id": lambda variant: variant.id,
    "product_id": lambda variant: variant.product.id,
    "title": lambda variant: variant.title,
    "updated_at": lambda variant: variant.item.updated_at,
}
PRODUCT: dict[str, Reader] = {
    "id": lambda product: product.id,
    "title": lambda product: product.title,
    "sku": lambda product: [variant.item.sku for variant in product.variants],
    "created_at": lambda product: product.created_at,
    "updated_at": lambda product: product.updated_at,
}
ORDER: dict[str, Reader] = {
    "id": lambda order: order.id,
    "name": lambda order: order.name,
    "created_at": lambda order: order.created_at.replace(microsecond=0),
    "updated_at": lambda order: order.updated_at.replace(microsecond=0),
    "processed_at": lambda order: order.created_at.replace(microsecond=0),
    "status": lambda order: ["cancelled" if order.cancelled_at else "open", "any"],
    "financial_status": lambda order: order.financial_status,
    "fulfillment_status": lambda order: order.fulfillment_status or "unfulfilled",
    "tag": lambda order: order.fields["tags"],
    "test": lambda order: str(order.fields["test"]).lower(),
    "sku": lambda order: [line.sku for line in order.lines if line.sku],
}
ORDER_KEYS: dict[str, Callable[[Any], Key]] = {
    "ID": lambda order: (order.id,),
    "ORDER_NUMBER": lambda order: (order.number, order.id),
    "CREATED_AT": lambda order: (stamp(order.created_at), order.id),
    "PROCESSED_AT": lambda order: (stamp(order.created_at), order.id),
    "UPDATED_AT": lambda order: (stamp(order.updated_at), order.id),
}


def _items(_root: Any, asking: Asking, arguments: dict[str, Any]) -> Page:
    tree = parse(arguments.get("query") or "")
    skus = equals_only(tree, "sku")
    found: Iterable[Item]
    if skus is None:
        found = filter(matcher(tree, ITEM), asking.books.items.values())
    else:
        found = {item.id: item for sku in skus for item in asking.books.search_sku(sku)}.values()
    return page(sorted(found, key=by_id), arguments, by_id)


def _variants(_root: Any, asking: Asking, arguments: dict[str, Any]) -> Page:
    tree = parse(arguments.get("query") or "")
    skus = equals_only(tree, "sku")
    found: Iterable[Variant]
    if skus is None:
        found = filter(matcher(tree, VARIANT), asking.books.variants.values())
    else:
        found = {item.id: item.variant for sku in skus for item in asking.books.search_sku(sku)}.values()
    return _sorted_by_id(found, arguments)


def _products(_root: Any, asking: Asking, arguments: dict[str, Any]) -> Page:
    test = matcher(parse(arguments.get("query") or ""), PRODUCT)
    return _sorted_by_id(filter(test, asking.books.products.values()), arguments)


def _sorted_by_id(found: Iterable[Any], arguments: dict[str, Any]) -> Page:
    if arguments.get("sortKey") not in {None, "ID", "CREATED_AT"}:
        raise Refused(f"The double does not sort by {arguments['sortKey']}.", "BAD_REQUEST")
    return page(sorted(found, key=by_id), arguments, by_id)


def _found_orders(asking: Asking, query: str | None) -> list[Order]:
    return list(filter(matcher(parse(query or ""), ORDER), asking.books.visible_orders()))


def _orders(_root: Any, asking: Asking, arguments: dict[str, Any]) -> Page:
    key = ORDER_KEYS.get(arguments.get("sortKey", "PROCESSED_AT"))
    if key is None:
        raise Refused(f"The double does not sort by {arguments['sortKey']}.", "BAD_REQUEST")
    return page(sorted(_found_orders(asking, arguments.get("query")), key=key), arguments, key)


def _count(_root: Any, asking: Asking, arguments: dict[str, Any]) -> dict[str, Any]:
    count = len(_found_orders(asking, arguments.get("query")))
    limit = arguments.get("limit") or count
    return {"count": min(count, limit), "precision": "EXACT" if count <= limit else "AT_LEAST"}


def _subscriptions(_root: Any, asking: Asking, arguments: dict[str, Any]) -> Page:
    topics, uri = arguments.get("topics"), arguments.get("uri")
    found = [
        one
        for one in asking.books.subscriptions.values()
        if (not topics or one.topic in topics) and uri in {None, one.uri}
    ]
    return page(found, arguments, by_id)


def _one(kind: type[Any]) -> Resolver:
    def resolve(_root: Any, asking: Asking, arguments: dict[str, Any]) -> Any:
        found = find(asking, arguments["id"]) if arguments.get("id") else None
        return found if isinstance(found, kind) else None

    return resolve


def _location(root: Any, asking: Asking, arguments: dict[str, Any]) -> Any:
    return _one(Location)(root, asking, arguments) if arguments.get("id") else asking.books.location


def _versions(_root: Any, _asking: Asking, _arguments: dict[str, Any]) -> list[dict[str, Any]]:
    names = [(one, f"{one} (Latest)" if one == NEWEST else one, True) for one in ACCESSIBLE]
    names += [(handle, name, False) for handle, name in UNSUPPORTED]
    return [{"handle": handle, "displayName": name, "supported": supported} for handle, name, supported in names]


FIELDS: dict[str, dict[str, Resolver]] = {
    "QueryRoot": {
        "inventoryItem": _one(Item),
        "inventoryItems": _items,
        "inventoryLevel": _one(Level),
        "location": _location,
        "locations": lambda _root, asking, arguments: page(list(asking.books.locations.values()), arguments, by_id),
        "product": _one(Product),
        "products": _products,
        "productVariant": _one(Variant),
        "productVariants": _variants,
        "order": _one(Order),
        "orders": _orders,
        "ordersCount": _count,
        "node": lambda _root, asking, arguments: find(asking, arguments["id"]),
        "nodes": lambda _root, asking, arguments: [find(asking, one) for one in arguments["ids"]],
        "bulkOperation": _one(BulkOperation),
        "bulkOperations": lambda _root, asking, arguments: page(list(asking.books.bulk.values()), arguments, by_id),
        "currentBulkOperation": lambda _root, asking, _arguments: next(reversed(asking.books.bulk.values()), None),
        "webhookSubscription": _one(Subscription),
        "webhookSubscriptions": _subscriptions,
        "publicApiVersions": _versions,
        "shop": lambda _root, asking, _arguments: asking.books,
    },
    "Shop": {
        "id": read(lambda books: gid("Shop", books.first_id)),
        "name": read(lambda books: books.settings.name or books.settings.domain),
        "myshopifyDomain": read(lambda books: books.settings.domain),
        "currencyCode": read(lambda books: books.settings.currency),
        "ianaTimezone": read(lambda books: books.settings.time_zone),
        "orderNumberFormatPrefix": read(lambda _books: "#"),
        "orderNumberFormatSuffix": read(lambda _books: ""),
    },
    "ApiVersion": entries("handle", "displayName", "supported"),
    "Count": entries("count", "precision"),
    "WebhookSubscription": identity("WebhookSubscription")
    | times("created", "updated")
    | {
        "topic": attr("topic"),
        "uri": attr("uri"),
        "callbackUrl": attr("uri"),
        "name": attr("name"),
        "includeFields": attr("include_fields"),
        "filter": read(lambda _one: None),
        "format": read(lambda _one: "JSON"),
        "metafieldNamespaces": read(lambda _one: []),
        "apiVersion": lambda _one, asking, _arguments: {
            "handle": asking.version,
            "displayName": asking.version,
            "supported": True,
        },
    },
    "BulkOperation": times("created", "completed")
    | {
        "id": read(lambda one: gid("BulkOperation", one.id)),
        "status": attr("status"),
        "errorCode": attr("error_code"),
        "query": attr("query"),
        "type": read(lambda _one: "QUERY"),
        "objectCount": read(lambda one: str(one.objects)),
        "rootObjectCount": read(lambda one: str(one.roots)),
        "fileSize": read(lambda one: None if one.size is None else str(one.size)),
        "url": attr("url"),
        "partialDataUrl": attr("partial_url"),
    },
}
