"""What Slack and the health check hear of workers, over a database of its own: one that stands still, one that fails."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

import alerts_out
import reporter
from local.doubles.outside import Outside
from local.servers.postgres import Postgres
from ordak.database import database
from tests.sql.floor import Floor, floor_over
from tests.sql.outlets.outlets import begin
from tests.stateful.world import Context

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
NOTED = "select crashed from core.worker_minutes where worker = 'reporter' order by minute desc limit 1"


@pytest.fixture(scope="module")
def outside() -> Iterator[Outside]:
    """Those who are told."""
    listening = Outside()
    listening.start()
    yield listening
    listening.stop()


@pytest.fixture(scope="module")
def floor(
    postgres: Postgres, template_database: str, clone_numbers: Iterator[int], outside: Outside
) -> Iterator[Floor]:
    """A database that the reporter of this process logs in to, at noon, with nothing to tell."""
    with (
        floor_over(postgres, template_database, f"workers_{next(clone_numbers)}") as made,
        pytest.MonkeyPatch.context() as patch,
    ):
        for name, value in outside.variables.items():
            patch.setenv(name, value)
        patch.setenv("ORDAK_DATABASE_URL", made.url("ordak_reconcile"))
        patch.setattr(alerts_out, "_BETWEEN_SECONDS", 0.0)
        database.cache_clear()
        begin(made)
        yield made
        database()._close()  # noqa: SLF001 - the server drops the database after this
        database.cache_clear()


def minute(floor: Floor) -> None:
    """Let the sweeper come, then the reporter."""
    floor.service("sweep", who="reconcile", stores=[])
    reporter.handler({}, Context(1))  # type: ignore[arg-type]


def texts(outside: Outside) -> list[str]:
    return [message["text"] for message in outside.received("slack")]


def test_a_worker_that_stands_still_is_told_once_and_that_it_goes_on(floor: Floor, outside: Outside) -> None:
    floor.rows("select core.enqueue('order_ingest_retry', 'bannos', 'x', '{}')")
    floor.set_clock(NOON + timedelta(minutes=10))
    for _ in range(2):
        minute(floor)
    (text,) = texts(outside)
    assert text.startswith("*bannos: A worker is stalled")
    assert "• order_ingest_retry, topic order_ingest_retry, since 2026-11-21" in text
    floor.rows("delete from core.work_queue where topic = 'order_ingest_retry'")
    for _ in range(2):
        minute(floor)
    assert [text.splitlines()[0] for text in texts(outside)[1:]] == ["*bannos: Over: the worker leases its work again*"]


def test_a_run_is_noted_with_the_calls_that_postgres_broke_off(floor: Floor) -> None:
    minute(floor)
    assert floor.one(NOTED) == 0
    floor.rows("alter function api.claim_usage rename to gone")
    try:
        minute(floor)
    finally:
        floor.rows("alter function api.gone rename to claim_usage")
    assert floor.one(NOTED) == 1
    ran = floor.one("select max(last_run_at) from core.worker_minutes where worker = 'reporter'")
    assert ran == floor.one("select core.now()")
