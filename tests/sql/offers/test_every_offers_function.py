"""What holds for every function of the offers: a service of ours calls it, and no one else does."""

import psycopg
import pytest

from tests.sql.books import footprint
from tests.sql.floor import PEOPLE, RPC, STRANGERS, WEBHOOK, Floor, Json, actor
from tests.sql.imports.market import MARKETPLACE, STORE

CALLS: dict[str, Json] = {
    "open_offers": {"store": STORE},
    "note_offers": {"store": STORE, "offers": [], "at": "2026-11-21T12:00:00Z"},
    "claim_offers": {"store": STORE},
    "note_stock_import": {"store": STORE, "outcome": "unknown"},
}


@pytest.mark.parametrize("who", [*STRANGERS, *PEOPLE])
@pytest.mark.parametrize("function", CALLS)
def test_no_one_but_the_service_calls_it(market: Floor, function: str, who: str) -> None:
    before = footprint(market)
    asking = STRANGERS[who] if who in STRANGERS else actor(who)
    answer = market.call(MARKETPLACE, function, actor=asking, **CALLS[function])
    assert (answer["code"], footprint(market) == before) == ("AUTH001", True)


@pytest.mark.parametrize("login", [RPC, WEBHOOK, "ordak_reconcile"])
@pytest.mark.parametrize("function", CALLS)
def test_another_functions_login_does_not_reach_it(market: Floor, function: str, login: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        market.call(login, function, actor=actor("marketplace"), **CALLS[function])
