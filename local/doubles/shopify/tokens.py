"""Access tokens by the client credentials grant: 24 hours each, beside the fixed one that a shop may have."""

import hmac
import secrets
from datetime import datetime, timedelta
from typing import Any

from local.doubles.kit.clock import Clock
from local.doubles.shopify.settings import ShopSettings

LIVES = 86_399  # seconds
SCOPE = "read_orders,write_inventory,read_inventory,read_locations,read_products"


class Tokens:
    """The tokens of one shop."""

    def __init__(self, settings: ShopSettings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._until: dict[str, datetime] = {}
        self.installed = True

    def grant(self, asked: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Answer a request for a token: HTTP status and body."""
        if asked.get("grant_type") != "client_credentials":
            return 400, {"error": "unsupported_grant_type", "error_description": "The grant type is not supported."}
        known = any(
            hmac.compare_digest(str(asked.get("client_secret")).encode(), one.encode())
            for one in self._settings.client_secrets
        )
        if asked.get("client_id") != self._settings.client_id or not known:
            return 400, {"error": "invalid_client", "error_description": "Client authentication failed."}
        if not self.installed:
            reason = "Oauth error shop_not_permitted: Client credentials cannot be performed on this shop."
            return 400, {"error": "shop_not_permitted", "error_description": reason}
        token = f"shpat_{secrets.token_hex(16)}"
        self._until[token] = self._clock.now() + timedelta(seconds=LIVES)
        return 200, {"access_token": token, "scope": SCOPE, "expires_in": LIVES}

    def accepts(self, token: str) -> bool:
        """Tell whether the token is good now."""
        if not self.installed:
            return False
        if self._settings.token is not None and hmac.compare_digest(token.encode(), self._settings.token.encode()):
            return True
        until = self._until.get(token)
        return until is not None and self._clock.now() < until

    def revoke_all(self) -> None:
        """Let no granted token be good any longer."""
        self._until.clear()
