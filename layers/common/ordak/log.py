"""The log: one structured line per event handled, made of these fields and no others."""

import time
from functools import cache
from types import TracebackType
from typing import TypedDict, Unpack

from aws_lambda_powertools import Logger


class Line(TypedDict, total=False):
    """Everything that may reach a log: ids, codes, durations. Nothing a customer wrote."""

    function: str
    outcome: str
    code: str | None
    reason: str  # in words of ours
    store: str | None
    order_number: str | None
    topic: str | None
    actor_id: str | None
    correlation_id: str | None
    duration_ms: float
    count: int
    due_seconds: int
    dead: int
    processed_per_minute: int
    error_rate: float
    error_type: str
    sqlstate: str | None
    where: str
    version: str  # of a page


PAGE_FAILED = "page_failed"  # the message by which Sentry's subscription tells such a line from others


@cache
def _logger() -> Logger:
    # Lambda takes a line's level only when its timestamp is of RFC 3339.
    return Logger(service="ordak", log_uncaught_exceptions=False, use_rfc3339=True)


def handled(started: float, **line: Unpack[Line]) -> None:
    """Log one handled event. `started` is time.perf_counter() at its beginning."""
    line["duration_ms"] = round((time.perf_counter() - started) * 1000, 1)
    _logger().info("handled", extra=dict(line))


def failed(started: float, error: BaseException, **line: Unpack[Line]) -> None:
    """Log an event that failed for a reason nobody expected: the kind and the place of the error, never its words."""
    line["duration_ms"] = round((time.perf_counter() - started) * 1000, 1)
    line["error_type"] = type(error).__name__
    line["sqlstate"] = getattr(error, "sqlstate", None)
    if getattr(error, "unreachable", False):
        line["code"] = "SYS002"  # of whichever function: one alarm counts them all
    line["where"] = _place(error.__traceback__)
    _logger().error("failed", extra=dict(line))


def survived(error: BaseException, **line: Unpack[Line]) -> None:
    """Log an error that cost nothing, because there was another way: a warning, which wakes nobody."""
    line["error_type"] = type(error).__name__
    line["where"] = _place(error.__traceback__)
    _logger().warning("survived", extra=dict(line))


def page_failed(**line: Unpack[Line]) -> None:
    """Log what a page says of an error of its own: a warning, since no call of ours failed."""
    _logger().warning(PAGE_FAILED, extra=dict(line))


def _place(trace: TracebackType | None) -> str:
    frames = []
    while trace is not None:
        code = trace.tb_frame.f_code
        frames.append(f"{code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}")
        trace = trace.tb_next
    return " ".join(frames[-6:])
