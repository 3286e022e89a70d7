"""api.get_basket: what was kept, and what has gone since."""

from tests.sql.floor import Floor
from tests.sql.pantries import basket, done, item, member, place, session


def test_a_basket_outlives_its_page_and_says_what_has_gone_since(floor: Floor) -> None:
    tin, who, other, opened = item(floor, 3), member(floor), member(floor), session(floor)
    kept = basket(floor, who, (tin, 2))
    place(floor, other, opened, (tin, 2))
    (line,) = done(floor, "get_basket", who, basket_id=kept)["basket"]["lines"]
    assert (line["quantity"], line["pieces_left"]) == (2, 1)
    assert floor.counters(tin) == (3, 2)
