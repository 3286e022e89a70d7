"""Shopify's signature: which store a delivery says it is for, and whether it is Shopify that signed it."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from typing import NamedTuple

from ordak import settings


class Sender(NamedTuple):
    """Whose shop a delivery names, None where we know no such, and whether that shop signed these bytes."""

    store: str | None
    signed: bool


def sender_of(headers: Mapping[str, str], body: bytes) -> Sender:
    """Say who sent this. Without a signature, or with a wrong one, the store is what anybody may have written."""
    shop = settings.shop(headers.get("x-shopify-shop-domain", ""))
    given = headers.get("x-shopify-hmac-sha256", "")
    if shop is None or not given.isascii():
        return Sender(None if shop is None else shop.store, signed=False)
    # Every secret is tried, so the time taken says nothing about which of them holds.
    matches = [
        hmac.compare_digest(base64.b64encode(hmac.digest(secret.encode(), body, hashlib.sha256)).decode(), given)
        for secret in shop.secrets
    ]
    return Sender(shop.store, any(matches))
