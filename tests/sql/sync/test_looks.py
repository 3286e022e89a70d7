"""When a look for orders begins: once it can cover what waits for it, and never within a minute of the last."""

from itertools import pairwise

import pytest

from tests.sql.floor import Floor
from tests.sql.push.pushes import batch, closed, later, levels, opened, queue, rows, shown
from tests.sql.sync.runs import begun, claimed, end_all, finish, reconcile, requested, runs, sweep


def raised(floor: Floor, word: str, known_at: float) -> str:
    """Let a raise wait for orders whose level is known since a moment, and return its SKU."""
    name = shown(floor, word, 5, known=4)
    floor.rows("update core.shop_skus set known_at = %s where sku = %s", later(known_at), name)
    queue(floor, name)
    assert opened(floor)["batch"] is None
    return name


def looks(floor: Floor, store: str = "bannos") -> list[float]:
    """Return when each look for orders began, in seconds of the test's day."""
    return [(run["started_at"] - later(0)).total_seconds() for run in runs(floor, "orders", store)]


def look(floor: Floor) -> None:
    """Work off the look that is under way, if there is one."""
    for run in runs(floor, "orders"):
        if run["status"] == "running" and claimed(floor, run["run_id"]):
            finish(floor, run["run_id"])


def swept(floor: Floor, seconds: float) -> None:
    """Let the sweeper come at a moment, and the run that it begins go through."""
    floor.set_clock(later(seconds))
    sweep(floor, "bannos")
    look(floor)


@pytest.fixture
def quarter(floor: Floor) -> None:
    """Begin after the quarter's own look, of a minute and a half ago, and in the middle of the night's."""
    floor.rows(
        "insert into core.sync_runs (store, kind, status, started_at) select 'bannos', k, 'done', %s "
        "from unnest(array['orders', 'inventory']) k",
        later(0),
    )
    floor.set_clock(later(90))


@pytest.mark.usefixtures("quarter")
def test_a_look_is_called_for_when_it_can_cover_the_level_and_the_raise_sleeps_until_after_it(floor: Floor) -> None:
    name = raised(floor, "CAKE", known_at=86)
    (check,) = floor.work("order_check")
    assert check["next_retry_at"] == later(146)
    assert rows(floor, name)[0]["next_retry_at"] == later(206)
    for seconds in (91, 100, 145):
        swept(floor, seconds)
    assert looks(floor) == [0]
    swept(floor, 146)
    assert looks(floor) == [0, 146]
    assert levels(batch(floor)) == [(name, 4, 5)]


@pytest.mark.usefixtures("quarter")
def test_a_look_that_began_too_early_leaves_the_raise_asleep_and_calls_for_the_next(floor: Floor) -> None:
    run_id = begun(floor, "orders")  # a person asked for it
    floor.set_clock(later(92))
    name = raised(floor, "CAKE", known_at=89)
    slept = rows(floor, name)[0]
    assert "inventory_push" not in finish(floor, run_id).get("queued", [])
    assert rows(floor, name) == [slept]
    assert opened(floor)["idle"]
    (check,) = [row for row in floor.work("order_check") if row["status"] == "pending"]
    assert check["next_retry_at"] >= later(149)
    swept(floor, 149)
    swept(floor, 152)
    assert looks(floor)[2:] == [152]
    assert levels(batch(floor)) == [(name, 4, 5)]


@pytest.mark.usefixtures("quarter")
def test_a_raise_that_a_look_under_way_covers_calls_for_no_other(floor: Floor) -> None:
    run_id = begun(floor, "orders")
    name = raised(floor, "CAKE", known_at=30)
    assert floor.work("order_check") == []
    finish(floor, run_id)
    assert levels(batch(floor)) == [(name, 4, 5)]


@pytest.mark.usefixtures("quarter")
def test_what_one_look_did_not_cover_is_covered_by_the_next_a_minute_later(floor: Floor) -> None:
    first = raised(floor, "A-CAKE", known_at=80)
    floor.set_clock(later(120))
    second = raised(floor, "B-CAKE", known_at=119)
    swept(floor, 140)
    sent = batch(floor)
    assert levels(sent) == [(first, 4, 5)]
    closed(floor, sent, "done")
    for seconds in range(141, 200):
        swept(floor, seconds)
    assert looks(floor) == [0, 140]
    swept(floor, 200)
    assert looks(floor) == [0, 140, 200]
    assert levels(batch(floor)) == [(second, 4, 5)]


@pytest.mark.parametrize("topic", ["order_check", "level_check"])
def test_whoever_calls_there_is_one_look_of_a_kind_a_minute(floor: Floor, topic: str) -> None:
    kind = {"order_check": "orders", "level_check": "inventory"}[topic]
    started = []
    for seconds in range(0, 300, 5):
        floor.set_clock(later(seconds))
        floor.rows("select core.enqueue(%s, 'bannos', 'bannos', '{}')", topic)
        sweep(floor, "bannos")
        end_all(floor)
        started.append(len(runs(floor, kind)))
    assert started[-1] == 5
    begins = [run["started_at"] for run in runs(floor, kind)]
    assert all((after - before).total_seconds() >= 60 for before, after in pairwise(begins))


def test_a_look_that_is_called_for_while_one_is_under_way_is_not_lost(floor: Floor) -> None:
    requested(floor, "orders")
    floor.rows("select core.enqueue('order_check', 'bannos', 'bannos', '{}')")
    floor.set_clock(later(600))
    sweep(floor, "bannos")
    assert [row["status"] for row in floor.work("order_check")] == ["pending"]
    end_all(floor)
    floor.set_clock(later(660))
    sweep(floor, "bannos")
    assert [run["status"] for run in runs(floor, "orders")] == ["done", "running"]


def test_a_finding_that_goes_on_is_told_once_and_again_when_it_has_changed_or_come_back(floor: Floor) -> None:
    told = []
    for minute, found in enumerate((["a"], ["a"], ["a", "b"], ["a changed", "b"], [], ["a changed"])):
        floor.set_clock(later(60 * minute))
        run_id = begun(floor, "orders")
        for ref, _, detail in (each.partition(" ") for each in found):
            reconcile(floor, "note_finding", run_id=run_id, kind="order_missing", ref=ref, detail={"at": detail})
        finish(floor, run_id)
        told.append([row["payload"]["counts"] for row in floor.work("alert", f"%{run_id}:sync_found")])
        assert floor.one("select counts from core.sync_runs where run_id = %s", run_id) == (
            {"order_missing": len(found)} if found else {}
        )
    once = [{"order_missing": 1}]
    assert told == [once, [], once, once, [], once]


@pytest.mark.parametrize("other", [{"kind": "orders", "dry_run": True}, {"kind": "inventory"}, {"kind": "orders"}])
def test_what_a_dry_another_or_a_failed_run_found_was_not_reported(floor: Floor, other: dict[str, object]) -> None:
    for run, error in ((other, "SYNC001" if len(other) == 1 else None), ({"kind": "orders"}, None)):
        run_id = begun(floor, **run)
        reconcile(floor, "note_finding", run_id=run_id, kind="order_missing", ref="a")
        finish(floor, run_id, error)
        floor.set_clock(later(61))
        end_all(floor)
    assert len(floor.work("alert", f"%{run_id}:sync_found")) == 1
