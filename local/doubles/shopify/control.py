"""What the sandbox and the command line do at a shop's counter, over HTTP: /_double/{domain}/<deed>."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from local.doubles.shopify.deliveries import Delivery
from local.doubles.shopify.model import Line, Order, ShopError, Variant
from local.doubles.shopify.shop import Shop

SHOWN_PRODUCTS = 200
SHOWN_ORDERS = 20

type Deed = Callable[[Shop, dict[str, Any]], Any]


def routes(shops: Mapping[str, Shop]) -> list[Route]:
    """Return the routes of the counter."""

    async def listing(_request: Request) -> Response:
        return JSONResponse([{"domain": one.domain, "name": one.settings.name or one.domain} for one in shops.values()])

    async def view(request: Request) -> Response:
        shop = shops.get(request.path_params["domain"])
        if shop is None:
            return JSONResponse({"error": "There is no such shop."}, 404)
        return JSONResponse(await anyio.to_thread.run_sync(show, shop))

    async def act(request: Request) -> Response:
        shop, deed = shops.get(request.path_params["domain"]), DEEDS.get(request.path_params["deed"])
        if shop is None or deed is None:
            return JSONResponse({"error": "There is no such shop or deed."}, 404)
        try:
            asked = json.loads(await request.body() or b"{}")
            return JSONResponse({"done": await anyio.to_thread.run_sync(deed, shop, asked)})
        except (ShopError, ValueError, TypeError, KeyError) as error:
            return JSONResponse({"error": str(error)}, 400)

    return [
        Route("/_double/shops", listing),
        Route("/_double/{domain}", view),
        Route("/_double/{domain}/{deed}", act, methods=["POST"]),
    ]


def show(shop: Shop) -> dict[str, Any]:
    """Return what the shop shows: its products, its last orders and what became of their webhooks."""
    with shop.lock:
        variants = list(shop.books.variants.values())[:SHOWN_PRODUCTS]
        orders = list(shop.books.orders.values())[-SHOWN_ORDERS:]
        told: dict[int, list[Delivery]] = {}
        for delivery in shop.post.sent:
            if delivery.about is not None and delivery.topic.startswith(("orders/", "refunds/")):
                told.setdefault(delivery.about, []).append(delivery)
        return {
            "domain": shop.domain,
            "currency": shop.settings.currency,
            "sending": shop.post.sending,
            "held": len(shop.post.held),
            "products": [_product(variant) for variant in variants],
            "orders": [_order(order, told.get(order.id, [])) for order in reversed(orders)],
        }


def _product(variant: Variant) -> dict[str, Any]:
    level = next(iter(variant.item.levels.values()), None)
    return {
        "sku": variant.item.sku,
        "title": " - ".join(part for part in (variant.product.title, variant.title) if part),
        "price": f"{variant.price:.2f}",
        "tracked": variant.item.tracked,
        "policy": variant.policy,
        "available": level.available if level else 0,
        "committed": level.committed if level else 0,
    }


def _shown(order: Order, line: Line) -> int:
    return line.quantity if order.cancelled_at else line.current_quantity


def _order(order: Order, deliveries: list[Delivery]) -> dict[str, Any]:
    return {
        "id": order.id,
        "name": order.name,
        "at": order.created_at.isoformat(timespec="seconds"),
        "cancelled": order.cancelled_at is not None,
        "lines": [{"sku": line.sku, "title": line.title, "quantity": _shown(order, line)} for line in order.lines],
        "webhooks": [
            {
                "topic": one.topic,
                "status": one.attempts[-1].status if one.attempts else None,
                "answer": one.attempts[-1].answer if one.attempts else "",
                "attempts": len(one.attempts),
            }
            for one in deliveries
        ],
    }


def _sell(shop: Shop, asked: dict[str, Any]) -> dict[str, Any]:
    """Sell `lines` of {sku, quantity, properties}; `fields` are REST's. A pickup date is what the usual app writes."""
    lines = [(one["sku"], int(one["quantity"]), list(one.get("properties", ()))) for one in asked["lines"]]
    fields = dict(asked.get("fields", {}))
    if asked.get("pickup"):
        fields.setdefault("note_attributes", []).extend(
            [{"name": "Checkout-Method", "value": "pickup"}, {"name": "Pickup-Date", "value": asked["pickup"]}]
        )
    order = shop.sell(lines, **fields)
    return {"id": order.id, "name": order.name}


def _edit(shop: Shop, asked: dict[str, Any]) -> None:
    shop.edit(asked["order"], asked["sku"], int(asked["quantity"]))


def _cancel(shop: Shop, asked: dict[str, Any]) -> None:
    shop.cancel(asked["order"], restock=bool(asked.get("restock", True)), reason=asked.get("reason", "customer"))


def _refund(shop: Shop, asked: dict[str, Any]) -> None:
    restock = bool(asked.get("restock", True))
    shop.refund(asked["order"], asked["sku"], int(asked["quantity"]), restock=restock, note=asked.get("note"))


def _fulfil(shop: Shop, asked: dict[str, Any]) -> None:
    shop.fulfil(asked["order"])


def _adjust(shop: Shop, asked: dict[str, Any]) -> int:
    shop.adjust(asked["sku"], int(asked["delta"]))
    return shop.available(asked["sku"])


def _add(shop: Shop, asked: dict[str, Any]) -> int:
    return shop.add_variant(asked.pop("sku"), int(asked.pop("available")), **asked).item.id


def _fail(shop: Shop, asked: dict[str, Any]) -> None:
    shop.fail(asked.pop("kind"), **asked)


def _calm(shop: Shop, _asked: dict[str, Any]) -> None:
    shop.switches.clear()


def _privacy(shop: Shop, asked: dict[str, Any]) -> None:
    shop.ask_privacy(asked["topic"], asked.get("order"))


def _uninstall(shop: Shop, _asked: dict[str, Any]) -> None:
    shop.uninstall()


def _send(shop: Shop, asked: dict[str, Any]) -> str:
    if asked["sending"] not in {"at once", "held"}:
        raise ShopError('Webhooks are sent "at once" or "held".')
    shop.post.sending = asked["sending"]
    return shop.post.sending


def _deliver(shop: Shop, _asked: dict[str, Any]) -> list[int]:
    return [shop.post.deliver(one) for one in shop.post.take_held()]


def _calls(shop: Shop, _asked: dict[str, Any]) -> dict[str, Any]:
    calls = [
        {"operation": one.operation, "key": one.key, "applied": one.applied, "outcome": one.outcome, "cost": one.cost}
        for one in shop.calls
    ]
    return {"calls": calls, "at": datetime.now(UTC).isoformat(timespec="seconds")}


DEEDS: dict[str, Deed] = {
    "sell": _sell,
    "edit": _edit,
    "cancel": _cancel,
    "refund": _refund,
    "fulfil": _fulfil,
    "adjust": _adjust,
    "add": _add,
    "fail": _fail,
    "calm": _calm,
    "privacy": _privacy,
    "uninstall": _uninstall,
    "sending": _send,
    "deliver": _deliver,
    "calls": _calls,
}
