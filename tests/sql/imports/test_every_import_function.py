"""What holds for every function of the imports: a service of ours calls it, and no one else does."""

import psycopg
import pytest

from tests.sql.books import footprint
from tests.sql.floor import PEOPLE, RPC, STRANGERS, WEBHOOK, Floor, Json, actor
from tests.sql.imports.market import MARKETPLACE, STORE, order, piece

CALLS: dict[str, Json] = {
    "ingest_marketplace_order": {"store": STORE, "order": order(piece("A"))},
    "note_unread_order": {"store": STORE, "mirakl_id": "X", "code": "x"},
    "list_orders_to_read": {"store": STORE},
    "pass_over_order": {"store": STORE, "order_gid": "none", "step": "shipping", "code": "x"},
    "open_import": {"store": STORE},
    "close_import": {"store": STORE, "until": "2026-11-20T12:00:00Z"},
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
