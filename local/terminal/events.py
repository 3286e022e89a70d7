"""The events of events/*.json, with what the running stack alone can give: signatures and access tokens."""

import base64
import json
from collections.abc import Callable, Mapping
from typing import Any

from local.doubles.webhook_sender import Shop
from local.servers.processes import StackError
from local.state import ROOT

EVENTS = ROOT / "events"
# Which function an event is for: the word its name begins with.
FUNCTIONS = {
    "webhook": "WebhookFunction",
    "rpc": "RpcFunction",
    "auth": "AuthFunction",
    "ingest-retry": "IngestRetryFunction",
    "inventory": "InventoryWorkerFunction",
    "sweeper": "SweeperFunction",
    "reporter": "ReporterFunction",
    "alarm-notifier": "AlarmNotifierFunction",
    "sentry": "SentryFunction",
    "live": "LiveFunction",
    "fan-out": "FanOutFunction",
    "sync": "SyncFunction",
    "marketplace": "MarketplaceFunction",
    "migrate": "MigrateFunction",
}


def names() -> list[str]:
    """Return the names of the events."""
    return sorted(file.stem for file in EVENTS.glob("*.json"))


def function_of(name: str) -> str:
    """Return the logical id of the function that an event is for."""
    return next(function for word, function in FUNCTIONS.items() if name == word or name.startswith(f"{word}-"))


def read(name: str) -> dict[str, Any]:
    """Read an event as it is committed."""
    if name not in names():
        raise StackError(f"There is no event {name}. There are: {', '.join(names())}.")
    event: dict[str, Any] = json.loads((EVENTS / f"{name}.json").read_text())
    return event


def filled(event: Mapping[str, Any], env: Mapping[str, str], token: Callable[[], str]) -> dict[str, Any]:
    """Return the event signed by its shop and with an access token, where it has a header for them.

    `env` is what .local/env holds.
    """
    headers: dict[str, str] = dict(event.get("headers", {}))
    if "x-shopify-hmac-sha256" in headers:
        domain = headers["x-shopify-shop-domain"]
        store = next(name.removeprefix("SHOPIFY_DOMAIN_") for name, value in env.items() if value == domain)
        headers["x-shopify-hmac-sha256"] = Shop(env, store).sign(body(event))
    if "authorization" in headers:
        headers["authorization"] = f"Bearer {token()}"
    return {**event, "headers": headers} if headers else dict(event)


def body(event: Mapping[str, Any]) -> bytes:
    """Return the bytes that the caller sent."""
    text: str = event.get("body", "")
    return base64.b64decode(text) if event.get("isBase64Encoded") else text.encode()
