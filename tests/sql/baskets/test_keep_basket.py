"""api.keep_basket: what a member means to order."""

from uuid import uuid4

from tests.sql.floor import Floor
from tests.sql.pantries import done, item, member


def test_lines_of_one_item_are_added_up(floor: Floor) -> None:
    tin, other, who = item(floor), item(floor), member(floor)
    wanted = [{"sku": tin, "quantity": 1}, {"sku": other, "quantity": 1}, {"sku": tin, "quantity": 2}]
    kept = done(floor, "keep_basket", who, basket_id=str(uuid4()), lines=wanted)["basket"]
    assert [(line["sku"], line["quantity"]) for line in kept["lines"]] == [(tin, 3), (other, 1)]
