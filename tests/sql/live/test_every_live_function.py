"""What holds for every function of live: the live function calls it, and nobody else does."""

import psycopg
import pytest

from tests.sql.floor import PEOPLE, RPC, WEBHOOK, Floor, Json, actor
from tests.sql.live.pages import LIVE, page

CALLS: dict[str, Json] = {
    "connect_live": {"ticket_hash": "00" * 32, "connection_id": "c="},
    "disconnect_live": {"connection_id": "c="},
    "claim_live": {"worker": "w"},
    "finish_live": {"worker": "w", "shard": 0, "told": "1:1:", "gone": ["c="]},
}


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("function", CALLS)
def test_no_person_calls_it(floor: Floor, function: str, who: str) -> None:
    page(floor)
    before = floor.rows("select * from core.live_connections")
    assert floor.call(LIVE, function, actor=actor(who), **CALLS[function])["code"] == "AUTH001"
    assert floor.rows("select * from core.live_connections") == before


@pytest.mark.parametrize("login", [RPC, WEBHOOK, "ordak_inventory_worker", "ordak_reconcile", "ordak_auth"])
@pytest.mark.parametrize("function", CALLS)
def test_another_functions_login_does_not_reach_it(floor: Floor, function: str, login: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        floor.call(login, function, actor=actor("live"), **CALLS[function])
