"""api.list_tokens: what other systems have."""

from tests.sql.floor import Floor
from tests.sql.identity.people import only_admin_of, system


def test_tokens_are_listed_without_what_they_are_worth_revoked_ones_last(own_floor: Floor) -> None:
    floor = own_floor
    first, second = system(floor), system(floor)
    floor.rpc("revoke_token", "admin", token_id=first["token_id"])
    listed = floor.rpc("list_tokens", "admin")
    assert [each["token_id"] for each in listed["api_tokens"]] == [second["token_id"], first["token_id"]]
    assert set(listed["api_tokens"][0]) == {
        "token_id",
        "name",
        "role",
        "stores",
        "created_at",
        "expires_at",
        "revoked_at",
        "created_by",
        "creator",
        "creator_left",
    }
    assert first["secret"] not in str(listed)


def test_an_admin_of_one_store_sees_the_tokens_for_it_alone(own_floor: Floor) -> None:
    floor = own_floor
    here, _, _ = system(floor, stores=["bannos"]), system(floor, stores=["flourlane"]), system(floor)
    only_admin_of(floor, "bannos")
    assert [each["token_id"] for each in floor.rpc("list_tokens", "admin")["api_tokens"]] == [here["token_id"]]
