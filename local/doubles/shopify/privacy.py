"""The bodies of app/uninstalled and of the three privacy topics."""

from typing import Any

from local.doubles.shopify.books import Books
from local.doubles.shopify.model import Order, ShopError


def shop_body(books: Books) -> dict[str, Any]:
    """Return app/uninstalled: the shop."""
    return {
        "id": books.first_id,
        "name": books.settings.name or books.settings.domain,
        "email": "shop@example.com",
        "domain": books.settings.domain,
        "myshopify_domain": books.settings.domain,
        "currency": books.settings.currency,
        "iana_timezone": books.settings.time_zone,
        "plan_name": "basic",
        "primary_location_id": books.location.id,
    }


def request_body(books: Books, topic: str, order: Order | None) -> dict[str, Any]:
    """Return a privacy topic's body, about the customer of an order where it is about one."""
    body: dict[str, Any] = {"shop_id": books.first_id, "shop_domain": books.settings.domain}
    if topic == "shop/redact":
        return body
    customer = None if order is None else order.fields["customer"]
    if order is None or customer is None:
        raise ShopError(f"{topic} is about the customer of an order.")
    theirs = [one.id for one in books.orders.values() if (one.fields["customer"] or {}).get("id") == customer["id"]]
    body["customer"] = {name: customer.get(name) for name in ("id", "email", "phone")}
    if topic == "customers/redact":
        return body | {"orders_to_redact": theirs}
    if topic == "customers/data_request":
        return body | {"orders_requested": theirs, "data_request": {"id": books.new_id()}}
    raise ShopError(f"{topic!r} is no privacy topic.")
