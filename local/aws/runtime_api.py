"""One execution environment: AWS's own runtime client in a process, and the Runtime API that it polls.

The API is that of https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html, on a port of its own.
"""

import json
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from queue import Empty, Queue
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Any, cast, override
from uuid import uuid4

from local.aws.template import Function
from local.servers.processes import end, plain_environment, spawn

INIT_SECONDS = 30.0  # more than Lambda's 10, for a small machine that starts ten at once
PREFIX = "/2018-06-01/runtime"

LogLine = Callable[[str, str], None]


@dataclass(frozen=True)
class Outcome:
    """What an invocation came to; `error` is "" or its type, `delivered` whether the code saw the event."""

    payload: bytes
    error: str = ""
    delivered: bool = True

    @property
    def timed_out(self) -> bool:
        """Whether the function was killed because its time was over."""
        return self.error == "Sandbox.Timedout"


@dataclass(frozen=True)
class Invocation:
    """One event on its way to a function."""

    payload: bytes
    request_id: str = field(default_factory=lambda: str(uuid4()))
    trace_id: str = field(default_factory=lambda: f"Root=1-{int(time.time()):08x}-{uuid4().hex[:24]}")


class Environment:
    """A process that handles one event at a time, until it dies or `stop` ends it."""

    def __init__(self, function: Function, variables: Mapping[str, str], log: LogLine) -> None:
        self.function = function
        self.usable = True
        self.current: Invocation | None = None
        self.waiting: Queue[Invocation | None] = Queue()
        self.news: Queue[Outcome | None] = Queue()  # None: the event was delivered
        self._log = log
        self._server = _RuntimeServer(self)
        self._process = self._start(variables)
        for target in (self._server.accept_until_closed, self._follow):
            threading.Thread(target=target, daemon=True).start()

    def invoke(self, invocation: Invocation) -> Outcome:
        """Hand the event to the function and wait for its answer, no longer than its Timeout."""
        self.waiting.put(invocation)
        outcome = self._next_news(INIT_SECONDS, invocation)
        if outcome is None:
            outcome = self._next_news(self.function.timeout, invocation)
        assert outcome is not None  # noqa: S101 - an event is delivered once
        return outcome

    def stop(self) -> None:
        """End the process, as Lambda does without asking."""
        self.usable = False
        self.waiting.put(None)
        end(self._process, signal.SIGKILL, patience=5)
        self._server.close()

    def _next_news(self, seconds: float, invocation: Invocation) -> Outcome | None:
        try:
            return self.news.get(timeout=seconds)
        except Empty:
            self.usable = False
            now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
            message = f"{now} {invocation.request_id} Task timed out after {seconds:.2f} seconds"
            self._log(self.function.name, message)
            return Outcome(json.dumps({"errorMessage": message}).encode(), "Sandbox.Timedout")

    def _start(self, variables: Mapping[str, str]) -> subprocess.Popen[bytes]:
        function = self.function
        path = ":".join(str(folder) for folder in (function.code, *function.layers))
        environment = plain_environment() | {
            "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{self._server.server_address[1]}",
            "AWS_LAMBDA_FUNCTION_NAME": function.name,
            "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(function.memory),
            "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
            "AWS_LAMBDA_LOG_FORMAT": "JSON" if function.json_logs else "Text",
            "AWS_LAMBDA_LOG_GROUP_NAME": f"/aws/lambda/{function.name}",
            "AWS_LAMBDA_LOG_STREAM_NAME": uuid4().hex,
            "AWS_EXECUTION_ENV": "AWS_Lambda_python3.13",
            "LAMBDA_TASK_ROOT": str(function.code),
            "PYTHONPATH": path,
            "TZ": ":UTC",
            "_HANDLER": function.handler,
        }
        command = [sys.executable, "-m", "awslambdaric", function.handler]
        return spawn(command, env={**environment, **variables}, cwd=function.code, output=subprocess.PIPE)

    def _follow(self) -> None:
        """Pass the process's output on to the log, and tell when it has ended."""
        assert self._process.stdout is not None  # noqa: S101 - it was asked for
        with self._process.stdout as output:
            for line in output:
                self._log(self.function.name, line.decode(errors="replace").rstrip())
        status = self._process.wait()
        self.usable = False
        about = f"RequestId: {self.current.request_id} " if self.current else ""
        message = f"{about}Error: Runtime exited with error: exit status {status}"
        error = {"errorType": "Runtime.ExitError", "errorMessage": message}
        self.news.put(Outcome(json.dumps(error).encode(), "Runtime.ExitError", delivered=bool(self.current)))


