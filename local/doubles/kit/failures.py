"""Switches by which a double fails, so many times, for one operation or any. The sign-in has the same: failures.mjs."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from local.doubles.kit.messages import Reply

type Kind = Literal[
    "latency",  # answers after so many seconds
    "headers",  # answers with these headers beside its own
    "status",  # answers this status with this body, nothing applied
    "status after",  # applies, then answers this status with this body
    "silence",  # answers nothing for so many seconds, then cuts the connection, nothing applied
    "reset before",  # cuts the connection, nothing applied
    "reset after",  # applies, then cuts the connection: success is lost
    "garbage",  # applies, and answers half of what it should
]
KINDS: tuple[str, ...] = get_args(Kind.__value__)


@dataclass
class Failure:
    """One switch. The operation is what the double calls one, or None for any."""

    kind: str
    count: int = 1
    operation: str | None = None
    seconds: float = 1.0  # of latency or silence
    status: int = 503
    body: str = "<html><body>busy</body></html>"
    content_type: str = "text/html"
    retry_after: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


class Switches:
    """The switches that are on. `own` are the double's own kinds; `by_name` are operations that "any" does not mean."""

    def __init__(self, *own: str, by_name: frozenset[str] = frozenset()) -> None:
        self._kinds = (*KINDS, *own)
        self._by_name = by_name
        self._lock = threading.Lock()
        self._on: list[Failure] = []

    def set(self, failure: Failure) -> None:
        """Turn a switch on."""
        if failure.kind not in self._kinds:
            raise ValueError(f"There is no failure {failure.kind!r}: {', '.join(self._kinds)}.")
        with self._lock:
            self._on.append(failure)

    def clear(self) -> None:
        """Turn all off."""
        with self._lock:
            self._on.clear()

    def take(self, kind: str, operation: str) -> Failure | None:
        """Return the switch that strikes now, and count it."""
        with self._lock:
            for failure in self._on:
                meant = failure.operation == operation or (failure.operation is None and operation not in self._by_name)
                if failure.kind == kind and meant:
                    failure.count -= 1
                    if failure.count <= 0:
                        self._on.remove(failure)
                    return failure
        return None


def answer_or_fail(switches: Switches, operation: str, answer: Callable[[], Reply]) -> Reply:
    """Answer, unless a switch says that it fails first, and let the answer fail as the switches say."""
    late, more = switches.take("latency", operation), switches.take("headers", operation)
    reply = _instead(switches, operation) or _spoilt(switches, operation, answer())
    headers = {**reply.headers, **(more.headers if more else {})}
    return replace(reply, headers=headers, wait=late.seconds if late else reply.wait)


def _instead(switches: Switches, operation: str) -> Reply | None:
    """Return the answer of a failure that applies nothing, if one strikes."""
    if switches.take("reset before", operation):
        return Reply(0, b"", cut=True, failure="reset before")
    if silent := switches.take("silence", operation):
        return Reply(0, b"", cut=True, wait=silent.seconds, failure="silence")
    failure = switches.take("status", operation)
    return None if failure is None else _as_told(failure)


def _as_told(failure: Failure) -> Reply:
    headers = dict(failure.headers) | ({} if failure.retry_after is None else {"Retry-After": failure.retry_after})
    return Reply(failure.status, failure.body.encode(), failure.content_type, headers, failure=failure.kind)


def _spoilt(switches: Switches, operation: str, reply: Reply) -> Reply:
    """Return what becomes of the answer to what was applied."""
    if switches.take("reset after", operation):
        return replace(reply, status=0, cut=True, failure="reset after")
    if other := switches.take("status after", operation):
        return _as_told(other)
    if switches.take("garbage", operation):
        return replace(reply, body=reply.body[: len(reply.body) // 2] + b"<", failure="garbage")
    return reply
