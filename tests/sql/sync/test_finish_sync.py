"""api.finish_sync: a run is over, and what follows from it."""

import pytest

from tests.sql.books import footprint
from tests.sql.floor import Floor
from tests.sql.push.pushes import NOON, batch, known, later, levels, opened, queue, rows, seen, shown
from tests.sql.sync.runs import begun, claimed, compare, findings, finish, level, reconcile, requested, run_row, runs


def alerts(floor: Floor) -> list[tuple[str, str, object]]:
    """Return what somebody is told of runs: kind, about what, and the counts or the error."""
    found = [alert["payload"] for alert in floor.work("alert")]
    return [(each["kind"], each["ref"], each.get("counts", each.get("error"))) for each in found]


def checks(floor: Floor) -> list[str]:
    """Return in which status the looks for orders are that were called for."""
    return [row["status"] for row in floor.work("order_check")]


def test_a_run_that_found_nothing_is_done_quietly(floor: Floor) -> None:
    run_id = begun(floor, "orders")
    floor.set_clock(later(30))
    with floor.noted() as events:
        assert finish(floor, run_id)["already_done"] is False
    row = run_row(floor, run_id)
    assert (row["status"], row["finished_at"], row["last_error"], row["counts"]) == ("done", later(30), None, {})
    assert (row["worker"], row["lease_expires_at"]) == (None, None)
    assert [(event["kind"], event["detail"]) for event in events] == [
        ("sync_finished", {"run_id": run_id, "kind": "orders", "error": None, "counts": {}})
    ]
    assert alerts(floor) == []


def test_a_run_that_failed_is_said_and_nothing_follows_from_it(floor: Floor) -> None:
    name = shown(floor, "CAKE", 5, known=3, unexplained=-2)
    run_id = begun(floor, "orders")
    finish(floor, run_id, "SYNC001")
    assert (run_row(floor, run_id)["status"], run_row(floor, run_id)["last_error"]) == ("failed", "SYNC001")
    assert alerts(floor) == [("sync_failed", "orders", "SYNC001")]
    assert known(floor, name)["unexplained"] == -2
    assert floor.one("select orders_complete_until from core.shops where store = 'bannos'") is None


def test_who_lost_the_run_and_who_ends_it_twice_change_nothing(floor: Floor) -> None:
    run_id = begun(floor, "orders")
    floor.set_clock(later(120))
    claimed(floor, run_id, "r2")
    before = footprint(floor)
    assert finish(floor, run_id)["already_done"]
    assert finish(floor, 2**40)["already_done"]
    assert footprint(floor) == before
    finish(floor, run_id, worker="r2")
    before = footprint(floor)
    assert finish(floor, run_id, "SYNC001", worker="r2")["already_done"]
    assert footprint(floor) == before


def test_after_the_levels_come_the_orders_and_what_was_not_there_is_named(floor: Floor) -> None:
    there, gone = shown(floor, "A-THERE", 5, known=5), shown(floor, "B-GONE", 5, known=5)
    under_way = shown(floor, "C-UNDER-WAY", 4, known=5)
    shown(floor, "D-NEVER-FOUND", 5, known=None, inventory_item_gid=None)
    queue(floor, under_way)
    batch(floor)
    run_id = begun(floor, "inventory")
    compare(floor, run_id, NOON, level(there, 5), level(under_way, 5))
    finish(floor, run_id)
    assert [found for found in findings(floor, run_id) if found[0] != "drift"] == [("sku_not_in_shop", gone, False)]
    counts = {"sku_not_in_shop": 1, "drift": 1}
    assert run_row(floor, run_id)["counts"] == counts
    assert alerts(floor) == [("sync_found", str(run_id), counts)]
    assert [run["status"] for run in runs(floor, "orders")] == ["running"]


def test_what_differed_before_a_look_that_found_every_order_was_no_order(floor: Floor) -> None:
    """And the raise that waited for it goes on at once."""
    name = shown(floor, "CAKE", 5, known=5)
    late = shown(floor, "TRAY", 5, known=5)
    seen(floor, name, 3, later(-70))
    floor.rows("update core.shop_skus set seen_at = %s", later(-70))
    queue(floor, name)
    assert opened(floor)["batch"] is None
    assert rows(floor, name)[0]["next_retry_at"] == later(60)
    run_id = begun(floor, "orders")
    floor.set_clock(later(1))
    # Seen after it began: an order that it did not see may have made it.
    seen(floor, late, 4, later(1))
    assert "inventory_push" in finish(floor, run_id)["queued"]
    assert (known(floor, name)["unexplained"], known(floor, late)["unexplained"]) == (0, -1)
    # Shopify's search may show an order a minute late.
    assert floor.one("select orders_complete_until from core.shops where store = 'bannos'") == later(-60)
    assert levels(batch(floor)) == [(name, 3, 5)]


