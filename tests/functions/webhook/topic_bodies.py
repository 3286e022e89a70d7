"""Bodies of the topics that bring no order, in Shopify's shape; all that is in them is invented."""

from itertools import count
from typing import Any

FLOURLANE, BANNOS = "flourlane-dev.myshopify.com", "bannos-dev.myshopify.com"
_ids = count(31_000_000_000_001)


def edit(
    sold: dict[str, Any], added: dict[int, int] | None = None, removed: dict[int, int] | None = None, **fields: Any
) -> dict[str, Any]:
    """Body of orders/edited: of these line ids so many more, so many less."""
    lines = {
        "additions": [{"id": line, "delta": delta} for line, delta in (added or {}).items()],
        "removals": [{"id": line, "delta": delta} for line, delta in (removed or {}).items()],
    }
    order_edit = {
        "id": next(_ids),
        "app_id": None,
        "created_at": "2026-11-20T08:00:00+11:00",
        "notify_customer": False,
        "order_id": sold["id"],
        "staff_note": "",
        "line_items": lines,
        "shipping_lines": {"additions": [], "removals": []},
    }
    return {"order_edit": order_edit | fields}


def refund(sold: dict[str, Any], refunded: dict[int, int], **fields: Any) -> dict[str, Any]:
    """Body of refunds/create: of these line ids so many."""
    refund_id = next(_ids)
    lines = [
        {"id": next(_ids), "line_item_id": line, "quantity": quantity, "restock_type": "cancel", "subtotal": 85.0}
        for line, quantity in refunded.items()
    ]
    return {
        "id": refund_id,
        "admin_graphql_api_id": f"gid://shopify/Refund/{refund_id}",
        "order_id": sold["id"],
        "note": None,
        "restock": True,
        "refund_line_items": lines,
        "transactions": [],
        "order_adjustments": [],
        **fields,
    }


def level(item: int, location: int, available: object, **fields: Any) -> dict[str, Any]:
    """Body of inventory_levels/update."""
    return {
        "inventory_item_id": item,
        "location_id": location,
        "available": available,
        "updated_at": "2026-11-20T09:00:00+11:00",
        "admin_graphql_api_id": f"gid://shopify/InventoryLevel/{location}?inventory_item_id={item}",
        **fields,
    }


def variant(sku: str | None, item: int | None, **fields: Any) -> dict[str, Any]:
    """One variant of a product as newer bodies have it: without inventory_management."""
    variant_id = next(_ids)
    return {
        "id": variant_id,
        "admin_graphql_api_id": f"gid://shopify/ProductVariant/{variant_id}",
        "sku": sku,
        "inventory_item_id": item,
        "inventory_policy": "deny",
        "inventory_quantity": 5,
        **fields,
    }


def product(product_id: int, *variants: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """Body of products/create and products/update."""
    return {
        "id": product_id,
        "admin_graphql_api_id": f"gid://shopify/Product/{product_id}",
        "title": "Celebration cake",
        "updated_at": "2026-11-20T09:00:00+11:00",
        "variants": list(variants),
        **fields,
    }


def uninstalled(**fields: Any) -> dict[str, Any]:
    """Body of app/uninstalled: the shop."""
    return {"id": 4_400_001, "name": "Bannos", "email": "owner@example.com", "myshopify_domain": None, **fields}


def data_request(*orders: dict[str, Any], email: str = "ada@example.com", **fields: Any) -> dict[str, Any]:
    """Body of customers/data_request."""
    return {
        "shop_id": 4_400_001,
        "shop_domain": FLOURLANE,
        "orders_requested": [each["id"] for each in orders],
        "customer": {"id": 5_500_001, "email": email, "phone": "555-0100"},
        "data_request": {"id": next(_ids)},
        **fields,
    }


def customer_redact(*orders: dict[str, Any], email: str = "ada@example.com", **fields: Any) -> dict[str, Any]:
    """Body of customers/redact."""
    return {
        "shop_id": 4_400_001,
        "shop_domain": FLOURLANE,
        "customer": {"id": 5_500_001, "email": email, "phone": "555-0100"},
        "orders_to_redact": [each["id"] for each in orders],
        **fields,
    }


def shop_redact(**fields: Any) -> dict[str, Any]:
    """Body of shop/redact."""
    return {"shop_id": 4_400_001, "shop_domain": FLOURLANE, **fields}
