"""Access tokens by the client credentials grant: an hour each."""

import hmac
import secrets
from datetime import datetime, timedelta
from urllib.parse import parse_qsl

from local.doubles.canada_post.replies import found
from local.doubles.canada_post.settings import Settings
from local.doubles.kit import Asked, Clock, RefusedError, Reply, Request

LIVES = 3600  # seconds
_FORM = {"grant_type": "client_credentials", "scope": "merchant"}


class Tokens:
    """The tokens of the app."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings, self._clock = settings, clock
        self._until: dict[str, datetime] = {}

    def grant(self, asked: Asked) -> Reply:
        """Answer a request for a token."""
        headers = asked.request.headers
        known = _same(headers.get("x-ibm-client-id", ""), self._settings.client_id)
        if not known or not _same(headers.get("x-ibm-client-secret", ""), self._settings.client_secret):
            return found({"error": "invalid_client"}, 401)
        kind = headers.get("content-type", "")
        if kind != "application/x-www-form-urlencoded" or dict(parse_qsl(asked.request.body.decode())) != _FORM:
            return found({"error": "invalid_request"}, 400)
        token = secrets.token_hex(24)
        self._until[token] = self._clock.now() + timedelta(seconds=LIVES)
        told = {"token_type": "Bearer", "access_token": token, "scope": "merchant", "expires_in": LIVES}
        return found({**told, "consented_on": int(self._clock.now().timestamp())})

    def check(self, request: Request) -> None:
        """Refuse a request without a token that is good now."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        until = self._until.get(token)
        if scheme != "Bearer" or until is None or self._clock.now() >= until:
            raise RefusedError(401, "Unauthorized")

    def revoke_all(self) -> None:
        """Let no granted token be good any longer."""
        self._until.clear()


def _same(given: str, known: str) -> bool:
    return hmac.compare_digest(given.encode(), known.encode())
