"""Shopify orders in a line, and how the tests of the reader read them."""

import json
from datetime import UTC, tzinfo
from pathlib import Path
from typing import Any

import pytest

from ordak.order_reading.shopify_order import NewTicket, ShopifyOrder, Unreadable, read_order
from ordak.shopify.order_rules import OrderRules

PAYLOADS = Path(__file__).resolve().parents[2] / "payloads"
ZAPIET = "invented_2026_orders_create_zapiet_pickup"
PROPERTY_DATE = "invented_2026_orders_create_lineitem_delivery_date"
POS = "invented_2026_orders_create_pos_nulls"
NAMES = (ZAPIET, PROPERTY_DATE, POS)
RULES = OrderRules()
MAX_ID = 2**63 - 1
HIDDEN = {"name": "_ZapietId", "value": "M=P"}


def payload(name: str) -> dict[str, Any]:
    body: dict[str, Any] = json.loads((PAYLOADS / f"{name}.json").read_bytes())
    return body


def read(body: Any, zone: tzinfo = UTC, **rules: Any) -> ShopifyOrder:
    return read_order(json.dumps(body).encode(), OrderRules.model_validate(rules), zone)


def order(*lines: dict[str, Any], **fields: Any) -> ShopifyOrder:
    return read({"id": 1, "currency": "AUD", "total_price": "1.00", "line_items": list(lines), **fields})


def cake(**fields: Any) -> dict[str, Any]:
    return {"title": "Celebration cake", "sku": "C-1", "quantity": 1, "price": "10.00", **fields}


def properties(**values: Any) -> list[dict[str, Any]]:
    return [{"name": name.replace("_", " "), "value": value} for name, value in values.items()]


def ticket(line: dict[str, Any] | None = None, **fields: Any) -> NewTicket:
    [only] = order(line or cake(), **fields).tickets
    return only


def reason(body: bytes | dict[str, Any], **rules: Any) -> str:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    with pytest.raises(Unreadable) as refused:
        read_order(raw, OrderRules.model_validate(rules))
    assert refused.value.__context__ is None
    assert refused.value.args == (refused.value.reason,)
    return refused.value.reason
