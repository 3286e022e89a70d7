"""Every floor has the marketplace's store."""

import pytest

from tests.sql.floor import Floor
from tests.sql.imports.market import open_market


@pytest.fixture(scope="module", autouse=True)
def market(floor: Floor) -> None:
    """Open the store on the floor that a file shares."""
    open_market(floor)


@pytest.fixture
def own_floor(own_floor: Floor) -> Floor:
    """Open the store on a floor that only this test uses."""
    open_market(own_floor)
    return own_floor
