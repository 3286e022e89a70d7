"""Shopify's Admin API: what we ask of a shop and tell it."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import batched
from typing import Any

from ordak.http import client as http_client
from ordak.http.client import HttpError
from ordak.settings import ShopAccess
from ordak.shopify import documents as shopify_documents
from ordak.shopify.answers import (
    BulkStatus,
    Change,
    Item,
    Level,
    Location,
    OrderRow,
    Started,
    Subscription,
    UserError,
    next_page,
    read_available,
    read_items,
    read_level,
    read_user_errors,
    there,
)
from ordak.shopify.call import API_VERSION, Line, Throttle, call, failed_call, seconds_left
from ordak.shopify.documents import ASKED, BULK_LEVELS, PAGE, Document
from ordak.shopify.error import ShopifyError
from ordak.shopify.order_body import order_body

__all__ = [
    "API_VERSION",
    "BulkStatus",
    "Change",
    "Item",
    "Level",
    "Location",
    "OrderRow",
    "ShopifyAdmin",
    "ShopifyError",
    "Started",
    "Subscription",
    "Throttle",
    "UserError",
]


class ShopifyAdmin:
    """One shop, for calls that end before `deadline` (time.monotonic); a throttle is shared by all who call it."""

    def __init__(self, access: ShopAccess, *, deadline: float, throttle: Throttle | None = None) -> None:
        self._line = Line(access, deadline, throttle)

    def locations(self) -> list[Location]:
        """Every location that is active."""
        return self._ask(
            shopify_documents.LOCATIONS,
            {},
            lambda data: [
                Location(each["id"], each["name"], each["isActive"], each["fulfillsOnlineOrders"])
                for each in data["locations"]["nodes"]
            ],
        )

    def find_items(self, skus: Sequence[str], location_gid: str) -> list[Item]:
        """Every item whose SKU is exactly one of these: none, or more than one, where a shop has it so."""
        found: list[Item] = []
        for some in batched(dict.fromkeys(skus), ASKED, strict=False):
            wanted = frozenset(some)  # the search also finds other spellings, and what merely begins so
            query = " OR ".join(f"sku:{_quoted(sku)}" for sku in some)
            variables: dict[str, Any] = {"query": query, "location": location_gid, "after": None}
            while True:
                items, variables["after"] = self._ask(shopify_documents.ITEMS_BY_SKU, variables, read_items)
                found += [item for item in items if item.sku in wanted]
                if variables["after"] is None:
                    break
        return found

    def levels(self, location_gid: str, item_gids: Sequence[str]) -> dict[str, int | None]:
        """What the shop shows of each item; None where it is not stocked there, or is gone."""
        found: dict[str, int | None] = dict.fromkeys(item_gids)
        for some in batched(item_gids, ASKED, strict=False):
            found |= self._ask(
                shopify_documents.LEVELS,
                {"ids": list(some), "location": location_gid},
                lambda data: {node["id"]: read_available(node["inventoryLevel"]) for node in data["nodes"] if node},
            )
        return found

    def set_quantities(self, changes: Sequence[Change], key: str, reference: str) -> list[UserError]:
        """Make all of these changes, or none and say why. A retry repeats changes, key and reference as they were.

        The reference (`gid://ordak/Push/…`) is shown in the shop's inventory history.
        """
        if not 0 < len(changes) <= PAGE:
            raise ValueError(f"a push has 1 to {PAGE} lines")
        quantities = [
            {
                "inventoryItemId": each.item_gid,
                "locationId": each.location_gid,
                "changeFromQuantity": each.change_from,  # without it a sale that we do not know of would be undone
                "quantity": each.quantity,
            }
            for each in changes
        ]
        given = {"name": "available", "reason": "correction", "referenceDocumentUri": reference}
        return self._ask(
            shopify_documents.SET_QUANTITIES,
            {"input": {**given, "quantities": quantities}, "key": key},
            lambda data: read_user_errors(data["inventorySetQuantities"]),
        )

    def level_page(self, location_gid: str, after: str | None = None) -> tuple[list[Level], str | None]:
        """Up to 250 levels of a location, and the cursor of the next page."""

        def read(data: dict[str, Any]) -> tuple[list[Level], str | None]:
            page = there(data["location"])["inventoryLevels"]
            return [read_level(each["item"], each) for each in page["nodes"]], next_page(page)

        return self._ask(shopify_documents.LEVEL_PAGE, {"location": location_gid, "after": after}, read)

    def start_bulk_levels(self, location_gid: str) -> Started:
        """Let Shopify write down every item of the shop with its level at a location."""
        if not re.fullmatch(r"gid://shopify/Location/[0-9]+", location_gid):
            raise ValueError("not a location")

        def read(data: dict[str, Any]) -> Started:
            answer = data["bulkOperationRunQuery"]
            return Started((answer["bulkOperation"] or {}).get("id"), read_user_errors(answer))

        return self._ask(shopify_documents.START_BULK, {"query": BULK_LEVELS % location_gid}, read)

    def bulk_status(self, gid: str) -> BulkStatus:
        """How far a bulk operation is."""

        def read(data: dict[str, Any]) -> BulkStatus:
            found = there(data["bulkOperation"])
            return BulkStatus(found["status"], found["errorCode"], found["url"], int(found["objectCount"]))

        return self._ask(shopify_documents.BULK_STATUS, {"id": gid}, read)

    def bulk_levels(self, url: str) -> Iterator[Level]:
        """Read what a bulk operation wrote down, a line at a time."""
        try:
            for line in http_client.lines(url, seconds=seconds_left(self._line)):
                item = json.loads(line)
                yield read_level(item, item["inventoryLevel"])
        except HttpError as error:
            raise failed_call(error, changes=False) from None
        except (ValueError, KeyError, TypeError):
            raise ShopifyError("BAD_ANSWER") from None

    def orders_since(
        self, since: str, until: str | None = None, after: str | None = None
    ) -> tuple[list[OrderRow], str | None]:
        """Up to 250 orders changed from `since` and before `until` (ISO, UTC), oldest first, and the next cursor."""
        query = f"updated_at:>='{since}'" + (f" AND updated_at:<'{until}'" if until else "")

        def read(data: dict[str, Any]) -> tuple[list[OrderRow], str | None]:
            fields = ("id", "name", "updatedAt", "cancelledAt", "currentSubtotalLineItemsQuantity")
            page = data["orders"]
            return [OrderRow(*(each[field] for field in fields)) for each in page["nodes"]], next_page(page)

        return self._ask(shopify_documents.ORDERS_SINCE, {"query": query, "after": after}, read)

    def order(self, gid: str) -> dict[str, Any] | None:
        """One whole order in the shape of a webhook, or None when there is none (any more)."""
        lines: list[dict[str, Any]] = []

        def read(data: dict[str, Any]) -> tuple[dict[str, Any] | None, str | None]:
            if data["order"] is None:
                return None, None
            page = data["order"]["lineItems"]
            lines.extend(page["nodes"])
            return order_body(data["order"], lines), next_page(page)

        variables: dict[str, Any] = {"id": gid, "after": None}
        order, variables["after"] = self._ask(shopify_documents.ORDER, variables, read)
        # An order that changes meanwhile keeps the time of the first page, and so counts as changed since.
        changed_at = order and order["updated_at"]
        while order and variables["after"]:
            order, variables["after"] = self._ask(shopify_documents.ORDER, variables, read)
        return order and {**order, "updated_at": changed_at}

    def existing(self, gids: Sequence[str]) -> set[str]:
        """Those of these ids that the shop knows."""
        found: set[str] = set()
        for some in batched(gids, PAGE, strict=False):
            variables = {"ids": list(some)}
            found |= self._ask(
                shopify_documents.EXISTING, variables, lambda data: {node["id"] for node in data["nodes"] if node}
            )
        return found

    def subscriptions(self) -> list[Subscription]:
        """The webhooks that we asked for; those of the app's own configuration are not among them."""
        return self._ask(
            shopify_documents.SUBSCRIPTIONS,
            {},
            lambda data: [
                Subscription(each["id"], each["topic"], each["uri"]) for each in data["webhookSubscriptions"]["nodes"]
            ],
        )

    def subscribe(self, topic: str, uri: str) -> list[UserError]:
        """Ask for a webhook, such as ORDERS_CREATE, at an address."""
        return self._ask(
            shopify_documents.SUBSCRIBE,
            {"topic": topic, "subscription": {"uri": uri, "format": "JSON"}},
            lambda data: read_user_errors(data["webhookSubscriptionCreate"]),
        )

    def _ask[T](self, document: Document, variables: dict[str, Any], read: Callable[[dict[str, Any]], T]) -> T:
        data = call(self._line, document, variables)
        try:
            return read(data)
        except (KeyError, IndexError, TypeError, ValueError, AttributeError):
            raise ShopifyError("BAD_ANSWER", perhaps_applied=document.changes) from None


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
