"""A function in a process of its own that is killed at its n-th call through a door: SIGKILL, before or after the call."""

import json
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Mapping
from multiprocessing.connection import Connection
from typing import Any, NamedTuple

import pytest

import ingest_retry
import level_run
import marketplace_app
import sweeper
import sync_app
import webhook_app
from inventory_app import handler as push
from ordak.aws import client as aws
from ordak.database import Database
from ordak.http import client as http_client
from tests.clock import Clock
from tests.marketplace.market_world import Bucket
from tests.stateful.world import Context

# What a process pays before its first call to the outside, an import and a list of authorities; it opens no connection.
http_client._client()  # noqa: SLF001 - as a warm environment has it
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload([__name__])


class End(NamedTuple):
    """How it ended, and the door of each call that it made or was about to make."""

    killed: bool
    doors: list[str]


def run(deed: str, given: Any, variables: Mapping[str, str], *, call: int, after: bool) -> End:
    """Run a deed and kill it at a call, if it makes so many."""
    here, there = _FORKS.Pipe(duplex=False)
    process = _FORKS.Process(target=_live, args=(deed, given, dict(variables), there, call, after))
    process.start()
    there.close()
    process.join(60)
    assert process.exitcode in {0, -signal.SIGKILL}, process.exitcode
    doors = []
    with here:
        while True:
            try:
                doors.append(here.recv_bytes().decode())
            except EOFError:
                return End(process.exitcode != 0, doors)


class _Fate:
    """Tells of each call, and kills this process at one of them."""

    def __init__(self, there: Connection, call: int, *, after: bool) -> None:
        self._there, self._call, self._after = there, call, after
        self._calls = 0

    def begin(self, door: str) -> int:
        """Count a call, and die before it."""
        self._there.send_bytes(door.encode())
        self._calls += 1
        if self._calls == self._call and not self._after:
            os.kill(os.getpid(), signal.SIGKILL)
        return self._calls

    def end(self, mine: int) -> None:
        """Die after a call."""
        if mine == self._call:
            os.kill(os.getpid(), signal.SIGKILL)

    def doomed[**P, T](self, door: str, call: Callable[P, T]) -> Callable[P, T]:
        """Watch a door."""

        def through(*args: P.args, **named: P.kwargs) -> T:
            mine = self.begin(door)
            try:
                return call(*args, **named)
            finally:
                self.end(mine)

        return through

    def doomed_lines(self, url: str, *, seconds: float) -> Iterator[bytes]:
        """Watch a download: it lasts until its last line is read, and other calls are made meanwhile."""
        mine = self.begin("download")
        try:
            yield from _LINES(url, seconds=seconds)
        finally:
            self.end(mine)


_LINES = http_client.lines


def _live(deed: str, given: Any, variables: Mapping[str, str], there: Connection, call: int, after: bool) -> None:  # noqa: PLR0913, PLR0917 - as a process is started
    os.environ.update(variables)
    fate = _Fate(there, call, after=after)
    Database.call = fate.doomed("database", Database.call)  # type: ignore[method-assign]
    http_client.send = fate.doomed("http", http_client.send)
    http_client.lines = fate.doomed_lines
    aws._send = fate.doomed("aws", aws._send)  # noqa: SLF001 - the one way to AWS
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


def _bulk(_given: object) -> None:
    # As a shop of so many SKUs that they are downloaded, and compared in parts.
    level_run.BULK_FROM, level_run._CHUNK, level_run._POLL_SECONDS = 0, 1, 0.1  # noqa: SLF001 - as above
    sync_app.handler({"Records": []}, Context(4))  # type: ignore[arg-type]


def _sweep(_given: object) -> None:
    sweeper.handler({}, Context(5))  # type: ignore[arg-type]


def _market(_given: object) -> None:
    patch = pytest.MonkeyPatch()
    patch.setattr("label_file.media", Bucket())
    patch.setattr("ordak.canada_post.client.CanadaPost.__init__.__kwdefaults__", {"clock": Clock()})
    marketplace_app.handler({"Records": []}, Context(6))  # type: ignore[arg-type]


_DEEDS: dict[str, Callable[[Any], None]] = {
    "webhook": _webhook,
    "push": _push,
    "runs": _runs,
    "bulk": _bulk,
    "sweep": _sweep,
    "market": _market,
}
