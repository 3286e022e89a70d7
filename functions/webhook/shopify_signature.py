"""Shopify's signature: which store a delivery is for, if it is Shopify that signed it."""

import base64
import hashlib
import hmac
from collections.abc import Mapping

from ordak import settings


def signed_store(headers: Mapping[str, str], body: bytes) -> str | None:
    """Return the store whose shop signed these bytes, or None: unknown shop, no signature, wrong signature."""
    shop = settings.shop(headers.get("x-shopify-shop-domain", ""))
    given = headers.get("x-shopify-hmac-sha256", "")
    if shop is None or not given.isascii():
        return None
    # Every secret is tried, so the time taken says nothing about which of them holds.
    matches = [
        hmac.compare_digest(base64.b64encode(hmac.digest(secret.encode(), body, hashlib.sha256)).decode(), given)
        for secret in shop.secrets
    ]
    return shop.store if any(matches) else None
