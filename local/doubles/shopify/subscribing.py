"""webhookSubscriptionCreate, Update and Delete."""

from typing import Any
from urllib.parse import urlsplit

from local.doubles.shopify.asking import Asking, Resolver, find
from local.doubles.shopify.model import Subscription
from local.doubles.shopify.order_fields import entries
from local.doubles.shopify.refusals import Refused, UserErrors, user_error

_FIELD = ["webhookSubscription", "callbackUrl"]


def create(_root: Any, asking: Asking, arguments: dict[str, Any]) -> dict[str, Any]:
    """Subscribe to a topic; the privacy topics are none here."""
    asked = arguments["webhookSubscription"]
    try:
        uri = _uri(asking, arguments["topic"], asked, None)
    except UserErrors as refused:
        return {"webhookSubscription": None, "userErrors": refused.errors}
    now = asking.books.clock.now()
    made = Subscription(asking.books.new_id(), arguments["topic"], uri, asked.get("name"), [], now, now)
    made.include_fields = list(asked.get("includeFields") or ())
    asking.books.subscriptions[made.id] = made
    asking.applied = True
    return {"webhookSubscription": made, "userErrors": []}


def update(_root: Any, asking: Asking, arguments: dict[str, Any]) -> dict[str, Any]:
    """Change address, name or fields."""
    held, asked = find(asking, arguments["id"]), arguments["webhookSubscription"]
    if not isinstance(held, Subscription):
        return {"webhookSubscription": None, "userErrors": [_missing()]}
    try:
        held.uri = _uri(asking, held.topic, {"uri": held.uri} | asked, held)
    except UserErrors as refused:
        return {"webhookSubscription": None, "userErrors": refused.errors}
    held.name = asked.get("name", held.name)
    held.include_fields = list(asked.get("includeFields", held.include_fields) or ())
    held.updated_at = asking.books.clock.now()
    asking.applied = True
    return {"webhookSubscription": held, "userErrors": []}


def delete(_root: Any, asking: Asking, arguments: dict[str, Any]) -> dict[str, Any]:
    """End a subscription."""
    held = find(asking, arguments["id"])
    if not isinstance(held, Subscription):
        return {"deletedWebhookSubscriptionId": None, "userErrors": [_missing()]}
    del asking.books.subscriptions[held.id]
    asking.applied = True
    return {"deletedWebhookSubscriptionId": arguments["id"], "userErrors": []}


def _missing() -> dict[str, Any]:
    return user_error(["id"], "Webhook subscription does not exist")


def _uri(asking: Asking, topic: str, asked: dict[str, Any], own: Subscription | None) -> str:
    """Return the address asked for; HTTPS, but for this machine, and once per topic."""
    unknown = [name for name in ("filter", "metafields", "metafieldNamespaces") if asked.get(name)]
    if unknown or asked.get("format", "JSON") != "JSON":
        raise Refused(f"The double does not know subscriptions with {', '.join(unknown) or 'XML'}.", "BAD_REQUEST")
    uri = str(asked.get("uri") or asked.get("callbackUrl") or "")
    address = urlsplit(uri)
    here = address.hostname in {"localhost", "127.0.0.1"}
    if address.scheme != "https" and not (address.scheme == "http" and here):
        raise UserErrors([user_error(_FIELD, "Address is invalid")])
    same = (each for each in asking.books.subscriptions.values() if each is not own)
    if any((each.topic, each.uri) == (topic, uri) for each in same):
        raise UserErrors([user_error(_FIELD, "Address for this topic has already been taken")])
    return uri


FIELDS: dict[str, dict[str, Resolver]] = {
    "Mutation": {
        "webhookSubscriptionCreate": create,
        "webhookSubscriptionUpdate": update,
        "webhookSubscriptionDelete": delete,
    },
    "WebhookSubscriptionCreatePayload": entries("webhookSubscription", "userErrors"),
    "WebhookSubscriptionUpdatePayload": entries("webhookSubscription", "userErrors"),
    "WebhookSubscriptionDeletePayload": entries("deletedWebhookSubscriptionId", "userErrors"),
}
