"""POST /rpc/<name> for kiosks and pages, /api/v1, and the health checks. One request is one call of one function."""

import re
import time
from typing import Any

from pydantic import ValidationError

from identity import actor_of
from ordak import VERSION, http_event, log
from ordak.contract.base import Rpc
from ordak.contract.generated import FAULTS, RPCS, SetSetting
from ordak.database import DatabaseError, database
from ordak.doorbell import ring
from ordak.http_event import Request
from setting_values import fault_of

MAX_BODY = 262_144
_BASE = "/rpc/"
# Refusals that say that the ticket is there, and what its id looks like: whatever else was scanned is not logged.
_OF_A_TICKET = {"ORD002", "ORD003", "ORD005", "INV001", "INV007"}
_TICKET = re.compile(r"[a-z][a-z0-9]{0,30}-m?[0-9]{1,20}(-[A-Z]{1,3})?")
# The same functions by the addresses that other systems know.
_API = {"GET /api/v1/inventory": "get_inventory", "POST /api/v1/sync": "request_sync"}


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Answer one HTTP request, from API Gateway or a function URL."""
    started = time.perf_counter()
    request = http_event.read(event)
    try:
        if request.method == "GET" and request.path == "/api/health":
            return http_event.answer(200, {"ok": True, "version": VERSION})
        if request.method == "GET" and request.path == "/edge/health":
            return _edge_health(request)
        name = _named(request)
        if name is None:
            return _turn_away(started, "unknown", "REQ003", None, request)  # not the path: anything may stand in it
        return _rpc(started, name, request)
    except DatabaseError as error:
        code = "SYS002" if error.unreachable else "SYS001"
        log.failed(started, error, function=request.path[:80], code=code, correlation_id=request.correlation_id)
        return _refuse(code, None, request)
    except Exception as error:  # noqa: BLE001  # no stack trace leaves the house
        log.failed(started, error, function=request.path[:80], code="SYS001", correlation_id=request.correlation_id)
        return _refuse("SYS001", None, request)


def _named(request: Request) -> str | None:
    """Name the function that a request asks for."""
    known = _API.get(f"{request.method} {request.path}")
    if known is not None or request.method != "POST" or not request.path.startswith(_BASE):
        return known
    name = request.path.removeprefix(_BASE)
    return name if name in RPCS else None


def _rpc(started: float, name: str, request: Request) -> dict[str, Any]:
    actor = actor_of(request.headers.get("authorization", ""), request.correlation_id)
    if actor is None:
        _log_refusal(started, name, "AUTH001", request)
        return http_event.refusal(401, "AUTH001", "A valid access token is needed", request.correlation_id)
    if len(request.body) > MAX_BODY:
        return _turn_away(started, name, "REQ004", f"at most {MAX_BODY} bytes", request)
    try:
        call = _read(RPCS[name], request)
    except ValidationError as error:
        return _turn_away(started, name, "REQ001", _first_fault(error), request)
    if isinstance(call, SetSetting) and (wrong := fault_of(call.key, call.value.value)) is not None:
        return _turn_away(started, name, "SET001", wrong, request)
    arguments = {field: getattr(call, field) for field in call.model_fields_set}
    body = database().call(name, actor=actor, **arguments)
    ring(body)  # it is committed
    ticket = body.get("ticket") or {}
    log.handled(
        started,
        function=name,
        outcome="ok" if body["ok"] else "refused",
        code=body.get("code"),
        store=ticket.get("store", arguments.get("store")),
        order_number=ticket.get("id") or _ticket_id(body.get("code"), arguments.get("id")),
        actor_id=actor["id"],
        correlation_id=request.correlation_id,
    )
    return http_event.answer(200 if body["ok"] else _status(body["code"]), body)


def _ticket_id(code: str | None, given: Any) -> str | None:
    """Return the ticket that a refusal is about: what was asked for, where the database knew it to be one."""
    return given if code in _OF_A_TICKET and isinstance(given, str) and _TICKET.fullmatch(given) else None


def _turn_away(started: float, name: str, code: str, detail: str | None, request: Request) -> dict[str, Any]:
    """Refuse what never reaches the database."""
    _log_refusal(started, name, code, request)
    return _refuse(code, detail, request)


def _log_refusal(started: float, name: str, code: str, request: Request) -> None:
    log.handled(started, function=name, outcome="refused", code=code, correlation_id=request.correlation_id)


def _read(model: type[Rpc], request: Request) -> Rpc:
    """Read the arguments: of the body, or of a GET's query, where none may come twice."""
    if request.method != "GET":
        return model.model_validate_json(request.body or b"{}")
    return model.model_validate({name: each[0] if len(each) == 1 else each for name, each in request.query.items()})


def _status(code: str) -> int:
    """The HTTP status of a code; of one that the database has learnt since this function was built, 409."""
    return FAULTS[code].status if code in FAULTS else 409


def _first_fault(error: ValidationError) -> str:
    """Name the first field that is wrong and what is wrong with it, never its value."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    field = ".".join(str(part) for part in first["loc"])
    return f"{field}: {first['msg']}" if field else first["msg"]


def _refuse(code: str, detail: str | None, request: Request) -> dict[str, Any]:
    fault = FAULTS[code]
    message = fault.title if detail is None else f"{fault.title}: {detail}"
    return http_event.refusal(fault.status, code, message, request.correlation_id, retry=fault.retry)


def _edge_health(request: Request) -> dict[str, Any]:
    """Say whether the database answers, in how many milliseconds, and how its work queue fares."""
    started = time.perf_counter()
    try:
        ping_ms = database().ping()
        actor = {"kind": "service", "id": "rpc", "correlation_id": request.correlation_id}
        worker = database().call("get_health", actor=actor)["worker"]
    except DatabaseError as error:
        log.failed(started, error, function="edge_health", correlation_id=request.correlation_id)
        return http_event.answer(503, {"ok": False, "up": False, "version": VERSION, "code": "SYS002"})
    return http_event.answer(
        200, {"ok": True, "up": True, "version": VERSION, "database": {"ping_ms": ping_ms}, "worker": worker}
    )
