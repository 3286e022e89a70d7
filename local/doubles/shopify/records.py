"""A shop's records as JSON and back."""

from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any

from local.doubles.shopify.books import Books
from local.doubles.shopify.idempotency import Remembered
from local.doubles.shopify.model import Item, Level, Line, Location, Order, Product, Subscription, Variant


def dump(books: Books) -> dict[str, Any]:
    """Return everything that must not be forgotten."""
    return {
        "next_id": books.next_id,
        "next_number": books.next_number,
        "locations": [[one.id, one.name, one.created_at.isoformat()] for one in books.locations.values()],
        "variants": [_variant(one) for one in books.variants.values()],
        "orders": [_order(one) for one in books.orders.values()],
        "subscriptions": [_moments(asdict(one)) for one in books.subscriptions.values()],
        "keys": {key: _moments(asdict(one)) for key, one in books.memory.keys.items()},
    }


def restore(books: Books, kept: dict[str, Any]) -> None:
    """Give fresh books what was kept."""
    books.next_id, books.next_number = kept["next_id"], kept["next_number"]
    rows = kept["locations"]
    books.locations = {number: Location(number, name, _moment(at)) for number, name, at in rows}
    for row in kept["variants"]:
        _restore_variant(books, row)
    for row in kept["orders"]:
        order = _restore_order(books, row)
        books.orders[order.id] = order
    for row in kept["subscriptions"]:
        books.subscriptions[row["id"]] = Subscription(**_with_moments(row, "created_at", "updated_at"))
    books.memory.keys = {key: Remembered(**_with_moments(row, "at")) for key, row in kept["keys"].items()}


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _moments(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in row.items()}


def _with_moments(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return row | {name: _moment(row[name]) for name in names if row[name] is not None}


def _variant(variant: Variant) -> dict[str, Any]:
    product, item = variant.product, variant.item
    return {
        "product": [product.id, product.title, product.type, product.vendor],
        "product_at": [product.created_at.isoformat(), product.updated_at.isoformat()],
        "variant": [variant.id, variant.title, str(variant.price), variant.policy, variant.gift_card, variant.bundle],
        "item": [item.id, item.sku, item.tracked, item.created_at.isoformat(), item.updated_at.isoformat()],
        "levels": [
            [
                one.id,
                one.location.id,
                one.available,
                one.committed,
                one.created_at.isoformat(),
                one.updated_at.isoformat(),
            ]
            for one in item.levels.values()
        ],
    }


def _restore_variant(books: Books, row: dict[str, Any]) -> None:
    product_id, title, kind, vendor = row["product"]
    first, last = map(_moment, row["product_at"])
    product = books.products.get(product_id) or Product(product_id, title, kind, vendor, first, last)
    variant_id, name, price, policy, gift_card, bundle = row["variant"]
    variant = Variant(variant_id, product, name, Decimal(price), policy, gift_card, bundle)
    item_id, sku, tracked, created, updated = row["item"]
    books.file(variant, Item(item_id, sku, tracked, variant, _moment(created), _moment(updated)))
    for level_id, location_id, available, committed, made, moved in row["levels"]:
        location = books.locations[location_id]
        level = Level(level_id, variant.item, location, available, committed, _moment(made), _moment(moved))
        variant.item.levels[location_id] = level


_LINE = ("id", "sku", "title", "quantity", "current_quantity", "properties", "location", "open", "fulfilled")
_ORDER = ("id", "number", "fields", "cancel_reason", "financial_status")


def _order(order: Order) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(order, name) for name in _ORDER}
    for name in ("created_at", "updated_at", "cancelled_at"):
        row[name] = getattr(order, name)
    lines = [
        {name: getattr(line, name) for name in _LINE}
        | {"price": str(line.price), "variant": line.variant and line.variant.id}
        for line in order.lines
    ]
    refunds = [one | {"lines": [part | {"line": part["line"].id} for part in one["lines"]]} for one in order.refunds]
    return _moments(row) | {"lines": lines, "refunds": refunds}


def _restore_order(books: Books, row: dict[str, Any]) -> Order:
    row = _with_moments(row, "created_at", "updated_at", "cancelled_at")
    lines = [
        Line(**one | {"price": Decimal(one["price"]), "variant": books.variants.get(one["variant"])})
        for one in row["lines"]
    ]
    by_id = {line.id: line for line in lines}
    refunds = [
        one | {"lines": [part | {"line": by_id[part["line"]]} for part in one["lines"]]} for one in row["refunds"]
    ]
    return Order(**row | {"lines": lines, "refunds": refunds})
