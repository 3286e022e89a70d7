"""A floor with a marketplace store."""

import pytest

from tests.sql.floor import Floor
from tests.sql.imports.market import open_market


@pytest.fixture
def own_market(own_floor: Floor) -> Floor:
    """Return a floor of the test's own, with the store."""
    open_market(own_floor)
    return own_floor
