"""AWS's Signature Version 4 of one POST to `/`: values in, headers out."""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime

from ordak.settings import AwsKeys

_ALGORITHM = "AWS4-HMAC-SHA256"


def signed(headers: Mapping[str, str], body: bytes, *, keys: AwsKeys, scope: str, now: datetime) -> dict[str, str]:
    """Return the headers, `Host` among them, with those that prove who sends them and this body.

    The scope is `region/service`.
    """
    moment = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    signing = {**headers, "X-Amz-Date": moment}
    if keys.session_token:
        signing["X-Amz-Security-Token"] = keys.session_token
    lines = sorted((name.lower(), " ".join(value.split())) for name, value in signing.items())
    names = ";".join(name for name, _ in lines)
    canonical = "\n".join(
        ["POST", "/", "", *(f"{name}:{value}" for name, value in lines), "", names, hashlib.sha256(body).hexdigest()]
    )
    scope = f"{moment[:8]}/{scope}/aws4_request"
    to_sign = "\n".join([_ALGORITHM, moment, scope, hashlib.sha256(canonical.encode()).hexdigest()])
    key = f"AWS4{keys.secret}".encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    signature = hmac.digest(key, to_sign.encode(), "sha256").hex()
    signing["Authorization"] = (
        f"{_ALGORITHM} Credential={keys.key_id}/{scope}, SignedHeaders={names}, Signature={signature}"
    )
    return signing
