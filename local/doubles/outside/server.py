"""The doubles as one HTTP server in a thread; `GET /` says in lines what was told to whom."""

import gzip
import socket
import struct
import threading
import zlib
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import sleep
from typing import Any, Literal, cast, override

from local.doubles.outside import posthog, sentry, slack
from local.doubles.outside.hearing import Reply, Request
from local.servers.same_origin import is_foreign

type Name = Literal["slack", "posthog", "sentry"]
type Kind = Literal[
    "latency",  # answers after so many seconds
    "status",  # answers this status and takes nothing
    "reset before",  # cuts the connection, nothing taken
    "reset after",  # takes it, then cuts the connection: success is lost
    "garbage",  # takes nothing, and answers 200 with what is none of its own
]
KEPT = 500  # calls and lines: what is older is forgotten

_LISTENERS: dict[Name, Callable[[Request], Reply]] = {
    "slack": slack.hear,
    "posthog": posthog.hear,
    "sentry": sentry.hear,
}


@dataclass
class Failure:
    """One switch: it strikes so many times."""

    kind: Kind
    count: int = 1
    seconds: float = 1.0
    status: int = 503
    retry_after: str | None = None
    rate_limits: str | None = None  # Sentry's: `600:error:project`, with whatever it answers


@dataclass(frozen=True)
class Call:
    """One call, and what it was answered: 0 where the connection was cut."""

    to: Name
    request: Request
    status: int
    at: datetime


@dataclass
class Ear:
    """What one listener has taken, each thing once, however often it came."""

    heard: dict[str, Any] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)


class Outside:
    """Those who listen. `url` is their base; what they want to be told with is in the other attributes."""

    def __init__(self) -> None:
        self.calls: deque[Call] = deque(maxlen=KEPT)
        self.lines: deque[str] = deque(maxlen=KEPT)
        self._lock = threading.Lock()
        self._ears: dict[Name, Ear] = {name: Ear() for name in _LISTENERS}
        self._server = _Server(self)
        address = f"127.0.0.1:{self._server.server_port}"
        self.url = f"http://{address}"
        self.variables = {
            "SLACK_WEBHOOK_URL": self.url + slack.PATH,
            "POSTHOG_KEY": posthog.KEY,
            "POSTHOG_URL": self.url,
            "SENTRY_DSN": f"http://{sentry.KEY}@{address}/{sentry.PROJECT}",
        }

    def start(self) -> None:
        """Begin to listen."""
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True, name="outside").start()

    def stop(self) -> None:
        """Listen no more."""
        self._server.shutdown()
        self._server.server_close()

    def heard(self, name: Name) -> list[Any]:
        """Return what a listener has taken, in the order that it came."""
        with self._lock:
            return list(self._ears[name].heard.values())

    def calls_to(self, name: Name) -> list[Call]:
        """Return the calls of a listener, refused ones too."""
        return [call for call in list(self.calls) if call.to == name]

    def fail(self, name: Name, kind: Kind, **how: Any) -> None:
        """Let a listener fail: `count` times, after `seconds`, with `status`, `retry_after` and `rate_limits`."""
        with self._lock:
            self._ears[name].failures.append(Failure(kind, **how))

    def forget(self) -> None:
        """Begin anew: nothing heard, nobody failing."""
        with self._lock:
            for ear in self._ears.values():
                ear.heard.clear()
                ear.failures.clear()
            self.calls.clear()
            self.lines.clear()

    def answer(self, request: Request) -> tuple[Failure | None, Reply]:
        """Take a call; return what strikes it, and the answer that it has, or would have."""
        name = name_of(request.path)
        with self._lock:
            ear = self._ears[name]
            failure = ear.failures[0] if ear.failures else None
            if failure is not None:
                failure.count -= 1
                ear.failures = [each for each in ear.failures if each.count > 0]
            kind = failure.kind if failure else None
            if failure is not None and kind in {"status", "garbage", "reset before"}:
                reply = Reply(failure.status if kind == "status" else 200, b"<html>busy</html>", "text/html")
            else:
                reply = _LISTENERS[name](request)
            now = datetime.now(UTC)
            for key, thing in reply.heard.items():
                ear.heard.setdefault(key or str(len(ear.heard)), thing)
            self.lines += [f"{now:%H:%M:%S} {name:<8}{line}" for line in reply.lines]
            self.calls.append(Call(name, request, 0 if kind in {"reset before", "reset after"} else reply.status, now))
        return failure, reply


def name_of(path: str) -> Name:
    """Say who is at a path."""
    if path.startswith(slack.FOLDER):
        return "slack"
    return "sentry" if path.startswith("/api/") else "posthog"


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, outside: Outside) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.outside = outside

    @override
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a caller that hung up."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_GET(self) -> None:
        if is_foreign({name.lower(): value for name, value in self.headers.items()}):
            self._send(403, b"Only for this machine.\n", "text/plain", None)
            return
        lines = "\n".join(cast("_Server", self.server).outside.lines) or "Nothing yet."
        self._send(200, (lines + "\n").encode(), "text/plain; charset=utf-8", None)

    def do_POST(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = _unpacked(self.rfile.read(int(headers.get("content-length", 0))), headers.get("content-encoding"))
        failure, reply = cast("_Server", self.server).outside.answer(Request(self.path, headers, body))
        if failure is not None and failure.kind in {"reset before", "reset after"}:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            self.connection.close()
            return
        if failure is not None and failure.kind == "latency":
            sleep(failure.seconds)
        self._send(reply.status, reply.body, reply.kind, failure)

    def _send(self, status: int, body: bytes, kind: str, failure: Failure | None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if failure is not None and failure.retry_after is not None:
            self.send_header("Retry-After", failure.retry_after)
        if failure is not None and failure.rate_limits is not None:
            self.send_header("X-Sentry-Rate-Limits", failure.rate_limits)
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    @override
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the calls are kept."""


def _unpacked(body: bytes, encoding: str | None) -> bytes:
    """Return a body as it was before it was compressed; what is no gzip is left to the listener, who refuses it."""
    try:
        return gzip.decompress(body) if encoding == "gzip" else body
    except (OSError, EOFError, zlib.error):
        return body
