"""POST /rpc/<name> for kiosks and pages, /api/v1, and the health checks. One request is one call of one function."""

import re
import time
from typing import Any

from pydantic import ValidationError

from idempotency import fault_of_ids, scan_id_of
from ordak import VERSION, log
from ordak.aws.wake import wake_workers
from ordak.contract.base import Rpc
from ordak.contract.generated import FAULTS, RPCS, OpenLabel, PreviewOrderRules, SetSetting
from ordak.contract.methods import METHODS
from ordak.contract.reading import read_json
from ordak.database import DatabaseError, database
from ordak.http import event as http_event
from ordak.http.endpoint import endpoint
from ordak.http.event import Request
from ordak.http.identity import actor_of
from ordak.http.reply import Reply, first_fault, refuse, reply
from ordak.log import Line
from page_error import log_report
from setting_values import fault_of

MAX_BODY = 262_144
_BASE = "/rpc/"
_CONFLICT = 409
# What the id of a ticket or an order looks like: whatever else was scanned is not logged.
_TICKET = re.compile(r"[a-z][a-z0-9]{0,30}-m?[0-9]{1,20}(-[A-Z]{1,3})?")
# The same functions by the addresses that other systems know.
_API = {
    "GET /api/v1/inventory": "get_inventory",
    "POST /api/v1/sync": "request_sync",
    "POST /api/v1/orders": "import_order",
}
_KEYED = {"POST /api/v1/orders"}  # what an Idempotency-Key may be sent with


def _answer(request: Request) -> tuple[dict[str, Any], Line | None]:
    """Answer one HTTP request, from API Gateway or a function URL."""
    if request.method == "GET" and request.path == "/api/health":
        return http_event.answer(200, {"ok": True, "version": VERSION}), None
    if request.method == "GET" and request.path == "/edge/health":
        return _edge_health(request), None
    name = _named(request)
    return _nowhere(request) if name is None else _rpc(name, request)


def _failure(request: Request, code: str) -> dict[str, Any]:
    return refuse(code, request.correlation_id).answer()


def _named(request: Request) -> str | None:
    """Name the function that a request asks for."""
    known = _API.get(f"{request.method} {request.path}")
    if known is not None or request.method != "POST" or not request.path.startswith(_BASE):
        return known
    name = request.path.removeprefix(_BASE)
    return name if name in RPCS else None


def _nowhere(request: Request) -> tuple[dict[str, Any], Line]:
    """Refuse what there is no function for: another method of an address (RFC 9110 wants `Allow`), or no address."""
    known = request.path.startswith(_BASE) and request.path.removeprefix(_BASE) in RPCS
    method = "POST" if known else METHODS.get(request.path)
    # The log does not hold the path: anything may stand in it.
    if method is None:
        return _turn_away("unknown", refuse("REQ003", request.correlation_id))
    answer, line = _turn_away("unknown", refuse("REQ005", request.correlation_id, method))
    answer["headers"]["allow"] = method
    return answer, line


def _rpc(name: str, request: Request) -> tuple[dict[str, Any], Line]:
    actor = actor_of(request)
    if actor is None:
        said = refuse("AUTH001", request.correlation_id, "a valid access token is needed", status=401)
        return _turn_away(name, said)
    if len(request.body) > MAX_BODY:
        return _turn_away(name, refuse("REQ004", request.correlation_id, f"at most {MAX_BODY} bytes"))
    try:
        call = _read(RPCS[name], request)
    except ValidationError as error:
        return _turn_away(name, refuse("REQ001", request.correlation_id, first_fault(error)))
    if (fault := _setting_fault(call)) is not None:
        return _turn_away(name, refuse(fault[0], request.correlation_id, fault[1]))
    arguments = {field: getattr(call, field) for field in call.model_fields_set}
    route = f"{request.method} {request.path}"
    key = request.headers.get("idempotency-key") if route in _KEYED else None
    if (wrong := fault_of_ids(key, arguments)) is not None:
        return _turn_away(name, refuse("REQ001", request.correlation_id, wrong))
    if key is not None:
        arguments["scan_id"] = scan_id_of(key, actor, route)
    body = database().call(name, actor=actor, **arguments)
    wake_workers(body)  # it is committed
    log_report(call, body, request.correlation_id)
    if body["ok"]:
        body = _finished(body, call, request.correlation_id)
    ticket = body.get("ticket") or {}
    line = Line(
        function=name,
        outcome="ok" if body["ok"] else "refused",
        code=body.get("code"),
        store=ticket.get("store") or body.get("store", arguments.get("store")),
        order_number=ticket.get("id") or body.get("order_id") or _id_of(body.get("code"), arguments.get("id")),
        actor_id=actor.get("id"),
    )
    return reply(body).answer(), line


def _setting_fault(call: Rpc) -> tuple[str, str] | None:
    """Say what is wrong with a setting that a call brings: the code, and the field."""
    if isinstance(call, SetSetting) and (wrong := fault_of(call.key, call.value.value)) is not None:
        return "SET001", wrong
    if isinstance(call, PreviewOrderRules):
        wrong = fault_of("order_rules", call.order_rules.value, "order_rules")
        return None if wrong is None else ("REQ001", wrong)
    return None


def _finished(body: dict[str, Any], call: Rpc, correlation_id: str) -> dict[str, Any]:
    """Add what the database cannot say; an order's reader and what signs are imported for these rare calls alone."""
    if isinstance(call, PreviewOrderRules):
        from rules_preview import preview  # noqa: PLC0415

        return preview(body, call.order_rules.value, correlation_id)
    if isinstance(call, OpenLabel):
        from label_url import with_url  # noqa: PLC0415

        return with_url(body)
    return body


def _id_of(code: str | None, given: Any) -> str | None:
    """Return the ticket or order that a refusal is about: what was asked for, where the database knew it to be one."""
    # A conflict is with something that is there; there is nothing to undo of a ticket that is.
    known = code in FAULTS and (FAULTS[code].status == _CONFLICT or code == "UND001")
    return given if known and isinstance(given, str) and _TICKET.fullmatch(given) else None


def _turn_away(name: str, said: Reply) -> tuple[dict[str, Any], Line]:
    """Refuse what never reaches the database."""
    return said.answer(), Line(function=name, outcome="refused", code=said.code)


def _read(model: type[Rpc], request: Request) -> Rpc:
    """Read the arguments: of the body, or of a GET's query, where none may come twice."""
    if request.method != "GET":
        return read_json(model, request.body or b"{}")
    return model.model_validate({name: each[0] if len(each) == 1 else each for name, each in request.query.items()})


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


handler = endpoint(_answer, _failure)
