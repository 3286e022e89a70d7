"""What holds for every function of the acceptance: who calls it, and that no one else does."""

import psycopg
import pytest

from tests.sql.books import footprint
from tests.sql.floor import PEOPLE, RPC, STRANGERS, WEBHOOK, Floor, Json, actor
from tests.sql.imports.market import MARKETPLACE, STORE

_ORDER: Json = {"store": STORE, "order_gid": "gid://mirakl/Order/none"}
_ID: Json = {"store": STORE, "id": "0-Z"}
CALLS: dict[str, tuple[str, Json]] = {
    "get_orders_to_accept": (MARKETPLACE, {"store": STORE}),
    "claim_acceptance": (MARKETPLACE, {**_ORDER, "action": "accept"}),
    "drop_acceptance": (MARKETPLACE, _ORDER),
    "fail_acceptance": (MARKETPLACE, {**_ORDER, "code": "X"}),
    "note_rereads": (MARKETPLACE, {"store": STORE, "order_gids": []}),
    "watch_acceptance": (MARKETPLACE, {"store": STORE}),
    "settle_acceptance": (RPC, {**_ID, "decision": "retry"}),
    "retry_step": (RPC, _ID),
}
# By hand: which people may call what, in this store.
MAY = {each: {"supervisor", "admin", "agent"} for each in ("settle_acceptance", "retry_step")}


@pytest.mark.parametrize("who", [*STRANGERS, *PEOPLE])
@pytest.mark.parametrize("function", CALLS)
def test_only_who_may_calls_it(market: Floor, function: str, who: str) -> None:
    login, arguments = CALLS[function]
    before = footprint(market)
    answer = market.call(login, function, actor=STRANGERS[who] if who in STRANGERS else actor(who), **arguments)
    assert (answer["code"] == "AUTH001") == (who not in MAY.get(function, set()))
    assert footprint(market) == before


@pytest.mark.parametrize("login", [RPC, MARKETPLACE, WEBHOOK, "ordak_reconcile"])
@pytest.mark.parametrize("function", CALLS)
def test_another_functions_login_does_not_reach_it(market: Floor, function: str, login: str) -> None:
    if login == CALLS[function][0]:
        return
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        market.call(login, function, actor=actor("marketplace"), **CALLS[function][1])
