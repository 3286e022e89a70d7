"""AWS's Signature Version 4 of one request without a query: values in, headers out."""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import quote

from ordak.settings import AwsKeys

_ALGORITHM = "AWS4-HMAC-SHA256"


def signed(  # noqa: PLR0913 - what is signed
    headers: Mapping[str, str],
    body: bytes,
    *,
    keys: AwsKeys,
    scope: str,
    now: datetime,
    method: str = "POST",
    path: str = "/",
) -> dict[str, str]:
    """Return the headers, `Host` among them, with those that prove who sends them and this body.

    The scope is `region/service`; the path is as it is sent, percent signs and all: AWS encodes that once more.
    """
    moment = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    signing = {**headers, "X-Amz-Date": moment}
    if keys.session_token:
        signing["X-Amz-Security-Token"] = keys.session_token
    lines = sorted((name.lower(), " ".join(value.split())) for name, value in signing.items())
    names = ";".join(name for name, _ in lines)
    written = [f"{name}:{value}" for name, value in lines]
    asked = [method, quote(path, safe="/~"), ""]
    canonical = "\n".join([*asked, *written, "", names, hashlib.sha256(body).hexdigest()])
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
