"""Each test of runs has the queue, the shops, the kinds and the clock to itself."""

from collections.abc import Iterator

import pytest

from tests.sql.floor import Floor
from tests.sql.push.pushes import begin


@pytest.fixture(autouse=True)
def noon(own_floor: Floor) -> Iterator[None]:
    """Begin at noon, with nothing queued."""
    begin(own_floor)
    yield
    own_floor.set_clock(None)
