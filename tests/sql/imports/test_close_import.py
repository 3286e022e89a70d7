"""api.close_import: how far the orders of a marketplace are here."""

from tests.sql.floor import Floor
from tests.sql.imports.market import ask


def test_it_goes_forward_alone(market: Floor) -> None:
    until = "select imported_until at time zone 'UTC' from core.marketplaces"
    for at, kept in (("12:00", "12:00"), ("11:00", "12:00"), ("12:00", "12:00"), ("13:00", "13:00")):
        answer = ask(market, "close_import", until=f"2026-11-20T{at}:00Z")
        assert market.one(until).strftime("%H:%M") == kept
        assert answer["already_done"] == (at != kept or (at == "12:00" and answer["already_done"]))
