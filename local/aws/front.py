"""Hands requests to functions as API Gateway and function URLs do; async, as one process carries them all."""

import json
import socket
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import anyio.to_thread
from anyio import CapacityLimiter
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp

from local.aws import docs_page, pages
from local.aws.gateway import LARGEST_BODY, api_event, not_found, to_response, too_large, url_event
from local.aws.lambda_service import LambdaService
from local.aws.live_api import LARGEST_FRAME
from local.aws.routes import find_route
from local.aws.runtime_api import Outcome
from local.aws.template import Function, Template
from local.servers.http_server import HttpServer
from local.servers.same_origin import NoForeignPages

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
WAITING_CALLS = 200  # threads: invocations that wait for a function at the same time


class Front:
    """An HTTP server in a thread; `fire` runs a function's schedule now and returns what it came to.

    It is the distribution, with its pages and where it sends paths, and the HTTP API for all else; `own` are the routes
    of what is nowhere but here.
    """

    def __init__(
        self,
        listening: socket.socket,
        template: Template,
        functions: LambdaService,
        fire: Callable[[str], Outcome | None],
        own: Sequence[BaseRoute] = (),
    ) -> None:
        app = _application(template, functions, fire, own)
        # API Gateway sends no pings of its own; a frame that is too large is the end of a connection.
        self._server = HttpServer(app, listening, "The HTTP front", ws_ping_interval=None, ws_max_size=LARGEST_FRAME)
        self.url = self._server.url

    def start(self) -> None:
        """Start to answer."""
        self._server.start()

    def stop(self) -> None:
        """Stop; requests in flight have two seconds."""
        self._server.stop()


def _application(
    template: Template, functions: LambdaService, fire: Callable[[str], Outcome | None], own: Sequence[BaseRoute]
) -> Starlette:
    limiter = CapacityLimiter(WAITING_CALLS)

    async def schedule(request: Request) -> Response:
        outcome = await anyio.to_thread.run_sync(fire, request.path_params["function"], limiter=limiter)
        if outcome is None:
            return not_found()
        return JSONResponse({"error": outcome.error, "result": _json(outcome.payload)})

    # By a host name of their own they are reached here too, so that either event can be asked for.
    hosts: list[BaseRoute] = [
        *(Mount(at, _function_url(f, at, functions, limiter)) for at, f in _urls(template)),
        Mount("/_api", _http_api(template, "/_api", functions, limiter)),
    ]
    fire_route = Route("/_local/schedules/{function}", schedule, methods=["POST"])
    behaviors = [
        Mount(path, _function_url(template.functions[origin], "", functions, limiter))
        for path, origin in template.distribution.origins.items()
        if origin in template.functions
    ]
    ours = [*hosts, fire_route, *own, *docs_page.routes(), *pages.routes(template.distribution.headers)]
    routes = [*ours, *behaviors, Mount("/", _http_api(template, "", functions, limiter))]
    return Starlette(routes=routes, middleware=[Middleware(NoForeignPages, paths=("/_local/",))])


def _urls(template: Template) -> Iterator[tuple[str, Function]]:
    for function in template.functions.values():
        if function.url is not None:
            yield f"/_url/{function.name}", function


def _http_api(template: Template, prefix: str, functions: LambdaService, limiter: CapacityLimiter) -> ASGIApp:
    async def call(request: Request) -> Response:
        match = find_route(template.routes, request.method, request.url.path.removeprefix(prefix))
        body = await _read(request)
        if match is None:
            return not_found()
        if body is None:
            return too_large()
        event = api_event(request, body, match, prefix)
        outcome = await anyio.to_thread.run_sync(functions.invoke, match.route.function, event, limiter=limiter)
        return to_response(outcome, "text/plain; charset=utf-8")

    return Starlette(routes=[Route("/{path:path}", call, methods=METHODS)])


def _function_url(function: Function, prefix: str, functions: LambdaService, limiter: CapacityLimiter) -> ASGIApp:
    async def call(request: Request) -> Response:
        body = await _read(request)
        if body is None:
            return too_large()
        event = url_event(request, body, prefix)
        outcome = await anyio.to_thread.run_sync(functions.invoke, function.name, event, limiter=limiter)
        return to_response(outcome, "application/json")

    app: ASGIApp = Starlette(routes=[Route("/{path:path}", call, methods=METHODS)])
    cors: dict[str, Any] = (function.url or {}).get("Cors", {})
    if not cors:
        return app
    return CORSMiddleware(
        app,
        allow_origins=cors.get("AllowOrigins", ()),
        allow_methods=cors.get("AllowMethods", ("GET",)),
        allow_headers=cors.get("AllowHeaders", ()),
        expose_headers=cors.get("ExposeHeaders", ()),
        allow_credentials=cors.get("AllowCredentials", False),
        max_age=cors.get("MaxAge", 600),
    )


async def _read(request: Request) -> bytes | None:
    """Return the body, None when it is over the limit; reads it all, so that the client hears the answer."""
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size <= LARGEST_BODY:
            parts.append(part)
    return b"".join(parts) if size <= LARGEST_BODY else None


def _json(payload: bytes) -> Any:
    return json.loads(payload) if payload else None
