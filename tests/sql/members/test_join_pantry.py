"""api.join_pantry: a member who belongs to no household makes theirs."""

from tests.sql.floor import Floor
from tests.sql.members.guests import newcomer
from tests.sql.pantries import basket, choice, done, item, place, refused, session, set_rules


def test_a_household_that_was_made_waits_for_staff(floor: Floor) -> None:
    who, opened = newcomer(floor), session(floor)
    assert done(floor, "browse_pantry", who)["household_fault"] == "no household"
    made = done(floor, "join_pantry", who, size=3, diets=["vegan", "halal", "vegan"])["household"]
    assert (made["size"], made["diets"], made["is_approved"]) == (3, ["halal", "vegan"], False)
    assert [each["member_id"] for each in made["members"]] == [who["id"]]
    kept = basket(floor, who, (item(floor), 1))
    refused(floor, "PAN004", "place_pantry_order", who, basket_id=kept, **choice(opened))


def test_it_orders_at_once_where_the_setting_says_so(floor: Floor) -> None:
    set_rules(floor, newcomers="at_once")
    who, opened = newcomer(floor), session(floor)
    assert done(floor, "join_pantry", who, size=1)["household"]["is_approved"]
    set_rules(floor)
    place(floor, who, opened, (item(floor), 1))


def test_joining_again_changes_nothing(floor: Floor) -> None:
    who = newcomer(floor)
    made = done(floor, "join_pantry", who, size=3)["household"]
    again = done(floor, "join_pantry", who, size=9)
    assert (again["already_done"], again["household"]) == (True, made)


def test_only_members_of_a_pantry_join(floor: Floor) -> None:
    refused(floor, "AUTH001", "join_pantry", "staff", size=1)
    refused(floor, "STF001", "join_pantry", "member", size=1, store="bannos")
