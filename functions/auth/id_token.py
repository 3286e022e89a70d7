"""Verifies an ID token (OpenID Connect Core 3.1.3.7): algorithms pinned, and no key but the provider's."""

import time
from typing import Any

from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwt import JWTClaimsRegistry

from provider import Metadata, Provider, key_set

ALGORITHMS = ["RS256", "ES256"]
LEEWAY_SECONDS = 60


class IdTokenError(Exception):
    """An ID token that proves nothing. Carries what is wrong, never a claim."""


def read_id_token(token: str, provider: Provider, metadata: Metadata, nonce: str) -> dict[str, Any]:
    """Return the claims of a token that this provider made for us, now, and for this very sign-in."""
    try:
        key_id = jws.extract_compact(token.encode()).headers().get("kid")
        keys = key_set(metadata, key_id)
        if key_id not in {key.kid for key in keys.keys}:
            raise IdTokenError("unknown key")
        verified = jwt.decode(token, keys, algorithms=ALGORITHMS)
        claims = verified.claims
        _registry(provider, metadata, nonce).validate(claims)
    except (JoseError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise IdTokenError(type(error).__name__) from None
    audience = claims["aud"]
    if (isinstance(audience, list) and len(audience) > 1 and "azp" not in claims) or (
        claims.get("azp", provider.client_id) != provider.client_id
    ):
        raise IdTokenError("made for another")
    if not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= 255:  # noqa: PLR2004 - the standard's figure
        raise IdTokenError("no subject")
    return claims


def _registry(provider: Provider, metadata: Metadata, nonce: str) -> JWTClaimsRegistry:
    return JWTClaimsRegistry(
        now=int(time.time()),
        leeway=LEEWAY_SECONDS,
        iss={"essential": True, "value": metadata.issuer},
        aud={"essential": True, "value": provider.client_id},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
        nonce={"essential": True, "value": nonce},
    )
