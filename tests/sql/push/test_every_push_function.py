"""What holds for every function of the inventory worker: who may call it, and that nobody else does."""

import psycopg
import pytest

from tests.sql.books import footprint
from tests.sql.floor import RPC, STRANGERS, WEBHOOK, Floor, Json, actor

CALLS: dict[str, Json] = {
    "open_push": {"store": "bannos", "worker": "w"},
    "close_push": {"batch_id": 1, "worker": "w", "outcome": "done"},
    "know_skus": {"store": "bannos", "at": "2026-11-21T12:00:00Z", "asked": [], "found": []},
    "see_levels": {"store": "bannos", "at": "2026-11-21T12:00:00Z", "levels": []},
    "set_location": {"store": "bannos", "location_gid": "elsewhere"},
    "take_points": {"store": "bannos", "cost": 1},
    "note_points": {"store": "bannos", "left": 1, "rate": 1},
}
# By hand: whose logins reach what, beside the inventory worker's.
SHARED = {"set_location", "take_points", "note_points"}


@pytest.mark.parametrize("stranger", STRANGERS)
@pytest.mark.parametrize("function", CALLS)
def test_a_stranger_is_refused_and_changes_nothing(floor: Floor, function: str, stranger: str) -> None:
    before = footprint(floor)
    with floor.noted() as events:
        answer = floor.service(function, who="inventory_worker", actor=STRANGERS[stranger], **CALLS[function])
    assert answer["code"] == "AUTH001"
    assert [event["code"] for event in events] == ["AUTH001"]
    assert footprint(floor) == before


@pytest.mark.parametrize("who", ["admin", "supervisor", "staff"])
@pytest.mark.parametrize("function", CALLS)
def test_no_person_pushes(floor: Floor, function: str, who: str) -> None:
    answer = floor.service(function, who="inventory_worker", actor=actor(who), **CALLS[function])
    assert answer["code"] == "AUTH001"


@pytest.mark.parametrize("login", [RPC, WEBHOOK, "ordak_reconcile"])
@pytest.mark.parametrize("function", CALLS)
def test_another_functions_login_does_not_reach_it(floor: Floor, function: str, login: str) -> None:
    if login == "ordak_reconcile" and function in SHARED:
        assert floor.call(login, function, actor=actor("reconcile"), **CALLS[function])["ok"]
        return
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        floor.call(login, function, actor=actor("inventory_worker"), **CALLS[function])
