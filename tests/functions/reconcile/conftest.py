"""What the reporter's tests share: those who are told, and a database that it logs in to."""

from collections.abc import Iterator

import pytest

import alerts_out
from local.doubles.outside import Outside
from local.servers.postgres import Postgres
from ordak.database import database
from tests.sql.floor import Floor, floor_over
from tests.sql.outlets.outlets import begin


@pytest.fixture(scope="module")
def outside() -> Iterator[Outside]:
    """Those who are told."""
    listening = Outside()
    listening.start()
    yield listening
    listening.stop()


@pytest.fixture(scope="module")
def shared(postgres: Postgres, template_database: str, clone_numbers: Iterator[int]) -> Iterator[Floor]:
    """A database that the reporter of this process logs in to."""
    with (
        floor_over(postgres, template_database, f"reporter_{next(clone_numbers)}") as made,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setenv("ORDAK_DATABASE_URL", made.url("ordak_reconcile"))
        database.cache_clear()
        yield made
        database()._close()  # noqa: SLF001 - the server drops the database after this
        database.cache_clear()


@pytest.fixture
def floor(shared: Floor, outside: Outside, monkeypatch: pytest.MonkeyPatch) -> Floor:
    """Begin at noon, with nothing to tell and everybody listening."""
    for name, value in outside.variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(alerts_out, "_BETWEEN_SECONDS", 0.0)
    outside.forget()
    begin(shared)
    return shared
