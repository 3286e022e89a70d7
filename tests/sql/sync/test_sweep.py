"""api.sweep: every minute, whom to wake, and what is due to begin."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.sql.floor import Floor
from tests.sql.push.pushes import batch, closed, later, queue, shown
from tests.sql.stock.stock import blocked, held, item, pushed, sell, short
from tests.sql.sync.runs import claimed, end_all, requested, runs, sweep

SYDNEY = ZoneInfo("Australia/Sydney")
QUARTER = timedelta(minutes=15)


def test_it_rings_for_pushes_that_are_due_and_for_no_others(floor: Floor) -> None:
    name = shown(floor, "CAKE", 3, known=5)
    assert sweep(floor)["push_stores"] == []
    queue(floor, name)
    floor.rows("select core.alert('anything', 'flourlane', 'x')")
    assert sweep(floor)["push_stores"] == ["bannos"]
    assert sweep(floor, "flourlane")["push_stores"] == []
    floor.rows(
        "update core.work_queue set next_retry_at = %s, status = 'error' where topic = 'inventory_push'", later(60)
    )
    assert sweep(floor)["push_stores"] == []
    floor.set_clock(later(60))
    assert sweep(floor)["push_stores"] == ["bannos"]


def test_it_rings_for_a_batch_that_nobody_holds_any_more(floor: Floor) -> None:
    queue(floor, shown(floor, "CAKE", 3, known=5))
    sent = batch(floor)
    floor.set_clock(later(59))
    assert sweep(floor)["push_stores"] == []
    floor.set_clock(later(60))
    assert sweep(floor)["push_stores"] == ["bannos"]
    closed(floor, sent, "done")
    assert sweep(floor)["push_stores"] == []


def test_it_names_the_runs_that_nobody_works_at(floor: Floor) -> None:
    run_id = requested(floor, "inventory")
    ours = {run_id}
    assert ours <= set(sweep(floor)["runs"])
    claimed(floor, run_id, lease_seconds=120)
    assert not ours & set(sweep(floor)["runs"])
    floor.set_clock(later(120))
    assert ours <= set(sweep(floor)["runs"])
    # Whoever is woken can have it.
    assert claimed(floor, run_id, "r2") is not None
    floor.set_clock(later(300))
    assert not ours & set(sweep(floor, "flourlane")["runs"])
    end_all(floor)
    assert not ours & set(sweep(floor)["runs"])


def test_it_says_for_how_long_work_has_waited_and_how_much_was_given_up(floor: Floor) -> None:
    assert (sweep(floor)["due_seconds"], sweep(floor)["dead"]) == (0, 0)
    floor.rows("select core.alert('anything', 'bannos', 'x')")
    name, other = shown(floor, "CAKE", 3, known=5), shown(floor, "TRAY", 3, known=5)
    queue(floor, name, other)
    floor.rows("update core.work_queue set next_retry_at = %s where dedupe_key like %s", later(60), f"%{name}%")
    floor.rows("update core.work_queue set status = 'dead' where dedupe_key like %s", f"%{other}%")
    floor.set_clock(later(59))
    assert (sweep(floor)["due_seconds"], sweep(floor)["dead"]) == (0, 1)
    floor.set_clock(later(90))
    assert sweep(floor)["due_seconds"] == 30
    # Work for a shop without the app waits until it is back: nobody can do anything about it.
    floor.rows("update core.shops set uninstalled_at = core.now() where store = 'bannos'")
    assert sweep(floor)["due_seconds"] == 0


def test_a_look_for_orders_begins_every_quarter_of_an_hour(floor: Floor) -> None:
    begins = []
    for minute in range(61):
        floor.set_clock(later(minute * 60))
        sweep(floor)
        begins.append(len(runs(floor, "orders")))
        end_all(floor)
    assert [minute for minute in range(1, 61) if begins[minute] > begins[minute - 1]] == [15, 30, 45, 60]
    assert len(runs(floor, "orders", "flourlane")) == 5


def test_a_run_that_is_under_way_is_not_begun_again(floor: Floor) -> None:
    for minute in range(0, 120, 15):
        floor.set_clock(later(minute * 60))
        sweep(floor)
    assert len(runs(floor, "orders")) == len(runs(floor, "inventory")) == 1


def test_a_dry_run_is_none_of_those_that_are_due(floor: Floor) -> None:
    for kind in ("orders", "inventory"):
        requested(floor, kind, dry_run=True)
    end_all(floor)
    sweep(floor)
    assert [[run["dry_run"] for run in runs(floor, kind)] for kind in ("orders", "inventory")] == [[True, False]] * 2


@pytest.mark.parametrize("day", ["2026-07-01", "2026-04-05", "2026-10-04"], ids=["winter", "clocks back", "clocks on"])
def test_every_level_is_compared_once_a_night_from_three_oclock_where_the_store_is(floor: Floor, day: str) -> None:
    start = datetime.fromisoformat(day).replace(tzinfo=SYDNEY).astimezone(UTC) - timedelta(hours=20)
    begins, number = list[datetime](), 0
    for step in range(4 * 60):
        now = start + step * QUARTER
        floor.set_clock(now)
        sweep(floor, "bannos")
        end_all(floor)
        found = len(runs(floor, "inventory"))
        if step and found > number:
            begins.append(now.astimezone(SYDNEY).replace(tzinfo=None))
        number = found
    nights = [datetime.fromisoformat(day) + timedelta(days=days, hours=3) for days in (0, 1)]
    assert begins == nights


def test_a_shop_without_the_app_and_one_that_cannot_be_called_are_left_alone(floor: Floor) -> None:
    floor.rows("update core.shops set uninstalled_at = core.now() where store = 'bannos'")
    queue(floor, shown(floor, "CAKE", 3, known=5))
    floor.rows("insert into core.sync_runs (store, kind) values ('bannos', 'inventory')")
    for store in ("bannos", "flourlane"):
        floor.rows("select core.enqueue('order_check', %s, %s, '{}')", store, store)
    answer = sweep(floor, "bannos")
    assert (answer["push_stores"], answer["runs"]) == ([], [])
    assert runs(floor, "orders") == runs(floor, "orders", "flourlane") == []
    # What was called for is done when they are there.
    assert [row["status"] for row in floor.work("order_check")] == ["pending", "pending"]
    floor.rows("update core.shops set uninstalled_at = null")
    assert sweep(floor)["push_stores"] == ["bannos"]
    assert [row["status"] for row in floor.work("order_check")] == ["done", "done"]


def test_a_look_for_orders_that_was_called_for_begins_when_it_is_due(floor: Floor) -> None:
    sweep(floor)
    end_all(floor)
    floor.rows("select core.enqueue('order_check', 'bannos', 'bannos', '{}')")
    floor.rows("update core.work_queue set next_retry_at = %s", later(60))
    sweep(floor)
    assert len(runs(floor, "orders")) == 1
    floor.set_clock(later(60))
    sweep(floor)
    assert [run["status"] for run in runs(floor, "orders")] == ["done", "running"]
    assert [row["status"] for row in floor.work("order_check")] == ["done"]


def test_stock_that_came_while_somebody_was_busy_with_an_order_is_given_to_it(floor: Floor) -> None:
    name, other = item(floor, "SPONGE", 0), item(floor, "ICING", 0)
    waiting, poor = sell(floor, 2, name), sell(floor, 1, other)
    floor.rows("select stock.post_txn(%s, 'receive', 1, 'test')", name)
    floor.rows("update core.work_queue set status = 'done'")
    sweep(floor)
    assert (held(floor, waiting, name), short(floor, waiting)) == (1, {name: 1})
    assert pushed(floor, name) == {"bannos", "flourlane"}
    floor.rows("select stock.post_txn(%s, 'receive', 5, 'test')", name)
    assert blocked(floor, waiting) == [True, True]
    sweep(floor)
    assert (held(floor, waiting, name), short(floor, waiting), blocked(floor, waiting)) == (2, {}, [False, False])
    assert (blocked(floor, poor), pushed(floor, other)) == ([True], set())
