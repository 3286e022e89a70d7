"""A double's HTTP server: it answers in plain values, cuts connections, and keeps other sites' pages away."""

import socket
import struct
from asyncio import Transport, sleep
from collections.abc import Callable, Sequence
from typing import Any

import anyio.to_thread
from anyio import CapacityLimiter
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.routing import BaseRoute
from uvicorn.protocols.http.h11_impl import H11Protocol

from local.doubles.kit.messages import Reply, Request
from local.servers.http_server import HttpServer, bind
from local.servers.same_origin import NoForeignPages

AT_ONCE = 64  # requests answered at the same time
IDLE_SECONDS = 3600  # a connection is kept longer than any client keeps it


class DoubleServer:
    """The server of one double, in a thread. Pages of other sites may not ask for what is under `own`."""

    def __init__(self, name: str, routes: Sequence[BaseRoute], own: tuple[str, ...] = ()) -> None:
        self._limiter = CapacityLimiter(AT_ONCE)
        self._connections: dict[tuple[str, int], Transport] = {}
        app = Starlette(routes=routes, middleware=[Middleware(NoForeignPages, paths=own)] if own else [])
        http = _protocol(self._connections)
        self._server = HttpServer(app, bind(0), name, http=http, ws="none", timeout_keep_alive=IDLE_SECONDS)
        self.url = self._server.url

    def start(self) -> None:
        """Start to answer."""
        self._server.start()

    def stop(self) -> None:
        """Stop; requests in flight have two seconds."""
        self._server.stop()

    async def answer(self, request: HttpRequest, answer: Callable[[Request], Reply | None]) -> Response:
        """Answer a request by a function, in a thread of its own; where there is nothing, with 404."""
        headers = {name.lower(): value for name, value in request.headers.items()}
        asked = Request(request.method, request.url.path, headers, await request.body(), request.url.query)
        reply = await anyio.to_thread.run_sync(answer, asked, limiter=self._limiter)
        return await self._send(request, reply or Reply(404, b'{"errors":"Not Found"}'))

    async def _send(self, request: HttpRequest, reply: Reply) -> Response:
        if reply.wait:
            await sleep(reply.wait)
        if reply.cut:
            return await self._cut(request)
        return Response(reply.body, reply.status, {"Content-Type": reply.content_type, **reply.headers})

    async def _cut(self, request: HttpRequest) -> Response:
        """Reset the connection, as a network does: no answer, not even a goodbye."""
        if request.client is not None:
            transport = self._connections[request.client.host, request.client.port]
            raw = transport.get_extra_info("socket")
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            transport.abort()
        while (await request.receive())["type"] != "http.disconnect":
            pass
        return Response(status_code=500)  # nobody reads it any more


def _protocol(connections: dict[tuple[str, int], Transport]) -> type[H11Protocol]:
    """Return uvicorn's protocol, with the transport of each open connection found by its client's address."""

    class Remembered(H11Protocol):
        """Keeps its transport where it can be found."""

        def connection_made(self, transport: Any) -> None:
            """Remember it."""
            super().connection_made(transport)
            connections[transport.get_extra_info("peername")[:2]] = transport

        def connection_lost(self, exc: Exception | None) -> None:
            """Forget it."""
            connections.pop(self.transport.get_extra_info("peername")[:2], None)
            super().connection_lost(exc)

    return Remembered
