"""api.revoke_tokens_of: the tokens that somebody made go with one call; list_tokens says whose maker has left."""

from tests.sql.floor import Floor, Json, bearer
from tests.sql.identity.people import NOBODY, now, only_admin_of, person, set_staff, system, themself


def made_by(floor: Floor, admin: str, *stores: str) -> dict[str, str]:
    """Have a token issued by this Admin."""
    name = f"system of {admin} {floor.last_event()}"
    answer = floor.rpc(
        "issue_token", actor=themself(admin), name=name, role="Staff", stores=list(stores or ("bannos",)), days=1
    )
    return {"token_id": answer["api_token"]["token_id"], "secret": answer["secret"]}


def test_what_an_admin_made_who_has_left_is_listed_so_and_goes_with_one_call(own_floor: Floor) -> None:
    floor = own_floor
    leaver, kept = person(floor, "Admin"), system(floor)
    first, second = made_by(floor, leaver), made_by(floor, leaver, "bannos", "flourlane")
    listed = {each["token_id"]: each for each in floor.rpc("list_tokens", "admin")["api_tokens"]}
    assert {each["creator_left"] for each in listed.values()} == {False}
    assert (listed[first["token_id"]]["created_by"], listed[first["token_id"]]["creator"]) == (leaver, "Somebody")

    set_staff(floor, leaver, role="Admin", is_active=False)
    listed = {each["token_id"]: each for each in floor.rpc("list_tokens", "admin")["api_tokens"]}
    left = {token_id for token_id, each in listed.items() if each["creator_left"]}
    assert left == {first["token_id"], second["token_id"]}
    assert floor.rpc("get_queue", actor=bearer(first["secret"]), store="bannos")["ok"]  # nobody's work stops unasked

    with floor.noted() as events:
        answer = floor.rpc("revoke_tokens_of", "admin", staff_id=leaver)
    assert {each["token_id"] for each in answer["api_tokens"]} == left
    assert all(each["revoked_at"] for each in answer["api_tokens"])
    assert [event["kind"] for event in events] == ["token_revoked"] * 2
    for token in (first, second):
        assert floor.rpc("get_queue", actor=bearer(token["secret"]), store="bannos")["code"] == "AUTH002"
    assert floor.rpc("get_queue", actor=bearer(kept["secret"]), store="bannos")["ok"]


def test_a_maker_has_left_who_could_not_make_it_any_more(own_floor: Floor) -> None:
    floor = own_floor
    maker = person(floor, "Admin")
    made_by(floor, maker, "bannos", "flourlane")
    changes: list[tuple[Json, bool]] = [({"role": "Supervisor"}, True), ({"stores": ["bannos"]}, True), ({}, False)]
    for change, left in changes:
        set_staff(floor, maker, **{"role": "Admin", **change})
        [token] = floor.rpc("list_tokens", "admin")["api_tokens"]
        assert token["creator_left"] is left


def test_done_already_is_done(floor: Floor) -> None:
    maker = person(floor, "Admin")
    made_by(floor, maker)
    assert floor.rpc("revoke_tokens_of", "admin", staff_id=maker)["already_done"] is False
    before = now(floor)
    for staff_id in (maker, NOBODY):
        answer = floor.rpc("revoke_tokens_of", "admin", staff_id=staff_id)
        assert (answer["already_done"], answer["api_tokens"]) == (True, [])
    assert now(floor) == before


def test_nobody_revokes_what_is_also_for_a_store_that_is_not_theirs(own_floor: Floor) -> None:
    floor = own_floor
    maker = person(floor, "Admin")
    here, both = made_by(floor, maker), made_by(floor, maker, "bannos", "flourlane")
    floor.rows("update core.staff_shared set is_active = false where id = %s", maker)
    only_admin_of(floor, "bannos")
    answer = floor.rpc("revoke_tokens_of", "admin", staff_id=maker)
    assert [each["token_id"] for each in answer["api_tokens"]] == [here["token_id"]]
    assert floor.rpc("get_queue", actor=bearer(both["secret"]), store="bannos")["ok"]
