"""api.note_level: a shop says that it shows another level."""

import pytest

from tests.sql.books import footprint
from tests.sql.floor import STRANGERS, Floor, Json
from tests.sql.stock.stock import known_sku, pushed


@pytest.fixture
def known(floor: Floor) -> str:
    """Return a SKU of which it is known that Bannos shows four of it at its location."""
    return known_sku(floor)


def says(floor: Floor, name: str, available: int, location: str = "here", store: str = "bannos") -> Json:
    """Let a shop say what it shows."""
    return floor.service(
        "note_level", store=store, inventory_item_gid=f"item-{name}", location_gid=location, available=available
    )


def test_another_level_than_known_is_read_before_the_next_push(floor: Floor, known: str) -> None:
    assert says(floor, known, 3)["queued"] == ["inventory_push"]
    (row,) = floor.rows("select * from core.shop_skus where store = 'bannos' and sku = %s", known)
    assert (row["verify"], row["known_qty"]) == (True, 4)
    assert pushed(floor, known) == {"bannos"}
    says(floor, known, 3)
    assert len(floor.work("inventory_push", f"bannos:{known}:heard")) == 1


@pytest.mark.parametrize(
    ("available", "location", "store"), [(4, "here", "bannos"), (3, "away", "bannos"), (3, "here", "flourlane")]
)
def test_the_echo_of_what_is_known_and_what_is_not_ours_change_nothing(
    floor: Floor, known: str, available: int, location: str, store: str
) -> None:
    before = footprint(floor)
    with floor.noted() as events:
        assert says(floor, known, available, location, store)["already_done"]
    assert (events, footprint(floor)) == ([], before)


@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_stranger_says_nothing(floor: Floor, stranger: str) -> None:
    answer = floor.service(
        "note_level", actor=STRANGERS[stranger], store="bannos", inventory_item_gid="i", location_gid="l", available=1
    )
    assert answer["code"] == "AUTH001"
