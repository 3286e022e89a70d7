"""An order as the Admin API tells it, in the shape that a webhook brings it in, so that one reader reads both."""

from typing import Any


def order_body(order: dict[str, Any], lines: list[dict[str, Any]]) -> dict[str, Any]:
    """Write the parts of a webhook's order that we read. Money stays text, times are in UTC."""
    return {
        "id": _number(order["id"]),
        "admin_graphql_api_id": order["id"],
        "name": order["name"],
        "order_number": order["number"],
        "created_at": order["createdAt"],
        "updated_at": order["updatedAt"],
        "cancelled_at": order["cancelledAt"],
        "currency": order["currencyCode"],
        "total_price": _amount(order["totalPriceSet"]),
        "note": order["note"],
        "note_attributes": _pairs(order["customAttributes"]),
        "tags": ", ".join(order["tags"]),
        "test": order["test"],
        "source_name": order["sourceName"],
        "financial_status": order["displayFinancialStatus"] and order["displayFinancialStatus"].lower(),
        "fulfillment_status": "fulfilled" if order["displayFulfillmentStatus"] == "FULFILLED" else None,
        "customer": _customer(order["customer"]),
        "shipping_address": _address(order["shippingAddress"]),
        "billing_address": _payer(order["billingAddress"]),
        "shipping_lines": [
            {
                "title": line["title"],
                "code": line["code"],
                "source": line["source"],
                "price": _amount(line["originalPriceSet"]),
            }
            for line in order["shippingLines"]["nodes"]
        ],
        "line_item_groups": _groups(lines),
        "line_items": [_line(line) for line in lines],
    }


def _groups(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The bundles that the lines belong to, each once."""
    groups = {line["lineItemGroup"]["id"]: line["lineItemGroup"] for line in lines if line["lineItemGroup"]}
    return [{"id": _number(gid), "properties": _pairs(group["customAttributes"])} for gid, group in groups.items()]


def _line(line: dict[str, Any]) -> dict[str, Any]:
    # Product and variant are null once they are deleted.
    product, variant, group = line["product"], line["variant"], line["lineItemGroup"]
    return {
        "id": _number(line["id"]),
        "admin_graphql_api_id": line["id"],
        "sku": line["sku"],
        "title": line["title"],
        "name": line["name"],
        "variant_title": line["variantTitle"],
        "quantity": line["quantity"],
        "current_quantity": line["currentQuantity"],
        "price": _amount(line["originalUnitPriceSet"]),
        "properties": _pairs(line["customAttributes"]),
        "discount_allocations": [
            {"amount": _amount(each["allocatedAmountSet"])} for each in line["discountAllocations"]
        ],
        "gift_card": line["isGiftCard"],
        "requires_shipping": line["requiresShipping"],
        "vendor": line["vendor"],
        "product_id": _number(product["id"]) if product else None,
        "variant_id": _number(variant["id"]) if variant else None,
        "sales_line_item_group_id": _number(group["id"]) if group else None,
    }


def _customer(customer: dict[str, Any] | None) -> dict[str, Any] | None:
    return customer and {
        "id": _number(customer["id"]),
        "admin_graphql_api_id": customer["id"],
        "first_name": customer["firstName"],
        "last_name": customer["lastName"],
    }


def _address(address: dict[str, Any] | None) -> dict[str, Any] | None:
    return address and {
        "name": address["name"],
        "first_name": address["firstName"],
        "last_name": address["lastName"],
        "company": address["company"],
        "address1": address["address1"],
        "address2": address["address2"],
        "city": address["city"],
        "province": address["province"],
        "province_code": address["provinceCode"],
        "zip": address["zip"],
        "country": address["country"],
        "country_code": address["countryCodeV2"],
        "phone": address["phone"],
    }


def _payer(address: dict[str, Any] | None) -> dict[str, Any] | None:
    """Whose order it is when nobody else is named; where they live is not asked for."""
    return address and {
        "name": address["name"],
        "first_name": address["firstName"],
        "last_name": address["lastName"],
        "company": address["company"],
    }


def _pairs(attributes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"name": each["key"], "value": each["value"]} for each in attributes]


def _amount(money: dict[str, Any]) -> str:
    return str(money["shopMoney"]["amount"])


def _number(gid: str) -> int:
    return int(gid.rsplit("/", 1)[1])
