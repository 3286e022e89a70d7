"""API Gateway's part of a WebSocket: events of who comes, speaks and goes, and the management of their connections."""

import base64
import json
import re
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import anyio.to_thread
from anyio import CapacityLimiter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from local.aws.cloudformation import REGION, load
from local.aws.gateway import API_ID
from local.aws.lambda_service import LambdaService
from local.aws.routes import DEFAULT

LARGEST_FRAME, LARGEST_MESSAGE = 32 * 1024, 128 * 1024
MANAGEMENT = "/_live"  # what stands for the host name of the API's stage
SIGNED = re.compile(
    rf"AWS4-HMAC-SHA256 Credential=[^/]+/\d{{8}}/{REGION}/execute-api/aws4_request, "
    r"SignedHeaders=[a-z0-9;-]*host;[a-z0-9;-]*x-amz-date[a-z0-9;-]*, Signature=[0-9a-f]{64}"
)
WAITING_CALLS = 100
SOCKET_API = "AWS::Serverless::WebSocketApi"
GOING_AWAY, TOO_BIG = 1001, 1009


@dataclass(frozen=True)
class SocketApi:
    """A WebSocket API: the function of each route key, and the routes whose answer goes back."""

    stage: str
    routes: Mapping[str, str]
    answering: frozenset[str]


def read_socket_api(path: Path) -> SocketApi:
    """Read the WebSocket API of the template at `path`; one without routes when it has none."""
    resources = load(path)["Resources"].values()
    properties: dict[str, Any] = next((each["Properties"] for each in resources if each["Type"] == SOCKET_API), {})
    routes: dict[str, dict[str, Any]] = properties.get("Routes", {})
    return SocketApi(
        properties.get("StageName", ""),
        {key: route["FunctionArn"]["Ref"].removesuffix(".Alias") for key, route in routes.items()},
        frozenset(key for key, route in routes.items() if "RouteResponseSelectionExpression" in route),
    )


@dataclass
class Limits:
    """How long a connection lives, and what else tests want otherwise."""

    idle_seconds: float = 600.0
    life_seconds: float = 7200.0
    post_seconds: float = 0.0  # that a post takes
    down: int | None = None  # the status of whatever is asked of the management
    failing: dict[str, int] = field(default_factory=dict)  # the status of posts to a connection
    held: set[str] = field(default_factory=set)  # connections whose posts wait

    async def wait(self, connection_id: str) -> None:
        """Take as long as a post takes."""
        await anyio.sleep(self.post_seconds)
        while connection_id in self.held:  # noqa: ASYNC110 - another thread lets go
            await anyio.sleep(0.01)


@dataclass
class Connection:
    """A page that is connected."""

    socket: WebSocket
    connection_id: str
    opened: float = field(default_factory=time.monotonic)
    used: float = field(default_factory=time.monotonic)

    def ends_in(self, limits: Limits) -> float:
        """Return after how many seconds it is hung up on, if nothing is said until then."""
        return min(self.used + limits.idle_seconds, self.opened + limits.life_seconds) - time.monotonic()


