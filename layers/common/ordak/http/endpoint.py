"""The way of an HTTP request through a function: read, answered, one line of the log; what fails is refused."""

import time
from collections.abc import Callable
from typing import Any

from ordak import log
from ordak.http import event as http_event
from ordak.http.event import Request
from ordak.log import Line

type Answer = dict[str, Any]
type Handler = Callable[[dict[str, Any], object], Answer]


def endpoint(
    answer: Callable[[Request], tuple[Answer, Line | None]],
    refuse: Callable[[Request, str], Answer],
    name: str | None = None,
) -> Handler:
    """Make a handler of what answers a request and says what the log holds of it, if anything.

    No exception leaves the house: `refuse` answers it with SYS002 where no database could be reached, else with SYS001.
    A failure is logged as one of `name`, else of the path.
    """

    def handler(event: dict[str, Any], _context: object) -> Answer:
        started = time.perf_counter()
        request = http_event.read(event)
        try:
            said, line = answer(request)
        except Exception as error:  # noqa: BLE001 - whatever it is, whoever asks is answered
            code = "SYS002" if getattr(error, "unreachable", False) else "SYS001"
            function = name or request.path[:80]
            log.failed(started, error, function=function, code=code, correlation_id=request.correlation_id)
            return refuse(request, code)
        if line is not None:
            line.setdefault("correlation_id", request.correlation_id)
            log.handled(started, **line)
        return said

    return handler
