"""An order of OR11 as api.ingest_marketplace_order takes it: what has to be there, and what a person has to look at.

Mirakl adds states without notice: one that is not known stays as it is, and is flagged where goods depend on it.
"""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal
from typing import Any

from ordak.mirakl.orders import Order, OrderLine

# What a line may be while its goods are wanted, or were sent.
_WANTED = {
    *("STAGING", "WAITING_ACCEPTANCE", "WAITING_DEBIT", "WAITING_DEBIT_PAYMENT", "SHIPPING"),
    *("SHIPPED", "TO_COLLECT", "RECEIVED", "CLOSED", "INCIDENT_OPEN"),
}
_REFUNDED = {"REFUNDED", "WAITING_REFUND", "WAITING_REFUND_PAYMENT"}
_GONE = {"REFUSED", "CANCELED", *_REFUNDED}
# An order in one of these needs no step any more.
_OVER = {"REFUSED", "CANCELED", "SHIPPED", "TO_COLLECT", "RECEIVED", "CLOSED", *_REFUNDED}
_MOST_PIECES = 1_000_000
_CENT = Decimal("0.01")


class UnreadableError(Exception):
    """What came is no order that can be kept. Carries the field to blame, and nothing of what it held."""


def order_values(order: Order) -> dict[str, Any]:
    """Return the order; raise UnreadableError if it lacks what every order has."""
    state = _there("order_state", order.state)
    lines = [_line(line) for line in order.lines]
    if not lines or len({line.id for line in order.lines}) < len(lines):
        raise UnreadableError("order_lines")
    states = {str(line.state) for line in order.lines}
    name = " ".join(part for part in (order.customer.firstname, order.customer.lastname) if part)
    return {
        "order_gid": f"gid://mirakl/Order/{order.id}",
        "mirakl_id": order.id,
        "commercial_id": order.commercial_id,
        "state": state,
        "created_at": _there("created_date", order.created_at).isoformat(),
        "updated_at": _there("last_updated_date", order.last_updated_at).isoformat(),
        "ship_by": _moment(order.ship_by),
        "can_shop_ship": order.can_shop_ship,
        "has_incident": order.has_incident,
        "refunded": order.fully_refunded or state in _REFUNDED or (states <= _GONE and bool(states & _REFUNDED)),
        "currency": order.currency,
        "total_amount": _amount(order.total_price),
        "customer": {"id": order.customer.id, "name": name or None, "locale": order.customer.locale},
        "address": order.address,
        "lines": lines,
        "flags": sorted(_flags(state, states, lines)),
    }


def _line(line: OrderLine) -> dict[str, Any]:
    """Read a line. Of one that is not wanted any more there are no pieces."""
    state, quantity = _there("order_line_state", line.state), _there("quantity", line.quantity)
    if not 0 <= quantity <= _MOST_PIECES:
        raise UnreadableError("quantity")
    return {
        "line_id": line.id,
        "sku": line.offer_sku and line.offer_sku.strip(),
        "title": line.title,
        "quantity": 0 if state in _GONE else quantity,
        "unit_amount": _amount(line.unit_price),
    }


def _flags(state: str, states: Collection[str], lines: list[dict[str, Any]]) -> set[str]:
    """Name what a person has to look at before a step takes the order."""
    if state in _OVER:
        return set()
    found = {
        "no_pieces": not any(line["quantity"] for line in lines),
        "sku_missing": any(line["quantity"] and not line["sku"] for line in lines),
        "unknown_state": not set(states) <= _WANTED | _GONE,
    }
    return {flag for flag, holds in found.items() if holds}


def _there[T](field: str, value: T | None) -> T:
    if value is None:
        raise UnreadableError(field)
    return value


def _moment(value: datetime | None) -> str | None:
    return value.isoformat() if value else None


def _amount(value: Decimal | None) -> str | None:
    """Return an amount of money with two decimals; None for one that no order has."""
    return None if value is None or abs(value) >= 10**10 else str(value.quantize(_CENT))
