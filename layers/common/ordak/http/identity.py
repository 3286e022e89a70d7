"""Who calls: a member of staff with an access token of ours, an enrolled kiosk, or another system with its token."""

import hashlib
import json
import re
import time
from functools import lru_cache
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jwt import JWTClaimsRegistry

from ordak import settings
from ordak.http.event import Request

ISSUER = AUDIENCE = "ordak"
DEVICE_PREFIX = "ordak_device_"
_OPAQUE = re.compile(r"ordak_(device|token)_[0-9a-f]{64}")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_CLAIMS = JWTClaimsRegistry(
    iss={"essential": True, "value": ISSUER},
    aud={"essential": True, "value": AUDIENCE},
    sub={"essential": True},
    exp={"essential": True},
    iat={"essential": True},
    sid={"essential": True},
)
_KEPT = 500
# By token and key set: a key that is taken out takes what it verified along.
_verified: dict[tuple[str, str], dict[str, Any]] = {}


def actor_of(request: Request) -> dict[str, Any] | None:
    """Return the actor that `Authorization: Bearer …` names, or None when it names nobody.

    An access token is verified here. An opaque token is only hashed: whose it is, the database says, in the statement
    that is made anyway. At a kiosk the headers `ordak-turn` and `ordak-occurred-at` say who stood there and when.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer":
        return None
    if opaque := _OPAQUE.fullmatch(token):
        return _opaque(opaque[1], token, request)
    claims = _claims(token)
    if claims is None:
        return None
    return {
        "kind": "staff",
        "id": claims["sub"],
        "session": claims["sid"],
        "correlation_id": request.correlation_id,
    }


def token_hash(token: str) -> str:
    """Return what is kept of an opaque token: its SHA-256, as hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


def _opaque(kind: str, token: str, request: Request) -> dict[str, Any]:
    actor = {"kind": kind, "token_hash": token_hash(token), "correlation_id": request.correlation_id}
    if kind == "device":
        at_kiosk = {"turn": request.headers.get("ordak-turn"), "occurred_at": request.headers.get("ordak-occurred-at")}
        actor |= {name: value for name, value in at_kiosk.items() if value}
    return actor


def _claims(token: str) -> dict[str, Any] | None:
    """Verify a token once for a key set; the same one again costs a look-up until it expires."""
    public_keys = settings.public_keys()
    claims = _verified.get((token, public_keys))
    if claims is None:
        claims = _verify(token, public_keys)
        if claims is None:
            return None
        while len(_verified) >= _KEPT:
            del _verified[next(iter(_verified))]  # the oldest
        _verified[token, public_keys] = claims
    return claims if time.time() < claims["exp"] else None


def _verify(token: str, public_keys: str) -> dict[str, Any] | None:
    """Return the claims of a token of ours that names a person and a session, and is bounded."""
    try:
        verified = jwt.decode(token, _keys(public_keys), algorithms=["ES256"])
        _CLAIMS.validate(verified.claims)
    except (JoseError, ValueError, TypeError):
        return None
    claims = verified.claims
    ours = (
        verified.header.get("typ") == "at+jwt"
        and _UUID.fullmatch(str(claims["sub"]))
        and _UUID.fullmatch(str(claims["sid"]))
        and 0 < claims["exp"] - claims["iat"] <= settings.token_seconds()
    )
    return claims if ours else None


@lru_cache(maxsize=2)  # one, and the next when they change
def _keys(jwks: str) -> KeySet:
    return KeySet.import_key_set(json.loads(jwks))
