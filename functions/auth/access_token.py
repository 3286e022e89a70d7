"""Our own access tokens (RFC 9068): signed ES256 by the first of our keys, verified by any of those we publish."""

import json
import time
from functools import lru_cache
from typing import Any
from uuid import uuid4

from joserfc import jwt
from joserfc.jwk import ECKey

from ordak import settings
from ordak.http.identity import AUDIENCE, ISSUER

_SECONDS = 15 * 60


def access_token(staff_id: str, session_id: str) -> str:
    """Return a token of a person's session, valid for `seconds()`."""
    key = _signing_keys(settings.signing_keys())[0]
    now = int(time.time())
    claims = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "client_id": "pages",
        "sub": staff_id,
        "sid": session_id,
        "iat": now,
        "exp": now + seconds(),
        "jti": str(uuid4()),
    }
    return jwt.encode({"alg": "ES256", "kid": key.kid, "typ": "at+jwt"}, claims, key, algorithms=["ES256"])


def seconds() -> int:
    """For how long a token is good: a quarter of an hour, or less where no more is taken."""
    return min(_SECONDS, settings.token_seconds())


def public_keys() -> dict[str, Any]:
    """Return the JWK set by which our tokens are verified: the key in use, the next one, the last one."""
    return {"keys": [key.as_dict(private=False) for key in _signing_keys(settings.signing_keys())]}


@lru_cache(maxsize=2)  # one set, and the next when they are rotated
def _signing_keys(text: str) -> list[ECKey]:
    return [ECKey.import_key(each) for each in json.loads(text)["keys"]]
