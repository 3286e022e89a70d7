"""Each test of pushes has the queue, the shops and the clock to itself."""

from collections.abc import Iterator

import pytest

from tests.sql.floor import Floor
from tests.sql.push.pushes import NOON, begin


@pytest.fixture(autouse=True)
def noon(floor: Floor) -> Iterator[None]:
    """Begin at noon, with nothing queued and every order here."""
    begin(floor)
    floor.rows("update core.shops set orders_complete_until = %s", NOON)
    yield
    floor.set_clock(None)
