"""A floor per test file: its tests use tickets of their own, so one clone serves them all."""

from collections.abc import Iterator

import pytest

from local.servers.postgres import Postgres
from tests.sql.floor import Floor, floor_over


@pytest.fixture(scope="module")
def floor(postgres: Postgres, template_database: str, clone_numbers: Iterator[int]) -> Iterator[Floor]:
    """Return a floor that the tests of one file share."""
    with floor_over(postgres, template_database, f"floor_{next(clone_numbers)}") as made:
        yield made


@pytest.fixture
def own_floor(postgres: Postgres, template_database: str, clone_numbers: Iterator[int]) -> Iterator[Floor]:
    """Return a floor that only this test uses, for what would be seen by others: clocks, counts, settings."""
    with floor_over(postgres, template_database, f"floor_{next(clone_numbers)}") as made:
        yield made
