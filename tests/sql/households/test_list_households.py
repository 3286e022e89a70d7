"""api.list_households: who orders of a pantry."""

from tests.sql.floor import Floor
from tests.sql.pantries import done, household


def test_households_are_listed_with_their_members(floor: Floor) -> None:
    one, other = household(floor, members=2, size=4, diets=["vegan"], valid_until="2030-01-01")
    (listed,) = done(floor, "list_households", "staff")["households"]
    assert {each["member_id"] for each in listed["members"]} == {one["id"], other["id"]}
    assert (listed["size"], listed["diets"], listed["valid_until"]) == (4, ["vegan"], "2030-01-01")
    assert (listed["is_approved"], listed["asks_staff"]) == (True, False)
    assert done(floor, "list_households", "staff", offset=1)["households"] == []