@pytest.mark.parametrize("repaired", [False, True])
@pytest.mark.parametrize("kind", ["order_missing", "order_differs"])
def test_a_look_that_found_an_order_missing_explains_nothing_and_asks_for_another(
    floor: Floor, kind: str, *, repaired: bool
) -> None:
    name = shown(floor, "CAKE", 5, known=3, unexplained=-2)
    run_id = begun(floor, "orders")
    reconcile(floor, "note_finding", run_id=run_id, kind=kind, ref="gid://1", repaired=repaired)
    finish(floor, run_id)
    assert known(floor, name)["unexplained"] == -2
    assert floor.one("select orders_complete_until from core.shops where store = 'bannos'") is None
    (check,) = floor.work("order_check")
    assert (check["status"], check["next_retry_at"]) == ("pending", later(60))


def test_the_next_look_for_an_order_that_stays_missing_is_further_off_each_time(floor: Floor) -> None:
    for minutes, wait in ((0, 60), (10, 600), (50, 3000), (300, 3600)):
        floor.set_clock(later(minutes * 60))
        run_id = begun(floor, "orders")
        reconcile(floor, "note_finding", run_id=run_id, kind="order_missing", ref="gid://1")
        finish(floor, run_id)
        assert floor.work("order_check")[-1]["next_retry_at"] == later(minutes * 60 + wait)
        floor.rows("update core.work_queue set status = 'done'")
    # Another one is looked for at once.
    run_id = begun(floor, "orders")
    for gid in ("gid://1", "gid://2"):
        reconcile(floor, "note_finding", run_id=run_id, kind="order_missing", ref=gid)
    finish(floor, run_id)
    assert floor.work("order_check")[-1]["next_retry_at"] == later(300 * 60 + 60)


def test_an_order_that_could_not_be_read_for_a_day_holds_back_no_raise_any_more(floor: Floor) -> None:
    for hours, until in ((0, None), (24, None), (25, later(25 * 3600 - 60))):
        floor.set_clock(later(hours * 3600))
        run_id = begun(floor, "orders")
        for kind in ("order_missing", "order_unreadable"):
            reconcile(floor, "note_finding", run_id=run_id, kind=kind, ref="gid://1")
        finish(floor, run_id)
        assert floor.one("select orders_complete_until from core.shops where store = 'bannos'") == until


def test_an_order_that_was_quarantined_is_known_about(floor: Floor) -> None:
    run_id = begun(floor, "orders")
    for kind in ("order_missing", "order_quarantined", "order_not_in_shop", "subscription_missing"):
        reconcile(floor, "note_finding", run_id=run_id, kind=kind, ref="gid://1")
    finish(floor, run_id)
    assert checks(floor) == []
    # Shopify's search may show an order a minute late.
    assert floor.one("select orders_complete_until from core.shops where store = 'bannos'") == later(-60)


def test_a_look_at_the_last_orders_only_explains_nothing_older(floor: Floor) -> None:
    name = shown(floor, "CAKE", 5, known=3, unexplained=-2)
    for until, explained in ((None, -2), (later(-3601), -2), (later(-3600), 0)):
        floor.rows("update core.shops set orders_complete_until = %s where store = 'bannos'", until)
        run_id = begun(floor, "orders", since=later(-3600))
        finish(floor, run_id)
        assert known(floor, name)["unexplained"] == explained
    # Shopify's search may show an order a minute late.
    assert floor.one("select orders_complete_until from core.shops where store = 'bannos'") == later(-60)


@pytest.mark.parametrize("kind", ["inventory", "orders"])
def test_from_a_dry_run_nothing_follows(floor: Floor, kind: str) -> None:
    name = shown(floor, "CAKE", 5, known=3, unexplained=-2)
    floor.rows("update core.inventory_items set authority = 'shopify' where sku = %s", name)
    run_id = begun(floor, kind, dry_run=True)
    finish(floor, run_id)
    assert run_row(floor, run_id)["status"] == "done"
    assert (known(floor, name)["unexplained"], floor.counters(name)) == (-2, (5, 0))
    assert floor.rows("select from core.sync_runs where status = 'running'") == []
    assert floor.one("select orders_complete_until from core.shops where store = 'bannos'") is None


@pytest.mark.parametrize("error", [None, "SHOPIFY_500"])
@pytest.mark.parametrize("kind", ["inventory", "orders"])
def test_of_a_dry_run_nobody_is_told_and_of_the_next_real_one_they_are(
    own_floor: Floor, kind: str, error: str | None
) -> None:
    floor = own_floor
    for dry_run, told in ((True, 0), (False, 1)):
        run_id = begun(floor, kind, dry_run=dry_run)
        reconcile(floor, "note_finding", run_id=run_id, kind="order_not_in_shop", ref="gid://1")
        finish(floor, run_id, error)
        assert len(floor.work("alert")) == told
        assert run_row(floor, run_id)["counts"] == {"order_not_in_shop": 1}


def test_another_shops_differences_stay(floor: Floor) -> None:
    name = shown(floor, "CAKE", 5, known=3, store="flourlane", unexplained=-2)
    finish(floor, begun(floor, "orders"))
    assert known(floor, name, "flourlane")["unexplained"] == -2


def test_a_second_run_may_begin_when_one_is_over(floor: Floor) -> None:
    first = begun(floor, "orders")
    assert requested(floor, "orders") == first
    finish(floor, first)
    assert requested(floor, "orders") != first
