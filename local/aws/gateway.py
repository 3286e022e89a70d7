"""API Gateway's part: a request becomes an event of payload format 2.0, a function's answer a response."""

import base64
import binascii
import json
import time
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from local.aws.cloudformation import ACCOUNT, REGION
from local.aws.lambda_service import THROTTLED
from local.aws.routes import Match
from local.aws.runtime_api import Outcome

API_ID = "local"
LARGEST_BODY = 10 * 1024 * 1024
TEXTUAL = ("application/json", "application/xml", "application/javascript")


def api_event(request: Request, body: bytes, match: Match, prefix: str) -> dict[str, Any]:
    """Return the event that an HTTP API sends for the request; a $default stage adds nothing to the path."""
    domain = f"{API_ID}.execute-api.{REGION}.amazonaws.com"
    event = _event(request, body, _raw_path(request, prefix), match.route.key, domain)
    return event | ({"pathParameters": match.parameters} if match.parameters else {})


def url_event(request: Request, body: bytes, prefix: str) -> dict[str, Any]:
    """Return the event that a function URL sends; a prefix is what stands for a host name here."""
    return _event(request, body, _raw_path(request, prefix), "$default", f"{API_ID}.lambda-url.{REGION}.on.aws")


def to_response(outcome: Outcome, untyped: str) -> Response:
    """Return what the gateway answers; `untyped` is the content type of an answer that names none."""
    if outcome.timed_out or outcome.error == THROTTLED:
        return JSONResponse({"message": "Service Unavailable"}, 503)
    if outcome.error:
        return JSONResponse({"message": "Internal Server Error"}, 500)
    answer = json.loads(outcome.payload)
    if not isinstance(answer, dict) or "statusCode" not in answer:
        body = answer if isinstance(answer, str) else json.dumps(answer)
        return Response(body, 200, {"content-type": "application/json"})
    try:
        return _formatted(answer, untyped)
    except (ValueError, TypeError, AttributeError, binascii.Error):
        return JSONResponse({"message": "Internal Server Error"}, 500)


def too_large() -> Response:
    """Return the gateway's refusal of a body over its limit."""
    return JSONResponse({"message": "Request Entity Too Large"}, 413)


def not_found() -> Response:
    """Return the gateway's answer when no route fits."""
    return JSONResponse({"message": "Not Found"}, 404)


def _event(request: Request, body: bytes, path: str, route_key: str, domain: str) -> dict[str, Any]:
    query = request.scope["query_string"].decode("latin-1")
    headers, cookies = _headers(request)
    event: dict[str, Any] = {
        "version": "2.0",
        "routeKey": route_key,
        "rawPath": path,
        "rawQueryString": query,
        "headers": headers,
        "requestContext": _context(request, path, route_key, domain),
        "isBase64Encoded": False,
    }
    if cookies:
        event["cookies"] = cookies
    if query:
        event["queryStringParameters"] = _joined(parse_qsl(query, keep_blank_values=True))
    if body:
        event |= _body(body, headers.get("content-type", ""))
    return event


def _raw_path(request: Request, prefix: str) -> str:
    raw: bytes = request.scope["raw_path"]
    return raw.decode("latin-1").removeprefix(prefix) or "/"


def _headers(request: Request) -> tuple[dict[str, str], list[str]]:
    host = request.client.host if request.client else "127.0.0.1"
    received = [(name.lower(), value) for name, value in request.headers.items()]
    received += [
        ("x-amzn-trace-id", f"Root=1-{int(time.time()):08x}-{uuid4().hex[:24]}"),
        ("x-forwarded-for", host),
        ("x-forwarded-port", str(request.url.port or 80)),
        ("x-forwarded-proto", request.url.scheme),
    ]
    cookies = [part.strip() for name, value in received if name == "cookie" for part in value.split(";")]
    return _joined(pair for pair in received if pair[0] != "cookie"), cookies


def _joined(pairs: Any) -> dict[str, str]:
    """Join the values of a repeated name by commas."""
    joined: dict[str, str] = {}
    for name, value in pairs:
        joined[name] = f"{joined[name]},{value}" if name in joined else value
    return joined


def _context(request: Request, path: str, route_key: str, domain: str) -> dict[str, Any]:
    now = datetime.now(UTC)
    return {
        "accountId": ACCOUNT,
        "apiId": API_ID,
        "domainName": domain,
        "domainPrefix": API_ID,
        "http": {
            "method": request.method,
            "path": path,
            "protocol": f"HTTP/{request.scope['http_version']}",
            "sourceIp": request.client.host if request.client else "127.0.0.1",
            "userAgent": request.headers.get("user-agent", ""),
        },
        "requestId": str(uuid4()),
        "routeKey": route_key,
        "stage": "$default",
        "time": now.strftime("%d/%b/%Y:%H:%M:%S +0000"),
        "timeEpoch": int(now.timestamp() * 1000),
    }


def _body(body: bytes, content_type: str) -> dict[str, Any]:
    """Text by its content type goes as text; everything else, and text that is not UTF-8, as base64."""
    kind = content_type.split(";", maxsplit=1)[0].strip().lower()
    if kind.startswith("text/") or kind in TEXTUAL or kind.endswith(("+json", "+xml")):
        try:
            return {"body": body.decode(), "isBase64Encoded": False}
        except UnicodeDecodeError:
            pass
    return {"body": base64.b64encode(body).decode(), "isBase64Encoded": True}


def _formatted(answer: dict[str, Any], untyped: str) -> Response:
    body = answer.get("body") or ""
    content = base64.b64decode(body, validate=True) if answer.get("isBase64Encoded") else body.encode()
    response = Response(content, int(answer["statusCode"]))
    for name, value in (answer.get("headers") or {}).items():
        text = ("false", "true")[value] if isinstance(value, bool) else str(value)
        if name.lower() != "content-length":
            response.headers[name] = text
    for cookie in answer.get("cookies") or []:
        response.headers.append("set-cookie", cookie)
    response.headers.setdefault("content-type", untyped)
    return response
