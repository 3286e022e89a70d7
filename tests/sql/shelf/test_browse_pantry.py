"""api.browse_pantry: what there is for a member."""

from uuid import uuid4

from tests.sql.floor import Floor
from tests.sql.pantries import done, item, member, place, session


def test_an_item_says_what_it_suits_and_whether_that_is_all_a_household_needs(floor: Floor) -> None:
    milk = item(floor, 4, suits=["vegetarian", "halal", "halal"], limit_each=2)
    opened = session(floor)
    shown = {}
    for diets in ([], ["halal"], ["vegan"]):
        answer = done(floor, "browse_pantry", member(floor, diets=diets), session_id=opened["session_id"])
        (shown[tuple(diets)],) = [each for each in answer["items"] if each["sku"] == milk]
    assert {diets: each["fits"] for diets, each in shown.items()} == {(): True, ("halal",): True, ("vegan",): False}
    assert (shown[()]["suits"], shown[()]["pieces_left"], shown[()]["most"]) == (["halal", "vegetarian"], 4, 2)


def test_what_is_offered_no_more_is_not_shown_and_nothing_is_left_of_it_in_a_basket(floor: Floor) -> None:
    tin, who, opened, kept = item(floor), member(floor), session(floor), str(uuid4())
    done(floor, "keep_basket", who, basket_id=kept, lines=[{"sku": tin, "quantity": 2}])
    done(floor, "set_pantry_item", sku=tin, is_offered=False)
    items = done(floor, "browse_pantry", who, session_id=opened["session_id"])["items"]
    assert tin not in {each["sku"] for each in items}
    (line,) = done(floor, "get_basket", who, basket_id=kept)["basket"]["lines"]
    assert (line["quantity"], line["pieces_left"]) == (2, 0)


def test_a_session_that_has_all_its_orders_is_shown_to_wait_for_and_one_that_staff_closed_is_not(
    own_floor: Floor,
) -> None:
    counted, closed, opened = session(own_floor, max_orders=1), session(own_floor), session(own_floor)
    place(own_floor, member(own_floor), counted, (item(own_floor), 1))
    done(own_floor, "close_pantry_session", session_id=closed["session_id"])
    shown = done(own_floor, "browse_pantry", member(own_floor))["sessions"]
    assert [(each["session_id"], each["closed_by"], each["is_open"]) for each in shown] == [
        (opened["session_id"], None, True),
        (counted["session_id"], "count", False),
    ]
