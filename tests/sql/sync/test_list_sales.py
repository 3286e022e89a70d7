"""api.list_sales: the orders that are here, for a run to look whether the shop has them."""

import pytest

from tests.sql.floor import Floor
from tests.sql.manual.manual import imported, taken
from tests.sql.push.pushes import later, shown
from tests.sql.sync.runs import begun, order_of, reconcile


@pytest.fixture(autouse=True)
def no_other_sale(floor: Floor) -> None:
    """No order of another test is of this test's time."""
    floor.rows("update core.sales set ordered_at = coalesce(ordered_at, created_at) - interval '1 year'")


def sold(floor: Floor, at: str, store: str = "bannos") -> str:
    """Sell something at a time of the day of the tests."""
    return order_of(floor, shown(floor, "CANDLE", 9, known=9, store=store), 1, f"2026-11-21T{at}Z", store)


def listed(floor: Floor, run_id: int, **more: object) -> list[str]:
    """List orders for a run."""
    orders: list[str] = reconcile(floor, "list_sales", run_id=run_id, **more)["orders"]
    return orders


def test_the_orders_of_the_time_that_the_run_looks_at_are_listed(floor: Floor) -> None:
    sold(floor, "10:59:59")
    inside = [sold(floor, "11:00:00"), sold(floor, "11:59:59")]
    sold(floor, "12:00:00")
    sold(floor, "11:30:00", "flourlane")
    run_id = begun(floor, "orders", since=later(-3600))
    assert listed(floor, run_id) == sorted(inside)


def test_they_come_in_pages_in_the_order_of_their_ids(floor: Floor) -> None:
    gids = sorted(sold(floor, "11:00:00") for _ in range(5))
    run_id = begun(floor, "orders")
    pages, after = [], ""
    while page := listed(floor, run_id, after=after, limit=2):
        pages.append(page)
        after = page[-1]
    assert pages == [gids[:2], gids[2:4], gids[4:]]


def test_what_never_was_in_the_shop_or_was_emptied_is_not_asked_for(floor: Floor) -> None:
    redacted, plain = (sold(floor, "11:00:00") for _ in range(2))
    taken(floor)
    floor.rows("update core.sales set ordered_at = '2026-11-21T11:00:00Z' where order_gid like 'gid://ordak/%%'")
    floor.service("redact", store="bannos", orders=[redacted])
    assert listed(floor, begun(floor, "orders")) == [plain]


def test_what_another_system_told_us_of_first_is_asked_for_by_the_time_it_came(floor: Floor) -> None:
    imported(floor, shopify_id="5551001")
    floor.set_clock(later(60))
    assert listed(floor, begun(floor, "orders", since=later(-3600))) == ["gid://shopify/Order/5551001"]
