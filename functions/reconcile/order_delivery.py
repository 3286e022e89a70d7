"""An order fetched from the shop goes the way of every order: as a delivery that the retry of deliveries takes."""

import json

from ordak.service import Service
from ordak.shopify.admin import ShopifyAdmin


def hand_over(  # noqa: PLR0913 - what a delivery is made of
    service: Service, shop: ShopifyAdmin, store: str, order_gid: str, *, reason: str, at: str
) -> str | None:
    """Fetch an order and hand it over; `at` is a moment before this.

    Return `held` or `quarantined`, None when the shop has no such order.
    """
    order = shop.order(order_gid)
    if order is None:
        return None
    held = service.ask(
        "hold_delivery",
        store=store,
        topic="orders/updated",
        body=json.dumps(order, sort_keys=True).encode(),  # escaped: half a character has no bytes of its own
        reason=reason,
        permanent=False,
        order_gid=order_gid,
        # What is fetched is at least as new as any delivery triggered before it was asked for.
        delivery={"webhook_id": None, "triggered_at": at},
    )
    return "quarantined" if held["permanent"] else "held"
