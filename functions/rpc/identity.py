"""Who calls: the member of staff that a verified access token names."""

import json
import re
import time
from functools import cache
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jwt import JWTClaimsRegistry

from ordak import settings

_CLAIMS = JWTClaimsRegistry(
    iss={"essential": True, "value": "ordak"},
    aud={"essential": True, "value": "ordak"},
    sub={"essential": True},
    exp={"essential": True},
    iat={"essential": True},
)
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_KEPT = 500
_verified: dict[str, tuple[float, dict[str, Any]]] = {}


def actor_of(authorization: str, correlation_id: str) -> dict[str, Any] | None:
    """Return the actor that `Authorization: Bearer …` names, or None when it names nobody."""
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token:
        return None
    claims = _claims(token.strip())
    if claims is None:
        return None
    return {"kind": "staff", "id": str(claims["sub"]), "correlation_id": correlation_id}


def _claims(token: str) -> dict[str, Any] | None:
    """Verify a token once; the same one again costs a look-up until it expires."""
    known = _verified.get(token)
    if known is not None:
        return known[1] if time.time() < known[0] else None
    try:
        verified = jwt.decode(token, _keys(), algorithms=["ES256"])
        _CLAIMS.validate(verified.claims)
    except (JoseError, ValueError, TypeError):
        return None
    if verified.header.get("typ") != "at+jwt" or not _UUID.fullmatch(str(verified.claims["sub"])):
        return None
    if len(_verified) >= _KEPT:
        _verified.clear()
    _verified[token] = (float(verified.claims["exp"]), verified.claims)
    return verified.claims


@cache
def _keys() -> KeySet:
    return KeySet.import_key_set(json.loads(settings.public_keys()))
