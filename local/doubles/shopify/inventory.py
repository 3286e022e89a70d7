"""inventorySetQuantities, inventoryAdjustQuantities and inventoryActivate, with the duties no schema shows."""

from typing import Any

from local.doubles.kit.clock import stamp
from local.doubles.shopify.asking import Asking, Resolver, find
from local.doubles.shopify.gids import gid
from local.doubles.shopify.inventory_rules import LARGEST_INPUT, Wish, check_adjust, check_set, require_compare
from local.doubles.shopify.keys import Outcome, once
from local.doubles.shopify.model import Item, Level, Location
from local.doubles.shopify.order_fields import entries
from local.doubles.shopify.refusals import Refused, UserErrors, user_error


def set_quantities(_root: Any, asking: Asking, arguments: dict[str, Any]) -> dict[str, Any]:
    """Set quantities by name, all or none; available takes on_hand with it, and on_hand available."""
    asked = arguments["input"]
    _limit(asked["quantities"], "inventorySetQuantities", "quantities")
    if asking.key is not None:
        require_compare(asked["quantities"], "InventoryQuantityInput")

    def do() -> Outcome:
        return _apply(asking, asked, check_set(asking, asked))

    return _payload(asking, "inventorySetQuantities", arguments, do)


def adjust_quantities(_root: Any, asking: Asking, arguments: dict[str, Any]) -> dict[str, Any]:
    """Change available by deltas, all or none."""
    asked = arguments["input"]
    _limit(asked["changes"], "inventoryAdjustQuantities", "changes")
    if asking.key is not None:
        require_compare(asked["changes"], "InventoryChangeInput")

    def do() -> Outcome:
        return _apply(asking, asked, check_adjust(asking, asked))

    return _payload(asking, "inventoryAdjustQuantities", arguments, do)


def activate(_root: Any, asking: Asking, arguments: dict[str, Any]) -> dict[str, Any]:
    """Stock an item at a location."""

    def do() -> Outcome:
        item, location = find(asking, arguments["inventoryItemId"]), find(asking, arguments["locationId"])
        if not isinstance(item, Item):
            raise UserErrors([user_error(["inventoryItemId"], "The specified inventory item could not be found.")])
        if not isinstance(location, Location):
            raise UserErrors([user_error(["locationId"], "The specified location could not be found.")])
        for name in ("available", "onHand"):
            if arguments.get(name) is not None and location.id in item.levels:
                message = f"Not allowed to set {name} quantity when the item is already active at the location."
                raise UserErrors([user_error([name], message)])
        level = asking.books.level(item, location)
        wanted = arguments.get("available", arguments.get("onHand"))
        asking.action.move(level, available=(wanted or 0) - level.available if wanted is not None else 0)
        asking.changed(item.id)
        return {"item": item.id, "location": location.id}

    def rebuild(outcome: Outcome) -> dict[str, Any]:
        return {"inventoryLevel": asking.books.items[outcome["item"]].levels[outcome["location"]], "userErrors": []}

    try:
        return once(asking, "inventoryActivate", arguments, do, rebuild)
    except UserErrors as refused:
        return {"inventoryLevel": None, "userErrors": refused.errors}


def _limit(entered: list[Any], mutation: str, name: str) -> None:
    if len(entered) > LARGEST_INPUT:
        message = f"The input array size of {len(entered)} is greater than the maximum allowed of {LARGEST_INPUT}."
        refused = Refused(message, "MAX_INPUT_SIZE_EXCEEDED")
        refused.path = [mutation, "input", name]
        raise refused


def _apply(asking: Asking, asked: dict[str, Any], wishes: list[Wish]) -> Outcome:
    changes: list[list[Any]] = []
    for wish in wishes:
        level = asking.books.level(wish.item, wish.location)
        delta = wish.delta(level)
        asking.action.move(level, available=delta)
        asking.changed(wish.item.id)
        if delta:
            changes += [[name, delta, wish.item.id, wish.location.id] for name in ("available", "on_hand")]
    return {
        "id": asking.books.new_id(),
        "at": stamp(asking.books.clock.now()),
        "reason": asked["reason"],
        "document": asked.get("referenceDocumentUri"),
        "changes": changes,
    }


def _payload(asking: Asking, mutation: str, arguments: dict[str, Any], do: Any) -> dict[str, Any]:
    def rebuild(outcome: Outcome) -> dict[str, Any]:
        return {"inventoryAdjustmentGroup": outcome if outcome["changes"] else None, "userErrors": []}

    try:
        return once(asking, mutation, arguments, do, rebuild)
    except UserErrors as refused:
        return {"inventoryAdjustmentGroup": None, "userErrors": refused.errors}


def _changes(group: Outcome, asking: Asking, arguments: dict[str, Any]) -> list[dict[str, Any]]:
    names, items, places = (arguments.get(name) for name in ("quantityNames", "inventoryItemIds", "locationIds"))
    return [
        {
            "name": name,
            "delta": delta,
            "quantityAfterChange": None,  # as recorded: to know it, read it back
            "ledgerDocumentUri": None,
            "item": asking.books.items[item],
            "location": asking.books.locations[place],
        }
        for name, delta, item, place in group["changes"]
        if (names is None or name in names)
        and (items is None or gid("InventoryItem", item) in items)
        and (places is None or gid("Location", place) in places)
    ]


def _level(payload: dict[str, Any], _asking: Asking, _arguments: dict[str, Any]) -> Level | None:
    level: Level | None = payload["inventoryLevel"]
    return level


_ERROR = entries("field", "message", "code")
FIELDS: dict[str, dict[str, Resolver]] = {
    "Mutation": {
        "inventorySetQuantities": set_quantities,
        "inventoryAdjustQuantities": adjust_quantities,
        "inventoryActivate": activate,
    },
    "InventorySetQuantitiesPayload": entries("inventoryAdjustmentGroup", "userErrors"),
    "InventoryAdjustQuantitiesPayload": entries("inventoryAdjustmentGroup", "userErrors"),
    "InventoryActivatePayload": entries("userErrors") | {"inventoryLevel": _level},
    "InventoryAdjustmentGroup": {
        "id": lambda group, _asking, _arguments: gid("InventoryAdjustmentGroup", group["id"]),
        "createdAt": lambda group, _asking, _arguments: group["at"],
        "reason": lambda group, _asking, _arguments: group["reason"],
        "referenceDocumentUri": lambda group, _asking, _arguments: group["document"],
        "changes": _changes,
    },
    "InventoryChange": entries("name", "delta", "quantityAfterChange", "ledgerDocumentUri", "item", "location"),
    "InventorySetQuantitiesUserError": _ERROR,
    "InventoryAdjustQuantitiesUserError": _ERROR,
    "UserError": _ERROR,
}
