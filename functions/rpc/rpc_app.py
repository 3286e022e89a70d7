"""POST /rpc/<name> for kiosks and pages, /api/v1, and the health checks. One request is one call of one function."""

import time
from typing import Any

from pydantic import ValidationError

from idempotency import fault_of_key, scan_id_of
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
# The same functions by the addresses that other systems know.
_API = {
    "GET /api/v1/inventory": "get_inventory",
    "POST /api/v1/sync": "request_sync",
    "POST /api/v1/orders": "import_order",
}
_KEYED = {"POST /api/v1/orders"}  # what an Idempotency-Key may be sent with


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
        return _refuse("REQ003", None, request) if name is None else _rpc(started, name, request)
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
        return http_event.refusal(401, "AUTH001", "A valid access token is needed", request.correlation_id)
    if len(request.body) > MAX_BODY:
        return _refuse("REQ004", f"at most {MAX_BODY} bytes", request)
    try:
        call = _read(RPCS[name], request)
    except ValidationError as error:
        return _refuse("REQ001", _first_fault(error), request)
    if isinstance(call, SetSetting) and (wrong := fault_of(call.key, call.value.value)) is not None:
        return _refuse("SET001", wrong, request)
    arguments = {field: getattr(call, field) for field in call.model_fields_set}
    route = f"{request.method} {request.path}"
    if route in _KEYED and (key := request.headers.get("idempotency-key")) is not None:
        if (wrong := fault_of_key(key, scan_id_too="scan_id" in arguments)) is not None:
            return _refuse("REQ001", wrong, request)
        arguments["scan_id"] = scan_id_of(key, actor, route)
    body = database().call(name, actor=actor, **arguments)
    ring(body)  # it is committed
    ticket = body.get("ticket") or {}
    log.handled(
        started,
        function=name,
        outcome="ok" if body["ok"] else "refused",
        code=body.get("code"),
        store=ticket.get("store") or body.get("store", arguments.get("store")),
        order_number=ticket.get("id") or body.get("order_id"),
        actor_id=actor["id"],
        correlation_id=request.correlation_id,
    )
    return http_event.answer(200 if body["ok"] else _status(body["code"]), body)


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
