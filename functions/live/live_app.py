"""The WebSocket at /live: who comes with a ticket, who speaks, who is gone. What is told goes out by fan_out_app."""

import json
import re
import time
from typing import Any

from ordak import VERSION, log, settings
from ordak.database import DatabaseError
from ordak.http.identity import token_hash
from ordak.service import RefusedError, Service

_TICKET = re.compile(r"[0-9a-f]{64}")
# What a page may say, and what it is answered: a list, as everything that it hears.
_ANSWERS = {"hello": [{"type": "hello", "version": VERSION}], "ping": [{"type": "pong"}]}


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Answer one event of the WebSocket API. Nothing may be posted to a connection before $connect is answered."""
    started = time.perf_counter()
    context = event["requestContext"]
    comes = context["eventType"] == "CONNECT"
    if context["eventType"] == "MESSAGE":
        return _said(200, _ANSWERS.get(_type_of(event.get("body")), [{"type": "unknown"}]))
    line: log.Line = {
        "function": "connect_live" if comes else "disconnect_live",
        "correlation_id": context["requestId"],
    }
    service = Service("live", context["requestId"])
    try:
        if comes:
            line["code"] = _connect(service, event)
        else:
            service.ask("disconnect_live", connection_id=context["connectionId"])
    except Exception as error:  # noqa: BLE001  # no stack trace leaves the house
        line["code"] = "SYS002" if isinstance(error, DatabaseError) and error.unreachable else "SYS001"
        log.failed(started, error, **line)
        return _said(500)
    refused = line.get("code") is not None
    line["outcome"] = "refused" if refused else "ok"
    log.handled(started, **line)
    return _said(403 if refused else 200)


def _connect(service: Service, event: dict[str, Any]) -> str | None:
    """Take the ticket of the query for this connection; return the code of a refusal."""
    headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
    # A page of another's could else listen with a ticket that it got hold of. Browsers do not let it say otherwise.
    if headers.get("origin") not in settings.pages_origins():
        return "AUTH001"
    ticket = (event.get("queryStringParameters") or {}).get("ticket") or ""
    if not _TICKET.fullmatch(ticket):
        return "LIV001"
    try:
        connection_id = event["requestContext"]["connectionId"]
        service.ask("connect_live", ticket_hash=token_hash(ticket), connection_id=connection_id)
    except RefusedError as error:
        return str(error)
    return None


def _type_of(body: object) -> str:
    """Read what a page says: `{"type": "ping"}`."""
    try:
        said = json.loads(body) if isinstance(body, str) else None
    except (ValueError, RecursionError):
        return ""
    kind = said.get("type") if isinstance(said, dict) else None
    return kind if isinstance(kind, str) else ""


def _said(status: int, messages: list[dict[str, str]] | None = None) -> dict[str, Any]:
    return {"statusCode": status} | ({"body": json.dumps(messages)} if messages else {})
