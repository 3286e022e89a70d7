"""What a shop answers, as plain values. Ids are gids; quantities are `available`."""

import re
from typing import Any, Literal, NamedTuple, cast

from ordak.shopify.error import ShopifyError


class Location(NamedTuple):
    """A place where a shop keeps stock."""

    gid: str
    name: str
    active: bool
    sells_online: bool


class Item(NamedTuple):
    """What a shop sells under a SKU. `available` is None where it is not stocked at the location asked about.

    With the policy `continue` it sells below zero. What was deleted may still have an item, and no policy.
    """

    sku: str
    item_gid: str
    tracked: bool
    policy: Literal["deny", "continue"] | None
    product_gid: str | None
    available: int | None


class Level(NamedTuple):
    """What a shop shows of an item at one location; `available` is None where it is not stocked there."""

    item_gid: str
    sku: str | None
    tracked: bool
    available: int | None


class Change(NamedTuple):
    """One line of a push: from what the shop is known to show to what it shall show."""

    item_gid: str
    location_gid: str
    change_from: int
    quantity: int


class UserError(NamedTuple):
    """What Shopify objects to: its code, and the line (from 0) where it names one."""

    code: str
    line: int | None


class Started(NamedTuple):
    """A bulk operation, or why there is none (OPERATION_IN_PROGRESS, LIMIT_REACHED, …)."""

    gid: str | None
    errors: list[UserError]


class BulkStatus(NamedTuple):
    """How far a bulk operation is; `url` is a secret, and None until it is COMPLETED or when nothing was found."""

    status: str
    error_code: str | None
    url: str | None
    objects: int


class OrderRow(NamedTuple):
    """An order in brief; `quantity` is what is left of it after edits, refunds and a cancellation."""

    gid: str
    name: str
    updated_at: str
    cancelled_at: str | None
    quantity: int


class Subscription(NamedTuple):
    """A webhook that the shop delivers to an address."""

    gid: str
    topic: str
    uri: str


def read_items(data: dict[str, Any]) -> tuple[list[Item], str | None]:
    """Read a page of a search, and the cursor of the next."""
    page = data["inventoryItems"]
    return [_item(node) for node in page["nodes"] if node["sku"] is not None], next_page(page)


def read_level(item: dict[str, Any], level: dict[str, Any] | None) -> Level:
    """Read an item and its level, which is None where it is not stocked."""
    return Level(item["id"], item["sku"], item["tracked"], read_available(level))


def read_available(level: dict[str, Any] | None) -> int | None:
    """Read the one quantity that we ask for."""
    return int(level["quantities"][0]["quantity"]) if level else None


def read_user_errors(answer: dict[str, Any]) -> list[UserError]:
    """Read what a mutation objects to; its words are left out, for they quote what we sent."""
    return [UserError(each.get("code") or "USER_ERROR", _line(each["field"])) for each in answer["userErrors"]]


def next_page(page: dict[str, Any]) -> str | None:
    """Read the cursor to go on from, or None at the end."""
    info = page["pageInfo"]
    return str(info["endCursor"]) if info["hasNextPage"] else None


def there(found: dict[str, Any] | None) -> dict[str, Any]:
    """Raise for what we asked about by its id, and what does not exist."""
    if found is None:
        raise ShopifyError("NOT_FOUND")
    return found


def _item(node: dict[str, Any]) -> Item:
    variants = (node["variants"] or {}).get("nodes", [])
    policies = {each["inventoryPolicy"].lower() for each in variants}
    return Item(
        sku=node["sku"],
        item_gid=node["id"],
        tracked=node["tracked"],
        # Of two variants that share an item, one that goes on selling is enough to oversell it.
        policy=cast("Literal['deny', 'continue']", min(policies)) if policies else None,
        product_gid=variants[0]["product"]["id"] if variants else None,
        available=read_available(node["inventoryLevel"]),
    )


def _line(field: list[str] | None) -> int | None:
    """Return the number in a path such as input, quantities, 3, quantity."""
    return next((int(part) for part in field or [] if re.fullmatch(r"[0-9]{1,4}", part)), None)
