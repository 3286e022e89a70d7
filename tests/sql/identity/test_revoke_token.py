"""api.revoke_token: a system's token is taken away."""

from tests.sql.floor import Floor, bearer
from tests.sql.identity.people import NOBODY, now, only_admin_of, refused, system


def test_it_counts_from_the_next_call(floor: Floor) -> None:
    token = system(floor)
    as_system = bearer(token["secret"])
    assert floor.rpc("get_queue", actor=as_system, store="bannos")["ok"]
    with floor.noted() as events:
        answer = floor.rpc("revoke_token", "admin", token_id=token["token_id"])
    assert (answer["already_done"], answer["api_token"]["revoked_at"] is None) == (False, False)
    assert [(event["kind"], event["detail"]) for event in events] == [
        ("token_revoked", {"token_id": token["token_id"]})
    ]
    before = now(floor)
    assert floor.rpc("get_queue", actor=as_system, store="bannos")["code"] == "AUTH002"
    assert now(floor) == before


def test_done_already_is_done(floor: Floor) -> None:
    token = system(floor)
    first = floor.rpc("revoke_token", "admin", token_id=token["token_id"])
    before = now(floor)
    again = floor.rpc("revoke_token", "admin", token_id=token["token_id"])
    assert (again["already_done"], again["api_token"]) == (True, first["api_token"])
    assert now(floor) == before


def test_nobody_revokes_what_is_also_for_a_store_that_is_not_theirs(own_floor: Floor) -> None:
    floor = own_floor
    both, lane = system(floor), system(floor, stores=["flourlane"])
    only_admin_of(floor, "bannos")
    for token_id in (both["token_id"], lane["token_id"], NOBODY):
        refused(floor, "TOK001", now(floor), floor.rpc("revoke_token", "admin", token_id=token_id))
    assert floor.rpc("get_queue", actor=bearer(both["secret"]), store="bannos")["ok"]
