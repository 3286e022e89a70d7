"""What a resolver is given: the shop's books, the version that answers, and how anything is looked up."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from local.doubles.shopify.action import Action
from local.doubles.shopify.books import Books
from local.doubles.shopify.gids import parts
from local.doubles.shopify.model import BulkOperation, Level


@dataclass
class Asking:
    """One document being answered; the lock of the shop is held."""

    books: Books
    version: str
    action: Action
    start_bulk: Callable[[BulkOperation], None]
    in_use: Callable[[], bool]  # strikes when the key is to be found in use
    changed: Callable[[int], None]  # counts a change of an item
    key: str | None = None
    applied: bool = False


type Resolver = Callable[[Any, Asking, dict[str, Any]], Any]


def find(asking: Asking, global_id: str) -> Any:
    """Return whatever has this global id, None when nothing has."""
    known = parts(global_id)
    if known is None:
        return None
    kind, number, item_id = known
    if kind == "InventoryLevel":
        return _level(asking.books, number, item_id)
    books = asking.books
    if kind == "Order":
        order = books.orders.get(number)
        return order if order in books.visible_orders() else None
    shelves: dict[str, dict[int, Any]] = {
        "InventoryItem": books.items,
        "ProductVariant": books.variants,
        "Product": books.products,
        "Location": books.locations,
        "BulkOperation": books.bulk,
        "WebhookSubscription": books.subscriptions,
    }
    return shelves.get(kind, {}).get(number)


def _level(books: Books, number: int, item_id: int | None) -> Level | None:
    item = books.items.get(item_id or 0)
    return next((level for level in item.levels.values() if level.id == number), None) if item else None
