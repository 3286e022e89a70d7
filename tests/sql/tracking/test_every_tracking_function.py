"""What holds for every function of the tracking: a service of ours calls it, and no one else does."""

import psycopg
import pytest

from tests.sql.books import footprint
from tests.sql.floor import PEOPLE, RPC, STRANGERS, WEBHOOK, Floor, Json, actor
from tests.sql.imports.market import MARKETPLACE, STORE

_ORDER: Json = {"store": STORE, "order_gid": "gid://mirakl/Order/none"}
CALLS: dict[str, Json] = {
    "get_orders_to_track": {"store": STORE},
    "claim_tracking": {**_ORDER, "write": "ship"},
    "fail_tracking": {**_ORDER, "code": "X"},
    "note_untracked": {"store": STORE, "faults": {}},
    "get_carriers": {"store": STORE},
    "keep_carriers": {"store": STORE, "carriers": {}},
}


@pytest.mark.parametrize("who", [*STRANGERS, *PEOPLE])
@pytest.mark.parametrize("function", CALLS)
def test_no_one_but_the_service_calls_it(floor: Floor, function: str, who: str) -> None:
    before = footprint(floor)
    asking = STRANGERS[who] if who in STRANGERS else actor(who)
    answer = floor.call(MARKETPLACE, function, actor=asking, **CALLS[function])
    assert (answer["code"], footprint(floor) == before) == ("AUTH001", True)


@pytest.mark.parametrize("login", [RPC, WEBHOOK, "ordak_reconcile"])
@pytest.mark.parametrize("function", CALLS)
def test_another_functions_login_does_not_reach_it(floor: Floor, function: str, login: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        floor.call(login, function, actor=actor("marketplace"), **CALLS[function])
