"""A floor per test file: its tests use tickets of their own, so one serves them all."""

from collections.abc import Iterator

import pytest

from local.servers.postgres import Postgres
from tests.sql.floor import Floor
from tests.sql.floors import Floors


@pytest.fixture(scope="session")
def floors(postgres: Postgres, template_database: str, clone_numbers: Iterator[int]) -> Iterator[Floors]:
    """Return the floors that the tests of one worker borrow."""
    made = Floors(postgres, template_database, clone_numbers)
    yield made
    made.close()


@pytest.fixture(scope="module")
def floor(floors: Floors) -> Iterator[Floor]:
    """Return a floor that the tests of one file share."""
    with floors.lend() as lent:
        yield lent


@pytest.fixture
def own_floor(floors: Floors) -> Iterator[Floor]:
    """Return a floor that only this test uses, for what would be seen by others: clocks, counts, settings."""
    with floors.lend() as lent:
        yield lent
