"""How the fields of orders are read."""

from decimal import Decimal
from typing import Any

from local.doubles.kit.clock import stamp
from local.doubles.shopify.asking import Asking, Resolver
from local.doubles.shopify.gids import amount, gid
from local.doubles.shopify.model import Order
from local.doubles.shopify.order_body import current, ordered, shipping
from local.doubles.shopify.paging import Page, page
from local.doubles.shopify.stock_fields import always, attr, by_id, identity, key, read, times


def _money(value: Decimal, asking: Asking) -> dict[str, Any]:
    one = {"amount": amount(value), "currencyCode": asking.books.settings.currency}
    return {"shopMoney": one, "presentmentMoney": one}


def _lines(order: Order, _asking: Asking, arguments: dict[str, Any]) -> Page:
    return page(order.lines, arguments, by_id)


def _shipping_lines(order: Order, _asking: Asking, arguments: dict[str, Any]) -> Page:
    return page(list(enumerate(order.fields["shipping_lines"])), arguments, lambda numbered: (numbered[0],))


def _attributes(pairs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"key": pair["name"], "value": None if pair["value"] is None else str(pair["value"])} for pair in pairs]


def _customer(order: Order) -> dict[str, Any] | None:
    held = order.fields.get("customer")
    if held is None:
        return None
    first, last = held.get("first_name"), held.get("last_name")
    return {
        "id": gid("Customer", held["id"]),
        "legacyResourceId": str(held["id"]),
        "firstName": first,
        "lastName": last,
        "displayName": " ".join(part for part in (first, last) if part) or held.get("email") or "",
        "email": held.get("email"),
        "phone": held.get("phone"),
    }


def _address(order: Order, which: str) -> dict[str, Any] | None:
    held = order.fields.get(which)
    if held is None:
        return None
    names = "first_name last_name name company address1 address2 city province zip country phone".split()  # noqa: SIM905
    camel = {"first_name": "firstName", "last_name": "lastName"}
    return {camel.get(name, name): held.get(name) for name in names} | {
        "id": gid("MailingAddress", order.id),
        "countryCodeV2": held.get("country_code"),
        "provinceCode": held.get("province_code"),
    }


def _status(order: Order) -> str:
    return {None: "UNFULFILLED", "partial": "PARTIALLY_FULFILLED"}.get(order.fulfillment_status, "FULFILLED")


def _order_sum(reader: Any) -> Resolver:
    return lambda order, asking, _arguments: _money(reader(order), asking)


def entries(*names: str) -> dict[str, Resolver]:
    """Read several."""
    return {name: key(name) for name in names}


def _way(field: str) -> Resolver:
    return lambda numbered, _asking, _arguments: numbered[1].get(field)


FIELDS: dict[str, dict[str, Resolver]] = {
    "Order": identity("Order")
    | times("created", "updated", "cancelled")
    | {
        "processedAt": read(lambda order: stamp(order.created_at)),
        "closedAt": always(None),
        "name": attr("name"),
        "number": attr("number"),
        "cancelReason": read(lambda order: order.cancel_reason and order.cancel_reason.upper()),
        "note": read(lambda order: order.fields["note"]),
        "tags": read(lambda order: order.fields["tags"]),
        "test": read(lambda order: order.fields["test"]),
        "sourceName": read(lambda order: order.fields["source_name"]),
        "email": read(lambda order: (order.fields.get("customer") or {}).get("email")),
        "phone": read(lambda order: order.fields.get("phone")),
        "confirmed": always(value=True),
        "currencyCode": lambda _order, asking, _arguments: asking.books.settings.currency,
        "presentmentCurrencyCode": lambda _order, asking, _arguments: asking.books.settings.currency,
        "customAttributes": read(lambda order: _attributes(order.fields["note_attributes"])),
        "totalPriceSet": _order_sum(lambda order: ordered(order) + shipping(order)),
        "currentTotalPriceSet": _order_sum(current),
        "subtotalPriceSet": _order_sum(ordered),
        "totalShippingPriceSet": _order_sum(shipping),
        "totalDiscountsSet": _order_sum(lambda _order: Decimal(0)),
        "totalTaxSet": _order_sum(lambda _order: Decimal(0)),
        "customer": read(_customer),
        "shippingAddress": read(lambda order: _address(order, "shipping_address")),
        "billingAddress": read(lambda order: _address(order, "billing_address")),
        "shippingLine": read(lambda order: next(enumerate(order.fields["shipping_lines"]), None)),
        "shippingLines": _shipping_lines,
        "displayFinancialStatus": read(lambda order: order.financial_status.upper()),
        "displayFulfillmentStatus": read(_status),
        "currentSubtotalLineItemsQuantity": read(lambda order: sum(line.current_quantity for line in order.lines)),
        "subtotalLineItemsQuantity": read(lambda order: sum(line.quantity for line in order.lines)),
        "lineItems": _lines,
    },
    "LineItem": {
        "id": read(lambda line: gid("LineItem", line.id)),
        "sku": attr("sku"),
        "title": attr("title"),
        "name": read(
            lambda line: " - ".join(part for part in (line.title, line.variant and line.variant.title) if part)
        ),
        "variantTitle": read(lambda line: (line.variant and line.variant.title) or None),
        "quantity": attr("quantity"),
        "currentQuantity": attr("current_quantity"),
        "fulfillableQuantity": attr("open"),
        "unfulfilledQuantity": attr("open"),
        "customAttributes": read(lambda line: _attributes(line.properties)),
        "originalUnitPriceSet": lambda line, asking, _arguments: _money(line.price, asking),
        "discountAllocations": read(lambda line: [line.discount] if line.discount else []),
        "lineItemGroup": attr("group"),
        "isGiftCard": read(lambda line: line.variant is not None and line.variant.gift_card),
        "requiresShipping": attr("requires_shipping"),
        "vendor": read(lambda line: line.variant and line.variant.product.vendor),
        "product": read(lambda line: line.variant and line.variant.product),
        "variant": attr("variant"),
    },
    "ShippingLine": {
        "id": read(lambda numbered: gid("ShippingLine", numbered[1].get("id", numbered[0] + 1))),
        "title": _way("title"),
        "code": _way("code"),
        "source": _way("source"),
        "custom": always(value=False),
        "isRemoved": always(value=False),
        "originalPriceSet": lambda numbered, asking, _arguments: _money(Decimal(numbered[1]["price"]), asking),
    },
    "Attribute": entries("key", "value"),
    "Customer": entries("id", "legacyResourceId", "firstName", "lastName", "displayName", "email", "phone"),
    "MailingAddress": entries(
        *"id firstName lastName name company address1 address2 city province zip country phone".split(),  # noqa: SIM905
        *("countryCodeV2", "provinceCode"),
    ),
    "MoneyBag": entries("shopMoney", "presentmentMoney"),
    "MoneyV2": entries("amount", "currencyCode"),
    "DiscountAllocation": {"allocatedAmountSet": lambda value, asking, _arguments: _money(value, asking)},
    "LineItemGroup": {
        "id": read(lambda group: gid("LineItemGroup", group["id"])),
        "title": key("title"),
        "customAttributes": read(lambda group: _attributes(group["properties"])),
    },
}
