"""Each test of outlets has the queue and the clock to itself."""

from collections.abc import Iterator

import pytest

from tests.sql.floor import Floor
from tests.sql.outlets.outlets import begin


@pytest.fixture(autouse=True)
def noon(floor: Floor) -> Iterator[None]:
    """Begin at noon."""
    begin(floor)
    yield
    floor.set_clock(None)
