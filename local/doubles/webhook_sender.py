"""Shopify as it meets our webhook: orders in its shape, signed with the shop's secret."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from itertools import count
from typing import Any

import httpx

WEBHOOK = "/api/v1/webhooks/shopify"
# Ids of one process follow each other and are past those of an earlier one.
_numbers = count(int(time.time() * 1000) % 10_000_000_000)


def cake(sku: str | None = "CAKE-8-VAN", quantity: int = 1, **fields: Any) -> dict[str, Any]:
    """Make one line of an order."""
    return {
        "id": next(_numbers),
        "sku": sku,
        "title": "Celebration cake",
        "variant_title": "8 inch / Vanilla",
        "quantity": quantity,
        "current_quantity": quantity,
        "price": "85.00",
        "properties": [],
        **fields,
    }


def order(
    *lines: Mapping[str, Any], number: int | None = None, due: str | None = "2026-12-05", **fields: Any
) -> dict[str, Any]:
    """Make an order of these lines, due on an ISO date, with a number of its own unless one is given."""
    number = next(_numbers) % 100_000_000 if number is None else number
    return {
        "id": 7_000_000_000_000 + number,
        "admin_graphql_api_id": f"gid://shopify/Order/{7_000_000_000_000 + number}",
        "order_number": number,
        "name": f"#{number}",
        "currency": "AUD",
        "total_price": "85.00",
        "customer": {"first_name": "Ada", "last_name": "Example"},
        "note_attributes": [{"name": "Pickup-Date", "value": due}] if due else [],
        "line_items": list(lines),
        **fields,
    }


class Shop:
    """One shop's webhooks. `env` is what .local/env holds."""

    def __init__(self, env: Mapping[str, str], store: str = "bannos") -> None:
        self.url = env["ORDAK_URL"] + WEBHOOK
        self.domain = env[f"SHOPIFY_DOMAIN_{store.upper()}"]
        self.secret = env[f"SHOPIFY_WEBHOOK_SECRET_{store.upper()}"]

    def sign(self, body: bytes) -> str:
        """Sign these bytes: HMAC-SHA256 with the shop's secret, in base64."""
        return base64.b64encode(hmac.digest(self.secret.encode(), body, hashlib.sha256)).decode()

    def headers(self, body: bytes, **changed: str | None) -> dict[str, str]:
        """Return the headers of a delivery; a changed one of None is left out, `_` stands for `-`."""
        usual = {
            "content-type": "application/json",
            "x-shopify-topic": "orders/create",
            "x-shopify-shop-domain": self.domain,
            "x-shopify-hmac-sha256": self.sign(body),
        } | {name.replace("_", "-"): value for name, value in changed.items()}
        return {name: value for name, value in usual.items() if value is not None}

    def deliver(self, body: bytes | dict[str, Any], **changed: str | None) -> httpx.Response:
        """Deliver a body, signed unless a header is changed."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return httpx.post(self.url, content=content, headers=self.headers(content, **changed), timeout=60)
