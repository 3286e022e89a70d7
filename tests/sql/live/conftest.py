"""Each test of live begins with no page."""

from collections.abc import Iterator

import pytest

from tests.sql.floor import Floor
from tests.sql.identity.people import Clock
from tests.sql.live.pages import nobody_listens


@pytest.fixture(autouse=True)
def silence(floor: Floor) -> None:
    """Begin with no page."""
    nobody_listens(floor)


@pytest.fixture
def clock(floor: Floor) -> Iterator[Clock]:
    """Stop the clock now; it runs again afterwards."""
    stopped = Clock(floor)
    yield stopped
    floor.set_clock(None)
