"""api.purge: old baskets go, except those of orders that have not ended; orders, sessions and stock stay."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.sql.books import assert_books, footprint
from tests.sql.floor import Floor
from tests.sql.pantries import basket, bring, choice, done, item, member, pantry, place, refused, session
from tests.sql.purge.rows import DAY, MOMENT, purge

__all__ = ["pantry"]


@pytest.fixture(autouse=True)
def today(floor: Floor) -> Iterator[None]:
    """Put the clock back after each test."""
    yield
    floor.set_clock(None)


def age(floor: Floor, by: timedelta) -> None:
    """Let every basket be of exactly this age now."""
    now = floor.one("select core.now()")
    floor.rows("update core.pantry_baskets set updated_at = %s", now)
    floor.set_clock(now + by)


def kept(floor: Floor) -> set[str]:
    """Return the ids of the baskets that are there."""
    return {str(row["basket_id"]) for row in floor.rows("select basket_id from core.pantry_baskets")}


@pytest.mark.parametrize(("by", "gone"), [(30 * DAY, False), (30 * DAY + MOMENT, True)])
def test_a_basket_that_was_never_placed_goes_after_thirty_days(floor: Floor, *, by: timedelta, gone: bool) -> None:
    left = basket(floor, member(floor), (item(floor), 1))
    age(floor, by)
    purge(floor)
    assert (left not in kept(floor)) is gone


@pytest.mark.parametrize("status", ["PENDING", "CONFIRMED", "PREPARING", "READY", "COMPLETED", "CANCELLED"])
def test_the_basket_of_an_order_stays_until_the_order_has_ended(floor: Floor, status: str) -> None:
    who, opened, tin = member(floor), session(floor), item(floor)
    mine = basket(floor, who, (tin, 1))
    order = done(floor, "place_pantry_order", who, basket_id=mine, **choice(opened))["order"]
    bring(floor, order, status)
    age(floor, 31 * DAY)
    purge(floor)
    assert (mine in kept(floor)) is (status not in {"COMPLETED", "CANCELLED"})


def test_a_basket_that_is_kept_again_is_as_old_as_its_last_change(floor: Floor) -> None:
    who, tin = member(floor), item(floor)
    mine = basket(floor, who, (tin, 1))
    age(floor, 20 * DAY)
    done(floor, "keep_basket", who, basket_id=mine, lines=[{"sku": tin, "quantity": 2}])
    floor.set_clock(floor.one("select core.now()") + 20 * DAY)
    purge(floor)
    assert mine in kept(floor)


def test_with_its_basket_goes_nothing_of_an_order(floor: Floor) -> None:
    who, opened, tin = member(floor), session(floor), item(floor)
    bring(floor, place(floor, who, opened, (tin, 2)), "COMPLETED")
    mine = basket(floor, who, (tin, 1))
    age(floor, 31 * DAY)
    before = footprint(floor)
    assert purge(floor)[0] >= 2
    changed = {table for table, digest in footprint(floor).items() if digest != before[table]}
    assert changed <= {"core.pantry_baskets", "core.scans", "core.work_queue"}
    assert "core.pantry_baskets" in changed
    assert_books(floor)
    refused(floor, "PAN009", "place_pantry_order", who, basket_id=mine, **choice(opened))