class _RuntimeServer(ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, environment: Environment) -> None:
        super().__init__(("127.0.0.1", 0), _RuntimeApi)
        self.environment = environment

    def accept_until_closed(self) -> None:
        """Accept connections; serve_forever would need up to half a second to notice that it shall end."""
        with suppress(OSError):
            while True:
                self.process_request(*self.get_request())

    def close(self) -> None:
        """Stop accepting: the shutdown wakes the thread that waits in accept."""
        with suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)
        self.server_close()

    @override
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a process that was killed in the middle of a request is no news."""


class _RuntimeApi(StreamRequestHandler):
    """Reads what AWS's runtime client sends, on a connection that it keeps.

    Without http.server, whose headers are read as an e-mail's: that is an eighth of what a call costs this process.
    """

    disable_nagle_algorithm = True
    wbufsize = -1

    @property
    def environment(self) -> Environment:
        return cast("_RuntimeServer", self.server).environment

    @override
    def handle(self) -> None:
        while request := self.rfile.readline().split():
            method, path = request[0].decode(), request[1].decode()
            headers = dict(self._headers())
            body = self.rfile.read(int(headers.get("content-length", 0)))
            if method == "POST":
                self._take(path, headers, body)
            elif path != f"{PREFIX}/invocation/next" or not self._give():
                return

    def _headers(self) -> Iterator[tuple[str, str]]:
        while line := self.rfile.readline().decode("latin-1").strip():
            name, _, value = line.partition(":")
            yield name.lower(), value.strip()

    def _give(self) -> bool:
        """Wait for an event and hand it over; False if there will be none, or nobody to take it."""
        environment = self.environment
        invocation = environment.waiting.get()
        if invocation is None or self._hung_up():
            return False
        environment.current = invocation
        deadline = time.time() + environment.function.timeout
        headers = {
            "Lambda-Runtime-Aws-Request-Id": invocation.request_id,
            "Lambda-Runtime-Deadline-Ms": str(int(deadline * 1000)),
            "Lambda-Runtime-Invoked-Function-Arn": environment.function.arn,
            "Lambda-Runtime-Trace-Id": invocation.trace_id,
        }
        environment.news.put(None)
        self._answer(HTTPStatus.OK, invocation.payload, headers)
        return True

    def _take(self, path: str, headers: Mapping[str, str], body: bytes) -> None:
        current = self.environment.current
        request_id = current.request_id if current else ""
        error = headers.get("lambda-runtime-function-error-type") or "Unhandled"
        if path == f"{PREFIX}/invocation/{request_id}/response":
            self._tell(Outcome(body))
        elif path == f"{PREFIX}/invocation/{request_id}/error":
            self._tell(Outcome(body, error))
        elif path == f"{PREFIX}/init/error":
            self.environment.usable = False
            self._tell(Outcome(body, error))
        else:
            message = b'{"errorType":"InvalidRequestID","errorMessage":"Invalid request ID"}'
            self._answer(HTTPStatus.BAD_REQUEST, message, {})

    def _hung_up(self) -> bool:
        """Tell whether the process has died while it waited: the event was then not delivered."""
        readable, _, _ = select.select([self.connection], [], [], 0)
        return bool(readable)

    def _tell(self, outcome: Outcome) -> None:
        # The answer first: whoever invoked may end this process as soon as it hears.
        self.environment.current = None
        self._answer(HTTPStatus.ACCEPTED, b'{"status":"OK"}', {})
        self.environment.news.put(outcome)

    def _answer(self, status: HTTPStatus, body: bytes, headers: Mapping[str, str]) -> None:
        about = {**headers, "Content-Type": "application/json", "Content-Length": str(len(body))}
        lines = [f"HTTP/1.1 {status} {status.phrase}", *(f"{name}: {value}" for name, value in about.items())]
        self.wfile.write("\r\n".join([*lines, "", ""]).encode("latin-1") + body)
        self.wfile.flush()
