"""api.claim_sync: a run is one worker's for a time, and goes on where it was left."""

from datetime import timedelta

from tests.concurrency.lockstep import PATIENCE, sessions
from tests.sql.floor import Floor
from tests.sql.push.pushes import HERE, NOON, later, shown
from tests.sql.sync.runs import claimed, finish, reconcile, requested, run_row


def test_a_run_is_handed_over_with_what_there_is_to_do(floor: Floor) -> None:
    shown(floor, "CAKE", 3, known=5)
    shown(floor, "CAKE", 3, known=5, store="flourlane")
    run_id = requested(floor, "inventory", dry_run=True)
    floor.set_clock(later(40))
    assert claimed(floor, run_id, lease_seconds=30) == {
        "run_id": run_id,
        "store": "bannos",
        "kind": "inventory",
        "since": (later(40) - timedelta(days=59)).isoformat(),
        # It begins when somebody begins: what was seen before that is explained by it.
        "started_at": later(40).isoformat(),
        "dry_run": True,
        "at": later(40).isoformat(),
        "checkpoint": None,
        "skus": 1,
        "location_gid": HERE,
    }
    row = run_row(floor, run_id)
    assert (row["worker"], row["started_at"], row["lease_expires_at"]) == ("r1", later(40), later(70))


def test_it_looks_at_orders_since_all_of_them_were_here_or_since_when_it_was_asked_to(floor: Floor) -> None:
    floor.rows("update core.shops set orders_complete_until = %s where store = 'bannos'", later(-7200))
    run_id = requested(floor, "orders")
    assert claimed(floor, run_id)["since"] == later(-7800).isoformat()
    finish(floor, run_id)
    asked = requested(floor, "orders", since=later(-90))
    assert claimed(floor, asked)["since"] == later(-90).isoformat()
    finish(floor, asked)
    # Shopify shows sixty days at the farthest.
    far = requested(floor, "orders", since=NOON - timedelta(days=400))
    assert claimed(floor, far)["since"] == (NOON - timedelta(days=59)).isoformat()


def test_a_run_that_somebody_works_at_is_nobody_elses_until_the_lease_ran_out(floor: Floor) -> None:
    run_id = requested(floor)
    assert claimed(floor, run_id, lease_seconds=60) is not None
    assert claimed(floor, run_id, lease_seconds=60) is not None
    floor.set_clock(later(59))
    assert claimed(floor, run_id, "r2") is None
    assert run_row(floor, run_id)["worker"] == "r1"
    floor.set_clock(later(60))
    assert claimed(floor, run_id, "r2") is not None
    assert run_row(floor, run_id)["worker"] == "r2"


def test_a_run_goes_on_where_it_was_left_and_began_when_it_began(floor: Floor) -> None:
    run_id = requested(floor)
    claimed(floor, run_id)
    reconcile(floor, "save_sync", run_id=run_id, worker="r1", checkpoint={"after": "x"})
    floor.set_clock(later(500))
    found = claimed(floor, run_id, "r2")
    assert (found["checkpoint"], found["started_at"], found["at"]) == (
        {"after": "x"},
        NOON.isoformat(),
        later(500).isoformat(),
    )


def test_a_run_that_is_over_and_one_that_there_is_not_are_nobodys(floor: Floor) -> None:
    run_id = requested(floor)
    claimed(floor, run_id)
    finish(floor, run_id)
    assert claimed(floor, run_id) is None
    assert claimed(floor, run_id, "r2") is None
    assert claimed(floor, 2**40) is None


def test_of_two_workers_at_once_one_has_it(floor: Floor) -> None:
    run_id = requested(floor)
    with sessions(floor, "ordak_reconcile") as (first, second):
        assert first.run("claim_sync", run_id=run_id, worker="r1")["run"] is not None
        waiting = second.start("claim_sync", run_id=run_id, worker="r2")
        second.wait_until_blocked(unless=waiting)
        first.commit()
        assert waiting.result(PATIENCE)["run"] is None
        second.commit()
    assert run_row(floor, run_id)["worker"] == "r1"
