"""What a shop refuses again and again waits longer and longer, though nothing is wrong with asking at once the first time."""

import pytest

from tests.sql.floor import Floor
from tests.sql.push.pushes import batch, closed, later, opened, queue, refused, rows, seen, shown


def test_a_level_that_the_shop_calls_stale_a_third_time_waits_before_it_is_pushed_again(floor: Floor) -> None:
    name = shown(floor, "CAKE", 3, known=5)
    queue(floor, name)
    for seconds in (1, 2, 3):
        floor.set_clock(later(seconds))
        refused(floor, batch(floor), line_0="CHANGE_FROM_QUANTITY_STALE")
        seen(floor, name, 5, later(seconds))
    assert opened(floor)["idle"]
    (row,) = rows(floor, name)
    assert (row["status"], row["last_error"]) == ("error", "CHANGE_FROM_QUANTITY_STALE")
    assert row["next_retry_at"] >= later(3 + 7.5)
    # A change that comes meanwhile does not wait for it.
    queue(floor, name, key="new")
    closed(floor, batch(floor), "done")
    assert [row["status"] for row in rows(floor, name)] == ["done", "done"]


def test_a_line_that_went_through_in_between_was_not_stale_again(floor: Floor) -> None:
    name = shown(floor, "CAKE", 3, known=5)
    for seconds, outcome in enumerate(("stale", "stale", "done", "stale")):
        floor.set_clock(later(seconds))
        queue(floor, name)
        sent = batch(floor)
        if outcome == "stale":
            refused(floor, sent, line_0="COMPARE_QUANTITY_STALE")
        else:
            closed(floor, sent, "done")
            floor.rows("select stock.post_txn(%s, 'waste', -1, 'test')", name)
        seen(floor, name, 5, later(seconds))
    assert not opened(floor)["idle"]


@pytest.mark.parametrize("named", [False, True])
def test_a_second_key_that_the_shop_refuses_is_not_followed_by_a_third_at_once(floor: Floor, *, named: bool) -> None:
    name = shown(floor, "CAKE", 3, known=5)
    queue(floor, name)
    code = "IDEMPOTENCY_KEY_PARAMETER_MISMATCH"
    for _ in range(2):
        sent = batch(floor)
        refused(floor, sent, line_0=code) if named else closed(floor, sent, "refused", code=code)
    assert opened(floor)["idle"]
    assert [(row["status"], row["last_error"]) for row in rows(floor, name)] == [("error", code)]
    floor.set_clock(later(20))
    closed(floor, batch(floor), "done")


def test_a_sku_that_stays_missing_is_told_once(floor: Floor) -> None:
    name = shown(floor, "CAKE", 3, known=5, inventory_item_gid=None)
    for _ in range(3):
        queue(floor, name)
        assert opened(floor)["find"] == [name]
        floor.service("know_skus", who="inventory_worker", store="bannos", at=later(0), asked=[name], found=[])
        floor.rows("update core.work_queue set status = 'done' where topic = 'alert' and status = 'pending'")
    assert len(floor.work("alert")) == 1
