"""The doubles as one HTTP server in a thread; `GET /` has a line for each thing that was taken."""

import gzip
import threading
import zlib
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any, Literal

from starlette.requests import Request as HttpRequest
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from local.doubles.kit import DoubleServer, Failure, Reply, Request, Switches, answer_or_fail
from local.doubles.kit.failures import Kind
from local.doubles.outside import posthog, sentry, slack
from local.doubles.outside.taken import Taken
from local.servers.same_origin import is_foreign

type Name = Literal["slack", "posthog", "sentry"]
KEPT = 500  # calls and lines: what is older is forgotten

_TAKE: dict[Name, Callable[[Request], Taken]] = {
    "slack": slack.take,
    "posthog": posthog.take,
    "sentry": sentry.take,
}


@dataclass(frozen=True)
class Call:
    """One call, and what it was answered: 0 where the connection was cut."""

    to: Name
    request: Request
    status: int
    at: datetime


class Outside:
    """The three of them. `url` is their base; how they are reached, and with what keys, is in `variables`."""

    def __init__(self) -> None:
        self.calls: deque[Call] = deque(maxlen=KEPT)
        self.lines: deque[str] = deque(maxlen=KEPT)
        self._switches = Switches()
        self._lock = threading.Lock()
        self._received: dict[Name, dict[str, Any]] = {name: {} for name in _TAKE}
        routes = [Route("/", self._list), Route("/{path:path}", self._post, methods=["POST"])]
        self._server = DoubleServer("The double of what is outside", routes)
        self.url = self._server.url
        address = self.url.removeprefix("http://")
        self.variables = {
            "SLACK_WEBHOOK_URL": self.url + slack.PATH,
            "POSTHOG_KEY": posthog.KEY,
            "POSTHOG_URL": self.url,
            "SENTRY_DSN": f"http://{sentry.KEY}@{address}/{sentry.PROJECT}",
        }

    def start(self) -> None:
        """Start to answer."""
        self._server.start()

    def stop(self) -> None:
        """Stop; requests in flight have two seconds."""
        self._server.stop()

    def received(self, name: Name) -> list[Any]:
        """Return what one of them has taken, each thing once, in the order that it came."""
        with self._lock:
            return list(self._received[name].values())

    def calls_to(self, name: Name) -> list[Call]:
        """Return the calls to one of them, refused ones too."""
        return [call for call in list(self.calls) if call.to == name]

    def fail(self, name: Name, kind: Kind, count: int = 1, **how: Any) -> None:
        """Let one of them fail: see Failure."""
        self._switches.set(Failure(kind, count, name, **how))

    def forget(self) -> None:
        """Begin anew: nothing received, nothing failing."""
        self._switches.clear()
        with self._lock:
            for things in self._received.values():
                things.clear()
            self.calls.clear()
            self.lines.clear()

    def answer(self, request: Request) -> Reply:
        """Take a call, or fail as a switch says."""
        name = name_of(request.path)
        request = replace(request, body=_unpacked(request.body, request.headers.get("content-encoding")))
        reply = answer_or_fail(self._switches, name, partial(self._take, name, request))
        with self._lock:
            self.calls.append(Call(name, request, reply.status, datetime.now(UTC)))
        return reply

    def _take(self, name: Name, request: Request) -> Reply:
        reply = _TAKE[name](request)
        with self._lock:
            received = self._received[name]
            for key, thing in reply.things.items():
                received.setdefault(key or str(len(received)), thing)
            self.lines += [f"{datetime.now(UTC):%H:%M:%S} {name:<8}{line}" for line in reply.lines]
        return reply

    async def _post(self, request: HttpRequest) -> Response:
        return await self._server.answer(request, self.answer)

    def _list(self, request: HttpRequest) -> Response:
        if is_foreign(request.headers):
            return PlainTextResponse("Only for this machine.\n", 403)
        return PlainTextResponse("\n".join(self.lines or ["Nothing yet."]) + "\n")


def name_of(path: str) -> Name:
    """Return whose path it is."""
    if path.startswith(slack.FOLDER):
        return "slack"
    return "sentry" if path.startswith("/api/") else "posthog"


def _unpacked(body: bytes, encoding: str | None) -> bytes:
    """Return a body as it was before it was compressed; what is no gzip is left as it is, to be refused."""
    try:
        return gzip.decompress(body) if encoding == "gzip" else body
    except (OSError, EOFError, zlib.error):
        return body
