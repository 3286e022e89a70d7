"""api.set_household_member: who belongs to a household."""

from uuid import uuid4

from tests.sql.floor import Floor
from tests.sql.pantries import done, household, member, refused


def test_a_member_belongs_to_one_household_at_a_time(floor: Floor) -> None:
    one, other = household(floor, members=2)
    second = done(floor, "set_household", size=1)["household"]
    moved = done(floor, "set_household_member", household_id=second["household_id"], member_id=one["id"])
    assert [each["member_id"] for each in moved["household"]["members"]] == [one["id"]]
    again = done(floor, "set_household_member", household_id=second["household_id"], member_id=one["id"])
    assert again["already_done"]
    left = done(floor, "set_household_member", household_id=second["household_id"], member_id=one["id"], belongs=False)
    assert left["household"]["members"] == []
    named = {each["household_id"]: each for each in done(floor, "list_households")["households"]}
    assert [[m["member_id"] for m in each["members"]] for each in named.values() if each["size"] == 2][-1] == [
        other["id"]
    ]


def test_only_members_of_the_pantry_belong_to_its_households(floor: Floor) -> None:
    made = done(floor, "set_household", size=1)["household"]
    for nobody in (str(uuid4()), "5a000000-0000-4000-8000-000000000001"):
        refused(floor, "STF001", "set_household_member", household_id=made["household_id"], member_id=nobody)
    refused(floor, "PAN004", "set_household_member", household_id=str(uuid4()), member_id=member(floor)["id"])
    refused(floor, "PAN004", "set_household", size=1, household_id=str(uuid4()))
    refused(floor, "PAN007", "set_household", size=1, store="bannos")
