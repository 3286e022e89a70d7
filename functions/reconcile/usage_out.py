"""Usage on its way to PostHog: read out of the events, in nobody's way; the cursor moves once PostHog has it."""

import time

import posthog_batch
from ordak import log, settings
from ordak.portion import Portion
from ordak.service import Service
from posthog_batch import PostHogError

_portion = Portion(500)


def tell_usage(service: Service, deadline: float) -> int:
    """Tell what people did since the last time, until `deadline` (time.monotonic); return how many events that were."""
    key = settings.posthog_key()
    told = 0
    while key is not None and time.monotonic() < deadline:
        with _portion.taken() as size:
            page = service.ask("claim_usage", limit=size)
        if page["txid"] is None:
            break
        cursor = {"txid": page["txid"], "no": page["no"]}
        error = _tell(service, key, page["events"])
        if error is not None:
            service.ask("finish_usage", **cursor, error=error.code, wait_seconds=error.wait_seconds or None)
            break
        service.ask("finish_usage", **cursor)
        told += len(page["events"])
    return told


def _tell(service: Service, key: str, events: list[dict[str, object]]) -> PostHogError | None:
    """Tell a page of events; of what PostHog refuses each half, until what is to blame is alone: it is dropped.

    Where it takes none of them, none is to blame.
    """
    waiting, refused, taken = [events] if events else [], None, 0
    while waiting:
        some = waiting.pop()
        error = _capture(service, key, some)
        if error is None:
            taken += len(some)
        elif not error.refuses_events:
            return error
        elif len(some) == 1:
            refused = error
        else:
            middle = len(some) // 2
            waiting += [some[middle:], some[:middle]]
    return None if taken else refused


def _capture(service: Service, key: str, events: list[dict[str, object]]) -> PostHogError | None:
    started = time.perf_counter()
    line: log.Line = {"function": "posthog", "count": len(events), "correlation_id": service.correlation_id}
    try:
        posthog_batch.capture(settings.posthog_url(), key, events)
    except PostHogError as error:
        line["code"] = error.code
        log.survived(error, **line)  # it is told later, and nobody is to be woken for it
        return error
    line["outcome"] = "ok"
    log.handled(started, **line)
    return None
