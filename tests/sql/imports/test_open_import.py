"""api.open_import: since when the changes of a marketplace's orders are read."""

from datetime import UTC, datetime, timedelta

from tests.sql.floor import Floor
from tests.sql.imports.market import STORE, ask

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def since(floor: Floor) -> datetime:
    """Ask it."""
    return datetime.fromisoformat(ask(floor, "open_import")["since"])


def test_of_a_store_that_was_never_imported_a_month_is_read_and_it_is_live_from_then_on(own_market: Floor) -> None:
    own_market.rows("delete from core.marketplaces")
    own_market.set_clock(NOON)
    assert since(own_market) == NOON - timedelta(days=30)
    own_market.set_clock(NOON + timedelta(days=1))
    assert since(own_market) == NOON - timedelta(days=30)
    assert own_market.one("select live_since from core.marketplaces where store = %s", STORE) == NOON


def test_later_it_is_what_was_imported_last_with_an_overlap(own_market: Floor) -> None:
    ask(own_market, "close_import", until=NOON.isoformat())
    assert since(own_market) == NOON - timedelta(minutes=15)
