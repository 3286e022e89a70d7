"""The authorization code flow with PKCE (OpenID Connect Core 3.1, RFC 7636, RFC 9207): out to a provider and back."""

import base64
import hashlib
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import quote, urlencode

from id_token import IdTokenError, read_id_token
from provider import Metadata, Provider, fetch_json, metadata_of, read_json, send

_LANGUAGES = ("en", "fr")


@dataclass(frozen=True)
class Attempt:
    """What a browser keeps while its person is at the provider."""

    provider: str
    state: str
    nonce: str
    verifier: str
    return_to: str
    door: str = "any"  # staff, member
    house: str = "house"  # the organisation

    def packed(self) -> str:
        """Write it for a cookie."""
        return base64.urlsafe_b64encode(json.dumps(asdict(self)).encode()).decode().rstrip("=")


@dataclass(frozen=True)
class Account:
    """Whom a provider vouches for; `email` only if it has verified it, `language` if it is one of ours."""

    subject: str
    email: str | None
    name: str | None
    language: str | None


def new_attempt(provider: Provider, return_to: str, way: Mapping[str, str]) -> Attempt:
    """Make up what proves later that the answer is to this question and to this browser's.

    `way`: the door and the organisation that a person comes by, where they are named.
    """
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    return Attempt(provider.name, state, nonce, verifier, return_to, **way)


def unpacked(cookie: str) -> Attempt | None:
    """Read an attempt back; None for anything else."""
    try:
        said = json.loads(base64.urlsafe_b64decode(cookie + "=" * (-len(cookie) % 4)))
        attempt = Attempt(**said)
    except (ValueError, TypeError, RecursionError):
        return None
    return attempt if all(isinstance(value, str) and value for value in asdict(attempt).values()) else None


def address(provider: Provider, attempt: Attempt, redirect_uri: str, *, ask: bool = False) -> str:
    """Return where the browser goes to sign in. `ask`: the provider asks, even if it knows who sits there."""
    metadata = metadata_of(provider)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(attempt.verifier.encode()).digest()).decode().rstrip("=")
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": redirect_uri,
        "scope": "openid email profile",
        "state": attempt.state,
        "nonce": attempt.nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    } | ({"prompt": "login"} if ask else {})
    joint = "&" if "?" in metadata.authorization_endpoint else "?"
    return f"{metadata.authorization_endpoint}{joint}{urlencode(asked)}"


def account_of(provider: Provider, attempt: Attempt, code: str, issuer: str | None, redirect_uri: str) -> Account:
    """Exchange the code for who signed in; `issuer` is who says so in the callback. ProviderError or IdTokenError."""
    metadata = metadata_of(provider)
    if issuer != metadata.issuer and (issuer is not None or metadata.names_itself):
        raise IdTokenError("another issuer")
    tokens = _exchange(provider, metadata, attempt, code, redirect_uri)
    claims = read_id_token(str(tokens.get("id_token")), provider, metadata, attempt.nonce)
    if "email" not in claims and metadata.userinfo_endpoint:
        told = fetch_json(metadata.userinfo_endpoint, {"authorization": f"Bearer {tokens.get('access_token')}"})
        if told.get("sub") == claims["sub"]:  # Core 5.3.2: else it may be somebody else's
            claims = told | claims
    verified = claims.get("email_verified") is True or provider.vouches_for_email
    email = _text(claims.get("email")) if verified else None
    return Account(claims["sub"], email, _text(claims.get("name")), _language(claims.get("locale")))


def sign_out_address(provider: Provider, back: str) -> str | None:
    """Return where a browser also ends the provider's own session, if the provider has such a place."""
    endpoint = metadata_of(provider).end_session_endpoint
    asked = urlencode({"client_id": provider.client_id, "post_logout_redirect_uri": back})
    return f"{endpoint}{'&' if '?' in endpoint else '?'}{asked}" if endpoint else None


def _exchange(provider: Provider, metadata: Metadata, attempt: Attempt, code: str, redirect_uri: str) -> dict[str, Any]:
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": redirect_uri,
        "code_verifier": attempt.verifier,
    }
    headers = {"content-type": "application/x-www-form-urlencoded", "accept": "application/json"}
    if metadata.takes_basic:
        pair = f"{quote(provider.client_id, safe='')}:{quote(provider.client_secret, safe='')}"
        headers["authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    else:
        form |= {"client_id": provider.client_id, "client_secret": provider.client_secret}
    return read_json(send("POST", metadata.token_endpoint, headers=headers, body=urlencode(form).encode()))


def _text(value: Any) -> str | None:
    return value.strip() if isinstance(value, str) and value.strip() and "\x00" not in value else None


def _language(value: Any) -> str | None:
    """Return the language of a locale (BCP 47, fr-CA say) that we write in."""
    first = re.split("[-_]", value)[0].lower() if isinstance(value, str) else None
    return first if first in _LANGUAGES else None
