"""A double of a REST API: its operations by method and path, who may ask, and the log of what was asked."""

import re
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import parse_qsl, unquote

from local.doubles.kit.calls import Call, CallLog
from local.doubles.kit.clock import Clock
from local.doubles.kit.failures import Switches, answer_or_fail
from local.doubles.kit.messages import Reply, Request


class RefusedError(Exception):
    """A request that the double refuses: status, the API's code if it has one, and a sentence."""

    def __init__(self, status: int, message: str, code: str | None = None) -> None:
        super().__init__(message)
        self.status, self.message, self.code = status, message, code


@dataclass(frozen=True)
class Asked:
    """What an operation is given: the parts of its path, its query and the whole request."""

    request: Request
    parts: tuple[str, ...]
    query: Mapping[str, str]


@dataclass(frozen=True)
class Operation:
    """One operation. `path` has {} for each part; a query is made of these names alone."""

    name: str
    method: str
    path: str
    do: Callable[[Asked], Reply]
    query: frozenset[str] = frozenset()
    changes: bool = False
    pattern: re.Pattern[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        pattern = re.escape(self.path).replace(r"\{\}", "([^/]+)")
        object.__setattr__(self, "pattern", re.compile(pattern))


@dataclass
class Api:
    """The operations of one double, asked one at a time.

    `guard` raises RefusedError for a caller who may not ask; `refuse` writes a refusal as the API does.
    """

    operations: Sequence[Operation]
    guard: Callable[[Request], None]
    refuse: Callable[[RefusedError], Reply]
    switches: Switches
    clock: Clock
    changed: Callable[[], None]
    log: CallLog = field(default_factory=CallLog)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def answer(self, request: Request) -> Reply:
        """Answer a request, or fail as a switch says, and note it."""
        operation, parts = self._find(request)
        name = operation.name if operation else "none"
        done: list[bool] = []
        reply = answer_or_fail(self.switches, name, partial(self._do, operation, parts, request, done))
        applied = bool(done and operation and operation.changes)
        with self.lock:
            at = self.clock.now()
            self.log.calls.append(Call(name, request, reply.status, applied, reply.failure, at))
        if applied:
            self.changed()
        return reply

    def _find(self, request: Request) -> tuple[Operation | None, tuple[str, ...]]:
        for operation in self.operations:
            found = operation.pattern.fullmatch(request.path)
            if found and operation.method == request.method:
                return operation, tuple(unquote(part) for part in found.groups())
        return None, ()

    def _do(self, operation: Operation | None, parts: tuple[str, ...], request: Request, done: list[bool]) -> Reply:
        try:
            self.guard(request)
            if operation is None:
                return self.refuse(RefusedError(404, f"There is no {request.method} {request.path}."))
            query = _query(request, operation)
            with self.lock:
                reply = operation.do(Asked(request, parts, query))
        except RefusedError as refused:
            return self.refuse(refused)
        done.append(True)
        return reply


def _query(request: Request, operation: Operation) -> dict[str, str]:
    given = parse_qsl(request.query, keep_blank_values=True)
    if len(dict(given)) < len(given):
        raise RefusedError(400, "A parameter is given twice.")
    if unknown := sorted(dict(given).keys() - operation.query):
        raise RefusedError(400, f"{operation.name} has no parameter {', '.join(unknown)}.")
    return dict(given)