class LiveApi:
    """The WebSocket API of a template. Connections are in the one process that carries them."""

    def __init__(self, api: SocketApi, functions: LambdaService) -> None:
        self.limits = Limits()
        self.connections: dict[str, Connection] = {}
        self._api = api
        self._functions = functions
        self._limiter = CapacityLimiter(WAITING_CALLS)

    def routes(self) -> list[BaseRoute]:
        """Return the routes of the API and of its management."""
        if not self._api.routes:
            return []
        manage = Route(MANAGEMENT + "/@connections/{connection_id}", self._manage, methods=["GET", "POST", "DELETE"])
        return [WebSocketRoute(f"/{self._api.stage}", self._serve), manage]

    async def _serve(self, socket: WebSocket) -> None:
        connection = Connection(socket, base64.urlsafe_b64encode(secrets.token_bytes(11)).decode())
        status, _ = await self._invoke(connection, "$connect", **_handshake(socket))
        if not HTTPStatus(status).is_success:
            await socket.send_denial_response(Response(status_code=status))
            return
        await socket.accept()
        self.connections[connection.connection_id] = connection
        try:
            await self._listen(connection)
        finally:
            self.connections.pop(connection.connection_id, None)
            with anyio.CancelScope(shield=True):
                await self._invoke(connection, "$disconnect", headers={})

    async def _listen(self, connection: Connection) -> None:
        while (wait := connection.ends_in(self.limits)) > 0:
            text = None
            with anyio.move_on_after(wait):
                try:
                    text = await connection.socket.receive_text()
                except (WebSocketDisconnect, RuntimeError):  # hung up on, by either side
                    return
            if text is not None:
                connection.used = time.monotonic()
                await self._hear(connection, text)
        await connection.socket.close(GOING_AWAY, "Going away")

    async def _hear(self, connection: Connection, text: str) -> None:
        """Hand on what a page says to the route that it names, and the answer back."""
        key = self._selected(text)
        status, body = await self._invoke(connection, key, body=text)
        if not HTTPStatus(status).is_success and body is None:
            body = json.dumps({"message": "Internal server error", "connectionId": connection.connection_id})
        if body is not None and key in self._api.answering:
            await connection.socket.send_text(body)

    def _selected(self, text: str) -> str:
        try:
            key = json.loads(text).get("type")
        except (ValueError, AttributeError, RecursionError):
            return DEFAULT
        return key if isinstance(key, str) and key in self._api.routes and key[:1] != "$" else DEFAULT

    async def _invoke(self, connection: Connection, key: str, **parts: Any) -> tuple[int, str | None]:
        event = {"requestContext": _context(connection, key, self._api.stage), "isBase64Encoded": False, **parts}
        function = self._api.routes[key]
        outcome = await anyio.to_thread.run_sync(self._functions.invoke, function, event, limiter=self._limiter)
        if outcome.error:
            return HTTPStatus.BAD_GATEWAY, None
        answer = json.loads(outcome.payload)
        return int(answer.get("statusCode", HTTPStatus.BAD_GATEWAY)), answer.get("body")

    async def _manage(self, request: Request) -> Response:
        """POST a message to a connection, GET what it is, or DELETE it, as whoever signs for it may."""
        body = await request.body()
        if not SIGNED.fullmatch(request.headers.get("authorization", "")):
            return JSONResponse({"message": "Missing Authentication Token"}, HTTPStatus.FORBIDDEN)
        if len(body) > LARGEST_MESSAGE:
            return JSONResponse({"message": "Request Entity Too Large"}, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if self.limits.down is not None:
            return Response(status_code=self.limits.down)
        connection_id = request.path_params["connection_id"]
        if request.method == "POST":
            await self.limits.wait(connection_id)
        connection = self.connections.get(connection_id)
        if connection is None or connection.socket.application_state is not WebSocketState.CONNECTED:
            return Response(status_code=HTTPStatus.GONE)
        return await {"POST": self._post, "DELETE": self._delete, "GET": self._get}[request.method](connection, body)

    async def _delete(self, connection: Connection, _body: bytes) -> Response:
        del self.connections[connection.connection_id]
        await connection.socket.close(GOING_AWAY, "Connection closed")
        return Response(status_code=HTTPStatus.NO_CONTENT)

    async def _get(self, connection: Connection, _body: bytes) -> Response:
        return JSONResponse({"connectedAt": connection.opened, "lastActiveAt": connection.used})

    async def _post(self, connection: Connection, body: bytes) -> Response:
        failing = self.limits.failing.get(connection.connection_id)
        if failing is not None:
            return Response(status_code=failing)
        connection.used = time.monotonic()
        if len(body) > LARGEST_FRAME:
            await connection.socket.close(TOO_BIG, "Frame too large")
        else:
            await connection.socket.send_text(body.decode())
        return Response(status_code=HTTPStatus.OK)


def _handshake(socket: WebSocket) -> dict[str, Any]:
    """Return what a $connect event has of the request: the last of each repeated name, and all of them."""
    headers: dict[str, list[str]] = {}
    for name, value in socket.headers.items():
        headers.setdefault("-".join(part.capitalize() for part in name.split("-")), []).append(value)
    query: dict[str, list[str]] = {}
    for name, value in parse_qsl(socket.scope["query_string"].decode("latin-1"), keep_blank_values=True):
        query.setdefault(name, []).append(value)
    parts: dict[str, Any] = {
        "headers": {name: each[-1] for name, each in headers.items()},
        "multiValueHeaders": headers,
    }
    if query:
        parts["queryStringParameters"] = {name: each[-1] for name, each in query.items()}
        parts["multiValueQueryStringParameters"] = query
    return parts


def _context(connection: Connection, key: str, stage: str) -> dict[str, Any]:
    now = int(time.time() * 1000)
    request_id = secrets.token_urlsafe(12)
    return {
        "routeKey": key,
        "eventType": {"$connect": "CONNECT", "$disconnect": "DISCONNECT"}.get(key, "MESSAGE"),
        "messageDirection": "IN",
        "stage": stage,
        "connectionId": connection.connection_id,
        "connectedAt": now,
        "requestTimeEpoch": now,
        "requestId": request_id,
        "extendedRequestId": request_id,
        "identity": {"sourceIp": connection.socket.client.host if connection.socket.client else "127.0.0.1"},
        "domainName": f"{API_ID}.execute-api.{REGION}.amazonaws.com",
        "apiId": API_ID,
    }
