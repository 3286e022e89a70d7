"""What Shopify refuses of quantities: every mistake by its code and the path to it, before anything is changed."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from local.doubles.shopify.asking import Asking, find
from local.doubles.shopify.model import Item, Level, Location
from local.doubles.shopify.refusals import Refused, UserErrors, user_error

LARGEST_INPUT = 250
LARGEST_SET = 1_000_000_000
LARGEST_DELTA = 2_000_000_000
REASONS = (
    "correction",
    "cycle_count_available",
    "damaged",
    "movement_canceled",
    "movement_created",
    "movement_received",
    "movement_updated",
    "other",
    "promotion",
    "quality_control",
    "received",
    "reservation_created",
    "reservation_deleted",
    "reservation_updated",
    "restock",
    "safety_stock",
    "shrinkage",
)
ADJUSTABLE = ("available", "damaged", "quality_control", "reserved", "safety_stock")
_DOCUMENT = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://\S+")

type Errors = Iterator[dict[str, Any]]


@dataclass
class Wish:
    """One entry that may be done: a quantity to set, or a delta."""

    item: Item
    location: Location
    name: str
    quantity: int | None = None
    change: int = 0

    def delta(self, level: Level) -> int:
        """Return by how much available moves."""
        return self.change if self.quantity is None else self.quantity - (level.named(self.name) or 0)


def require_compare(entered: list[dict[str, Any]], kind: str) -> None:
    """Refuse entries that do not say what they change from, be it null."""
    if any("changeFromQuantity" not in one for one in entered):
        message = f"{kind} must include the following argument: changeFromQuantity."
        raise Refused(message, "INVALID_FIELD_ARGUMENTS")


def check_set(asking: Asking, asked: dict[str, Any]) -> list[Wish]:
    """Return what to set, or raise everything that is wrong with it."""
    errors = list(_head(asked))
    if asked["name"] not in {"available", "on_hand"}:
        message = "The quantity name must be either 'available' or 'on_hand'."
        errors.append(user_error(["input", "name"], message, "INVALID_NAME"))
    wishes: list[Wish] = []
    times = Counter((one["inventoryItemId"], one["locationId"]) for one in asked["quantities"])
    for at, one in enumerate(asked["quantities"]):
        path = ["input", "quantities", str(at)]
        # As recorded: every line of a pair that is there twice, the first too.
        if times[one["inventoryItemId"], one["locationId"]] > 1:
            message = "The combination of inventoryItemId and locationId must be unique."
            errors.append(user_error(path, message, "NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR"))
        errors += _bounds(asked["name"], one["quantity"], [*path, "quantity"])
        wishes += _wish(asking, asked["name"], one, path, errors)
    if errors:
        raise UserErrors(errors)
    return wishes


def check_adjust(asking: Asking, asked: dict[str, Any]) -> list[Wish]:
    """Return what to change, or raise everything that is wrong with it."""
    name = asked["name"]
    errors = list(_head(asked))
    if name not in ADJUSTABLE:
        errors.append(user_error(["input", "name"], "The specified quantity name is invalid.", "INVALID_QUANTITY_NAME"))
    elif name != "available":
        raise Refused(f"The double does not move {name}.", "BAD_REQUEST")
    wishes: list[Wish] = []
    for at, one in enumerate(asked["changes"]):
        path = ["input", "changes", str(at)]
        errors += _delta_errors(one, path)
        wishes += _wish(asking, "available", one, path, errors)
    if errors:
        raise UserErrors(errors)
    return wishes


def _head(asked: dict[str, Any]) -> Errors:
    if asked["reason"] not in REASONS:
        message = f"The specified reason is invalid. Valid values are: {', '.join(REASONS)}."
        yield user_error(["input", "reason"], message, "INVALID_REASON")
    document = asked.get("referenceDocumentUri")
    if document is not None and not _DOCUMENT.fullmatch(document):
        message = "The specified reference document is invalid."
        yield user_error(["input", "referenceDocumentUri"], message, "INVALID_REFERENCE_DOCUMENT")


def _bounds(name: str, quantity: int, path: list[str]) -> Errors:
    if quantity > LARGEST_SET:
        message = f"The quantity can't be higher than {LARGEST_SET:,}."
        yield user_error(path, message, "INVALID_QUANTITY_TOO_HIGH")
    elif quantity < -LARGEST_SET:
        message = f"The quantity can't be lower than -{LARGEST_SET:,}."
        yield user_error(path, message, "INVALID_QUANTITY_TOO_LOW")
    elif quantity < 0 and name == "on_hand":
        yield user_error(path, "The quantity can't be negative.", "INVALID_QUANTITY_NEGATIVE")


def _delta_errors(one: dict[str, Any], path: list[str]) -> Errors:
    if one["delta"] > LARGEST_DELTA:
        message = f"The quantity can't be higher than {LARGEST_DELTA:,}."
        yield user_error([*path, "delta"], message, "INVALID_QUANTITY_TOO_HIGH")
    if one["delta"] < -LARGEST_DELTA:
        message = f"The quantity can't be lower than -{LARGEST_DELTA:,}."
        yield user_error([*path, "delta"], message, "INVALID_QUANTITY_TOO_LOW")
    if one.get("ledgerDocumentUri") is not None:
        message = "A ledger document URI is not allowed when adjusting available."
        yield user_error([*path, "ledgerDocumentUri"], message, "INVALID_AVAILABLE_DOCUMENT")


def _wish(asking: Asking, name: str, one: dict[str, Any], path: list[str], errors: list[dict[str, Any]]) -> list[Wish]:
    """Return the entry as a wish, or no wish and its errors."""
    item, location = find(asking, one["inventoryItemId"]), find(asking, one["locationId"])
    found = list(_targets(asking, item, location, path))
    if not found:
        level = item.levels.get(location.id)
        held = 0 if level is None else level.named(name)
        if one["changeFromQuantity"] is not None and one["changeFromQuantity"] != held:
            message = "The changeFromQuantity value does not match persisted value."
            found.append(user_error([*path, "changeFromQuantity"], message, "CHANGE_FROM_QUANTITY_STALE"))
    errors += found
    return [] if found else [Wish(item, location, name, one.get("quantity"), one.get("delta", 0))]


def _targets(asking: Asking, item: Any, location: Any, path: list[str]) -> Errors:
    if not isinstance(item, Item):
        message = "The specified inventory item could not be found."
        yield user_error([*path, "inventoryItemId"], message, "INVALID_INVENTORY_ITEM")
    elif item.variant.bundle:
        message = "The specified inventory item is not allowed to be adjusted via API."
        yield user_error([*path, "inventoryItemId"], message, "NON_MUTABLE_INVENTORY_ITEM")
    if not isinstance(location, Location):
        message = "The specified location could not be found."
        yield user_error([*path, "locationId"], message, "INVALID_LOCATION")
    elif isinstance(item, Item) and location.id not in item.levels and asking.version < "2026-10":
        # From 2026-10 on a quantity can be set where the item was never stocked.
        message = "The specified inventory item is not stocked at the location."
        yield user_error([*path, "locationId"], message, "ITEM_NOT_STOCKED_AT_LOCATION")
