"""api.issue_token: another system gets a token, with a role and stores of its own."""

import re
from uuid import uuid4

import psycopg
import pytest

from tests.sql.floor import PEOPLE, Floor, Json, bearer, digest
from tests.sql.identity.people import Clock, now, only_admin_of, person, refused, set_staff, system, themself


def issue(floor: Floor, name: str | None = None, **more: object) -> Json:
    """Issue a token as Admin: Staff of Bannos unless said otherwise."""
    return floor.rpc(
        "issue_token", "admin", **{"name": name or f"till {uuid4()}", "role": "Staff", "stores": ["bannos"], **more}
    )


def test_a_token_is_told_once_and_kept_as_its_hash(floor: Floor, clock: Clock) -> None:
    name = f"till {uuid4()}"
    with floor.noted() as events:
        answer = issue(floor, f" {name} ", days=30)
    token, secret = answer["api_token"], answer["secret"]
    assert re.fullmatch("ordak_token_[0-9a-f]{64}", secret)
    assert (token["name"], token["role"], token["stores"], token["revoked_at"]) == (name, "Staff", ["bannos"], None)
    assert token["expires_at"][:16] == clock.ago(days=-30)[:16]
    (event,) = events
    assert (event["kind"], event["detail"]) == ("token_issued", {"token_id": token["token_id"], "role": "Staff"})
    (kept,) = floor.rows(
        "select to_jsonb(t) - 'token_hash' as rest, encode(token_hash, 'hex') as hash from core.api_tokens t where name = %s",
        name,
    )
    assert (kept["hash"], secret in str(kept["rest"])) == (digest(secret), False)
    assert kept["rest"]["created_by"] == PEOPLE["admin"][0]


def test_a_system_acts_in_its_own_name_role_and_stores(floor: Floor) -> None:
    answer = issue(floor)
    as_system = bearer(answer["secret"])
    here, lane = floor.sell().id, floor.sell("flourlane").id
    with floor.noted() as events:
        assert floor.rpc("complete_filling", actor=as_system, id=here)["ok"]
    (event,) = events
    assert (event["actor_kind"], event["actor_id"]) == ("token", answer["api_token"]["token_id"])
    assert floor.rpc("complete_filling", actor=as_system, id=lane)["code"] == "ORD001"
    assert floor.rpc("set_priority", actor=as_system, id=here, priority="High")["code"] == "AUTH001"
    assert floor.rpc("get_queue", actor=as_system, store="flourlane")["code"] == "AUTH001"


def test_a_token_counts_until_it_expires_and_not_a_moment_longer(floor: Floor, clock: Clock) -> None:
    as_system = bearer(issue(floor, days=1)["secret"])
    clock.move(days=1, milliseconds=-1)
    assert floor.rpc("get_queue", actor=as_system, store="bannos")["ok"]
    clock.move(milliseconds=1)
    before = now(floor)
    assert floor.rpc("get_queue", actor=as_system, store="bannos")["code"] == "AUTH002"
    assert now(floor) == before


def test_a_kiosks_token_is_no_systems_and_the_other_way_round(floor: Floor) -> None:
    secret = issue(floor)["secret"]
    as_kiosk = {"kind": "device", "token_hash": digest(secret)}
    assert floor.rpc("get_queue", actor=as_kiosk, store="bannos")["code"] == "AUTH002"


def test_two_valid_tokens_have_two_names(floor: Floor) -> None:
    name = f"till {uuid4()}"
    first = issue(floor, name)
    refused(floor, "TOK002", now(floor), issue(floor, name))
    floor.rpc("revoke_token", "admin", token_id=first["api_token"]["token_id"])
    assert issue(floor, name)["ok"]


@pytest.mark.parametrize("role", ["Service", "Device"])
def test_no_token_is_a_function_of_ours_or_a_kiosk(floor: Floor, role: str) -> None:
    assert refused(floor, "AUTH001", now(floor), issue(floor, role=role))["message"].endswith(": role")


@pytest.mark.parametrize("stores", [["nowhere"], [None], ["bannos", None], [""]])
def test_a_token_is_for_stores_that_there_are(floor: Floor, stores: list[str | None]) -> None:
    assert refused(floor, "AUTH001", now(floor), issue(floor, stores=stores))["message"].endswith(": stores")


def test_nobody_gives_away_a_store_that_is_not_theirs(own_floor: Floor) -> None:
    only_admin_of(own_floor, "bannos")
    for stores in (["flourlane"], ["bannos", "flourlane"]):
        refused(own_floor, "AUTH001", now(own_floor), issue(own_floor, stores=stores))
    assert issue(own_floor)["ok"]


@pytest.mark.parametrize("days", [0, -1, 3651])
def test_a_token_is_for_a_day_at_least_and_ten_years_at_most(floor: Floor, days: int) -> None:
    with pytest.raises(psycopg.errors.CheckViolation):
        issue(floor, days=days)


def test_a_token_begets_no_token_and_no_person(floor: Floor) -> None:
    """Else to revoke it would not be the end of it."""
    as_system, staff_id = bearer(system(floor, "Admin")["secret"]), person(floor)
    refused(floor, "AUTH001", now(floor), issue(floor, actor=as_system))
    refused(floor, "AUTH001", now(floor), set_staff(floor, str(uuid4()), as_system, role="Admin"))
    refused(floor, "AUTH001", now(floor), set_staff(floor, staff_id, as_system, role="Admin"))
    refused(floor, "AUTH001", now(floor), floor.rpc("issue_badge", actor=as_system, staff_id=staff_id))
    refused(floor, "AUTH001", now(floor), issue(floor, actor=themself(staff_id)))
