"""The bodies of webhooks, in the shape of Shopify's REST resources."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from local.doubles.shopify.books import Books
from local.doubles.shopify.gids import gid
from local.doubles.shopify.model import Level, Line, Order, Product, Variant


def local_time(books: Books, moment: datetime | None) -> str | None:
    """Write a time as REST does: to the second, with the shop's offset."""
    if moment is None:
        return None
    return moment.astimezone(ZoneInfo(books.settings.time_zone)).isoformat(timespec="seconds")


def money(amount: Decimal, currency: str) -> dict[str, dict[str, str]]:
    """Write an amount as REST's *_set does."""
    one = {"amount": f"{amount:.2f}", "currency_code": currency}
    return {"shop_money": one, "presentment_money": dict(one)}


def level_body(books: Books, level: Level) -> dict[str, Any]:
    """Return inventory_levels/update: what is available, and not why."""
    return {
        "inventory_item_id": level.item.id,
        "location_id": level.location.id,
        "available": level.available if level.item.tracked else None,
        "updated_at": local_time(books, level.updated_at),
        "admin_graphql_api_id": f"gid://shopify/InventoryLevel/{level.id}?inventory_item_id={level.item.id}",
    }


def product_body(books: Books, product: Product) -> dict[str, Any]:
    """Return products/update."""
    updated = local_time(books, product.updated_at)
    variants = [_variant(books, variant, at + 1, updated) for at, variant in enumerate(product.variants)]
    gids = [{"admin_graphql_api_id": each["admin_graphql_api_id"], "updated_at": updated} for each in variants]
    return {
        "admin_graphql_api_id": gid("Product", product.id),
        "body_html": None,
        "created_at": local_time(books, product.created_at),
        "handle": "-".join(product.title.lower().split()),
        "id": product.id,
        "product_type": product.type,
        "published_at": local_time(books, product.created_at),
        "template_suffix": None,
        "title": product.title,
        "updated_at": updated,
        "vendor": product.vendor,
        "status": "active",
        "published_scope": "web",
        "tags": "",
        "variants": variants,
        "options": [],
        "images": [],
        "image": None,
        "media": [],
        "variant_gids": gids,
        "has_variants_that_requires_components": any(variant.bundle for variant in product.variants),
    }


def _variant(books: Books, variant: Variant, position: int, updated: str | None) -> dict[str, Any]:
    quantity = sum(level.available for level in variant.item.levels.values())
    return {
        "admin_graphql_api_id": gid("ProductVariant", variant.id),
        "barcode": None,
        "compare_at_price": None,
        "created_at": local_time(books, variant.product.created_at),
        "id": variant.id,
        "inventory_policy": variant.policy.lower(),
        "position": position,
        "price": f"{variant.price:.2f}",
        "product_id": variant.product.id,
        "sku": variant.item.sku,
        "taxable": True,
        "title": variant.title,
        "updated_at": updated,
        "option1": variant.title,
        "option2": None,
        "option3": None,
        "image_id": None,
        "inventory_item_id": variant.item.id,
        "inventory_quantity": quantity,
        "old_inventory_quantity": quantity,
    }


def line_body(books: Books, line: Line) -> dict[str, Any]:
    """Return one line as an order's body and a refund's carry it."""
    currency, variant = books.settings.currency, line.variant
    return {
        "id": line.id,
        "admin_graphql_api_id": gid("LineItem", line.id),
        "attributed_staffs": [],
        "current_quantity": line.current_quantity,
        "fulfillable_quantity": line.open,
        "fulfillment_service": "manual",
        "fulfillment_status": "fulfilled"
        if line.fulfilled and not line.open
        else ("partial" if line.fulfilled else None),
        "gift_card": variant is not None and variant.gift_card,
        "grams": 0,
        "name": " - ".join(part for part in (line.title, variant and variant.title) if part),
        "price": f"{line.price:.2f}",
        "price_set": money(line.price, currency),
        "product_exists": variant is not None,
        "product_id": variant and variant.product.id,
        "properties": line.properties,
        "quantity": line.quantity,
        "requires_shipping": line.requires_shipping,
        "sales_line_item_group_id": line.group and line.group["id"],
        "sku": line.sku,
        "taxable": True,
        "title": line.title,
        "total_discount": "0.00",
        "total_discount_set": money(Decimal(0), currency),
        "variant_id": variant and variant.id,
        "variant_inventory_management": "shopify" if variant is not None and variant.item.tracked else None,
        "variant_title": (variant and variant.title) or None,
        "vendor": variant and variant.product.vendor,
        "tax_lines": [],
        "duties": [],
        "discount_allocations": [_discount(line.discount, currency)] if line.discount else [],
    }


def _discount(amount: Decimal, currency: str) -> dict[str, Any]:
    return {"amount": f"{amount:.2f}", "amount_set": money(amount, currency), "discount_application_index": 0}


def refund_body(books: Books, order: Order, refund: dict[str, Any]) -> dict[str, Any]:
    """Return refunds/create; its subtotals are numbers, against the rule."""
    now = local_time(books, order.updated_at)
    return {
        "id": refund["id"],
        "admin_graphql_api_id": gid("Refund", refund["id"]),
        "order_id": order.id,
        "created_at": now,
        "note": refund["note"],
        "user_id": None,
        "processed_at": now,
        "restock": refund["restock"],
        "duties": [],
        "total_duties_set": money(Decimal(0), books.settings.currency),
        "return": None,
        "refund_shipping_lines": [],
        "order_adjustments": [],
        "refund_line_items": [_refunded(books, part) for part in refund["lines"]],
        "transactions": [],
    }


def _refunded(books: Books, part: dict[str, Any]) -> dict[str, Any]:
    line: Line = part["line"]
    subtotal = line.price * part["quantity"]
    return {
        "id": part["id"],
        "quantity": part["quantity"],
        "line_item_id": line.id,
        "location_id": line.location if part["restock_type"] != "no_restock" else None,
        "restock_type": part["restock_type"],
        "subtotal": float(subtotal),
        "total_tax": 0.0,
        "subtotal_set": money(subtotal, books.settings.currency),
        "total_tax_set": money(Decimal(0), books.settings.currency),
        "line_item": line_body(books, line),
    }


def edit_body(books: Books, order: Order, line: Line, delta: int) -> dict[str, Any]:
    """Return orders/edited, which is not an order: deltas by line."""
    now = local_time(books, order.updated_at)
    change = [{"id": line.id, "delta": abs(delta)}]
    return {
        "order_edit": {
            "id": books.new_id(),
            "app_id": None,
            "created_at": now,
            "committed_at": now,
            "notify_customer": False,
            "order_id": order.id,
            "staff_note": "",
            "user_id": None,
            "line_items": {"additions": change if delta > 0 else [], "removals": change if delta < 0 else []},
            "discounts": {"line_item": {"additions": [], "removals": []}},
            "shipping_lines": {"additions": [], "removals": []},
        }
    }
