"""The body of the orders topics: a REST order, whole."""

from decimal import Decimal
from typing import Any

from local.doubles.shopify.bodies import line_body, local_time, money, refund_body
from local.doubles.shopify.books import Books
from local.doubles.shopify.gids import gid
from local.doubles.shopify.model import Order

_NULL = [
    "browser_ip",
    "cart_token",
    "checkout_id",
    "checkout_token",
    "closed_at",
    "company",
    "current_total_additional_fees_set",
    "current_total_duties_set",
    "customer_locale",
    "device_id",
    "landing_site",
    "landing_site_ref",
    "location_id",
    "merchant_of_record_app_id",
    "original_total_additional_fees_set",
    "original_total_duties_set",
    "payment_terms",
    "phone",
    "po_number",
    "reference",
    "referring_site",
    "source_identifier",
    "source_url",
    "user_id",
]
_EMPTY = [
    "discount_applications",
    "discount_codes",
    "fulfillments",
    "payment_gateway_names",
    "returns",
    "tax_lines",
]
_FALSE = ["buyer_accepts_marketing", "duties_included", "estimated_taxes", "tax_exempt", "taxes_included"]


def order_body(books: Books, order: Order) -> dict[str, Any]:
    """Return what orders/create, orders/updated, orders/cancelled and their like carry."""
    body: dict[str, Any] = {"id": order.id, "admin_graphql_api_id": gid("Order", order.id)}
    body |= dict.fromkeys(_NULL) | {name: [] for name in _EMPTY} | dict.fromkeys(_FALSE, False)
    body |= {
        "app_id": 580111,
        "cancel_reason": order.cancel_reason,
        "cancelled_at": local_time(books, order.cancelled_at),
        "confirmation_number": f"DBL{order.number}",
        "confirmed": True,
        "created_at": local_time(books, order.created_at),
        "currency": books.settings.currency,
        "financial_status": order.financial_status,
        "fulfillment_status": order.fulfillment_status,
        "name": order.name,
        "number": order.number - 1000,
        "order_number": order.number,
        "presentment_currency": books.settings.currency,
        "processed_at": local_time(books, order.created_at),
        "total_weight": 0,
        "updated_at": local_time(books, order.updated_at),
        "line_item_groups": list({line.group["id"]: line.group for line in order.lines if line.group}.values()),
        "line_items": [line_body(books, line) for line in order.lines],
        "refunds": [refund_body(books, order, refund) for refund in order.refunds],
    }
    return body | totals(books, order) | _said(order)


def ordered(order: Order) -> Decimal:
    """Return what was charged."""
    return sum((line.price * line.quantity for line in order.lines), Decimal(0))


def current(order: Order) -> Decimal:
    """Return what is still to be had."""
    return sum((line.price * line.current_quantity for line in order.lines), Decimal(0))


def shipping(order: Order) -> Decimal:
    """Return what the way costs."""
    return sum((Decimal(line["price"]) for line in order.fields["shipping_lines"]), Decimal(0))


def totals(books: Books, order: Order) -> dict[str, Any]:
    """Return every total, as a string of two decimals and as a set."""
    zero, way = Decimal(0), shipping(order)
    amounts = {
        "current_subtotal_price": current(order),
        "current_total_discounts": zero,
        "current_total_price": current(order) + (zero if order.cancelled_at else way),
        "current_total_tax": zero,
        "subtotal_price": ordered(order),
        "total_discounts": zero,
        "total_line_items_price": ordered(order),
        "total_price": ordered(order) + way,
        "total_tax": zero,
    }
    sets = {f"{name}_set": money(value, books.settings.currency) for name, value in amounts.items()}
    for name in ("current_shipping_price_set", "total_shipping_price_set"):
        sets[name] = money(way, books.settings.currency)
    words = {name: f"{value:.2f}" for name, value in amounts.items()}
    return words | sets | {"total_outstanding": "0.00", "total_tip_received": "0.00"}


def _said(order: Order) -> dict[str, Any]:
    """Return what the seller set, in REST's words."""
    fields = dict(order.fields)
    customer = fields.get("customer")
    email = customer.get("email") if customer else None
    tags = fields.pop("tags", [])
    lines = fields.pop("shipping_lines")
    return {
        "email": email,
        "contact_email": email,
        **fields,
        "tags": ", ".join(tags),
        "shipping_lines": [{"carrier_identifier": None, "is_removed": False, "phone": None, **line} for line in lines],
    }
