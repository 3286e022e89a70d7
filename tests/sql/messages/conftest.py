"""A floor with a marketplace store, open and at the time of the conversations, for the tests of one file."""

from collections.abc import Iterator

import pytest

from tests.sql.floor import Floor
from tests.sql.imports.market import open_market
from tests.sql.messages.threads import NOON


@pytest.fixture(scope="module")
def market(floor: Floor) -> Floor:
    """Return the floor that a file shares, with the store."""
    open_market(floor)
    return floor


@pytest.fixture(autouse=True)
def noon(market: Floor) -> Iterator[None]:
    """Begin each test at noon, with no setting of another, and nothing of another that waits."""
    market.set_clock(NOON)
    market.rows("delete from core.messages where state in ('claimed', 'unknown')")
    market.rows("update core.conversations set reply_needed_since = null")
    market.rows("delete from core.settings where key in ('auto_reply', 'message_templates', 'business_hours')")
    yield
    market.set_clock(None)
