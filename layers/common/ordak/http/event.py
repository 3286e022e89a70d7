"""HTTP as API Gateway (payload 2.0) and function URLs hand it over, and the answer they take."""

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

_IDENTIFIER = re.compile(r"[A-Za-z0-9._:-]{8,128}")


@dataclass(frozen=True)
class Request:
    """One request. Header names are lower case; the body is the bytes that were sent; a name may be asked for twice."""

    method: str
    path: str
    query: Mapping[str, list[str]]
    cookies: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    correlation_id: str
    address: str = ""  # of who connects to the API


def read(event: Mapping[str, Any]) -> Request:
    """Read a payload-2.0 event."""
    headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
    context = event.get("requestContext") or {}
    return Request(
        method=(context.get("http") or {}).get("method", ""),
        path=event.get("rawPath") or "",
        # The parsed parameters of the event join repeated ones by commas, which a value may hold too.
        query=parse_qs(event.get("rawQueryString") or "", keep_blank_values=True),
        cookies=dict(cookie.partition("=")[::2] for cookie in event.get("cookies") or ()),
        headers=headers,
        body=_body(event),
        correlation_id=identifier(headers.get("x-correlation-id")) or str(context.get("requestId") or "none"),
        address=(context.get("http") or {}).get("sourceIp", ""),
    )


def identifier(text: str | None) -> str | None:
    """Return an id that a caller made up if it is fit for a log and an event, else None."""
    return text if text and _IDENTIFIER.fullmatch(text) else None


def _body(event: Mapping[str, Any]) -> bytes:
    body = event.get("body") or ""
    if not event.get("isBase64Encoded"):
        return str(body).encode("utf-8", "surrogatepass")
    try:
        return base64.b64decode(body, validate=True)
    except binascii.Error:
        return b""


# Nobody may cache an answer, guess its type, show it in a page of theirs or run anything in it.
SECURITY_HEADERS = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "strict-transport-security": "max-age=63072000",
}


def answer(status: int, body: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Build the answer: JSON."""
    return {
        "statusCode": status,
        "headers": {"content-type": "application/json", **SECURITY_HEADERS, **(headers or {})},
        "body": json.dumps(body, ensure_ascii=False, separators=(",", ":")),
        "isBase64Encoded": False,
    }


def refusal(status: int, code: str, message: str, correlation_id: str, *, retry: bool = False) -> dict[str, Any]:
    """Build the envelope of every refusal; `retry`: the same request may succeed in a second."""
    body = {"ok": False, "code": code, "message": message, "correlation_id": correlation_id}
    return answer(status, body, {"retry-after": "1"} if retry else None)
