"""api.set_pantry_item: what a pantry offers of its store room."""

from tests.sql.floor import Floor
from tests.sql.pantries import done, item, refused


def test_an_item_is_offered_of_the_store_room_alone(floor: Floor) -> None:
    tin = item(floor)
    refused(floor, "INV002", "set_pantry_item", sku="NEVER")
    refused(floor, "INV002", "set_pantry_item", sku=tin, substitutes=["NEVER"])
    refused(floor, "INV004", "set_pantry_item", sku=tin, substitutes=[tin])
    refused(floor, "PAN007", "set_pantry_item", sku=tin, store="bannos")
    offer = {"sku": tin, "limit_each": 3, "substitutes": [item(floor)], "suits": ["vegan"]}
    assert not done(floor, "set_pantry_item", **offer)["already_done"]
    again = done(floor, "set_pantry_item", **offer)
    assert again["already_done"]
    assert (again["item"]["limit_each"], again["item"]["substitutes"]) == (3, offer["substitutes"])
