"""Each test of runs has the queue, the shops and the clock to itself."""

from collections.abc import Iterator

import pytest

from tests.sql.floor import Floor
from tests.sql.push.pushes import begin


@pytest.fixture(autouse=True)
def noon(floor: Floor) -> Iterator[None]:
    """Begin at noon, with nothing queued."""
    begin(floor)
    yield
    floor.set_clock(None)
