"""A floor with a marketplace store and a place for labels."""

import pytest

from tests.sql.floor import Floor
from tests.sql.imports.market import open_market
from tests.sql.tracking.labels import open_shipments


@pytest.fixture
def own_market(own_floor: Floor) -> Floor:
    """Return a floor of the test's own, with the store."""
    open_market(own_floor)
    open_shipments(own_floor)
    return own_floor
