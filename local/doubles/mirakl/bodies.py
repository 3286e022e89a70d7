"""An order as OR11 shows it when it has just been made. Its people and places are invented."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

PERSON = {"customer_id": "customer-1", "firstname": "Robin", "lastname": "Example", "locale": "en_CA"}
ADDRESS = {
    "firstname": "Robin",
    "lastname": "Example",
    "street_1": "1 Example Street",
    "city": "Ottawa",
    "state": "ON",
    "zip_code": "K1A 0B1",
    "country": "Canada",
    "country_iso_code": "CAN",
    "phone": "613-555-0100",
}
_SHIPPING = Decimal("9.99")


class Bought(NamedTuple):
    """A line as it is ordered; `sku` is the shop's name for its offer."""

    sku: str
    quantity: int = 1
    price: str = "49.99"
    title: str = "Example item"


def order_body(number: int, bought: Sequence[Bought], person: Mapping[str, str], now: str) -> dict[str, Any]:
    """Write an order that waits for acceptance, without the address that it goes to."""
    order_id = f"BBY-{number}-A"
    lines = [_line(order_id, index, one, now) for index, one in enumerate(bought, 1)]
    price = sum((Decimal(one.price) * one.quantity for one in bought), Decimal())
    commission = {"total_commission": _amount(price / 10)}
    flags = ("can_cancel", "can_shop_ship", "fully_refunded", "has_customer_message", "has_incident", "has_invoice")
    return {
        "order_id": order_id,
        "commercial_id": f"BBY-{number}",
        "order_state": "WAITING_ACCEPTANCE",
        "created_date": now,
        "last_updated_date": now,
        "currency_iso_code": "CAD",
        "customer": {**person, "billing_address": dict(ADDRESS)},
        "customer_notification_email": f"notification+{number}@notification.example.com",
        "fulfillment": {"center": {"code": "DEFAULT"}},
        "leadtime_to_ship": 2,
        "order_additional_fields": [],
        "order_lines": lines,
        "order_tax_mode": "TAX_EXCLUDED",
        "paymentType": "CreditCard",
        "payment_type": "CreditCard",
        "payment_workflow": "PAY_ON_ACCEPTANCE",
        "price": _amount(price),
        "shipping_price": _amount(_SHIPPING),
        "shipping_type_code": "STD",
        "shipping_type_label": "Standard",
        "shipping_zone_code": "CA",
        "shipping_zone_label": "Canada",
        "total_price": _amount(price + _SHIPPING),
        **commission,
        **dict.fromkeys(flags, False),
    }


def _line(order_id: str, index: int, bought: Bought, now: str) -> dict[str, Any]:
    price = Decimal(bought.price) * bought.quantity
    shipping = _SHIPPING if index == 1 else Decimal()
    nothing: dict[str, Any] = {
        name: [] for name in ("cancelations", "order_line_additional_fields", "product_medias", "refunds", "taxes")
    }
    return {
        "order_line_id": f"{order_id}-{index}",
        "order_line_index": index,
        "order_line_state": "WAITING_ACCEPTANCE",
        "created_date": now,
        "last_updated_date": now,
        "offer_id": 100_000 + index,
        "offer_sku": bought.sku,
        "offer_state_code": "11",
        "product_sku": f"P-{bought.sku}",
        "product_title": bought.title,
        "category_code": "example",
        "category_label": "Example category",
        "description": "",
        "quantity": bought.quantity,
        "price": _amount(price),
        "price_unit": _amount(Decimal(bought.price)),
        "shipping_price": _amount(shipping),
        "total_price": _amount(price + shipping),
        "can_refund": False,
        **dict.fromkeys(("commission_fee", "commission_rate_vat", "commission_vat", "total_commission"), 0),
        **nothing,
    }


def correction(number: int, quantity: int, amount: Decimal, now: str) -> dict[str, Any]:
    """Write a cancelation, or a refund, of a line."""
    nothing: dict[str, Any] = {name: [] for name in ("commission_taxes", "eco_contributions", "fees", "taxes")}
    zero = ("commission_amount", "commission_tax_amount", "commission_total_amount", "shipping_amount")
    return {
        "id": str(number),
        "quantity": quantity,
        "amount": _amount(amount),
        "reason_code": "15",
        "created_date": now,
        "shipping_taxes": [],
        **nothing,
        **dict.fromkeys(zero, 0),
    }


def _amount(amount: Decimal) -> float:
    return float(round(amount, 2))
