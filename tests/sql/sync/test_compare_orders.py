"""api.compare_orders: orders that a shop has, against ours."""

import psycopg
import pytest

from tests.sql.books import footprint
from tests.sql.floor import Floor, Json
from tests.sql.push.pushes import later, shown
from tests.sql.sync.runs import begun, findings, finish, order_of, reconcile

AT = "2026-11-21T11:00:00Z"


def there(gid: str, quantity: int = 2, updated_at: str | None = AT, cancelled_at: str | None = None) -> Json:
    """Return an order as functions/reconcile/order_run.py tells of it."""
    return {"order_gid": gid, "updated_at": updated_at, "cancelled_at": cancelled_at, "quantity": quantity}


def compare(floor: Floor, run_id: int, *orders: Json) -> list[str]:
    """Compare a page of orders; return those that are to be mended."""
    answer: list[str] = reconcile(floor, "compare_orders", run_id=run_id, orders=list(orders))["orders"]
    return answer


@pytest.fixture
def gid(floor: Floor) -> str:
    """Sell two candles at AT and return the order."""
    return order_of(floor, shown(floor, "CANDLE", 50, known=50), 2, AT)


def test_an_order_that_is_here_as_it_is_there_is_no_finding(floor: Floor, gid: str) -> None:
    run_id = begun(floor, "orders")
    assert compare(floor, run_id, there(gid)) == []
    # Ours is newer than the page.
    assert compare(floor, run_id, there(gid, updated_at="2026-11-21T10:00:00Z")) == []
    assert findings(floor, run_id) == []


def test_an_order_that_is_not_here_is_named(floor: Floor, gid: str) -> None:
    run_id = begun(floor, "orders")
    assert compare(floor, run_id, there(gid), there("gid://2"), there("gid://1")) == ["gid://1", "gid://2"]
    assert findings(floor, run_id) == [("order_missing", "gid://2", False), ("order_missing", "gid://1", False)]


@pytest.mark.parametrize(
    "fields", [{"updated_at": "2026-11-21T11:00:01Z"}, {"cancelled_at": AT}, {"quantity": 1}, {"quantity": 0}]
)
def test_an_order_that_is_here_otherwise_than_there_is_named(floor: Floor, gid: str, fields: Json) -> None:
    run_id = begun(floor, "orders")
    assert compare(floor, run_id, there(gid, **fields)) == [gid]
    assert findings(floor, run_id) == [("order_differs", gid, False)]
    (found,) = floor.rows("select detail from core.sync_findings where run_id = %s", run_id)
    assert set(found["detail"]) == {"updated_at", "here", "quantity"}


def test_an_order_that_is_cancelled_here_and_not_there_is_named(floor: Floor, gid: str) -> None:
    floor.rows("update core.sales set cancelled_at = core.now() where order_gid = %s", gid)
    run_id = begun(floor, "orders")
    assert compare(floor, run_id, there(gid)) == [gid]
    assert compare(floor, begun(floor, "orders", "flourlane"), there(gid)) == [gid]


def test_another_shops_order_of_the_same_id_is_not_this_one(floor: Floor, gid: str) -> None:
    run_id = begun(floor, "orders", "flourlane")
    assert compare(floor, run_id, there(gid)) == [gid]
    assert findings(floor, run_id) == [("order_missing", gid, False)]


def test_what_was_mended_is_not_mended_again_and_what_was_not_is(floor: Floor) -> None:
    run_id = begun(floor, "orders")
    page = [there("gid://1"), there("gid://2")]
    assert compare(floor, run_id, *page) == ["gid://1", "gid://2"]
    reconcile(floor, "note_finding", run_id=run_id, kind="order_repaired", ref="gid://1")
    assert compare(floor, run_id, *page) == ["gid://2"]
    # Only what the page asks about is answered.
    assert compare(floor, run_id, there("gid://3")) == ["gid://3"]
    assert len(findings(floor, run_id)) == 3


def test_what_could_not_be_read_is_asked_for_again_after_an_hour(floor: Floor) -> None:
    first = begun(floor, "orders")
    assert compare(floor, first, there("gid://1")) == ["gid://1"]
    reconcile(floor, "note_finding", run_id=first, kind="order_unreadable", ref="gid://1")
    finish(floor, first)
    for seconds, asked in ((3599, []), (3600, ["gid://1"])):
        floor.set_clock(later(seconds))
        run_id = begun(floor, "orders")
        assert compare(floor, run_id, there("gid://1")) == asked
        assert ("order_missing", "gid://1", False) in findings(floor, run_id)
        finish(floor, run_id)


def test_a_run_that_is_over_compares_nothing(floor: Floor) -> None:
    run_id = begun(floor, "orders")
    finish(floor, run_id)
    before = footprint(floor)
    with pytest.raises(psycopg.errors.NoDataFound):
        compare(floor, run_id, there("gid://1"))
    assert footprint(floor) == before
