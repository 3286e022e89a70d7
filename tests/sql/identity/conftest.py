"""Time stands still until a test moves it."""

from collections.abc import Iterator

import pytest

from tests.sql.floor import Floor
from tests.sql.identity.people import Clock


@pytest.fixture
def clock(floor: Floor) -> Iterator[Clock]:
    """Stop the clock now; it runs again afterwards."""
    stopped = Clock(floor)
    yield stopped
    floor.set_clock(None)
