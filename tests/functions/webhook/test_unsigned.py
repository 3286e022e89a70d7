"""What Shopify did not sign is refused before anything else is asked: the database is away here, and so is every queue."""

import base64
import hashlib
import hmac
from typing import Any

import pytest

import webhook_app

DOMAIN, SECRET, BODY = "bannos-dev.myshopify.com", "of-the-shop", b'{"id": 1}'


def right(secret: str = SECRET, body: bytes = BODY) -> str:
    """Sign as Shopify does."""
    return base64.b64encode(hmac.digest(secret.encode(), body, hashlib.sha256)).decode()


@pytest.fixture(autouse=True)
def nobody_to_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    """Know the shop and its secret, and nothing besides."""
    for name in ("ORDAK_DATABASE_URL", "INGEST_RETRY_QUEUE_URL", "INVENTORY_QUEUE_URL", "LIVE_QUEUE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SHOPIFY_DOMAIN_BANNOS", DOMAIN)
    monkeypatch.setenv("SHOPIFY_WEBHOOK_SECRET_BANNOS", SECRET)


def deliver(**headers: str) -> int:
    """Send the body with these headers; return the status."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    event: dict[str, Any] = {
        "rawPath": "/api/v1/webhooks/shopify",
        "headers": {"x-shopify-topic": "orders/create", "x-shopify-shop-domain": DOMAIN, **named},
        "requestContext": {"requestId": "unsigned", "http": {"method": "POST"}},
        "body": BODY.decode(),
    }
    status: int = webhook_app.handler(event, None)["statusCode"]
    return status


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"x_shopify_hmac_sha256": ""},
        {"x_shopify_hmac_sha256": right("of-another")},
        {"x_shopify_hmac_sha256": right(body=BODY + b" ")},
        {"x_shopify_hmac_sha256": right(), "x_shopify_shop_domain": "elsewhere.myshopify.com"},
    ],
    ids=["unsigned", "empty", "another secret", "another body", "another shop"],
)
def test_what_the_shop_did_not_sign_is_401_with_nobody_to_ask(headers: dict[str, str]) -> None:
    assert deliver(**headers) == 401


def test_what_it_signed_finds_that_there_is_nobody() -> None:
    assert deliver(x_shopify_hmac_sha256=right()) == 500
