"""api.list_pantry_items: what a pantry offers as staff set it."""

from tests.sql.floor import Floor
from tests.sql.pantries import done, item


def test_items_are_listed_with_their_limits_and_what_is_offered_comes_first(floor: Floor) -> None:
    gone = item(floor, is_offered=False)
    rice, beans = item(floor, limit_each=2, limit_per_person=1, suits=["vegan"]), item(floor)
    done(floor, "set_pantry_item", sku=beans, substitutes=[rice])
    listed = done(floor, "list_pantry_items", "staff")["items"]
    assert [each["sku"] for each in listed] == [*sorted([rice, beans]), gone]
    by_sku = {each["sku"]: each for each in listed}
    assert (by_sku[rice]["limit_each"], by_sku[rice]["limit_per_person"], by_sku[rice]["suits"]) == (2, 1, ["vegan"])
    assert by_sku[beans]["substitutes"] == [rice]
    assert [each["sku"] for each in done(floor, "list_pantry_items", "staff", offset=2)["items"]] == [gone]
