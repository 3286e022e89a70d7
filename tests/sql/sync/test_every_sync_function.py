"""What holds for every function of the runs: who may call it, and that nobody else does."""

import psycopg
import pytest

from tests.sql.books import footprint
from tests.sql.floor import PEOPLE, RPC, STRANGERS, WEBHOOK, Floor, Json, actor

RECONCILE = "ordak_reconcile"
CALLS: dict[str, tuple[str, Json]] = {
    "sweep": (RECONCILE, {"stores": []}),
    "claim_sync": (RECONCILE, {"run_id": 1, "worker": "w"}),
    "save_sync": (RECONCILE, {"run_id": 1, "worker": "w", "checkpoint": {}}),
    "finish_sync": (RECONCILE, {"run_id": 1, "worker": "w"}),
    "compare_levels": (RECONCILE, {"run_id": 1, "at": "2026-11-21T12:00:00Z", "levels": []}),
    "compare_orders": (RECONCILE, {"run_id": 1, "orders": []}),
    "list_sales": (RECONCILE, {"run_id": 1}),
    "note_finding": (RECONCILE, {"run_id": 1, "kind": "k", "ref": "r"}),
    "check_stock": (RECONCILE, {}),
    "list_waiting_runs": ("ordak_marketplace", {"queue": "sync"}),
    "request_sync": (RPC, {"store": "bannos"}),
    "get_sync_run": (RPC, {"run_id": 1}),
}
# By hand: which people may call what.
MAY = {"request_sync": {"admin"}, "get_sync_run": {"admin", "supervisor", "zoe"}}


@pytest.mark.parametrize("stranger", STRANGERS)
@pytest.mark.parametrize("function", CALLS)
def test_a_stranger_is_refused_and_changes_nothing(floor: Floor, function: str, stranger: str) -> None:
    login, arguments = CALLS[function]
    before = footprint(floor)
    with floor.noted() as events:
        answer = floor.call(login, function, actor=STRANGERS[stranger], **arguments)
    assert answer["code"] == "AUTH001"
    assert [event["code"] for event in events] == ["AUTH001"]
    assert footprint(floor) == before


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("function", CALLS)
def test_only_who_may_calls_it(floor: Floor, function: str, who: str) -> None:
    login, arguments = CALLS[function]
    answer = floor.call(login, function, actor=actor(who), **arguments)
    assert (answer.get("code") == "AUTH001") == (who not in MAY.get(function, set()))


@pytest.mark.parametrize("function", MAY)
def test_what_people_ask_for_is_not_for_services(floor: Floor, function: str) -> None:
    assert floor.call(RPC, function, actor=actor("rpc"), **CALLS[function][1])["code"] == "AUTH001"


@pytest.mark.parametrize("login", [RPC, WEBHOOK, RECONCILE, "ordak_inventory_worker"])
@pytest.mark.parametrize("function", CALLS)
def test_another_functions_login_does_not_reach_it(floor: Floor, function: str, login: str) -> None:
    if login == CALLS[function][0]:
        return
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        floor.call(login, function, actor=actor("reconcile"), **CALLS[function][1])
