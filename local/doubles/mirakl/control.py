"""What a person sees of the marketplace, and can do to it."""

from typing import Any

from starlette.routing import Route

from local.doubles.kit.control import Deed, control_routes
from local.doubles.mirakl.market import Market

SHOWN_ORDERS, SHOWN_CALLS = 20, 40


def routes(market: Market) -> list[Route]:
    """Return the routes."""

    def order(asked: dict[str, Any]) -> str:
        return market.order((asked["sku"], int(asked.get("quantity", 1))))

    def refund(asked: dict[str, Any]) -> None:
        market.refund(asked["order"], int(asked.get("line", 1)), int(asked.get("quantity", 1)), str(asked["amount"]))

    deeds: dict[str, Deed] = {
        "order": order,
        "debit": lambda asked: market.debit(asked["order"]),
        "cancel": lambda asked: market.cancel(asked["order"]),
        "refund": refund,
        "step": lambda asked: market.step(asked["order"], asked["state"]),
        "write": lambda asked: market.customer_writes(asked["order"], asked["body"]),
        "fail": lambda asked: market.fail(**asked),
        "calm": lambda _asked: market.switches.clear(),
    }
    return control_routes("mirakl", lambda: show(market), deeds)


def show(market: Market) -> dict[str, Any]:
    """Return the offers, the last orders and the last calls: of people nothing."""
    orders = [_order(market.body(order_id)) for order_id in market.order_ids[-SHOWN_ORDERS:]]
    return {"offers": market.shown_offers, "orders": orders[::-1], "calls": market.log.lines(SHOWN_CALLS)[::-1]}


def _order(body: dict[str, Any]) -> dict[str, Any]:
    lines = [
        {"sku": line["offer_sku"], "title": line["product_title"], "quantity": line["quantity"]}
        for line in body["order_lines"]
    ]
    return {
        "id": body["order_id"],
        "at": body["created_date"],
        "state": body["order_state"],
        "tracking": body.get("shipping_tracking"),
        "needs_reply": body["has_customer_message"],
        "lines": lines,
    }
