"""api.see_levels: what a shop shows, against what was made out of our own pushes and the orders that are here."""

import pytest

from tests.sql.floor import Floor
from tests.sql.push.pushes import NOON, known, later, seen, shown, worker
from tests.sql.stock.stock import candles


def figures(floor: Floor, name: str) -> tuple[int | None, int]:
    """Return what is known of a SKU, and how much of it is unexplained."""
    row = known(floor, name)
    return row["known_qty"], row["unexplained"]


def test_what_was_read_is_known_and_is_what_has_not_to_be_verified(floor: Floor) -> None:
    name = shown(floor, "CAKE", 5, known=5, verify=True)
    floor.set_clock(later(9))
    assert seen(floor, name, 5, NOON) == {"ok": True, "already_done": False}
    row = known(floor, name)
    assert (row["known_qty"], row["known_at"], row["seen_at"], row["verify"], row["unexplained"]) == (
        5,
        NOON,
        later(9),
        False,
        0,
    )


def test_what_differs_is_unexplained_and_adds_up(floor: Floor) -> None:
    name = shown(floor, "CAKE", 5, known=5)
    for minute, (available, unexplained) in enumerate([(3, -2), (3, -2), (2, -3), (7, 2), (5, 0)]):
        seen(floor, name, available, later(minute))
        assert figures(floor, name) == (available, unexplained)


@pytest.mark.parametrize(("available", "unexplained"), [(3, -2), (5, 0), (9, 0), (-1, -6), (None, -5)])
def test_of_a_level_never_seen_before_only_what_is_below_ours_is_unexplained(
    floor: Floor, available: int | None, unexplained: int
) -> None:
    name = shown(floor, "CAKE", 5, known=None)
    seen(floor, name, available, NOON)
    assert figures(floor, name) == (available or 0, unexplained)


@pytest.mark.parametrize("available", [9, 3])
def test_where_the_shops_figures_count_a_level_never_seen_before_is_unexplained_both_ways(
    floor: Floor, available: int
) -> None:
    name = shown(floor, "CAKE", 5, known=None)
    floor.rows("update core.inventory_items set authority = 'shopify' where sku = %s", name)
    seen(floor, name, available, NOON)
    assert figures(floor, name) == (available, available - 5)


def test_older_news_than_what_is_known_says_nothing(floor: Floor) -> None:
    name = shown(floor, "CAKE", 5, known=5, verify=True)
    seen(floor, name, 3, later(-601))
    row = known(floor, name)
    assert (row["known_qty"], row["unexplained"], row["verify"]) == (5, 0, True)
    seen(floor, name, 3, later(-600))
    assert figures(floor, name) == (3, -2)


def test_another_shop_and_a_sku_that_is_not_on_sale_are_not_touched(floor: Floor) -> None:
    name = shown(floor, "CAKE", 5, known=5)
    seen(floor, name, 1, NOON, store="flourlane")
    assert figures(floor, name) == (5, 0)
    levels = [{"sku": "NEVER", "available": 2}, {"sku": name, "available": 4}]
    assert worker(floor, "see_levels", store="bannos", at=NOON, levels=levels)["ok"]
    assert figures(floor, name) == (4, -1)
    assert floor.rows("select from core.shop_skus where sku = 'NEVER'") == []


def sold(floor: Floor, name: str, number: int, at: str, **delivery: str) -> None:
    """Ingest an order of so many of a SKU on two lines, ordered at a moment."""
    lines = [candles(number - 1, name, 8), candles(1, name)]
    floor.ingest(floor.order(cakes=0, lines=lines, created_at=at, updated_at=at), **delivery)


def test_a_sale_after_the_moment_of_which_the_level_is_known_lowers_it(floor: Floor) -> None:
    name = shown(floor, "CAKE", 9, known=9, unexplained=-4)
    sold(floor, name, 3, "2026-11-21T11:50:01Z")
    assert figures(floor, name) == (6, -4)


@pytest.mark.parametrize(("before", "after"), [(-4, -1), (-2, 0), (0, 0), (2, 2)])
def test_a_sale_before_it_explains_what_was_missing(floor: Floor, before: int, after: int) -> None:
    name = shown(floor, "CAKE", 9, known=5, unexplained=before)
    sold(floor, name, 3, "2026-11-21T11:50:00Z")
    assert figures(floor, name) == (5, after)


def test_the_first_delivery_says_when_it_was_sold_to_the_millisecond(floor: Floor) -> None:
    name = shown(floor, "CAKE", 9, known=9)
    floor.rows("update core.shop_skus set known_at = '2026-11-21T11:50:00.500Z' where sku = %s", name)
    sold(floor, name, 3, "2026-11-21T11:50:00Z", triggered_at="2026-11-21T11:50:00.700Z")
    assert figures(floor, name) == (6, 0)
    # A delivery much later says nothing of the sale.
    sold(floor, name, 2, "2026-11-21T11:50:00Z", triggered_at="2026-11-21T11:59:00Z")
    assert figures(floor, name) == (6, 0)


def test_a_sale_of_which_nobody_knows_when_has_the_level_read(floor: Floor) -> None:
    name = shown(floor, "CAKE", 9, known=9)
    floor.ingest(floor.order(cakes=0, lines=[candles(3, name)], created_at=None))
    assert (figures(floor, name), known(floor, name)["verify"]) == ((9, 0), True)


def test_a_sale_is_counted_once_and_in_its_own_shop(floor: Floor) -> None:
    name = shown(floor, "CAKE", 9, known=9)
    at = "2026-11-21T12:00:00Z"
    order = floor.order(cakes=0, lines=[candles(3, name)], created_at=at, updated_at=at)
    floor.ingest(order)
    floor.ingest(order)
    elsewhere = floor.order("flourlane", cakes=0, lines=[candles(2, name)], created_at=at, updated_at=at)
    floor.ingest(elsewhere, "flourlane")
    assert figures(floor, name) == (6, 0)
