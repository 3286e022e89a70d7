"""api.close_import: how far the orders of a marketplace are here."""

from datetime import UTC, datetime, timedelta

from tests.sql.floor import Floor
from tests.sql.imports.market import ask

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_what_was_imported_goes_forward_alone(market: Floor) -> None:
    until = "select imported_until at time zone 'UTC' from core.marketplaces"
    for at, kept in (("12:00", "12:00"), ("11:00", "12:00"), (None, "12:00"), ("13:00", "13:00")):
        ask(market, "close_import", until=at and f"2026-11-20T{at}:00Z")
        assert market.one(until).strftime("%H:%M") == kept


def test_every_order_is_here_up_to_the_beginning_of_the_import(own_market: Floor) -> None:
    own_market.set_clock(NOON)
    ask(own_market, "open_import")
    own_market.set_clock(NOON + timedelta(minutes=3))
    complete = "select orders_complete_until from core.marketplaces"
    assert own_market.one(complete) is None
    ask(own_market, "close_import")
    assert own_market.one(complete) == NOON
