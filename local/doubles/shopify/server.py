"""The double as an HTTP server in a thread: each shop under its domain, the counter under /_double."""

import socket
import struct
import threading
from asyncio import Transport, sleep
from typing import Any
from urllib.parse import parse_qsl

import anyio.to_thread
import uvicorn
from anyio import CapacityLimiter
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route
from uvicorn.protocols.http.h11_impl import H11Protocol

from local.doubles.shopify import admin, control
from local.doubles.shopify.bulk_runs import BulkRuns
from local.doubles.shopify.clock import Clock
from local.doubles.shopify.courier import Courier
from local.doubles.shopify.keeper import Keeper
from local.doubles.shopify.settings import Settings
from local.doubles.shopify.shop import Shop
from local.servers.processes import START_SECONDS, StackError, wait_until
from local.servers.same_origin import NoForeignPages

AT_ONCE = 64  # documents answered at the same time, latency included


class Shopify:
    """The double. `url` is its base: a shop is under {url}/{domain}."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.clock = Clock()
        self._socket = _bind(settings.port)
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._courier = Courier(settings.webhook_timeout, settings.retry_gaps)
        self._bulk = BulkRuns(lambda: self.url)
        self._keeper = Keeper(settings.state)
        self._shops = {one.domain: Shop(one, self.clock, self._courier, self._keeper.changed) for one in settings.shops}
        self._keeper.load(self._shops)
        self._connections: dict[tuple[str, int], Transport] = {}
        config = uvicorn.Config(
            self._application(),
            http=_protocol(self._connections),
            ws="none",
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=2,
            lifespan="off",
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],), daemon=True, name="shopify")

    def start(self) -> None:
        """Start to answer."""
        self._thread.start()
        wait_until(lambda: self._server.started, START_SECONDS, lambda: "The double of Shopify did not start.")

    def stop(self) -> None:
        """Stop: requests in flight have two seconds, webhooks that wait are not sent, what is kept is written."""
        if self._thread.is_alive():
            self._server.should_exit = True
            self._thread.join()
        self._socket.close()
        self._bulk.stop()
        self._courier.stop()
        self._keeper.stop()

    def shop(self, domain: str) -> Shop:
        """Return a shop by its *.myshopify.com domain."""
        return self._shops[domain]

    @property
    def shops(self) -> list[Shop]:
        """Return all shops."""
        return list(self._shops.values())

    def _application(self) -> Starlette:
        limiter = CapacityLimiter(AT_ONCE)

        async def graphql(request: Request) -> Response:
            shop = self._shops.get(request.path_params["domain"])
            if shop is None:
                return JSONResponse({"errors": "Not Found"}, 404)
            token = request.headers.get("x-shopify-access-token", "")
            asked = admin.Request(shop, request.path_params["version"], token, await request.body())
            reply = await anyio.to_thread.run_sync(admin.answer, asked, self._bulk.start, limiter=limiter)
            if reply is None:
                return JSONResponse({"errors": "Not Found"}, 404)
            return await self._send(request, reply)

        async def token(request: Request) -> Response:
            shop = self._shops.get(request.path_params["domain"])
            if shop is None:
                return JSONResponse({"errors": "Not Found"}, 404)
            error = shop.switches.take("error", "AccessToken")
            if error is not None:
                return Response("<html></html>", error.status, media_type="text/html")
            status, body = shop.tokens.grant(await _form(request))
            return JSONResponse(body, status)

        async def rows(request: Request) -> Response:
            path = self._bulk.file(request.path_params["domain"], request.path_params["number"])
            if not path.exists():
                return JSONResponse({"errors": "Not Found"}, 404)
            return FileResponse(path, media_type="application/jsonl")

        return Starlette(
            routes=[
                *control.routes(self._shops),
                Route("/{domain}/admin/oauth/access_token", token, methods=["POST"]),
                Route("/{domain}/admin/api/{version}/graphql.json", graphql, methods=["POST"]),
                Route("/{domain}/_bulk/{number:int}.jsonl", rows),
            ],
            middleware=[Middleware(NoForeignPages, paths=("/_double/",))],
        )

    async def _send(self, request: Request, reply: admin.Reply) -> Response:
        if reply.wait:
            await sleep(reply.wait)
        if reply.cut:
            return await self._cut(request)
        headers = {"X-Shopify-API-Version": reply.version}
        if reply.retry_after is not None:
            headers["Retry-After"] = f"{reply.retry_after:.1f}"
        return Response(reply.body, reply.status, headers, "application/json; charset=utf-8")

    async def _cut(self, request: Request) -> Response:
        """Reset the connection, as a network does: no answer, not even a goodbye."""
        if request.client is not None:
            transport = self._connections[request.client.host, request.client.port]
            raw = transport.get_extra_info("socket")
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            transport.abort()
        while (await request.receive())["type"] != "http.disconnect":
            pass
        return Response(status_code=500)  # nobody reads it any more


def _bind(port: int) -> socket.socket:
    taken = socket.socket()
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # What it accepts has this too; asyncio sets it only on sockets that it opens itself, and others wait 40 ms.
    taken.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        taken.bind(("127.0.0.1", port))
    except OSError as error:
        taken.close()
        raise StackError(f"Port {port} cannot be used ({error.strerror}).") from error
    return taken


def _protocol(connections: dict[tuple[str, int], Transport]) -> type[H11Protocol]:
    """Return uvicorn's protocol, which tells us its connections, so that one can be reset."""

    class Told(H11Protocol):
        """Keeps the transport of each open connection where it is found by its client's address."""

        def connection_made(self, transport: Any) -> None:
            """Remember it."""
            super().connection_made(transport)
            connections[transport.get_extra_info("peername")[:2]] = transport

        def connection_lost(self, exc: Exception | None) -> None:
            """Forget it."""
            connections.pop(self.transport.get_extra_info("peername")[:2], None)
            super().connection_lost(exc)

    return Told


async def _form(request: Request) -> dict[str, Any]:
    if "json" in request.headers.get("content-type", ""):
        try:
            asked = await request.json()
        except ValueError:
            return {}
        return asked if isinstance(asked, dict) else {}
    # Read by hand: starlette's forms need a further package.
    return dict(parse_qsl((await request.body()).decode(errors="replace")))
