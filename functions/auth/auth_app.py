"""Sign-in, sessions, kiosks, PINs and our public keys. One request is one route of the table below."""

from collections.abc import Callable
from typing import Any

from pydantic import ValidationError

import call_limits
import cookies
import kiosk
import session
import sign_in
from access_token import public_keys
from ordak.contract.reading import read_json
from ordak.http import event as http_event
from ordak.http.endpoint import endpoint
from ordak.http.event import Request
from ordak.http.reply import Reply, first_fault, refuse
from ordak.log import Line
from sign_in import SignInError

MAX_BODY = 4096
_PAGES: dict[str, Callable[[Request], dict[str, Any]]] = {
    "GET /auth/login": sign_in.login,
    "GET /auth/callback": sign_in.callback,
}
# With a body of this shape, and without one.
_CALLS: dict[str, tuple[Callable[..., Reply], Any]] = {
    "POST /auth/refresh": (session.refresh, None),
    "POST /auth/sign-out": (session.sign_out, session.SignOut),
    "POST /auth/device": (kiosk.begin, None),
    "POST /auth/device/poll": (kiosk.poll, None),
    "POST /auth/turn": (kiosk.begin_turn, kiosk.SignIn),
    "POST /auth/pin": (kiosk.set_pin, kiosk.NewPin),
}
_BY_COOKIE = {"POST /auth/refresh", "POST /auth/sign-out"}
# Which kiosk asks is looked at first.
_BY_KIOSK = {"POST /auth/turn", "POST /auth/device/poll"}


def _answer(request: Request) -> tuple[dict[str, Any], Line]:
    """Answer one HTTP request."""
    route = _route(request)
    if route == "GET /.well-known/jwks.json":
        keys = http_event.answer(200, public_keys(), {"cache-control": "public, max-age=300"})
        return keys, Line(function=route, outcome="ok")
    if route in _PAGES:
        return _page(route, request)
    if route not in _CALLS:
        return refuse("REQ003", request.correlation_id).answer(), Line(
            function="unknown", outcome="refused", code="REQ003"
        )
    said = _call(route, request)
    return said.answer(), Line(function=route, outcome="refused" if said.code else "ok", code=said.code)


def _route(request: Request) -> str:
    return f"{request.method} {request.path}"


def _page(route: str, request: Request) -> tuple[dict[str, Any], Line]:
    if call_limits.by_address(request):
        return _failure(request, "AUTH003"), Line(function=route, outcome="refused", code="AUTH003")
    try:
        return _PAGES[route](request), Line(function=route, outcome="ok")
    except SignInError as error:
        line = Line(function=route, outcome="refused", code=error.code, reason=str(error))
        return _failure(request, error.code), line


def _call(route: str, request: Request) -> Reply:
    if route not in _BY_KIOSK and (wait := call_limits.by_address(request)):
        return call_limits.too_many(request, wait)
    if route in _BY_COOKIE and not cookies.from_our_pages(request):
        return refuse("AUTH001", request.correlation_id, "only from a page of ours")
    if len(request.body) > MAX_BODY:
        return refuse("REQ004", request.correlation_id, f"at most {MAX_BODY} bytes")
    called, shape = _CALLS[route]
    if shape is None:
        return called(request)
    try:
        body = read_json(shape, request.body or b"{}")
    except ValidationError as error:
        return refuse("REQ001", request.correlation_id, first_fault(error))
    return called(request, body)


def _failure(request: Request, code: str) -> dict[str, Any]:
    """Refuse a person with a page, a program with the envelope."""
    if _route(request) in _PAGES:
        return sign_in.failure_page(request, code)
    return refuse(code, request.correlation_id).answer()


handler = endpoint(_answer, _failure)
