"""A function in a process of its own that is killed at its n-th call through a door: SIGKILL, before or after the call."""

import json
import multiprocessing
import os
import signal
from collections.abc import Callable, Mapping
from typing import Any

import ingest_retry
import sync_app
import webhook_app
from inventory_app import handler as push
from ordak import aws, http_client
from ordak.database import Database
from tests.stateful.world import Context

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload([__name__])


def run(deed: str, given: Any, variables: Mapping[str, str], *, call: int, after: bool) -> bool:
    """Run a deed and kill it at a call; False when it came to its end before."""
    process = _FORKS.Process(target=_live, args=(deed, given, dict(variables), call, after))
    process.start()
    process.join(60)
    assert process.exitcode in {0, -signal.SIGKILL}, process.exitcode
    return process.exitcode != 0


def _live(deed: str, given: Any, variables: Mapping[str, str], call: int, after: bool) -> None:
    os.environ.update(variables)
    calls = 0

    def doomed[**P, T](door: Callable[P, T]) -> Callable[P, T]:
        def through(*args: P.args, **named: P.kwargs) -> T:
            nonlocal calls
            calls += 1
            mine = calls
            if mine == call and not after:
                os.kill(os.getpid(), signal.SIGKILL)
            try:
                return door(*args, **named)
            finally:
                if mine == call:
                    os.kill(os.getpid(), signal.SIGKILL)

        return through

    Database.call = doomed(Database.call)  # type: ignore[method-assign]
    http_client.send = doomed(http_client.send)
    aws._send = doomed(aws._send)  # noqa: SLF001 - the one way to AWS
    _DEEDS[deed](given)
    os._exit(0)


def _webhook(given: Mapping[str, Any]) -> None:
    answer = webhook_app.handler(
        {
            "headers": given["headers"],
            "body": given["body"],
            "rawPath": "/api/v1/webhooks/shopify",
            "requestContext": {"http": {"method": "POST"}, "requestId": "crash-test"},
        },
        None,
    )
    assert answer["statusCode"] == 200, json.dumps(answer)


def _push(_given: object) -> None:
    push({"Records": []}, Context(1))  # type: ignore[arg-type]


def _runs(_given: object) -> None:
    sync_app.handler({"Records": []}, Context(2))  # type: ignore[arg-type]
    ingest_retry.handler({}, Context(3))  # type: ignore[arg-type]


_DEEDS: dict[str, Callable[[Any], None]] = {"webhook": _webhook, "push": _push, "runs": _runs}
