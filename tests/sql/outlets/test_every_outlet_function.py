"""What holds for every function of the outlets: the reporter calls it, and nobody else does."""

import psycopg
import pytest

from tests.sql.floor import PEOPLE, RPC, WEBHOOK, Floor, Json, actor

RECONCILE = "ordak_reconcile"
CALLS: dict[str, Json] = {
    "claim_alerts": {"worker": "w"},
    "finish_alerts": {"worker": "w", "work_ids": []},
    "claim_usage": {},
    "finish_usage": {"txid": "1", "no": 1},
}


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("function", CALLS)
def test_no_person_calls_it(floor: Floor, function: str, who: str) -> None:
    before = floor.rows("select * from core.outlets order by name")
    assert floor.call(RECONCILE, function, actor=actor(who), **CALLS[function])["code"] == "AUTH001"
    assert floor.rows("select * from core.outlets order by name") == before


@pytest.mark.parametrize("login", [RPC, WEBHOOK, "ordak_inventory_worker"])
@pytest.mark.parametrize("function", CALLS)
def test_another_functions_login_does_not_reach_it(floor: Floor, function: str, login: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        floor.call(login, function, actor=actor("reconcile"), **CALLS[function])
