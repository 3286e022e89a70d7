"""A row that can never be done costs itself, and nothing that waits beside it."""

import psycopg
import pytest

from tests.sql.floor import Floor
from tests.sql.push.pushes import NOON, batch, begin, closed, later, levels, opened, queue, rows, shown, statuses
from tests.sql.sync.runs import runs, sweep


@pytest.fixture(autouse=True)
def noon(floor: Floor) -> None:
    """Begin at noon, with nothing queued."""
    begin(floor)


def poison(floor: Floor, topic: str, payload: str = "{}", store: str | None = "bannos", status: str = "pending") -> int:
    """Write a row as no function of ours would."""
    number: int = floor.one(
        "insert into core.work_queue (topic, store, dedupe_key, payload, status, priority, locked_by, locked_at, lease_expires_at) "
        "select %s, %s, 'poison', %s, s, 99, l, %s, %s from (values (%s::core.work_status, %s::text)) v (s, l) returning work_id",
        topic,
        store,
        payload,
        NOON,
        later(-1),
        status,
        "nobody",
    )
    return number


def state(floor: Floor, work_id: int) -> tuple[str, str | None]:
    """Return how a row stands."""
    (row,) = floor.rows("select status::text, last_error from core.work_queue where work_id = %s", work_id)
    return row["status"], row["last_error"]


def told(floor: Floor) -> list[tuple[str, str]]:
    """Return what somebody is told to have been given up."""
    return [(row["payload"]["topic"], row["payload"]["error"]) for row in floor.work("alert", "%work_dead")]


@pytest.mark.parametrize("payload", ["{}", "[]", '"text"', '{"sku": null}', "7"])
def test_a_push_that_is_about_no_sku_is_given_up_and_the_next_goes_on(floor: Floor, payload: str) -> None:
    bad = poison(floor, "inventory_push", payload)
    name = shown(floor, "CAKE", 3, known=5)
    queue(floor, name)
    assert levels(batch(floor)) == [(name, 5, 3)]
    assert state(floor, bad) == ("dead", "BAD_PAYLOAD")
    assert told(floor) == [("inventory_push", "BAD_PAYLOAD")]


@pytest.mark.parametrize("topic", ["inventory_push", "order_check", "level_check"])
def test_work_at_a_shop_that_does_not_say_at_which_is_given_up(floor: Floor, topic: str) -> None:
    bad = poison(floor, topic, store=None)
    floor.rows("select core.enqueue('order_check', 'bannos', 'bannos', '{}')")
    sweep(floor)
    assert state(floor, bad) == ("dead", "BAD_PAYLOAD")
    assert told(floor) == [(topic, "BAD_PAYLOAD")]
    assert len(runs(floor, "orders")) == 1


def test_a_push_that_no_batch_holds_any_more_waits_again(floor: Floor) -> None:
    name, twin = shown(floor, "CAKE", 3, known=5), shown(floor, "TRAY", 3, known=5)
    for each in (name, twin):
        queue(floor, each)
        floor.rows(
            "update core.work_queue set status = 'running', locked_by = 'batch:0', locked_at = %s, lease_expires_at = %s "
            "where sku = %s",
            NOON,
            later(-1),
            each,
        )
    queue(floor, twin)
    assert sweep(floor)["push_stores"] == ["bannos"]
    sent = batch(floor)
    assert levels(sent) == [(name, 5, 3), (twin, 5, 3)]
    assert (statuses(floor, name), statuses(floor, twin)) == (["running"], ["done", "running"])


def test_two_rows_under_one_key_that_both_ran_come_back_as_one(floor: Floor) -> None:
    name = shown(floor, "CAKE", 3, known=5)
    for _ in range(2):
        queue(floor, name)
        floor.rows(
            "update core.work_queue set status = 'running', locked_by = 'batch:0', locked_at = %s, lease_expires_at = %s",
            NOON,
            later(-1),
        )
    assert levels(batch(floor)) == [(name, 5, 3)]
    assert statuses(floor, name) == ["done", "running"]


def test_a_sku_whose_availability_cannot_be_computed_costs_no_other_its_push(own_floor: Floor) -> None:
    floor = own_floor
    begin(floor)
    bad, good = shown(floor, "A-BAD", 3, known=5), shown(floor, "B-GOOD", 3, known=5)
    floor.rows("alter function stock.available(text) rename to available_of")
    floor.rows(
        "create function stock.available(p_sku text) returns integer language sql stable "
        f"as $$ select stock.available_of(p_sku) / case when p_sku = '{bad}' then 0 else 1 end $$"
    )
    floor.rows("alter function stock.available(text) owner to ordak_api")
    # What was compiled before names the function that was renamed.
    source = floor.one("select pg_get_functiondef('shopify.sort_rows'::regproc)")
    floor.rows(source.replace("available_of", "available"))
    queue(floor, bad, good)
    answer = opened(floor)
    assert (answer["idle"], answer["batch"]) == (False, None)
    assert levels(batch(floor)) == [(good, 5, 3)]
    assert [(row["status"], row["last_error"]) for row in rows(floor, bad)] == [("dead", "22012")]


def test_a_component_at_which_the_sweep_fails_costs_no_other_part_of_it(own_floor: Floor) -> None:
    floor = own_floor
    begin(floor)
    name = floor.stock("SHORT", 0)
    floor.sell(cakes=1, sku=name)
    floor.rows(
        "create or replace function stock.settle_waiting(p_skus text[]) returns text[] language plpgsql "
        "as $$ begin raise division_by_zero; end $$"
    )
    floor.rows("select stock.post_txn(%s, 'receive', 1, 'test')", name)
    floor.rows("select core.enqueue('order_check', 'bannos', 'bannos', '{}')")
    sweep(floor)
    (alert,) = floor.work("alert", "%sweep_failed")
    assert (alert["payload"]["ref"], alert["payload"]["error"]) == (f"stock:{name}", "22012")
    assert len(runs(floor, "orders")) == 1


def test_what_runs_has_a_lease(floor: Floor) -> None:
    queue(floor, shown(floor, "CAKE", 3, known=5))
    for missing in ("locked_by", "locked_at", "lease_expires_at"):
        given = {"locked_by": "'w'", "locked_at": "core.now()", "lease_expires_at": "core.now()", missing: "null"}
        held = ", ".join(f"{column} = {value}" for column, value in given.items())
        with pytest.raises(psycopg.errors.CheckViolation, match="running_has_a_lease"):
            floor.rows(f"update core.work_queue set status = 'running', {held}")


def test_work_whose_lease_is_over_is_late(floor: Floor) -> None:
    floor.rows("select core.enqueue('stock_rebook', 'bannos', 'x', '{}')")
    floor.service("claim_work", who="reconcile", topic="stock_rebook", worker="w", lease_seconds=60)
    for seconds, late in ((60, 0), (100, 40)):
        floor.set_clock(later(seconds))
        assert sweep(floor, "bannos")["due_seconds"] == late


def test_a_batch_that_waits_for_its_time_is_not_late_and_one_whose_worker_died_is(floor: Floor) -> None:
    queue(floor, shown(floor, "CAKE", 3, known=5))
    sent = batch(floor)
    closed(floor, sent, "unknown", code="THROTTLED", wait_seconds=300)
    floor.set_clock(later(299))
    assert sweep(floor, "bannos")["due_seconds"] == 0
    floor.set_clock(later(310))
    assert sweep(floor, "bannos")["due_seconds"] == 10
    batch(floor, "w2")
    assert sweep(floor, "bannos")["due_seconds"] == 0
