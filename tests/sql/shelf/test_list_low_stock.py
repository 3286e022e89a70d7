"""api.list_low_stock: what runs low, by its level and by how fast it leaves."""

from datetime import timedelta

import pytest

from tests.sql.floor import Floor, Json
from tests.sql.pantries import STAFF, bring, done, item, member, place, refused, session


def low(floor: Floor, sku: str, **days: int) -> Json | None:
    """Return what is listed of an item."""
    listed = done(floor, "list_low_stock", **days)["items"]
    return next((each for each in listed if each["sku"] == sku), None)


def waste(floor: Floor, sku: str, pieces: int) -> None:
    """Let so many pieces leave the store room."""
    assert floor.rpc("waste_stock", sku=sku, qty=pieces, reason="past its date")["ok"]


@pytest.mark.parametrize("who", STAFF)
def test_an_item_at_its_level_is_low_though_none_of_it_left(floor: Floor, who: str) -> None:
    tin = item(floor, 5)
    done(floor, "set_item", store=None, sku=tin, title="Tin", stocked=True, low_at=4)
    assert low(floor, tin) is None
    done(floor, "set_item", store=None, sku=tin, title="Tin", stocked=True, low_at=5)
    (found,) = [each for each in done(floor, "list_low_stock", who)["items"] if each["sku"] == tin]
    assert found == {"sku": tin, "title": "Tin", "ats": 5, "low_at": 5, "used_a_day": 0, "days_left": None}


def test_an_item_that_lasts_for_fewer_days_than_asked_is_low(floor: Floor) -> None:
    tin = item(floor, 56)
    waste(floor, tin, 28)
    # One a day over four weeks: what is left lasts for 28 days.
    assert low(floor, tin, cover_days=28) is None
    found = low(floor, tin, cover_days=29)
    assert found is not None
    assert (found["used_a_day"], found["days_left"], found["ats"]) == (1, 28, 28)
    # Two a day over two weeks.
    assert low(floor, tin, cover_days=15, over_days=14) is not None
    assert low(floor, tin, cover_days=14, over_days=14) is None


def test_what_left_before_those_days_does_not_count(own_floor: Floor) -> None:
    tin = item(own_floor, 56)
    waste(own_floor, tin, 28)
    now = own_floor.one("select core.now()")
    own_floor.set_clock(now + timedelta(days=27))
    assert low(own_floor, tin, cover_days=29) is not None
    own_floor.set_clock(now + timedelta(days=29))
    assert low(own_floor, tin, cover_days=365) is None


def test_what_was_handed_over_has_left_and_what_is_held_has_not_but_is_not_free(floor: Floor) -> None:
    tin, opened = item(floor, 20), session(floor)
    place(floor, member(floor), opened, (tin, 6))
    assert low(floor, tin, cover_days=365) is None
    bring(floor, place(floor, member(floor), opened, (tin, 7)), "COMPLETED")
    found = low(floor, tin, cover_days=365, over_days=7)
    assert found is not None
    assert (found["used_a_day"], found["ats"], found["days_left"]) == (1, 7, 7)


def test_what_is_not_offered_is_not_listed(floor: Floor) -> None:
    tin = item(floor, 2, is_offered=False)
    waste(floor, tin, 1)
    assert low(floor, tin, cover_days=365) is None


def test_a_member_is_not_let_in(floor: Floor) -> None:
    refused(floor, "AUTH001", "list_low_stock", member(floor))
